"""How far the general survey is, counted where the rows lie: ten thousand units need not become objects."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.inspection import InspectionKind
from app.store.database import Store

if TYPE_CHECKING:
    from app.domain.unit import UnitKind


@dataclass(frozen=True, slots=True)
class SurveyCount:
    """Of the active units of one kind below one parent, pilots or others: how many are inspected, of how many."""

    parent_id: str | None
    parent_name: str
    is_pilot: bool
    inspected: int
    of: int


def survey_counts(
    store: Store, kind: "UnitKind", by: InspectionKind, states: Collection[str]
) -> tuple[SurveyCount, ...]:
    """One count for each parent and, apart, its pilots; parents in the order of their ids.

    A unit is inspected when an inspection of kind `by` stands in one of `states`; a second visit counts it once.
    """
    marks = ", ".join("?" * len(states))
    rows = store.rows(
        f"""SELECT counted.parent_id, coalesce(parent.name, ''), counted.is_pilot, inspected, total FROM (
            SELECT parent_id, is_pilot, count(*) AS total, sum(
                id IN (SELECT unit_id FROM inspection WHERE kind = ? AND state IN ({marks}))
            ) AS inspected
            FROM unit WHERE kind = ? AND is_active = 1 GROUP BY parent_id, is_pilot
        ) AS counted LEFT JOIN unit AS parent ON parent.id = counted.parent_id
        ORDER BY counted.parent_id, counted.is_pilot DESC""",  # noqa: S608 - question marks only
        (by, *states, kind),
    )
    return tuple(SurveyCount(parent, name, bool(pilot), inspected, of) for parent, name, pilot, inspected, of in rows)


def first_owed(
    store: Store, kind: "UnitKind", by: InspectionKind, states: Collection[str], limit: int
) -> tuple[str, ...]:
    """The names of the first active units of a kind, street by street, that no such inspection covers."""
    marks = ", ".join("?" * len(states))
    rows = store.rows(
        f"""SELECT name FROM unit WHERE kind = ? AND is_active = 1 AND NOT EXISTS (
            SELECT 1 FROM inspection WHERE unit_id = unit.id AND kind = ? AND state IN ({marks})
        ) ORDER BY parent_id, id LIMIT ?""",  # noqa: S608 - question marks only
        (kind, by, *states, limit),
    )
    return tuple(row[0] for row in rows)
