"""Drafts of corrections (更正): rows of this machine alone, beside the signed inspections that they correct."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from app.domain.correction import Correction
from app.domain.inspection import Inspection
from app.store.columns import text_of_json, text_of_moment
from app.store.database import Row, Store
from app.store.inspection_rows import put_row

_COLUMNS = "inspection_id, corrects, head, number, reason"


def begin(
    store: Store, signed: Inspection, answers: Mapping[str, Any], head: str, number: int, reason: str, at: datetime
) -> Correction:
    """Open a draft that says what the signed inspection says. Its id is that of no inspection."""
    [(before,)] = store.rows("SELECT count(*) FROM correction WHERE corrects = ?", (signed.id,))
    correction = Correction(f"c-{signed.id.removeprefix('i-')}-{before + 1}", signed.id, head, number, reason)
    draft = replace(signed, id=correction.inspection_id, state="draft", updated_at=at)
    with store.atomic():
        put_row(store, draft, basis=None)
        store.execute_many(
            "INSERT INTO answer VALUES (?, ?, ?, ?)",
            [
                (draft.id, section, code, text_of_json(value))
                for section, codes in answers.items()
                for code, value in codes.items()
            ],
        )
        store.execute(
            "INSERT INTO correction VALUES (?, ?, ?, ?, ?, ?, NULL)",
            (draft.id, signed.id, head, number, reason, text_of_moment(at)),
        )
    return correction


def end(store: Store, inspection_id: str, at: datetime) -> None:
    """The draft was signed or given up: it is in no list any more, its log of changes stays."""
    with store.atomic():
        store.execute("UPDATE correction SET ended_at = ? WHERE inspection_id = ?", (text_of_moment(at), inspection_id))


def correction_of(store: Store, inspection_id: str) -> Correction | None:
    """The correction whose draft this is, None for an inspection of its own."""
    return _correction(store.row(f"SELECT {_COLUMNS} FROM correction WHERE inspection_id = ?", (inspection_id,)))  # noqa: S608


def open_correction(store: Store, corrects: str) -> Correction | None:
    """The correction of an inspection that is being filled in here."""
    return _correction(
        store.row(f"SELECT {_COLUMNS} FROM correction WHERE corrects = ? AND ended_at IS NULL", (corrects,))  # noqa: S608
    )


def drafts(store: Store) -> dict[str, str]:
    """The drafts that are being filled in, and what each of them corrects."""
    return dict(store.rows("SELECT inspection_id, corrects FROM correction WHERE ended_at IS NULL ORDER BY 1"))


def _correction(row: Row | None) -> Correction | None:
    return None if row is None else Correction(*row)
