"""Several drafts of one inspection seen as one: what joins by itself, and what a person has to choose (rule R6)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.canonical import canonical_json
from app.domain.draft_fields import (
    CAPTION,
    KEPT,
    LINK,
    SETTLED_BY_TIME,
    UNIONS,
    Place,
    body_with,
    fields_of,
    places_of,
    reason_of,
)
from app.domain.lineage import Node, ancestors, newest, parents_first

_SILENT = b""
"""What a revision says of a place that it does not name; what is said is compared by its canonical bytes."""


@dataclass(frozen=True, slots=True)
class Option:
    """One of several values of a place, as the revision `rid` put it there; `is_absent` where it was taken away."""

    value: Any
    rid: str
    author: str
    hlc: str
    reason: str
    is_absent: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A place with several values of which a person has to choose one, the latest first."""

    place: Place
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class DraftMerge:
    """Draft heads as one draft. `fields` are what joins by itself, and at places of `choices` what `base` says.

    `base` is the newest head: a draft opened on this view descends from it alone until every choice is made, so
    that no choice is lost by going on (see `parents`).
    """

    heads: tuple[str, ...]
    base: str
    fields: Mapping[Place, Any]
    choices: tuple[Choice, ...]

    @property
    def parents(self) -> tuple[str, ...]:
        """What a revision made from this view may name as its parents: all heads, once nothing is left to choose."""
        return (self.base,) if self.choices else self.heads

    def decided(self, chosen: Mapping[Place, str]) -> dict[Place, Any]:
        """The fields after choosing, for each place, the option of a revision; KeyError for one that is no option.

        Places that are not in `chosen` stay as `base` says.
        """
        fields = dict(self.fields)
        for choice in self.choices:
            if choice.place in chosen:
                option = {one.rid: one for one in choice.options}[chosen[choice.place]]
                if option.is_absent:
                    fields.pop(choice.place, None)
                else:
                    fields[choice.place] = option.value
        return fields


def merge_drafts(
    heads: tuple[Node, ...], found: Mapping[str, Node], body_of: Callable[[str], Mapping[str, Any]]
) -> DraftMerge:
    """See the drafts `heads` as one; `found` are the record's standing revisions, `body_of` reads one's body.

    At every place, a value whose last change is an ancestor of a head that says otherwise is dropped. A place that a
    revision never named says nothing there; one whose value was taken away says so.
    """
    known = {**found, **{node.rid: node for node in heads}}
    needed = ancestors(heads, known) | {node.rid for node in heads}
    line = parents_first(known[rid] for rid in needed if rid in known)
    before = {node.rid: ancestors([node], known) for node in line}
    fields = {node.rid: fields_of(body_of(node.rid)) for node in line}
    base = newest(heads).rid
    joined: dict[Place, Any] = {}
    choices: list[Choice] = []
    for place in places_of(fields.values()):
        said = _Said(place, line, before, fields)
        options = _options(said, [node.rid for node in heads], known, lambda rid: fields[rid].get(place))  # noqa: B023 - called at once
        if len(options) == 1 or place[0] in SETTLED_BY_TIME or place[0] in UNIONS:
            shown = next((one for one in options if not one.is_absent), None)
            if shown is not None:
                joined[place] = shown.value
        elif options:
            choices.append(Choice(place, options))
            if place in fields[base]:
                joined[place] = fields[base][place]
    linked = {code.partition("/")[0] for part, code in joined if part == LINK}
    open_choices = tuple(one for one in choices if one.place[0] != CAPTION or one.place[1] in linked)
    return DraftMerge(tuple(sorted(node.rid for node in heads)), base, joined, open_choices)


def merged_body(merge: DraftMerge, body_of: Callable[[str], Mapping[str, Any]]) -> dict[str, Any]:
    """The body of the merged view: that of a head which says all of it, or a new one.

    In a new one, items keep the marks of a head whose answer is the merged one; the total is open.
    """
    bodies = {rid: body_of(rid) for rid in sorted(merge.heads, key=lambda rid: rid != merge.base)}
    said = {rid: fields_of(body) for rid, body in bodies.items()}
    for rid, fields in said.items():
        if _same(fields, merge.fields) and not merge.choices:
            return dict(bodies[rid])
    body = body_with(merge.fields, bodies[merge.base])
    items: dict[str, Any] = {}
    for rid, one in bodies.items():
        result = one.get("result")
        scored = result.get("items") if isinstance(result, Mapping) else None
        for code, item in scored.items() if isinstance(scored, Mapping) else ():
            place = ("items", code)
            if code not in items and _said(said[rid], place) == _said(merge.fields, place):
                items[code] = item
    result = {"items": items, "total": None, "grade": None, "provisional": True}
    return {**body, "result": result, "complete": False}


class _Said:
    """What each revision of a record says of one place, and which revisions last changed it."""

    def __init__(
        self,
        place: Place,
        line: tuple[Node, ...],
        before: Mapping[str, set[str]],
        fields: Mapping[str, Mapping[Place, Any]],
    ) -> None:
        self.before = before
        self.is_kept = place[0] in KEPT
        self.values: dict[str, bytes] = {rid: _said(said, place) for rid, said in fields.items()}
        self.changed_by: dict[str, frozenset[str]] = {}
        for node in line:
            parents = [rid for rid in sorted(node.parents) if rid in self.changed_by]
            self.changed_by[node.rid] = self._last_changes(node.rid, parents)

    def standing(self, heads: list[str]) -> list[tuple[str, frozenset[str]]]:
        """Heads with those of their last changes that no head that says otherwise has seen."""
        found = []
        for head in heads:
            others = [one for one in heads if self.values[one] != self.values[head]]
            if self.is_kept:
                others = [one for one in others if self.values[one] != _SILENT]
            unseen = frozenset(
                change for change in self.changed_by[head] if not any(change in self.before[one] for one in others)
            )
            if unseen:
                found.append((head, unseen))
        return found

    def _last_changes(self, rid: str, parents: list[str]) -> frozenset[str]:
        value = self.values[rid]
        if value == _SILENT and (self.is_kept or not any(self.changed_by[parent] for parent in parents)):
            return frozenset()
        standing = self.standing(parents)
        if standing and all(self.values[parent] == value for parent, _changes in standing):
            return frozenset(change for _parent, changes in standing for change in changes)
        return frozenset({rid})


def _options(
    said: _Said, heads: list[str], known: Mapping[str, Node], value_of: Callable[[str], Any]
) -> tuple[Option, ...]:
    """The values left at a place, each by its latest change, the latest first; none where nobody says anything."""
    standing = said.standing(heads) or [(head, said.changed_by[head]) for head in heads if said.changed_by[head]]
    latest: dict[bytes, Option] = {}
    for head, changes in standing:
        by, key = newest(known[change] for change in changes), said.values[head]
        there = latest.get(key)
        if there is None or (there.hlc, there.rid) < (by.hlc, by.rid):
            value = value_of(head)
            latest[key] = Option(value, by.rid, by.author, by.hlc, reason_of(value), key == _SILENT)
    return tuple(sorted(latest.values(), key=lambda one: (one.hlc, one.rid), reverse=True))


def _said(fields: Mapping[Place, Any], place: Place) -> bytes:
    return canonical_json(fields[place]) if place in fields else _SILENT


def _same(one: Mapping[Place, Any], other: Mapping[Place, Any]) -> bool:
    return one.keys() == other.keys() and all(_said(one, place) == _said(other, place) for place in one)
