"""What scoring gives back: marks, states and traces, level by level."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from app.scoring.exact import plain

UNSETTLED = frozenset({"unchecked", "incomplete", "pending"})
"""States of an item that leave the total provisional (暂定)."""


@dataclass(frozen=True, slots=True)
class RuleResult:
    """One rule's part in its item.

    `amount` is signed (negative: deducted) and rounded to four places for display, None while a fact is missing;
    `step` is its words in the trace, empty where it is not worth one; `band` the matched band, option or level.
    """

    rule_id: str
    amount: Decimal | None
    missing: bool
    step: str
    band: str | None = None


@dataclass(frozen=True, slots=True)
class ItemResult:
    """An item, or one entry of a bonus or penalty.

    `marks` None: not applicable, met or unmet, or not settled yet; `state` is scored, not_applicable, incomplete,
    unchecked, pending, met or unmet; `base` what it started from; `full_marks` None: open-ended; `lost` the full
    marks that were not reached (0 where there are no marks or no full marks). `outside_table`: another class's item.
    `spread`: exempted so that its full marks went to the other items of the dimension.
    """

    code: str
    marks: Decimal | None
    state: str
    trace: tuple[str, ...]
    rules: tuple[RuleResult, ...] = ()
    base: Decimal | None = None
    full_marks: Decimal | None = None
    lost: Decimal = Decimal(0)
    outside_table: bool = False
    spread: bool = False
    topic: str = ""

    @property
    def is_settled(self) -> bool:
        """Whether nothing is missing."""
        return self.state not in UNSETTLED

    @property
    def sentence(self) -> str:
        """The trace in one line: 基准6→支委会应12次实11次：−0.25→得5.75."""
        return "→".join(self.trace)

    def to_json(self) -> dict[str, Any]:
        """marks, state and trace."""
        return {"marks": _text(self.marks), "state": self.state, "trace": list(self.trace)}


@dataclass(frozen=True, slots=True)
class DimensionResult:
    """One 大项: `marks` None where nothing applies, `out_of` what they are out of, None when open-ended.

    `note` says in words how the marks came about; `in_table` is False where the unit's class has no item with marks;
    `whole` is what the dimension is out of when everything applies.
    """

    code: str
    marks: Decimal | None
    out_of: Fraction | None
    whole: Fraction | None
    note: str
    in_table: bool = True

    @property
    def share(self) -> Fraction | None:
        """marks ÷ out_of, None where that has no meaning."""
        return Fraction(self.marks) / self.out_of if self.marks is not None and self.out_of else None


@dataclass(frozen=True, slots=True)
class Result:
    """A whole inspection; `total_note` says how the total came about, `acting_vetoes` the codes in force."""

    items: Mapping[str, ItemResult]
    bonus_entries: Mapping[str, tuple[ItemResult, ...]]
    penalty_entries: Mapping[str, tuple[ItemResult, ...]]
    dimensions: Mapping[str, Decimal | None]
    subtotals: Mapping[str, DimensionResult]
    total: Decimal | None
    bonus: Decimal
    penalties: Decimal
    total_with_bonus: Decimal | None
    grade: str | None
    met: int | None
    of: int | None
    disqualified_years: int | None
    provisional: bool
    warnings: tuple[str, ...]
    total_note: str = ""
    acting_vetoes: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The result as the command line prints it; numbers are strings."""
        return {
            "items": {code: item.to_json() for code, item in self.items.items()},
            "dimensions": {code: _text(marks) for code, marks in self.dimensions.items()},
            "total": _text(self.total),
            "bonus": _text(self.bonus),
            "penalties": _text(self.penalties),
            "total_with_bonus": _text(self.total_with_bonus),
            "grade": self.grade,
            "met": _digits(self.met),
            "of": _digits(self.of),
            "disqualified_years": _digits(self.disqualified_years),
            "provisional": self.provisional,
            "warnings": list(self.warnings),
        }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def _digits(value: int | None) -> str | None:
    return None if value is None else str(value)
