"""The step of the store that brings the tables of phrases, filled from what was signed before."""

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_TABLES = (
    """CREATE TABLE phrase_use (
    inspection_id TEXT NOT NULL, code TEXT NOT NULL, phrase TEXT NOT NULL, used_on TEXT NOT NULL, basis TEXT,
    PRIMARY KEY (inspection_id, code, phrase)) STRICT, WITHOUT ROWID""",
    "CREATE INDEX phrase_use_code ON phrase_use (code, used_on, phrase)",
    """CREATE TABLE phrase (
    code TEXT NOT NULL, phrase TEXT NOT NULL, state TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (code, phrase))
    STRICT, WITHOUT ROWID""",
)


def phrase_tables(db: "Database") -> None:
    """Where phrases were used, and what people made of them; inspections signed so far are learnt from."""
    from app.domain.phrases import phrases_of  # a store that has the tables does without

    for statement in _TABLES:
        db.execute(statement)
    signed = db.execute(
        """SELECT inspection.id, visited_on, basis, canonical FROM inspection JOIN revision ON rid = basis
        WHERE state NOT IN ('draft', 'complete', 'void')"""
    )
    for id_, visited_on, basis, canonical in signed.fetchall():
        answers = json.loads(canonical)["body"].get("answers") or {}
        for code, given in (answers.get("items") or {}).items():
            if given and not given.get("exempt"):
                for phrase in phrases_of(str(given.get("reason") or "")):
                    db.execute("INSERT INTO phrase_use VALUES (?, ?, ?, ?, ?)", (id_, code, phrase, visited_on, basis))
