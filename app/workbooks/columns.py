"""Which column of a units table holds what, told by the words of its head."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from openpyxl.utils import get_column_letter

UnitField = Literal[
    "name", "code", "kind", "parent_code", "parent", "street", "district", "class", "pilot", "active", "inactive"
]

HEAD_WITHIN = 10
"""The head stands in one of the first ten rows; above it there may be a title, a date, a maker."""
MAX_COLUMNS = 60

WORDS: Mapping[UnitField, tuple[str, ...]] = {
    "name": (
        *(
            "单位名称",
            "社区名称",
            "社区(村)名称",
            "村(社区)名称",
            "社区村名称",
            "村社区名称",
            "单位全称",
            "社区全称",
            "名称",
        ),
        *("社区", "社区(村)", "村(社区)", "村社区", "社区、村", "社区居委会", "居委会", "居委会名称", "村居", "单位"),
        *("所属社区", "基层单位", "被检查单位"),
    ),
    "code": (
        *("统计用区划代码", "区划代码", "行政区划代码", "统计区划代码", "社区代码", "社区编码", "单位编码", "单位代码"),
        *("机关代码", "单位编号", "社区编号", "编码", "代码", "编号"),
    ),
    "kind": ("单位类别", "单位类型", "单位种类", "单位层级", "类型", "层级", "级别"),
    "parent_code": (
        *(
            "上级编码",
            "上级代码",
            "上级区划代码",
            "上级单位编码",
            "上级单位代码",
            "所属街道编码",
            "街道编码",
            "街道代码",
        ),
        *("所属街道代码", "父级编码", "上级编号"),
    ),
    "parent": ("上级", "上级单位", "上级名称", "上级单位名称", "所属单位", "所属", "隶属", "隶属单位", "主管单位"),
    "street": (
        *(
            "所属街道",
            "街道",
            "街道(镇)",
            "街道(乡镇)",
            "街道(乡、镇)",
            "乡镇(街道)",
            "乡镇街道",
            "街道乡镇",
            "镇(街道)",
        ),
        *("镇街", "街镇", "街道名称", "所属乡镇", "所属镇", "乡镇", "镇", "所属街道(镇)", "所属街道(乡镇)", "所属镇街"),
        *("所在街道", "街道办事处", "镇(街)", "街(镇)", "乡(镇)", "乡镇街", "所属乡镇(街道)"),
    ),
    "district": (
        *(
            "辖市区",
            "所属辖市区",
            "辖市(区)",
            "区",
            "所属区",
            "区县",
            "区(县)",
            "县区",
            "县(区)",
            "县(市、区)",
            "市(区)",
        ),
        *("市(县、区)", "县市区", "市辖区", "所在区", "区名", "区名称"),
    ),
    "class": ("城乡类别", "城乡分类", "城乡", "城乡属性", "城市/农村", "城市农村", "社区类型", "社区类别"),
    "pilot": (
        *(
            "试点",
            "示范点试点",
            "是否试点",
            "示范点",
            "试点单位",
            "是否示范点",
            "示范点试点单位",
            "是否示范点试点",
            "示范试点",
        ),
        *("是否试点单位",),
    ),
    "active": ("启用", "是否启用", "在用", "是否在用", "状态", "有效"),
    "inactive": ("停用", "是否停用", "已停用", "撤并", "是否撤并", "已撤并"),
}

EITHER_KIND_OR_CLASS = "类别"
"""Some tables mean 社区/村 by it, others 城市/农村; the values decide."""

_FIELD_OF = {word: field for field, words in WORDS.items() for word in words}
_RANK = {word: rank for words in WORDS.values() for rank, word in enumerate(words)}
_ASIDE = re.compile(r"[*＊※]|[(]必填[)]|[(]选填[)]|[(]可空[)]|[:]$")


@dataclass(frozen=True, slots=True)
class Head:
    """Where the head of a table stands (1-based row), which column (0-based) holds which field, and what is not used.

    `twice` are columns that say the same as a better one; `unread` the words of columns that nothing is read from.
    """

    row: int
    columns: Mapping[UnitField, int]
    words: Mapping[UnitField, str]
    twice: tuple[tuple[int, str], ...] = ()
    unread: tuple[str, ...] = ()

    def place(self, field: UnitField) -> tuple[str, str]:
        """Letter and word of a field's column, two empty texts where there is none."""
        return (get_column_letter(self.columns[field] + 1), self.words[field]) if field in self.columns else ("", "")


def plain_word(value: object) -> str:
    """A word of the head in its plain spelling: no blanks, half-width brackets, no 必填 or stars."""
    text = unicodedata.normalize("NFKC", value if isinstance(value, str) else "")
    return _ASIDE.sub("", "".join(text.split()).replace("[", "(").replace("]", ")"))


def find_head(rows: Sequence[Sequence[object]]) -> Head | None:
    """The head among the first rows of a sheet: the row with most known words; None when no row has any."""
    best: Head | None = None
    for number, row in enumerate(rows[:HEAD_WITHIN], start=1):
        head = _head_of(number, row)
        if head.columns and (best is None or _worth(head) > _worth(best)):
            best = head
    if best is None:
        return None
    return _with_class_or_kind(best, rows)


def _worth(head: Head) -> tuple[int, bool]:
    return len(head.columns), "name" in head.columns


def _head_of(number: int, row: Sequence[object]) -> Head:
    columns: dict[UnitField, int] = {}
    words: dict[UnitField, str] = {}
    twice: list[tuple[int, str]] = []
    unread: list[str] = []
    for place, value in enumerate(row):
        word = plain_word(value)
        field = _FIELD_OF.get(word)
        if not word:
            continue
        if field is None:
            unread.append(word)
        elif field not in columns:
            columns[field], words[field] = place, word
        elif _RANK[word] < _RANK[words[field]]:
            twice.append((columns[field], words[field]))
            columns[field], words[field] = place, word
        else:
            twice.append((place, word))
    return Head(number, columns, words, tuple(twice), tuple(unread))


def _with_class_or_kind(head: Head, rows: Sequence[Sequence[object]]) -> Head:
    if EITHER_KIND_OR_CLASS not in head.unread:
        return head
    place = next(n for n, value in enumerate(rows[head.row - 1]) if plain_word(value) == EITHER_KIND_OR_CLASS)
    below = {plain_word(row[place]) for row in rows[head.row :] if place < len(row)}
    field: UnitField = "kind" if below & KIND_WORDS.keys() else "class"
    if field in head.columns:
        return head
    unread = tuple(word for word in head.unread if word != EITHER_KIND_OR_CLASS)
    columns = {**head.columns, field: place}
    return Head(head.row, columns, {**head.words, field: EITHER_KIND_OR_CLASS}, head.twice, unread)


UnitKindName = Literal["district", "street", "township", "community", "village", "website"]
KIND_WORDS: Mapping[str, UnitKindName] = {
    **dict.fromkeys(("社区", "居委会", "社区居委会", "居民委员会", "居", "城市社区", "农村社区"), "community"),
    **dict.fromkeys(("村", "行政村", "建制村", "村委会", "村民委员会"), "village"),
    **dict.fromkeys(("街道", "街道办事处", "街道办", "街道党工委"), "street"),
    **dict.fromkeys(("镇", "乡", "乡镇", "乡(镇)", "镇(乡)"), "township"),
    **dict.fromkeys(
        ("区", "辖市区", "辖市", "辖区", "县", "县级市", "区县", "市辖区", "市(区)", "辖市(区)"), "district"
    ),
    **dict.fromkeys(("子网站", "网站", "党建网站", "子网"), "website"),
}
YES = frozenset(
    {"是", "√", "✓", "✔", "1", "y", "yes", "true", "对", "试点", "示范点", "示范", "v", "有", "☑", "●", "○"}
)
NO = frozenset({"否", "×", "✕", "✗", "x", "0", "n", "no", "false", "无", "—", "-", "/", "不是", "非试点", "☐"})
ACTIVE = frozenset({"启用", "在用", "正常", "有效", "存续"})
INACTIVE = frozenset({"停用", "撤销", "撤并", "已撤并", "注销", "无效", "已停用"})
