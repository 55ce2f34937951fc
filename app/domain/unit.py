"""Units: the tree of districts, streets, townships, communities, villages and sub-sites."""

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

UnitKind = Literal["district", "street", "township", "community", "village", "website"]

UNIT_KINDS: tuple[UnitKind, ...] = ("district", "street", "township", "community", "village", "website")

UNIT_KIND_NAMES: dict[UnitKind, str] = {
    "district": "辖市区",
    "street": "街道",
    "township": "乡镇",
    "community": "社区",
    "village": "村",
    "website": "子网站",
}


@dataclass(frozen=True, slots=True)
class Unit:
    """One node of the unit tree.

    `id` never changes, whatever is renamed or merged; `code` is the 统计用区划代码 or office code where there is one.
    `class_` is the class a scheme may ask for (城市, 农村 …). `initials` are pinyin initials of the name, lower case.
    """

    id: str
    kind: UnitKind
    name: str
    code: str | None = None
    parent_id: str | None = None
    class_: str | None = None
    is_pilot: bool = False
    is_active: bool = True
    initials: str = ""
    replaced_by: str | None = None


def unit_id(code: str | None, path: Sequence[str]) -> str:
    """The lasting id: the code itself, or without one `u-` and 32 hex of SHA-256 of the NFC path 区/街道/社区."""
    if code:
        return code
    text = unicodedata.normalize("NFC", "/".join(path))
    return "u-" + hashlib.sha256(text.encode()).hexdigest()[:32]
