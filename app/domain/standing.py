"""What one record is right now: its value, what contests it, and which revisions do not count (rules R5 to R7)."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.lineage import Node, ancestors, head_nodes, newest, parents_first, value_nodes
from app.domain.revision import AMEND, DRAFT, RESOLVE, VOID
from app.domain.single_writer import SINGLE_WRITER, of_the_office
from app.domain.trust import Trust

JUDGED = frozenset({"inspection"})
"""Entities whose competing finals only somebody with the right may decide between."""


@dataclass(frozen=True, slots=True)
class RecordStanding:
    """The standing revisions of a record (`found`), sorted out.

    `values` say what the record is: one final head; several, while it is contested (待裁定); or the draft heads before
    anything is final. `unmerged` are draft heads beside a final one (未并入草稿). `distrusted` are revisions that may
    not form heads (未受信任), `powerless` decisions and withdrawals by somebody without the right, whatever else
    pretends to settle a contest, and of an office's record what others wrote: all of them are kept and shown.
    """

    found: tuple[Node, ...]
    values: tuple[Node, ...]
    unmerged: tuple[Node, ...]
    distrusted: frozenset[str]
    powerless: frozenset[str]

    @property
    def left_out(self) -> frozenset[str]:
        """The rids that form no head."""
        return self.distrusted | self.powerless

    @property
    def is_final(self) -> bool:
        """Whether something final stands."""
        return bool(self.values) and self.values[0].kind != DRAFT

    @property
    def is_contested(self) -> bool:
        """Whether several finals claim to be the value (待裁定)."""
        return self.is_final and len(self.values) > 1

    @property
    def head(self) -> Node | None:
        """The value, or of several the newest; None where nothing stands."""
        return newest(self.values) if self.values else None

    @property
    def heads(self) -> tuple[str, ...]:
        """The rids of all heads, finals and drafts, sorted."""
        return tuple(sorted({node.rid for node in (*self.values, *self.unmerged)}))


def standing_of(entity: str, found: Iterable[Node], trust: Trust, unreadable: Collection[str] = ()) -> RecordStanding:
    """Sort out the standing revisions of one record; `unreadable` rids are left out as well."""
    nodes = tuple(found)
    if len(nodes) == 1:
        node = nodes[0]
        is_plain = node.kind not in (VOID, RESOLVE) and node.rid not in unreadable
        if is_plain and trust.may_form_head(node.rid, node.author):
            return RecordStanding(nodes, nodes, (), frozenset(), frozenset())
    distrusted = frozenset(node.rid for node in nodes if not trust.may_form_head(node.rid, node.author))
    powerless: frozenset[str] = frozenset()
    if entity in JUDGED:
        powerless = _powerless(nodes, trust, distrusted)
    elif entity in SINGLE_WRITER:
        believed = tuple(node for node in nodes if node.rid not in distrusted)
        powerless = frozenset(node.rid for node in believed) - {node.rid for node in of_the_office(believed, trust)}
    left_out = distrusted | powerless | frozenset(unreadable)
    values = value_nodes(nodes, (), left_out)
    unmerged: tuple[Node, ...] = ()
    if values and values[0].kind != DRAFT:
        unmerged = tuple(node for node in head_nodes(nodes, (), left_out) if node.kind == DRAFT)
    return RecordStanding(nodes, values, unmerged, distrusted, powerless)


def _powerless(nodes: tuple[Node, ...], trust: Trust, distrusted: frozenset[str]) -> frozenset[str]:
    """Revisions that would take the place of a final one without the form, or without the right, for it.

    Nothing but an amend, a void or a resolve follows a final one; nothing but a void or a resolve settles a contest;
    void, resolve, and whatever follows a void need the right.
    """
    known = {node.rid: node for node in nodes}
    finals: set[str] = set()
    powerless: set[str] = set()
    for node in parents_first(nodes):
        if node.kind == DRAFT or node.rid in distrusted:
            continue
        before = [known[rid] for rid in ancestors([node], known) if rid in finals]
        passed = ancestors(before, known)
        between = [one for one in before if one.rid not in passed]
        decides = node.kind in (VOID, RESOLVE)
        has_form = decides or not between or (node.kind == AMEND and len(between) == 1)
        needs_right = decides or any(one.kind == VOID for one in between)
        if has_form and (not needs_right or trust.may_decide(node.author, {one.author for one in between})):
            finals.add(node.rid)
        else:
            powerless.add(node.rid)
    return frozenset(powerless)


def content_of(node: Node, known: Mapping[str, Node], body_of: Callable[[str], Mapping[str, Any]]) -> tuple[Node, bool]:
    """The revision that says what `node` stands for, and whether it was withdrawn (作废).

    A void stands for what it withdraws, a resolve for the one that it names as `chosen` (or for itself). Of several
    withdrawn ones it is the newest. A void of nothing that is here stands for itself.
    """
    is_void = False
    while True:
        if node.kind == VOID:
            is_void = True
            parents = [known[rid] for rid in node.parents if rid in known]
            if not parents:
                return node, is_void
            node = newest(parents)
        elif node.kind == RESOLVE:
            chosen = body_of(node.rid).get("chosen")
            if not isinstance(chosen, str) or chosen not in ancestors([node], known) or chosen not in known:
                return node, is_void
            node = known[chosen]
        else:
            return node, is_void
