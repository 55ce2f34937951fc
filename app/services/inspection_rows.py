"""Inspections as lists show them, without what scores them."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from app.domain.inspection import Inspection, InspectionState
from app.services.standing_marks import NONE, StandingMark
from app.services.workspace import Workspace
from app.store.inspection_lists import listed
from app.store.outcome import from_e4


@dataclass(frozen=True, slots=True)
class InspectionRow:
    """One line in a list of inspections; `total` is what the marks add up to now."""

    inspection: Inspection
    unit_name: str
    street_name: str
    leader_name: str
    total: Decimal | None
    items: int
    is_completed: bool = False
    """Signed as provisional and completed since (已补齐)."""
    marks: frozenset[StandingMark] = NONE
    """Set where a list asks for them (`standing_marks.marks_by_inspection`)."""


def inspection_rows(
    workspace: Workspace,
    *,
    states: Collection[InspectionState] | None = None,
    only_provisional: bool = False,
    limit: int = -1,
) -> tuple[InspectionRow, ...]:
    """Inspections (all of them, unless states or a limit say otherwise), the latest first."""
    return tuple(
        InspectionRow(
            inspection=line.inspection,
            unit_name=line.unit_name,
            street_name=line.street_name,
            leader_name=next(
                (one.name for one in line.inspection.inspectors if one.person_id == line.inspection.leader_id), ""
            ),
            total=from_e4(line.inspection.total_e4),
            items=len(workspace.scheme_outline(line.inspection.scheme_hash).item_titles),
            is_completed=line.is_completed,
        )
        for line in listed(workspace.store, states=states, only_provisional=only_provisional, limit=limit)
    )
