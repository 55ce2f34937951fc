"""The words about workbooks and units."""

from app import errors
from ui.words.message import Message, Words

NOT_IMPORTED = "什么也没有导入，本机数据没有改动。"
REFUSED_UNITS = {
    "name_missing": ("单位名称不能用", "没有写名称，或者名称里有看不见的控制字符。", "请重新输入名称。"),
    "name_too_long": ("单位名称太长", "名称超过了60个字。", "请用单位的规范名称，或者写简称。"),
    "name_twice": ("已经有这个单位", "同一个上级下面已经有“{other}”。", "请核对名称；是两个单位的，请写得不一样。"),
    "code_bad": ("代码不能用", "代码只能由数字、英文字母和横线组成，最多40位。", "请核对代码；没有代码的，空着就行。"),
    "code_twice": ("代码已经被用了", "“{other}”已经用了这个代码。", "请核对代码；没有代码的，空着就行。"),
}


def _megabytes(size: int) -> str:
    return f"{max(size / 1_048_576, 0.1):.1f} MB"


def _unit_refused(error: errors.UnitRefused) -> Message:
    title, happened, next_step = REFUSED_UNITS[error.reason]
    return Message(title, happened.format(other=error.other), "单位名册没有改动。", next_step)


WORDS: Words = {
    errors.WorkbookNotExcel: lambda error: Message(
        "这个文件不是Excel工作簿",
        f"“{error.path.name}”里面不是Excel表格。",
        NOT_IMPORTED,
        "请核对选的文件；在WPS或Excel里打开它，另存为.xlsx后再选。",
    ),
    errors.WorkbookOldFormat: lambda error: Message(
        "表格是旧格式，读不了",
        f"“{error.path.name}”是.xls、.et或.xlsb格式。",
        NOT_IMPORTED,
        "请在WPS或Excel里打开它，选“另存为”，类型选“Excel工作簿（*.xlsx）”，再导入新存的文件。",
    ),
    errors.WorkbookPasswordProtected: lambda error: Message(
        "表格设了打开密码",
        f"“{error.path.name}”要输密码才能打开。",
        NOT_IMPORTED,
        "请在WPS或Excel里打开它，去掉打开密码，保存后再导入。",
    ),
    errors.WorkbookDamaged: lambda error: Message(
        "表格文件已损坏",
        f"“{error.path.name}”不完整，或者里面有表格不该有的内容。",
        NOT_IMPORTED,
        "请在WPS或Excel里打开，另存为一个新的.xlsx再导入；从U盘、微信来的，请重新复制一次。",
    ),
    errors.WorkbookTooLarge: lambda error: Message(
        "表格文件太大",
        f"“{error.path.name}”展开后有{_megabytes(error.size)}，最多读{_megabytes(error.limit)}，正常的表不会这么大。",
        NOT_IMPORTED,
        "请只把要导入的行复制到一个新表里，另存为.xlsx再导入。",
    ),
    errors.WorkbookEmpty: lambda error: Message(
        "表格是空的", f"“{error.path.name}”里一个字也没有。", NOT_IMPORTED, "请核对是不是选错了文件。"
    ),
    errors.ImportHasErrors: lambda error: Message(
        "表里还有错，没有导入",
        f"还有{error.count}处错误没有改。",
        NOT_IMPORTED,
        "请照列出的行和列在Excel里改好，保存后再选一次。",
    ),
    errors.RegisterChanged: lambda _: Message(
        "单位名册刚刚改过",
        "看表的时候，单位名册在别处改过了，刚才的比对已经不准。",
        NOT_IMPORTED,
        "请再选一次这个文件，程序重新比对后再导入。",
    ),
    errors.FiguresChanged: lambda _: Message(
        "刚刚又导入过一次",
        "看表的时候，又有一份表导入进来了，刚才的比对已经不准。",
        "一个数也没有导入，检查和成绩没有改动。",
        "请再选一次这个文件，程序重新比对后再导入。",
    ),
    errors.UnitRefused: _unit_refused,
    errors.UnitsOfTheOffice: lambda error: Message(
        "机关名册里的单位由管理员维护",
        f"有{error.count}个单位在机关的单位名册里，这台电脑上的人不能改它们。",
        "单位名册没有改动。",
        "请把表交给区组织部管理员，由他导入后用U盘带回来；名册里没有的社区，可以在这里添加。",
    ),
}
