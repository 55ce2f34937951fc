"""The step of the store that brings the tables of earlier results out of workbooks."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_TABLES = (
    """CREATE TABLE earlier_import (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, file_name TEXT NOT NULL, at TEXT NOT NULL, count INTEGER NOT NULL,
    undone_at TEXT) STRICT, WITHOUT ROWID""",
    """CREATE TABLE earlier (
    unit_id TEXT NOT NULL, kind TEXT NOT NULL, day TEXT NOT NULL, total TEXT, grade TEXT NOT NULL, marks TEXT NOT NULL,
    reasons TEXT NOT NULL, import_id TEXT NOT NULL, before TEXT, PRIMARY KEY (unit_id, kind, day))
    STRICT, WITHOUT ROWID""",
    "CREATE INDEX earlier_of_import ON earlier (import_id)",
)


def earlier_tables(db: "Database") -> None:
    """Earlier results, and the imports that brought them."""
    for statement in _TABLES:
        db.execute(statement)
