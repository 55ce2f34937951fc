"""The step of the store that brings corrections (更正) which are being filled in on this machine."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_TABLE = """CREATE TABLE correction (
    inspection_id TEXT PRIMARY KEY, corrects TEXT NOT NULL, head TEXT NOT NULL, number INTEGER NOT NULL,
    reason TEXT NOT NULL, started_at TEXT NOT NULL, ended_at TEXT) STRICT, WITHOUT ROWID"""


def correction_tables(db: "Database") -> None:
    """One row for each draft of a correction; ended ones stay with their log of changes."""
    db.execute(_TABLE)
    db.execute("CREATE INDEX correction_corrects ON correction (corrects)")
