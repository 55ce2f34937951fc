"""Which communities a campaign has inspected, and which it still owes."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from app.domain.inspection import Inspection
from app.domain.unit import Unit

FINAL_STATES = frozenset({"signed", "reported", "received"})


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many."""

    inspected: int
    of: int

    @property
    def ratio(self) -> Decimal | None:
        """Share inspected, None when there is nothing to inspect."""
        return Decimal(self.inspected) / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class PilotsApart:
    """How far the general survey (普查) is: pilots and others apart, because pilots never stand for the rest."""

    pilots: Share
    others: Share

    @property
    def inspected(self) -> int:
        """Active units in scope with a final district inspection."""
        return self.pilots.inspected + self.others.inspected

    @property
    def of(self) -> int:
        """Active units in scope."""
        return self.pilots.of + self.others.of


@dataclass(frozen=True, slots=True)
class Coverage(PilotsApart):
    """The state of the general survey, and every unit that it still owes."""

    owed: tuple[Unit, ...]
    """Active, in scope, without a final district inspection; in the order of the scope."""

    @property
    def ratio(self) -> Decimal | None:
        """Share inspected, None when the scope is empty."""
        return Share(self.inspected, self.of).ratio

    @property
    def is_whole(self) -> bool:
        """Whether every unit in scope was inspected; an empty scope is never whole."""
        return self.of > 0 and not self.owed


def counts_for_coverage(inspection: Inspection) -> bool:
    """A final, not void inspection by the district itself; 暂定 and 待裁定 ones count (考评通知, rules 1 and 2)."""
    return inspection.kind == "district" and inspection.state in FINAL_STATES


def inspected_units(inspections: Iterable[Inspection]) -> frozenset[str]:
    """Ids of the units that a district inspection covers; a second visit counts its unit once."""
    return frozenset(inspection.unit_id for inspection in inspections if counts_for_coverage(inspection))


def coverage(scope: Iterable[Unit], inspections: Iterable[Inspection]) -> Coverage:
    """Count only inspections of kind `district`: a self-check never replaces one (考评通知, rule 1)."""
    done = inspected_units(inspections)
    active = [unit for unit in scope if unit.is_active]
    pilots = [unit for unit in active if unit.is_pilot]
    others = [unit for unit in active if not unit.is_pilot]
    return Coverage(
        pilots=Share(sum(unit.id in done for unit in pilots), len(pilots)),
        others=Share(sum(unit.id in done for unit in others), len(others)),
        owed=tuple(unit for unit in active if unit.id not in done),
    )


def coverage_by_parent(
    scope: Iterable[Unit], inspections: Iterable[Inspection]
) -> tuple[tuple[str | None, Coverage], ...]:
    """One coverage for each street or township, by parent id, in the order in which they first occur."""
    done = tuple(inspection for inspection in inspections if counts_for_coverage(inspection))
    groups: dict[str | None, list[Unit]] = {}
    for unit in scope:
        groups.setdefault(unit.parent_id, []).append(unit)
    return tuple((parent_id, coverage(units, done)) for parent_id, units in groups.items())
