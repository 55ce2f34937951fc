"""The step of the store that brings what merging needs: where open drafts stand, and whose signatures lie where."""

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_TABLES = (
    # The revisions that an open draft was opened on, as JSON: the parents of the revision that it becomes.
    "CREATE TABLE draft_base (inspection_id TEXT PRIMARY KEY, parents TEXT NOT NULL) STRICT, WITHOUT ROWID",
    """CREATE TABLE signed_place (
    record TEXT PRIMARY KEY, inspection_id TEXT NOT NULL, field TEXT NOT NULL, basis TEXT) STRICT, WITHOUT ROWID""",
    "CREATE INDEX signed_place_inspection ON signed_place (inspection_id)",
)


def merging_tables(db: "Database") -> None:
    """The tables, filled from the signatures that are here."""
    for statement in _TABLES:
        db.execute(statement)
    signatures = db.execute("SELECT id, rid, canonical FROM revision WHERE entity = 'signature' AND is_waiting = 0")
    for record, rid, canonical in signatures.fetchall():
        body = json.loads(canonical)["body"]
        inspection_id, field = body.get("inspection_id"), body.get("field")
        if isinstance(inspection_id, str) and isinstance(field, str):
            db.execute("INSERT OR REPLACE INTO signed_place VALUES (?, ?, ?, ?)", (record, inspection_id, field, rid))
