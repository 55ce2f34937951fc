"""The tables of the store, as steps that are only ever added to: a released step is never edited."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.store.correction_tables import correction_tables
from app.store.earlier_tables import earlier_tables
from app.store.exchange_tables import exchange_tables
from app.store.figure_tables import figure_tables
from app.store.merging_tables import merging_tables
from app.store.phrase_tables import phrase_tables
from app.store.typed_later_column import typed_later_column

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID = 0x57555943
"""`WUYC` in the file's header: this is a store of this program."""

# Every projection row that was made from a revision names it in `basis`; NULL means a row of this machine alone.
# Marks are ten-thousandths (`_e4`), moments are ISO 8601 UTC with microseconds, JSON is canonical text.
_FIRST = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE clock (one INTEGER PRIMARY KEY CHECK (one = 1), stamp TEXT NOT NULL) STRICT;
CREATE TABLE revision (
    seq INTEGER PRIMARY KEY, rid TEXT NOT NULL UNIQUE, entity TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL,
    author TEXT NOT NULL, device TEXT NOT NULL, hlc TEXT NOT NULL, is_waiting INTEGER NOT NULL,
    canonical BLOB NOT NULL, sig BLOB NOT NULL) STRICT;
CREATE INDEX revision_of ON revision (entity, id);
CREATE INDEX revision_waiting ON revision (is_waiting) WHERE is_waiting = 1;
CREATE TABLE parent (rid TEXT NOT NULL REFERENCES revision (rid), parent TEXT NOT NULL, PRIMARY KEY (rid, parent))
    STRICT, WITHOUT ROWID;
CREATE INDEX parent_child ON parent (parent);
CREATE TRIGGER revision_is_kept BEFORE DELETE ON revision BEGIN SELECT RAISE(ABORT, 'revisions are kept'); END;
CREATE TRIGGER parent_is_kept BEFORE DELETE ON parent BEGIN SELECT RAISE(ABORT, 'revisions are kept'); END;
CREATE TABLE blob (
    sha256 TEXT PRIMARY KEY, name TEXT NOT NULL, size INTEGER NOT NULL, mime TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE unit (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, code TEXT, parent_id TEXT, class TEXT,
    is_pilot INTEGER NOT NULL, is_active INTEGER NOT NULL, initials TEXT NOT NULL, replaced_by TEXT, basis TEXT)
    STRICT, WITHOUT ROWID;
CREATE INDEX unit_parent ON unit (parent_id);
CREATE INDEX unit_code ON unit (code);
CREATE INDEX unit_survey ON unit (kind, is_active, parent_id, id, is_pilot);
CREATE TABLE person (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, post TEXT NOT NULL, office TEXT NOT NULL, role TEXT NOT NULL,
    author TEXT, is_active INTEGER NOT NULL, basis TEXT) STRICT, WITHOUT ROWID;
CREATE INDEX person_author ON person (author);
CREATE TABLE local_person (person_id TEXT PRIMARY KEY, signing_key BLOB) STRICT, WITHOUT ROWID;
CREATE TABLE certificate (
    author TEXT NOT NULL, kind TEXT NOT NULL, der BLOB NOT NULL, added_at TEXT NOT NULL, PRIMARY KEY (author, der))
    STRICT, WITHOUT ROWID;
CREATE TABLE scheme (hash TEXT PRIMARY KEY, json BLOB NOT NULL, state TEXT NOT NULL, basis TEXT) STRICT;
CREATE TABLE campaign (
    id TEXT PRIMARY KEY, code TEXT NOT NULL, name TEXT NOT NULL, scheme_hash TEXT NOT NULL, documents TEXT NOT NULL,
    due_on TEXT, basis TEXT) STRICT, WITHOUT ROWID;
CREATE TABLE inspection (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, campaign_id TEXT NOT NULL, unit_id TEXT NOT NULL,
    kind TEXT NOT NULL, ordinal INTEGER NOT NULL, ordinal_reason TEXT NOT NULL, scheme_hash TEXT NOT NULL,
    visited_on TEXT NOT NULL, started_at TEXT NOT NULL, updated_at TEXT NOT NULL, inspectors TEXT NOT NULL,
    leader_id TEXT, doc_number TEXT NOT NULL, classification TEXT NOT NULL, state TEXT NOT NULL, at_item TEXT,
    total_e4 INTEGER, grade TEXT, is_provisional INTEGER NOT NULL, checked INTEGER NOT NULL,
    is_contested INTEGER NOT NULL, basis TEXT) STRICT;
CREATE INDEX inspection_campaign ON inspection (campaign_id, unit_id, kind);
CREATE INDEX inspection_unit ON inspection (unit_id, kind);
CREATE INDEX inspection_updated ON inspection (updated_at);
CREATE INDEX inspection_state ON inspection (state, updated_at);
CREATE INDEX inspection_survey ON inspection (kind, state, unit_id);
CREATE INDEX inspection_provisional ON inspection (state, updated_at) WHERE is_provisional = 1;
CREATE TABLE answer (
    inspection_id TEXT NOT NULL REFERENCES inspection (id) DEFERRABLE INITIALLY DEFERRED, section TEXT NOT NULL,
    code TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (inspection_id, section, code)) STRICT, WITHOUT ROWID;
CREATE TABLE change (
    inspection_id TEXT NOT NULL REFERENCES inspection (id) DEFERRABLE INITIALLY DEFERRED, seq INTEGER NOT NULL,
    at TEXT NOT NULL, section TEXT NOT NULL, code TEXT NOT NULL, before TEXT, after TEXT, undoes INTEGER,
    PRIMARY KEY (inspection_id, seq)) STRICT, WITHOUT ROWID;
CREATE INDEX change_undoes ON change (inspection_id, undoes) WHERE undoes IS NOT NULL;
CREATE TRIGGER change_stays BEFORE UPDATE ON change BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
CREATE TRIGGER change_is_kept BEFORE DELETE ON change BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
CREATE TABLE item_score (
    inspection_id TEXT NOT NULL REFERENCES inspection (id) DEFERRABLE INITIALLY DEFERRED, code TEXT NOT NULL,
    marks_e4 INTEGER, state TEXT NOT NULL, PRIMARY KEY (inspection_id, code)) STRICT, WITHOUT ROWID;
CREATE TABLE mark (
    inspection_id TEXT NOT NULL, field TEXT NOT NULL, manner TEXT NOT NULL, name TEXT NOT NULL, post TEXT NOT NULL,
    at TEXT NOT NULL, strokes TEXT NOT NULL, reason TEXT NOT NULL, on_behalf_of TEXT NOT NULL, person_id TEXT,
    certificate TEXT NOT NULL, basis TEXT, PRIMARY KEY (inspection_id, field)) STRICT, WITHOUT ROWID;
CREATE TABLE report (
    id TEXT PRIMARY KEY, inspection_id TEXT NOT NULL, rid TEXT NOT NULL, pdf_sha256 TEXT NOT NULL,
    number TEXT NOT NULL, pages INTEGER NOT NULL, check_codes TEXT NOT NULL, signers TEXT NOT NULL,
    created_at TEXT NOT NULL, basis TEXT) STRICT, WITHOUT ROWID;
CREATE INDEX report_inspection ON report (inspection_id);
CREATE INDEX report_rid ON report (rid);
CREATE INDEX report_pdf ON report (pdf_sha256);
CREATE TABLE audit (
    seq INTEGER PRIMARY KEY, at TEXT NOT NULL, person_id TEXT, act TEXT NOT NULL, about TEXT NOT NULL) STRICT;
CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
"""


def first_tables(db: "Database") -> None:
    """Version 1: revisions, the projections a screen reads, the open drafts and the logs."""
    for statement in _statements(_FIRST):
        db.execute(statement)


STEPS: tuple[Callable[["Database"], None], ...] = (
    first_tables,
    phrase_tables,
    merging_tables,
    typed_later_column,
    exchange_tables,
    figure_tables,
    earlier_tables,
    correction_tables,
)
"""Append only. The version of a store (`user_version`) is the number of steps it has gone."""


def apply_steps(db: "Database", steps: tuple[Callable[["Database"], None], ...] = STEPS) -> None:
    """Bring the store to the newest version: each step, its record and the version in one transaction or not at all."""
    from sqlite_utils import Migrations

    migrations = Migrations("wuyou")
    for version, step in enumerate(steps, start=1):
        migrations(name=f"{version:03d}_{step.__name__}")(_with_version(step, version))
    migrations.apply(db)


def _with_version(step: Callable[["Database"], None], version: int) -> Callable[["Database"], None]:
    def step_with_version(db: "Database") -> None:
        step(db)
        db.execute(f"PRAGMA user_version = {version}")  # transactional, as the header page is

    return step_with_version


def _statements(script: str) -> list[str]:
    """Split at `;` ends of line, keeping the bodies of triggers whole (executescript would commit in between)."""
    statements: list[str] = []
    open_text = ""
    for line in script.strip().splitlines():
        open_text += line + "\n"
        if line.endswith(";"):
            statements.append(open_text)
            open_text = ""
    return statements
