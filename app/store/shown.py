"""What a record says here and now: its standing, its drafts seen as one, and what its next revision descends from."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from app.domain.draft_merge import DraftMerge, merge_drafts, merged_body
from app.domain.lineage import head_nodes
from app.domain.standing import JUDGED, RecordStanding, standing_of
from app.store.bodies import INSPECTION
from app.store.database import Store
from app.store.lineage import body_of, nodes
from app.store.trust import trust


def standing(store: Store, entity: str, id: str) -> RecordStanding:  # noqa: A002 - as in Revision
    """How the revisions of a record stand."""
    return standing_of(entity, nodes(store, entity, id), trust(store))


def bodies_of(store: Store) -> Callable[[str], Mapping[str, Any]]:
    """A reader of bodies that reads each once."""
    read: dict[str, Mapping[str, Any]] = {}

    def body(rid: str) -> Mapping[str, Any]:
        if rid not in read:
            read[rid] = body_of(store, rid)
        return read[rid]

    return body


def draft_merge(store: Store, found: RecordStanding) -> DraftMerge | None:
    """The draft heads seen as one; None where there are not several."""
    if found.is_final or len(found.values) < 2:
        return None
    return merge_drafts(found.values, {node.rid: node for node in found.found}, bodies_of(store))


def merge_of(store: Store, inspection_id: str) -> DraftMerge | None:
    """The draft heads of an inspection seen as one; None where there are not several, or one is final."""
    found = nodes(store, INSPECTION, inspection_id)
    if len(found) < 2:  # the ordinary case: whom one believes does not matter then
        return None
    return draft_merge(store, standing_of(INSPECTION, found, trust(store)))


def shown_body(store: Store, inspection_id: str, basis: str) -> Mapping[str, Any]:
    """What the row of an inspection says that names this basis: a revision, or several drafts seen as one."""
    if len(nodes(store, INSPECTION, inspection_id)) > 1:
        merge = merge_of(store, inspection_id)
        if merge is not None and basis == merge.base:
            return merged_body(merge, bodies_of(store))
    return body_of(store, basis)


def next_parents(store: Store, entity: str, id: str) -> tuple[str, ...]:  # noqa: A002
    """What the next revision of a record descends from.

    An open draft from what it was opened on; drafts seen as one from those that it settles; a final inspection from
    its final heads (drafts beside it stay what they are); any other record from all its heads.
    """
    if entity == INSPECTION and store.row("SELECT 1 FROM inspection WHERE id = ? AND basis IS NULL", (id,)):
        return draft_base(store, id)
    found = standing(store, entity, id)
    if entity in JUDGED:
        merge = draft_merge(store, found)
        return merge.parents if merge is not None else tuple(sorted(node.rid for node in found.values))
    return tuple(sorted(node.rid for node in head_nodes(found.found, (), found.left_out)))


def draft_base(store: Store, inspection_id: str) -> tuple[str, ...]:
    """The revisions that an open draft was opened on; none for one that was started here."""
    row = store.row("SELECT parents FROM draft_base WHERE inspection_id = ?", (inspection_id,))
    return () if row is None else tuple(json.loads(row[0]))


def keep_draft_base(store: Store, inspection_id: str, parents: tuple[str, ...]) -> None:
    """Remember what a draft was opened on, inside a transaction."""
    store.execute("INSERT OR REPLACE INTO draft_base VALUES (?, ?)", (inspection_id, json.dumps(sorted(parents))))


def several_drafts(store: Store) -> tuple[str, ...]:
    """Inspections with several revisions that nobody made anything from, waiting ones left out."""
    rows = store.rows(
        """SELECT id FROM revision WHERE entity = ? AND is_waiting = 0 AND NOT EXISTS (
            SELECT 1 FROM parent JOIN revision AS child ON child.rid = parent.rid
            WHERE parent.parent = revision.rid AND child.is_waiting = 0)
        GROUP BY id HAVING count(*) > 1 ORDER BY id""",
        (INSPECTION,),
    )
    return tuple(row[0] for row in rows)


def open_drafts(store: Store) -> tuple[str, ...]:
    """Inspections that are typed on this machine and are in no revision as they are now; corrections stay at home."""
    rows = store.rows(
        """SELECT id FROM inspection
        WHERE basis IS NULL AND id NOT IN (SELECT inspection_id FROM correction) ORDER BY id"""
    )
    return tuple(row[0] for row in rows)


def close_draft(store: Store, inspection_id: str) -> None:
    """Let the revision that an open draft became write its row, inside the transaction that adds it."""
    store.execute("UPDATE inspection SET basis = '' WHERE id = ? AND basis IS NULL", (inspection_id,))
