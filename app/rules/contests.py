"""What waits for a person: finals that claim the same record, drafts that differ, and revisions that do not count."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.lineage import Node
from app.domain.standing import RecordStanding
from app.domain.trust import Standing, Trust
from app.rules.record_views import Key, RecordView


@dataclass(frozen=True, slots=True)
class Claimant:
    """One revision that claims to be a record, with what a person needs to tell it from another.

    `reason` is the one that its author gave for an amend or a void; `standing` says whether the office vouches for
    the author.
    """

    rid: str
    kind: str
    author: str
    hlc: str
    standing: Standing
    reason: str
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Contest:
    """Two or more finals of one record (待裁定), newest first; every one stays readable whoever is chosen."""

    entity: str
    id: str
    heads: tuple[Claimant, ...]

    @property
    def parents(self) -> tuple[str, ...]:
        """What a decision names as its parents."""
        return tuple(sorted(one.rid for one in self.heads))


def contest_of(
    key: Key,
    standing: RecordStanding,
    trust: Trust,
    body_of: Callable[[str], Mapping[str, Any]],
) -> Contest | None:
    """The contest over a record; None while one final or none stands."""
    if not standing.is_contested:
        return None
    return Contest(*key, tuple(claimant(node, trust, body_of) for node in _newest_first(standing.values)))


def set_aside(
    standing: RecordStanding, trust: Trust, body_of: Callable[[str], Mapping[str, Any]]
) -> tuple[Claimant, ...]:
    """Revisions that are kept and shown but form no head: 未受信任, or a decision without the right; newest first."""
    return tuple(
        claimant(node, trust, body_of) for node in _newest_first(standing.found) if node.rid in standing.left_out
    )


def claimant(node: Node, trust: Trust, body_of: Callable[[str], Mapping[str, Any]]) -> Claimant:
    """A revision as a person is shown it."""
    body = body_of(node.rid)
    reason = body.get("reason")
    return Claimant(
        rid=node.rid,
        kind=node.kind,
        author=node.author,
        hlc=node.hlc,
        standing=trust.standing(node.rid, node.author),
        reason=reason if isinstance(reason, str) else "",
        body=body,
    )


def may_be_ranked(view: RecordView, trust: Trust) -> bool:
    """Whether a published ranking takes this record: one final, not withdrawn, by an author with a certificate.

    Before there is a register nobody has one, and the table says so.
    """
    if view.content is None or view.is_void or not view.standing.is_final or view.standing.is_contested:
        return False
    return not trust.is_governed or trust.standing(view.content.rid, view.content.author) == "issued"


def _newest_first(nodes: tuple[Node, ...]) -> list[Node]:
    return sorted(nodes, key=lambda node: (node.hlc, node.rid), reverse=True)
