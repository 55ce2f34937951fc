"""The sentences for what an import of units found, free of Qt."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from app.domain.unit import UNIT_KIND_NAMES

if TYPE_CHECKING:
    from app.domain.unit import UnitKind
    from app.workbooks.findings import CellFinding
    from app.workbooks.units_plan import FieldChange

SENTENCES: dict[str, str] = {
    "no_header": "前10行里没有找到认识的列名。请在表的第一行写上“单位名称”“所属街道”等列名。",
    "column_missing": "没有“单位名称”（或“社区名称”）这一列，只找到：{0}。",
    "column_twice": "和另一列是同一个意思，这一列没有用。",
    "columns_unread": "这些列用不上，没有读：{0}。",
    "sheet_hidden": "这张工作表是隐藏的，没有读。要导入的，请先取消隐藏。",
    "sheet_unread": "这张工作表里没有单位，没有读。",
    "rows_hidden": "有{0}行是隐藏的（第{1}行），也会一起导入。不要的请先删除。",
    "too_many_rows": "超过{0}行，后面的没有读。请分成几个表导入。",
    "merged_filled": "{0}是合并单元格，每一行都按第一格的内容填。",
    "merged_refused": "{0}是合并单元格，看不出每一行各是什么。请取消合并，逐行填好。",
    "no_rows": "只有列名，下面没有单位。",
    "cell_error": "Excel算出的是错误值。请改成正确的内容。",
    "date_in_cell": "Excel把它当成了日期。请把这一列设为“文本”格式，重新输入。",
    "number_in_cell": "是数字，不是文本，前面的0可能丢了。请把这一列设为“文本”格式，重新输入。",
    "number_as_code": "是数字格式，按{0}读。请核对一下，最好把这一列设为“文本”格式。",
    "code_rounded": "Excel改成了科学计数法或者截掉了末尾的数字，已经不是原来的代码。请设为“文本”格式，重新输入。",
    "formula_without_value": "是公式，文件里没有算好的结果。请在Excel里打开、保存一次，或者复制后“粘贴为数值”。",
    "control_character": "里面有看不见的控制字符（{0}）。请删掉，重新输入。",
    "spaces": "有多余的空格、换行或看不见的字符，按“{0}”读。",
    "full_width": "有全角的数字或字母，按“{0}”读。",
    "too_long": "最多{0}个字，现在有{1}个。请写规范名称。",
    "bad_code": "代码只能由数字、英文字母和横线组成，最多{0}位。",
    "name_missing": "没有写单位名称。",
    "not_yes_or_no": "只能填“是”或“否”，也可以空着。",
    "kind_unknown": "不认识这个类别。可以填：社区、村、街道、乡镇、辖市区、子网站。",
    "kind_missing": "看不出是社区、村、街道还是乡镇。请加一列“单位类别”并填上。",
    "total_row": "是合计或者说明，不是单位，跳过。",
    "code_twice": "和第{0}行的代码一样。一个代码只能给一个单位。",
    "name_twice": "和第{0}行是同一个上级下面的同名单位。",
    "parent_not_found": "表里和单位名册里都没有这个上级。请核对写法，或者先把上级加进来。",
    "parent_ambiguous": "有两个以上同名的上级。请加一列“辖市区”，或者用“上级编码”写清楚。",
    "parent_missing": "没有写属于哪个街道或乡镇，先放在最上面一级。",
    "parent_wrong_level": "{0}不能放在{1}下面。",
    "parent_cycle": "上级绕了一圈又回到自己。请核对“上级编码”。",
    "unit_ambiguous": "单位名册里有{0}个单位叫这个名称，看不出是哪一个。请加上“所属街道”一列。",
    "name_of_another": "这个名称原来是另一个单位的，那个单位在这张表里改了名。请给这一行填上区划代码。",
    "unit_column_missing": "没有“单位名称”或“单位编码”这一列，不知道每一行是哪个单位。",
    "no_item_column": "没有一列写着考评项的编号或者名称。请在列名里写上，例如“{0}”。",
    "item_twice": "和另一列是同一个考评项。请只留一列，或者在列名里写清编号。",
    "unit_unknown": "单位名册里没有这个单位。请核对写法，或者先把它加进名册。",
    "unit_twice": "和第{0}行是同一个单位。一个单位只能有一行。",
    "unit_out_of_scope": "现在的考评方案不查这个单位的这一项，这一格没有用。",
    "name_differs": "按编码认，单位名册里叫“{0}”。请核对是不是同一个单位。",
    "not_a_number": "不是一个数。请只写数字，没有的空着。",
    "number_as_text": "是文本格式的数字，按{0}读。",
    "out_of_range": "超出范围，只能是{0}到{1}。",
    "bad_day": "看不出是哪一天。请写成2026-01-08或者2026年1月8日。",
    "day_missing": "没有写是哪一天的结果。请填“检查日期”这一列，只知道年份的写年份。",
    "code_differs": "单位名册里这个单位的代码是{0}。请核对哪一个对；确实是另一个单位的，请写得不一样。",
}
NAME_TAKEN = "单位名册里同一个上级下面已经有这个名称。"
FIELD_NAMES = {
    "kind": "类别",
    "name": "名称",
    "code": "代码",
    "parent": "上级",
    "class": "城乡类别",
    "pilot": "试点",
    "active": "启用",
}


def finding_words(finding: "CellFinding") -> str:
    """What is wrong and what to do about it, in whole sentences."""
    detail = finding.detail
    if finding.kind == "name_twice" and not detail:
        return NAME_TAKEN
    if finding.kind == "parent_wrong_level":
        detail = tuple(UNIT_KIND_NAMES[cast("UnitKind", kind)] for kind in detail)
    return SENTENCES[finding.kind].format(*detail)


def column_words(finding: "CellFinding") -> str:
    """`D 区划代码`, or empty for a row or sheet as a whole."""
    return f"{finding.column} {finding.header}".strip()


def changes_words(changes: Iterable["FieldChange"]) -> str:
    """`名称：莲花社区 → 莲花苑社区；试点：否 → 是`."""
    return "；".join(
        f"{FIELD_NAMES[change.field]}：{_value(change.field, change.old)} → {_value(change.field, change.new)}"
        for change in changes
    )


def _value(field: str, text: str) -> str:
    if field in ("pilot", "active"):
        return "是" if text == "1" else "否"
    if field == "kind":
        return UNIT_KIND_NAMES[cast("UnitKind", text)]
    return text or "空"
