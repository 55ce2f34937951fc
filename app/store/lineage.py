"""Revisions as they lie in the store: which stand, which wait, and which of a record's are its heads."""

import json
from collections.abc import Collection, Iterable
from typing import Any

from app.domain.lineage import Node, head_nodes
from app.domain.revision import Revision, SignedRevision
from app.store.database import Store


def nodes(store: Store, entity: str, id: str) -> tuple[Node, ...]:  # noqa: A002 - as in Revision
    """The standing (not waiting) revisions of a record, oldest first."""
    rows = store.rows(
        "SELECT rid, kind, author, hlc FROM revision WHERE entity = ? AND id = ? AND is_waiting = 0 ORDER BY hlc, rid",
        (entity, id),
    )
    if len(rows) == 1:  # the ordinary case in an import of thousands; parents in other records do not matter here
        rid, kind, author, hlc = rows[0]
        return (Node(rid, kind, author, hlc, frozenset()),)
    parents: dict[str, set[str]] = {row[0]: set() for row in rows}
    for rid, parent in store.rows(
        """SELECT parent.rid, parent FROM parent JOIN revision ON revision.rid = parent.rid
        WHERE entity = ? AND id = ? AND is_waiting = 0""",
        (entity, id),
    ):
        parents[rid].add(parent)
    return tuple(Node(rid, kind, author, hlc, frozenset(parents[rid])) for rid, kind, author, hlc in rows)


def heads(store: Store, entity: str, id: str, distrusted: Collection[str] = ()) -> tuple[SignedRevision, ...]:  # noqa: A002
    """The heads of a record, oldest first (rules R4, R5): drafts as well as finals."""
    return tuple(stored(store, node.rid) for node in head_nodes(nodes(store, entity, id), distrusted))


def head_rids(store: Store, entity: str, id: str, distrusted: Collection[str] = ()) -> tuple[str, ...]:  # noqa: A002
    """The rids of the heads in their text order: the parents of the record's next revision."""
    return tuple(sorted(node.rid for node in head_nodes(nodes(store, entity, id), distrusted)))


def stored(store: Store, rid: str) -> SignedRevision:
    """The revision with its signature; KeyError for an unknown rid."""
    row = store.row("SELECT canonical, sig FROM revision WHERE rid = ?", (rid,))
    if row is None:
        raise KeyError(rid)
    return signed_of(*row)


def body_of(store: Store, rid: str) -> dict[str, Any]:
    """Only the body, without building the revision again; KeyError for an unknown rid."""
    row = store.row("SELECT canonical FROM revision WHERE rid = ?", (rid,))
    if row is None:
        raise KeyError(rid)
    body: dict[str, Any] = json.loads(row[0])["body"]
    return body


def signed_of(canonical: bytes, sig: bytes) -> SignedRevision:
    """Build the value from its columns."""
    return SignedRevision(Revision.from_json(json.loads(canonical)), sig)


def standing_rids(store: Store, rids: Iterable[str]) -> frozenset[str]:
    """Those of `rids` that are here and do not wait."""
    rows = store.rows(
        "SELECT rid FROM revision WHERE is_waiting = 0 AND rid IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(rids)),),
    )
    return frozenset(row[0] for row in rows)


def known_rids(store: Store, rids: Iterable[str]) -> frozenset[str]:
    """Those of `rids` that are here, waiting or not."""
    rows = store.rows(
        "SELECT rid FROM revision WHERE rid IN (SELECT value FROM json_each(?))", (json.dumps(list(rids)),)
    )
    return frozenset(row[0] for row in rows)


def split_records(store: Store, entities: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Entity and id of records in which two standing revisions descend from the same ones, or from none."""
    rows = store.rows(
        """SELECT DISTINCT entity, id FROM (
            SELECT entity, id, (SELECT group_concat(parent) FROM (
                SELECT parent FROM parent WHERE parent.rid = revision.rid ORDER BY parent)) AS parents
            FROM revision WHERE is_waiting = 0 AND entity IN (SELECT value FROM json_each(?)))
        GROUP BY entity, id, coalesce(parents, '') HAVING count(*) > 1 ORDER BY entity, id""",
        (json.dumps(sorted(entities)),),
    )
    return tuple((str(entity), str(id_)) for entity, id_ in rows)
