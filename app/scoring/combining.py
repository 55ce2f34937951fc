"""One figure for a unit from its inspections: averaged by source, weighted, bonus and penalties added once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from app.errors import AnswersRefused
from app.scoring.exact import ZERO, plain, rounded
from app.scoring.findings import Refusal
from app.scoring.ranking import read_figure
from app.scoring.table import Scheme, Source

_SELF = "self"
_MUTUAL = "mutual"


@dataclass(frozen=True, slots=True)
class Combined:
    """A unit's campaign figure; `alert`: the self-assessment differs by more than the scheme allows unexplained."""

    total: Decimal | None
    total_with_bonus: Decimal | None
    alert: bool

    def to_json(self) -> dict[str, Any]:
        """As the command line prints it; marks are strings."""
        return {
            "total": None if self.total is None else plain(self.total),
            "total_with_bonus": None if self.total_with_bonus is None else plain(self.total_with_bonus),
            "alert": self.alert,
        }


def combine(scheme: Scheme, unit: Mapping[str, Any]) -> Combined:
    """The figure of a unit's JSON. Raises AnswersRefused with every finding.

    An inspection with source `mutual` and `by` equal to the unit's own `id` is left out: nobody rates itself there.
    A source with a weight that has no inspection, or one whose total is not known, leaves the figure unknown.
    """
    refusals: list[Refusal] = []
    sources = _read(unit, refusals)
    extra = unit if isinstance(unit, Mapping) else {}
    bonus = Fraction(read_figure(extra.get("bonus"), "bonus", refusals) or 0)
    penalties = Fraction(read_figure(extra.get("penalties"), "penalties", refusals) or 0)
    if refusals:
        raise AnswersRefused(tuple(refusals))
    means = {source: _mean(totals) for source, totals in sources.items()}
    places = scheme.rounding.total
    exact: Fraction | None = ZERO
    for part in scheme.combine or (Source(source="district", weight=Decimal(1)),):
        if part.weight:
            mean = means.get(part.source)
            exact = None if exact is None or mean is None else exact + mean * Fraction(part.weight)
    total = None if exact is None else rounded(exact, places)
    with_bonus = None if total is None else rounded(Fraction(total) + bonus - penalties, places)
    return Combined(total, with_bonus, _differs(scheme, total, means.get(_SELF)))


def _differs(scheme: Scheme, total: Decimal | None, own: Fraction | None) -> bool:
    if scheme.self_difference_alert is None or total is None or own is None:
        return False
    return abs(own - Fraction(total)) > Fraction(scheme.self_difference_alert)


def _mean(totals: Sequence[Fraction | None]) -> Fraction | None:
    known = [total for total in totals if total is not None]
    return sum(known, ZERO) / len(known) if known and len(known) == len(totals) else None


def _read(unit: object, refusals: list[Refusal]) -> dict[str, list[Fraction | None]]:
    raw = unit.get("inspections") if isinstance(unit, Mapping) else None
    if not isinstance(unit, Mapping) or not isinstance(raw, list | tuple):
        refusals.append(Refusal("inspections", "应为检查的列表"))
        return {}
    own_id = unit.get("id")
    sources: dict[str, list[Fraction | None]] = {}
    for index, one in enumerate(raw):
        path = f"inspections[{index}]"
        source = one.get("source") if isinstance(one, Mapping) else None
        if not isinstance(one, Mapping) or not isinstance(source, str) or not source:
            refusals.append(Refusal(f"{path}.source", "要写明是哪一种检查"))
            continue
        total = read_figure(one.get("total"), f"{path}.total", refusals)
        if source == _MUTUAL and own_id is not None and one.get("by") == own_id:
            continue
        sources.setdefault(source, []).append(None if total is None else Fraction(total))
    return sources
