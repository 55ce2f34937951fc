"""What a set of revisions says: every record's standing and value, seen from one anchor (rules R3 to R8)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.draft_merge import DraftMerge, merge_drafts, merged_body
from app.domain.lineage import Node, waiting
from app.domain.register import RECEIPT, REGISTER
from app.domain.revision import Stated
from app.domain.standing import RecordStanding, content_of, standing_of
from app.domain.trust import Claim, Trust, trust_of

Key = tuple[str, str]
"""Entity and id."""


@dataclass(frozen=True, slots=True)
class RecordView:
    """One record: how its revisions stand, the drafts seen as one where there are several, and what it says.

    `content` is the revision that says the value (what a void withdraws, what a resolve chose), `body` what it says or
    what the drafts say together; both None where nothing stands. Of a contested record they are the newest claim's.
    """

    standing: RecordStanding
    merge: DraftMerge | None
    content: Node | None
    body: Mapping[str, Any] | None
    is_void: bool


@dataclass(frozen=True, slots=True)
class Views:
    """Everything a set says: equal for equal sets and anchors, in whatever order the revisions came."""

    trust: Trust
    waiting: frozenset[str]
    records: Mapping[Key, RecordView]


def views_of(revisions: Iterable[Stated], anchor: str | None) -> Views:
    """See a whole set at once; a store sees the same record by record, by the same functions."""
    known = {revision.rid: revision for revision in revisions}
    late = waiting({rid: revision.parents for rid, revision in known.items()})
    standing = [revision for rid, revision in sorted(known.items()) if rid not in late]
    trust = trust_of(anchor, claims(standing, REGISTER), claims(standing, RECEIPT))
    nodes: dict[Key, list[Node]] = defaultdict(list)
    for revision in standing:
        nodes[revision.entity, revision.id].append(node_of(revision))
    records = {key: record_view(key[0], tuple(found), trust, known) for key, found in sorted(nodes.items())}
    return Views(trust, late, records)


def record_view(entity: str, found: tuple[Node, ...], trust: Trust, revisions: Mapping[str, Stated]) -> RecordView:
    """See one record; `found` are its standing revisions."""

    def body_of(rid: str) -> Mapping[str, Any]:
        return revisions[rid].body

    standing = standing_of(entity, found, trust)
    head = standing.head
    if head is None:
        return RecordView(standing, None, None, None, is_void=False)
    known = {node.rid: node for node in found}
    merge = merge_of(standing, revisions)
    if merge is not None:
        return RecordView(standing, merge, head, merged_body(merge, body_of), is_void=False)
    node, is_void = content_of(head, known, body_of)
    return RecordView(standing, None, node, body_of(node.rid), is_void)


def merge_of(standing: RecordStanding, revisions: Mapping[str, Stated]) -> DraftMerge | None:
    """The drafts that stand seen as one; None where a final one stands, or a single draft."""
    if standing.is_final or len(standing.values) < 2:
        return None
    return merge_drafts(standing.values, {node.rid: node for node in standing.found}, lambda rid: revisions[rid].body)


def claims(revisions: Iterable[Stated], entity: str) -> tuple[Claim, ...]:
    """The registers or receipts among standing revisions."""
    return tuple(Claim(one.rid, one.author, one.id, one.body) for one in revisions if one.entity == entity)


def node_of(revision: Stated) -> Node:
    """A revision without its body."""
    return Node(revision.rid, revision.kind, revision.author, revision.hlc, frozenset(revision.parents))
