"""Whom this store believes: the registers and receipts among its revisions, seen from its anchor."""

import json
from collections.abc import Iterator

from app.domain.register import RECEIPT, REGISTER
from app.domain.trust import Claim, Trust, trust_of
from app.store.database import Store
from app.store.memos import memo

ANCHOR = "anchor"
"""The memo that names the office key that this store looks from."""
SPEAKS_OF_TRUST = frozenset({REGISTER, RECEIPT})
"""Entities whose revisions may change what other records are."""


def anchor(store: Store) -> str | None:
    """The author id of the office key that this store looks from; None before there is one."""
    return memo(store, ANCHOR)


def trust(store: Store) -> Trust:
    """What the registers say now."""
    looks_from = anchor(store)
    if looks_from is None:
        return Trust()
    return trust_of(looks_from, _claims(store, REGISTER), _claims(store, RECEIPT))


def records_seen_otherwise(store: Store, before: Trust, after: Trust) -> list[tuple[str, str]]:
    """The records that may be something else, now that others are believed or may decide."""
    authors = {
        author
        for author in {
            *before.holders,
            *after.holders,
            *before.offices,
            *after.offices,
            *before.accepted,
            *after.accepted,
        }
        if before.holders.get(author) != after.holders.get(author)
        or before.offices.get(author) != after.offices.get(author)
        or before.accepted.get(author) != after.accepted.get(author)
    }
    rids = (before.invalid ^ after.invalid) | {
        rid for rid in {*before.reported, *after.reported} if before.reported.get(rid) != after.reported.get(rid)
    }
    kinds = ("void", "resolve", "amend", "final") if before.is_governed != after.is_governed else ()
    return [
        (str(entity), str(id_))
        for entity, id_ in store.rows(
            """SELECT DISTINCT entity, id FROM revision WHERE author IN (SELECT value FROM json_each(?1))
            OR rid IN (SELECT value FROM json_each(?2))
            OR (entity = 'inspection' AND kind IN (SELECT value FROM json_each(?3))) ORDER BY entity, id""",
            tuple(json.dumps(sorted(wanted)) for wanted in (authors, rids, kinds)),
        )
    ]


def _claims(store: Store, entity: str) -> Iterator[Claim]:
    for rid, author, id_, canonical in store.rows(
        "SELECT rid, author, id, canonical FROM revision WHERE entity = ? AND is_waiting = 0 ORDER BY rid", (entity,)
    ):
        yield Claim(rid, author, id_, json.loads(canonical)["body"])
