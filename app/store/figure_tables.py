"""The step of the store that brings the tables of 外部数据 and of the results that it completes."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_TABLES = (
    """CREATE TABLE figure_import (
    id TEXT PRIMARY KEY, campaign_id TEXT NOT NULL, file_name TEXT NOT NULL, at TEXT NOT NULL, person_id TEXT,
    count INTEGER NOT NULL, undone_at TEXT) STRICT, WITHOUT ROWID""",
    """CREATE TABLE figure (
    campaign_id TEXT NOT NULL, unit_id TEXT NOT NULL, code TEXT NOT NULL, rule TEXT NOT NULL, kind TEXT NOT NULL,
    value TEXT, source TEXT NOT NULL, day TEXT, import_id TEXT NOT NULL,
    PRIMARY KEY (campaign_id, unit_id, code, rule)) STRICT, WITHOUT ROWID""",
    "CREATE INDEX figure_item ON figure (campaign_id, code, rule)",
    """CREATE TABLE figure_before (
    import_id TEXT NOT NULL, unit_id TEXT NOT NULL, code TEXT NOT NULL, rule TEXT NOT NULL, row TEXT,
    PRIMARY KEY (import_id, unit_id, code, rule)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE figure_fill (
    inspection_id TEXT NOT NULL, section TEXT NOT NULL, code TEXT NOT NULL, rule TEXT NOT NULL, value TEXT NOT NULL,
    before TEXT, import_id TEXT NOT NULL, PRIMARY KEY (inspection_id, section, code, rule)) STRICT, WITHOUT ROWID""",
    "CREATE INDEX figure_fill_import ON figure_fill (import_id)",
    """CREATE TABLE result (
    id TEXT PRIMARY KEY, inspection_id TEXT NOT NULL, rid TEXT NOT NULL, answers TEXT NOT NULL, total_e4 INTEGER,
    grade TEXT, is_provisional INTEGER NOT NULL, item_scores TEXT NOT NULL, sources TEXT NOT NULL, at TEXT NOT NULL,
    import_id TEXT NOT NULL, basis TEXT) STRICT, WITHOUT ROWID""",
    "CREATE INDEX result_inspection ON result (inspection_id)",
)


def figure_tables(db: "Database") -> None:
    """Figures of others, where they were filled in, and the results that complete signed inspections."""
    for statement in _TABLES:
        db.execute(statement)
