"""How the revisions of one record descend from each other, and which of them say what it is (rules R4 to R7)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from app.domain.revision import DRAFT


@dataclass(frozen=True, slots=True)
class Node:
    """A standing revision of one record, without its body.

    `content` names what the body says (its hash) where somebody compares it; empty where nobody does.
    """

    rid: str
    kind: str
    author: str
    hlc: str
    parents: frozenset[str]
    content: str = ""


def newest(nodes: Iterable[Node]) -> Node:
    """The latest by hybrid time; ValueError without any."""
    return max(nodes, key=lambda node: (node.hlc, node.rid))


def ancestors(of: Iterable[Node], known: Mapping[str, Node]) -> set[str]:
    """The rids that `of` descend from, as far as they are known."""
    passed: set[str] = set()
    ahead = [parent for node in of for parent in node.parents]
    while ahead:
        rid = ahead.pop()
        if rid not in passed:
            passed.add(rid)
            if rid in known:
                ahead.extend(known[rid].parents)
    return passed


def head_nodes(
    found: Iterable[Node], distrusted: Collection[str] = (), left_out: Collection[str] = ()
) -> tuple[Node, ...]:
    """Those that no other one descends from, leaving out authors that may not form heads (rule R5).

    A distrusted author's revision neither stands nor hides the one it was made from; nor does a `left_out` rid.
    """
    known = {node.rid: node for node in found}
    return _heads([node for node in known.values() if _may_stand(node, distrusted, left_out)], known)


def value_nodes(
    found: Iterable[Node], distrusted: Collection[str] = (), left_out: Collection[str] = ()
) -> tuple[Node, ...]:
    """The nodes that say what the record is: its final heads once something is final, else its draft heads (R6, R7).

    A draft made from a final one does not take its place: only an amend, void or resolve does.
    """
    known = {node.rid: node for node in found}
    standing = [node for node in known.values() if _may_stand(node, distrusted, left_out)]
    return _heads([node for node in standing if node.kind != DRAFT] or standing, known)


def parents_first(found: Iterable[Node]) -> tuple[Node, ...]:
    """In an order in which each comes after those it was made from: stamps are only what somebody's clock said."""
    known = {node.rid: node for node in sorted(found, key=lambda node: (node.hlc, node.rid))}
    ordered: dict[str, Node] = {}
    ahead = list(reversed(known.values()))
    while ahead:
        node = ahead[-1]
        missing = [known[rid] for rid in sorted(node.parents) if rid in known and rid not in ordered]
        if missing and node.rid not in ordered:
            ahead.extend(missing)
        else:
            ordered[node.rid] = node
            ahead.pop()
    return tuple(ordered.values())


def generations(found: Iterable[Node]) -> dict[str, int]:
    """How many steps each stands from a first one: 1 for a revision without a parent in the record."""
    steps: dict[str, int] = {}
    for node in parents_first(found):
        steps[node.rid] = 1 + max((steps.get(parent, 0) for parent in node.parents), default=0)
    return steps


def waiting(parents_of: Mapping[str, Collection[str]]) -> frozenset[str]:
    """Of revisions and the rids that each was made from, those that wait for one that is not here (rule R4)."""
    children: dict[str, list[str]] = {}
    ahead: list[str] = []
    for rid, parents in parents_of.items():
        for parent in parents:
            children.setdefault(parent, []).append(rid)
            if parent not in parents_of:
                ahead.append(rid)
    late: set[str] = set()
    while ahead:
        rid = ahead.pop()
        if rid not in late:
            late.add(rid)
            ahead.extend(children.get(rid, ()))
    return frozenset(late)


def _may_stand(node: Node, distrusted: Collection[str], left_out: Collection[str]) -> bool:
    return node.author not in distrusted and node.rid not in left_out


def _heads(eligible: list[Node], known: Mapping[str, Node]) -> tuple[Node, ...]:
    passed = ancestors(eligible, known)
    return tuple(node for node in eligible if node.rid not in passed)
