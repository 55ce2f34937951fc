"""Earlier results in the store: rows of this machine alone, with the import that brought each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import cast

from app.domain.earlier import EarlierKind, EarlierResult
from app.store.columns import json_of_text, moment_of_text, text_of_json, text_of_moment
from app.store.database import Row, Store

_COLUMNS = "unit_id, kind, day, total, grade, marks, reasons"


@dataclass(frozen=True, slots=True)
class EarlierImport:
    """One import of earlier results."""

    id: str
    kind: EarlierKind
    file_name: str
    at: datetime
    count: int


def latest(store: Store, unit_id: str, kind: EarlierKind, before: date | None = None) -> EarlierResult | None:
    """The latest earlier result of a unit, from before the day where one is given."""
    row = store.row(
        f"SELECT {_COLUMNS} FROM earlier WHERE unit_id = ? AND kind = ? AND day < ? ORDER BY day DESC LIMIT 1",  # noqa: S608
        (unit_id, kind, "9999" if before is None else before.isoformat()),
    )
    return None if row is None else _result(row)


def latest_totals(store: Store) -> dict[str, tuple[date, Decimal]]:
    """Day and total of the latest imported inspection of each unit that has a total."""
    rows = store.rows(
        "SELECT unit_id, max(day), total FROM earlier WHERE kind = 'previous' AND total IS NOT NULL GROUP BY unit_id"
    )
    return {unit_id: (date.fromisoformat(day), Decimal(total)) for unit_id, day, total in rows}


def all_earlier(store: Store) -> dict[tuple[str, str, date], EarlierResult]:
    """Every earlier result by unit, kind and day."""
    found = map(_result, store.rows(f"SELECT {_COLUMNS} FROM earlier"))  # noqa: S608
    return {(one.unit_id, one.kind, one.day): one for one in found}


def put_import(store: Store, made: EarlierImport, results: Iterable[EarlierResult]) -> None:
    """Keep an import and its results over those that stood there."""
    with store.atomic():
        store.execute(
            "INSERT INTO earlier_import VALUES (?, ?, ?, ?, ?, NULL)",
            (made.id, made.kind, made.file_name, text_of_moment(made.at), made.count),
        )
        for one in results:
            place = (one.unit_id, one.kind, one.day.isoformat())
            before = store.row("SELECT * FROM earlier WHERE unit_id = ? AND kind = ? AND day = ?", place)
            store.execute(
                "INSERT OR REPLACE INTO earlier VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *place,
                    None if one.total is None else format(one.total, "f"),
                    one.grade,
                    text_of_json({code: format(marks, "f") for code, marks in one.marks.items()}),
                    text_of_json(dict(one.reasons)),
                    made.id,
                    None if before is None else text_of_json(list(before)),
                ),
            )


def take_back(store: Store, import_id: str, at: datetime) -> None:
    """Take an import's results away and put back what stood there before."""
    with store.atomic():
        rows = store.rows("SELECT before FROM earlier WHERE import_id = ? AND before IS NOT NULL", (import_id,))
        store.execute("DELETE FROM earlier WHERE import_id = ?", (import_id,))
        for (before,) in rows:
            store.execute("INSERT INTO earlier VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", tuple(json_of_text(before)))
        store.execute("UPDATE earlier_import SET undone_at = ? WHERE id = ?", (text_of_moment(at), import_id))


def last_import(store: Store) -> EarlierImport | None:
    """The latest import that stands."""
    row = store.row(
        """SELECT id, kind, file_name, at, count FROM earlier_import WHERE undone_at IS NULL
        ORDER BY at DESC, id LIMIT 1"""
    )
    if row is None:
        return None
    return EarlierImport(row[0], cast(EarlierKind, row[1]), row[2], moment_of_text(row[3]), row[4])


def _result(row: Row) -> EarlierResult:
    unit_id, kind, day, total, grade, marks, reasons = row
    return EarlierResult(
        unit_id,
        cast(EarlierKind, kind),
        date.fromisoformat(day),
        None if total is None else Decimal(total),
        grade,
        {code: Decimal(value) for code, value in json_of_text(marks).items()},
        json_of_text(reasons),
    )
