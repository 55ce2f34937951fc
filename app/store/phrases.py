"""Phrases of items: where signed inspections used them, and what people of this machine made of them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, cast

from app.domain.phrases import Phrase, PhraseState, Use, phrases_of
from app.store.columns import json_of_text, text_of_moment
from app.store.database import Store

LATEST = 2_000
"""So many of the latest uses of an item's phrases are counted: enough to know what is usual, and always quick."""
ADD_USE = "INSERT INTO phrase_use VALUES (?, ?, ?, ?, ?)"
DRAFTS = 50
"""So many open drafts are looked at, the last changed first."""


def put_uses(store: Store, inspection_id: str, visited_on: date, answers: Mapping[str, Any], basis: str) -> None:
    """Make the uses of an inspection those of its reasons, inside a transaction."""
    clear_uses(store, inspection_id)
    rows = use_rows(inspection_id, visited_on, answers, basis)
    if rows:
        store.execute_many(ADD_USE, rows)


def use_rows(inspection_id: str, visited_on: date, answers: Mapping[str, Any], basis: str) -> list[tuple[str, ...]]:
    """The rows of what an inspection uses, for ADD_USE."""
    day = visited_on.isoformat()
    return [
        (inspection_id, code, phrase, day, basis)
        for code, given in (answers.get("items") or {}).items()
        if type(given) is dict and given.get("reason")
        for phrase in reason_phrases(given)
    ]


def clear_uses(store: Store, inspection_id: str) -> None:
    """Forget what an inspection used: it is void."""
    store.execute("DELETE FROM phrase_use WHERE inspection_id = ?", (inspection_id,))


def uses(store: Store, code: str) -> tuple[Use, ...]:
    """The phrases of an item in signed inspections, each spelling once."""
    rows = store.rows(
        """SELECT phrase, count(*), max(used_on) FROM (
            SELECT phrase, used_on FROM phrase_use WHERE code = ? ORDER BY used_on DESC LIMIT ?)
        GROUP BY phrase""",
        (code, LATEST),
    )
    return tuple(Use(*row) for row in rows)


def draft_uses(store: Store, code: str, but: str) -> tuple[Use, ...]:
    """The phrases of an item in the open drafts of this machine; those of the inspection `but` are left out."""
    rows = store.rows(
        """SELECT answer.value, draft.visited_on FROM (
            SELECT id, visited_on FROM inspection WHERE state IN ('draft', 'complete') AND basis IS NULL AND id != ?
            ORDER BY updated_at DESC LIMIT ?) AS draft
        JOIN answer ON answer.inspection_id = draft.id AND answer.section = 'items' AND answer.code = ?""",
        (but, DRAFTS, code),
    )
    return tuple(
        Use(phrase, 1, visited_on) for value, visited_on in rows for phrase in reason_phrases(json_of_text(value))
    )


def kept(store: Store, code: str) -> tuple[Phrase, ...]:
    """What people decided about an item's phrases, the latest first."""
    rows = store.rows("SELECT phrase, state FROM phrase WHERE code = ? ORDER BY at DESC, phrase", (code,))
    return tuple(Phrase(text, state=cast(PhraseState, state)) for text, state in rows)


def keep(store: Store, code: str, phrase: str, state: PhraseState, at: datetime) -> None:
    """Keep a phrase as own, pinned or hidden."""
    with store.atomic():
        store.execute("INSERT OR REPLACE INTO phrase VALUES (?, ?, ?, ?)", (code, phrase, state, text_of_moment(at)))


def let_go(store: Store, code: str, phrase: str) -> None:
    """Forget what was decided about a phrase."""
    with store.atomic():
        store.execute("DELETE FROM phrase WHERE code = ? AND phrase = ?", (code, phrase))


def reason_phrases(given: Any) -> tuple[str, ...]:
    """The phrases of an item's answer; the reason why an item does not apply is none of its phrases."""
    if not isinstance(given, Mapping) or given.get("exempt"):
        return ()
    return phrases_of(str(given.get("reason") or ""))
