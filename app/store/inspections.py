"""Inspections being filled in: every answer saved as it is given, and every one can be taken back."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from app.domain.inspection import Change, Inspection, InspectionKind, InspectionState, Made
from app.errors import InspectionExists, InspectionFrozen, InspectionUnknown
from app.store.bodies import INSPECTION, answers_of
from app.store.columns import json_of_text, moment_of_text, text_of_json, text_of_moment
from app.store.database import Row, Store
from app.store.inspection_rows import COLUMNS, inspection_of_row, put_item_scores, put_row
from app.store.outcome import Outcome
from app.store.shown import keep_draft_base, next_parents, shown_body

__all__ = [
    "Outcome",
    "answers",
    "basis_of",
    "can_undo",
    "contested",
    "count_inspections",
    "inspection",
    "inspections",
    "item_scores",
    "last_change",
    "new_inspection",
    "save_change",
    "save_header",
    "save_place",
    "saved_at",
    "set_result",
    "undo_last",
]

_OPEN_STATES = ("draft", "complete")
_SECTIONS = ("items", "bonus", "penalties", "vetoes", "peers", "notes")


def new_inspection(store: Store, inspection: Inspection) -> None:
    """Keep a new draft; InspectionExists when its id is taken."""
    with store.atomic():
        if store.row("SELECT 1 FROM inspection WHERE id = ?", (inspection.id,)):
            raise InspectionExists(inspection.id)
        put_row(store, inspection, basis=None)


def inspection(store: Store, id: str) -> Inspection:  # noqa: A002 - as in Inspection
    """The header with the materialised result; InspectionUnknown."""
    row = store.row(f"SELECT {COLUMNS} FROM inspection WHERE id = ?", (id,))  # noqa: S608
    if row is None:
        raise InspectionUnknown(id)
    return inspection_of_row(row)


def inspections(
    store: Store,
    *,
    campaign_id: str | None = None,
    unit_id: str | None = None,
    kind: InspectionKind | None = None,
    states: Collection[InspectionState] | None = None,
    newest_first: bool = False,
    limit: int = -1,
) -> tuple[Inspection, ...]:
    """Headers in the order they were started, or the last changed first; `limit` -1 for all of them."""
    condition, values = _condition(campaign_id, unit_id, kind, states)
    order = "updated_at DESC, id" if newest_first else "started_at, ordinal, id"
    rows = store.rows(
        f"SELECT {COLUMNS} FROM inspection {condition} ORDER BY {order} LIMIT ?",  # noqa: S608
        (*values, limit),
    )
    return tuple(inspection_of_row(row) for row in rows)


def count_inspections(
    store: Store,
    *,
    campaign_id: str | None = None,
    unit_id: str | None = None,
    kind: InspectionKind | None = None,
    states: Collection[InspectionState] | None = None,
) -> int:
    """How many there are."""
    condition, values = _condition(campaign_id, unit_id, kind, states)
    return int(store.rows(f"SELECT count(*) FROM inspection {condition}", values)[0][0])  # noqa: S608


def contested(store: Store) -> frozenset[str]:
    """Ids of inspections with more than one final head (待裁定): in no ranking until somebody decides."""
    return frozenset(row[0] for row in store.rows("SELECT id FROM inspection WHERE is_contested"))


def basis_of(store: Store, id: str) -> str | None:  # noqa: A002
    """The rid of the revision the inspection is read from; None for an open draft of this machine."""
    return _basis_and_state(store, id)[0]


def save_header(store: Store, header: Inspection) -> None:
    """Save the header fields of an open draft; result, place and number of answers are left to `save_change`.

    Raises InspectionUnknown, InspectionFrozen.
    """
    with store.atomic():
        _open(store, header.id)
        known = inspection(store, header.id)
        put_row(
            store,
            replace(
                header,
                at_item=known.at_item,
                total_e4=known.total_e4,
                grade=known.grade,
                is_provisional=known.is_provisional,
                checked=known.checked,
            ),
            basis=None,
        )


def save_place(store: Store, id: str, item_code: str | None) -> None:  # noqa: A002
    """Where the inspector was last; nothing that travels."""
    with store.atomic():
        store.execute("UPDATE inspection SET at_item = ? WHERE id = ?", (item_code, id))


def answers(store: Store, id: str) -> dict[str, Any]:  # noqa: A002
    """The answers in ANSWERS.json form, every section there, and `notes`; InspectionUnknown.

    Of an inspection that was frozen or received, they are those of its revision.
    """
    basis, _state = _basis_and_state(store, id)
    found: dict[str, Any] = {section: {} for section in _SECTIONS}
    if basis is not None:
        return {**found, **answers_of(shown_body(store, id, basis))}
    for section, code, value in store.rows(
        "SELECT section, code, value FROM answer WHERE inspection_id = ? ORDER BY section, code", (id,)
    ):
        found.setdefault(section, {})[code] = json_of_text(value)
    return found


def item_scores(store: Store, id: str) -> dict[str, tuple[int | None, str]]:  # noqa: A002
    """The materialised scores of its items: code → marks in ten-thousandths (None: not scored), state."""
    rows = store.rows("SELECT code, marks_e4, state FROM item_score WHERE inspection_id = ? ORDER BY code", (id,))
    return {code: (marks, state) for code, marks, state in rows}


def save_change(
    store: Store,
    id: str,  # noqa: A002
    change: Change,
    at: datetime,
    outcome: Outcome | None,
) -> Made:
    """Save one answer, its line in the change log and the result it leads to, in one transaction.

    When this returns, the answer is on the disk. A complete draft is a draft again. `outcome` None leaves the result
    as it was. Raises InspectionUnknown, InspectionFrozen, NotCanonical (a value that JSON has no exact spelling for),
    and the errors of Store.atomic; nothing is changed then.
    """
    after = None if change.value is None else text_of_json(change.value)
    with store.atomic():
        _open(store, id)
        before = _answer(store, id, change.section, change.code)
        seq = _write(store, id, (change.section, change.code), before, after, at)
        _settle(store, id, at, outcome)
    value = None if after is None else json_of_text(after)
    return Made(seq, Change(change.section, change.code, value), _value(before))


def last_change(store: Store, id: str) -> Made | None:  # noqa: A002
    """The change that `undo_last` would take back; None when there is none. It survives restarts."""
    row = _last(store, id)
    if row is None:
        return None
    seq, section, code, before, after = row
    return Made(seq, Change(section, code, _value(after)), _value(before))


def can_undo(store: Store, id: str) -> bool:  # noqa: A002
    """Whether `undo_last` would find a change."""
    return _last(store, id) is not None


def undo_last(store: Store, id: str, at: datetime, outcome: Outcome | None) -> Made | None:  # noqa: A002
    """Put back what stood before the last change; the log keeps both. Returns the change that was taken back.

    `outcome` is the result after the undo (find the change with `last_change` first). None when nothing is left.
    Raises as `save_change` does.
    """
    with store.atomic():
        _open(store, id)
        row = _last(store, id)
        if row is None:
            return None
        seq, section, code, before, after = row
        _write(store, id, (section, code), after, before, at, undoes=seq)
        _settle(store, id, at, outcome)
    return Made(seq, Change(section, code, _value(after)), _value(before))


def saved_at(store: Store, id: str) -> datetime | None:  # noqa: A002
    """When the last answer was saved; None before the first."""
    row = store.row("SELECT at FROM change WHERE inspection_id = ? ORDER BY seq DESC LIMIT 1", (id,))
    return None if row is None else moment_of_text(row[0])


def set_result(store: Store, id: str, outcome: Outcome, state: InspectionState | None = None) -> None:  # noqa: A002
    """Write the materialised result, and the state where one is given, of an open draft."""
    with store.atomic():
        _open(store, id)
        _put_result(store, id, outcome)
        if state is not None:
            if state not in _OPEN_STATES:
                raise ValueError("only a revision freezes an inspection")
            store.execute("UPDATE inspection SET state = ? WHERE id = ?", (state, id))


def _basis_and_state(store: Store, id: str) -> tuple[str | None, str]:  # noqa: A002
    row = store.row("SELECT basis, state FROM inspection WHERE id = ?", (id,))
    if row is None:
        raise InspectionUnknown(id)
    return row[0], row[1]


def _open(store: Store, id: str) -> None:  # noqa: A002
    """Make sure that the inspection may be changed; a received draft becomes this machine's open draft."""
    basis, state = _basis_and_state(store, id)
    if state not in _OPEN_STATES:
        raise InspectionFrozen(id)
    if basis is not None:
        received = answers_of(shown_body(store, id, basis))
        keep_draft_base(store, id, next_parents(store, INSPECTION, id))
        store.execute("DELETE FROM answer WHERE inspection_id = ?", (id,))
        store.execute_many(
            "INSERT INTO answer VALUES (?, ?, ?, ?)",
            [
                (id, section, code, text_of_json(value))
                for section, codes in received.items()
                for code, value in codes.items()
            ],
        )
        store.execute("UPDATE inspection SET basis = NULL WHERE id = ?", (id,))


def _answer(store: Store, id: str, section: str, code: str) -> str | None:  # noqa: A002
    row = store.row(
        "SELECT value FROM answer WHERE inspection_id = ? AND section = ? AND code = ?", (id, section, code)
    )
    return None if row is None else row[0]


def _write(
    store: Store,
    id: str,  # noqa: A002
    place: tuple[str, str],
    before: str | None,
    after: str | None,
    at: datetime,
    undoes: int | None = None,
) -> int:
    if after is None:
        store.execute("DELETE FROM answer WHERE inspection_id = ? AND section = ? AND code = ?", (id, *place))
    else:
        store.execute("INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?)", (id, *place, after))
    [(last,)] = store.rows("SELECT coalesce(max(seq), 0) FROM change WHERE inspection_id = ?", (id,))
    store.execute(
        "INSERT INTO change VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (id, last + 1, text_of_moment(at), *place, before, after, undoes),
    )
    return int(last) + 1


def _last(store: Store, id: str) -> Row | None:  # noqa: A002
    """The last change that is not taken back, as long as what it left still stands (others' drafts may have joined)."""
    row = store.row(
        """SELECT seq, section, code, before, after FROM change AS made
        WHERE inspection_id = ?1 AND undoes IS NULL AND NOT EXISTS (
            SELECT 1 FROM change AS undo WHERE undo.inspection_id = ?1 AND undo.undoes = made.seq)
        ORDER BY seq DESC LIMIT 1""",
        (id,),
    )
    if row is None:
        return None
    _seq, section, code, _before, after = row
    basis, state = _basis_and_state(store, id)
    if basis is None:
        stands = _value(_answer(store, id, section, code))
    elif state in _OPEN_STATES:
        stands = answers_of(shown_body(store, id, basis)).get(section, {}).get(code)
    else:
        return row
    return row if stands == _value(after) else None


def _settle(store: Store, id: str, at: datetime, outcome: Outcome | None) -> None:  # noqa: A002
    store.execute("UPDATE inspection SET updated_at = ?, state = 'draft' WHERE id = ?", (text_of_moment(at), id))
    if outcome is not None:
        _put_result(store, id, outcome)


def _put_result(store: Store, id: str, outcome: Outcome) -> None:  # noqa: A002
    store.execute(
        "UPDATE inspection SET total_e4 = ?, grade = ?, is_provisional = ?, checked = ? WHERE id = ?",
        (outcome.total_e4, outcome.grade, outcome.is_provisional, outcome.checked, id),
    )
    put_item_scores(store, id, outcome.item_scores)


def _value(text: str | None) -> Any:
    return None if text is None else json_of_text(text)


def _condition(
    campaign_id: str | None, unit_id: str | None, kind: str | None, states: Collection[str] | None
) -> tuple[str, tuple[Any, ...]]:
    parts, values = [], []
    for column, value in (("campaign_id", campaign_id), ("unit_id", unit_id), ("kind", kind)):
        if value is not None:
            parts.append(f"{column} = ?")
            values.append(value)
    if states is not None:
        parts.append(f"state IN ({', '.join('?' * len(states))})")
        values.extend(states)
    parts.append("id NOT IN (SELECT inspection_id FROM correction)")  # the draft of a correction is no inspection
    return "WHERE " + " AND ".join(parts), tuple(values)
