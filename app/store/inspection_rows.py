"""The rows of an inspection: its header with the materialised result, and the scores of its items."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from app.domain.inspection import Inspection
from app.store.columns import json_of_text, moment_of_text, text_of_json, text_of_moment
from app.store.database import Row, Store
from app.store.inspector_bodies import inspector_body, inspector_of, typed_later_body, typed_later_of
from app.store.outcome import ItemScore

_NAMES = (
    "id",
    "campaign_id",
    "unit_id",
    "kind",
    "ordinal",
    "ordinal_reason",
    "scheme_hash",
    "visited_on",
    "started_at",
    "updated_at",
    "inspectors",
    "leader_id",
    "doc_number",
    "classification",
    "state",
    "at_item",
    "total_e4",
    "grade",
    "is_provisional",
    "checked",
    "typed_later",
)
COLUMNS = ", ".join(_NAMES)
QUALIFIED = ", ".join(f"inspection.{name}" for name in _NAMES)
_WRITTEN = (*_NAMES, "is_contested", "basis")
PUT = f"""INSERT INTO inspection ({", ".join(_WRITTEN)}) VALUES ({", ".join("?" * len(_WRITTEN))})
ON CONFLICT (id) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in _WRITTEN[1:] if name != "at_item")},
at_item = coalesce(excluded.at_item, at_item)"""  # noqa: S608 - where the inspector was last is of this machine alone

ADD_SCORE = "INSERT INTO item_score VALUES (?, ?, ?, ?)"


def put_row(store: Store, inspection: Inspection, *, basis: str | None, is_contested: bool = False) -> None:
    """Write the row, new or known, inside a transaction."""
    store.execute(PUT, row_of(inspection, basis, is_contested=is_contested))


def row_of(inspection: Inspection, basis: str | None, *, is_contested: bool) -> tuple[Any, ...]:
    """The row for PUT."""
    return (*_values(inspection), is_contested, basis)


def put_item_scores(store: Store, inspection_id: str, scores: Iterable[ItemScore]) -> None:
    """Make the rows of the item scores equal to `scores`, touching only those that differ."""
    there = {
        code: (marks, state)
        for code, marks, state in store.rows(
            "SELECT code, marks_e4, state FROM item_score WHERE inspection_id = ?", (inspection_id,)
        )
    }
    new = {code: (marks, state) for code, marks, state in scores}
    changed = [(inspection_id, code, *score) for code, score in new.items() if there.get(code) != score]
    gone = [(inspection_id, code) for code in there.keys() - new.keys()]
    if changed:
        store.execute_many("INSERT OR REPLACE INTO item_score VALUES (?, ?, ?, ?)", changed)
    if gone:
        store.execute_many("DELETE FROM item_score WHERE inspection_id = ? AND code = ?", gone)


def inspection_of_row(row: Row) -> Inspection:
    """The header from the columns named by COLUMNS."""
    return Inspection(
        id=row[0],
        campaign_id=row[1],
        unit_id=row[2],
        kind=row[3],
        ordinal=row[4],
        ordinal_reason=row[5],
        scheme_hash=row[6],
        visited_on=date.fromisoformat(row[7]),
        started_at=moment_of_text(row[8]),
        updated_at=moment_of_text(row[9]),
        inspectors=tuple(inspector_of(one) for one in json_of_text(row[10])),
        leader_id=row[11],
        doc_number=row[12],
        classification=row[13],
        state=row[14],
        at_item=row[15],
        total_e4=row[16],
        grade=row[17],
        is_provisional=bool(row[18]),
        checked=row[19],
        typed_later=None if row[20] is None else typed_later_of(json_of_text(row[20])),
    )


def _values(inspection: Inspection) -> tuple[Any, ...]:
    return (
        inspection.id,
        inspection.campaign_id,
        inspection.unit_id,
        inspection.kind,
        inspection.ordinal,
        inspection.ordinal_reason,
        inspection.scheme_hash,
        inspection.visited_on.isoformat(),
        text_of_moment(inspection.started_at),
        text_of_moment(inspection.updated_at),
        text_of_json([inspector_body(one) for one in inspection.inspectors]),
        inspection.leader_id,
        inspection.doc_number,
        inspection.classification,
        inspection.state,
        inspection.at_item,
        inspection.total_e4,
        inspection.grade,
        inspection.is_provisional,
        inspection.checked,
        None if inspection.typed_later is None else text_of_json(typed_later_body(inspection.typed_later)),
    )
