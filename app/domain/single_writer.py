"""Which records of an office say two things in one version (rule R8), where versions are counted by descent."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from app.domain.canonical import canonical_json
from app.domain.issuing import Equivocation, Issue, issued
from app.domain.lineage import Node, generations
from app.domain.trust import Trust

SINGLE_WRITER = frozenset({"unit", "campaign", "scheme", "assignment"})
"""Entities that one office writes; the register of keys is one too, and carries its version (app.domain.trust)."""


def of_the_office(found: Iterable[Node], trust: Trust) -> tuple[Node, ...]:
    """Those revisions of an office's record that count: what others wrote counts only until an office has spoken.

    So a register of units that a laptop imported before it joined steps back behind the office's, and contradicts
    nobody.
    """
    nodes = tuple(found)
    return tuple(node for node in nodes if trust.speaks_for_office(node.author)) or nodes


def contradictions(
    record: str, found: Iterable[Node], trust: Trust, body_of: Callable[[str], Mapping[str, Any]]
) -> tuple[Equivocation, ...]:
    """Versions of a record, counted by descent, of which one office states two contents; `record` names it.

    An author who does not speak for an office is one of their own: two laptops that both began with the same record
    do not contradict each other. Revisions that may not form heads do not count, nor do those of others once an office
    has spoken.
    """
    nodes = of_the_office((node for node in found if trust.may_form_head(node.rid, node.author)), trust)
    if len(nodes) < 2:
        return ()
    steps = generations(nodes)
    if len(set(steps.values())) == len(nodes):
        return ()
    issues = (
        Issue(
            (trust.speaks_for_office(node.author) and trust.office_of(node.author)) or node.author,
            record,
            steps[node.rid],
            canonical_json(dict(body_of(node.rid))).decode(),
            node.rid,
        )
        for node in nodes
    )
    return tuple(alarm for one in issued(issues).values() for alarm in one.alarms)
