"""外部数据: what another office says of a unit (marks, or a figure to compare units by), apart from any inspection."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

FigureKind = Literal["external", "peer"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a figure belongs: the unit, the item's code, the rule's id."""

    unit_id: str
    code: str
    rule: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. `value` None: the unit takes no part in the comparison (不参加)."""

    place: Place
    kind: FigureKind
    value: Decimal | None
    source: str
    day: date | None = None

    @property
    def said(self) -> str:
        """Where it comes from, as it stands in facts and reports: 外部数据：区综治办，2026年1月8日."""
        when = f"，{self.day.year}年{self.day.month}月{self.day.day}日" if self.day else ""
        return f"外部数据：{self.source}{when}" if self.source else f"外部数据{when}"

    @property
    def facts(self) -> dict[str, str] | None:
        """The facts of its rule in ANSWERS.json; None where the unit takes no part."""
        if self.value is None:
            return None
        text = format(self.value, "f")
        return {"marks": text, "source": self.said} if self.kind == "external" else {"value": text}
