"""Inspections as a list shows them: the header, and the names of the unit and of what stands above it."""

from collections.abc import Collection
from dataclasses import dataclass

from app.domain.inspection import Inspection, InspectionState
from app.store.database import Store
from app.store.inspection_rows import QUALIFIED, inspection_of_row


@dataclass(frozen=True, slots=True)
class ListedInspection:
    """A line of the list; a name is "" where the register does not know the unit."""

    inspection: Inspection
    unit_name: str
    street_name: str
    is_completed: bool = False
    """Signed as provisional, its marks completed by a result record since."""


def listed(
    store: Store,
    *,
    states: Collection[InspectionState] | None = None,
    only_provisional: bool = False,
    limit: int = -1,
) -> tuple[ListedInspection, ...]:
    """The last changed first; `limit` -1 for all of them."""
    conditions = [] if states is None else [f"inspection.state IN ({', '.join('?' * len(states))})"]
    conditions.append("inspection.id NOT IN (SELECT inspection_id FROM correction WHERE ended_at IS NOT NULL)")
    if only_provisional:
        conditions.append("inspection.is_provisional = 1")
    rows = store.rows(
        f"""SELECT {QUALIFIED}, coalesce(unit.name, ''), coalesce(street.name, ''),
        EXISTS (SELECT 1 FROM result WHERE result.inspection_id = inspection.id AND result.rid = inspection.basis)
        FROM inspection
        LEFT JOIN unit ON unit.id = inspection.unit_id LEFT JOIN unit AS street ON street.id = unit.parent_id
        WHERE {" AND ".join(conditions) or "1"}
        ORDER BY inspection.updated_at DESC, inspection.id LIMIT ?""",  # noqa: S608 - constant names
        (*(states or ()), limit),
    )
    return tuple(ListedInspection(inspection_of_row(row[:-3]), row[-3], row[-2], bool(row[-1])) for row in rows)


def count(store: Store, states: Collection[InspectionState], *, only_provisional: bool = False) -> int:
    """How many `listed` would give."""
    provisional = "AND is_provisional = 1" if only_provisional else ""
    marks = ", ".join("?" * len(states))
    [(found,)] = store.rows(
        f"SELECT count(*) FROM inspection WHERE state IN ({marks}) {provisional}",  # noqa: S608
        tuple(states),
    )
    return int(found)
