"""Results from before this program, or from elsewhere: to compare with, never inspections and never counted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

EarlierKind = Literal["previous", "self"]


@dataclass(frozen=True, slots=True)
class EarlierResult:
    """What a table says of one unit: its last inspection, or its self-check (`kind`).

    A year alone has its last day as `day`. `marks` and `reasons` are by item code; an item may be in neither.
    """

    unit_id: str
    kind: EarlierKind
    day: date
    total: Decimal | None
    grade: str = ""
    marks: Mapping[str, Decimal] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
