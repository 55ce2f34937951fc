"""Offices: whose store this is."""

from dataclasses import dataclass
from typing import Literal

OfficeLevel = Literal["city", "district", "street", "community"]

LEVEL_NAMES: dict[OfficeLevel, str] = {"city": "市", "district": "辖市区", "street": "街道（镇）", "community": "社区"}


@dataclass(frozen=True, slots=True)
class Office:
    """The office that keeps the store: its name as on documents, its level, and its code where it has one."""

    name: str
    level: OfficeLevel = "district"
    code: str = ""
