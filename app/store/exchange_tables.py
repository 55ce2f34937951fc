"""The step of the store that brings what exchange needs: bundles sent and received, who reported what, and a log."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

# Rows of this machine alone. A bundle is named by the SHA-256 of its file; `previous` is that of the device's bundle
# before, empty for its first (exchange.md, R9).
_TABLES = (
    """CREATE TABLE bundle_sent (
    device TEXT NOT NULL, seq INTEGER NOT NULL, sha256 TEXT NOT NULL UNIQUE, bundle_id TEXT NOT NULL,
    previous TEXT NOT NULL, replaces TEXT NOT NULL, size INTEGER NOT NULL, path TEXT NOT NULL, at TEXT NOT NULL,
    PRIMARY KEY (device, seq)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE bundle_received (
    sha256 TEXT PRIMARY KEY, device TEXT NOT NULL, seq INTEGER NOT NULL, bundle_id TEXT NOT NULL,
    previous TEXT NOT NULL, replaces TEXT NOT NULL, sender TEXT NOT NULL, at TEXT NOT NULL) STRICT, WITHOUT ROWID""",
    "CREATE INDEX bundle_received_place ON bundle_received (device, seq)",
    """CREATE TABLE bundle_revision (
    rid TEXT NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (rid, sha256)) STRICT, WITHOUT ROWID""",
    "CREATE INDEX bundle_revision_of ON bundle_revision (sha256)",
    """CREATE TABLE quarantine (
    sha256 TEXT NOT NULL, place TEXT NOT NULL, reason TEXT NOT NULL, detail TEXT NOT NULL, line BLOB NOT NULL,
    PRIMARY KEY (sha256, place)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE exchange_log (
    entry INTEGER PRIMARY KEY, at TEXT NOT NULL, person_id TEXT, act TEXT NOT NULL, device TEXT NOT NULL,
    seq INTEGER NOT NULL, sha256 TEXT NOT NULL, counts TEXT NOT NULL) STRICT""",
    """CREATE TRIGGER exchange_log_stays BEFORE UPDATE ON exchange_log
    BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END""",
    """CREATE TRIGGER exchange_log_is_kept BEFORE DELETE ON exchange_log
    BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END""",
    """CREATE TRIGGER bundle_sent_stays BEFORE UPDATE OF device, seq, sha256, previous ON bundle_sent
    BEGIN SELECT RAISE(ABORT, 'what was sent stays'); END""",
    """CREATE TRIGGER bundle_sent_is_kept BEFORE DELETE ON bundle_sent
    BEGIN SELECT RAISE(ABORT, 'what was sent stays'); END""",
)


def exchange_tables(db: "Database") -> None:
    """Nothing was exchanged before there were these."""
    for statement in _TABLES:
        db.execute(statement)
