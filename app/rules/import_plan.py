"""What an import would do, before it does anything: new, known, waiting, conflicts, quarantined, per community."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from app.domain.canonical import canonical_json
from app.domain.lineage import Node, waiting
from app.domain.revision import Stated
from app.domain.single_writer import SINGLE_WRITER
from app.domain.standing import RecordStanding, standing_of
from app.domain.trust import Trust
from app.rules.record_views import Key, merge_of, node_of

ConflictKind = Literal["finals", "choices", "unmerged"]


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A line of a bundle that is kept aside and merged nowhere; `reason` names the complaint, not in words."""

    where: str
    reason: str
    unit_id: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A record that the import leaves to somebody's decision.

    `finals`: two are signed (待裁定). `choices`: drafts say different things. `unmerged`: a draft beside a final one.
    """

    entity: str
    id: str
    unit_id: str
    kind: ConflictKind
    rids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitPlan:
    """The counts of one community; `unit_id` is empty for what belongs to none."""

    unit_id: str
    new: int = 0
    known: int = 0
    waiting: int = 0
    conflicts: int = 0
    quarantined: int = 0


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What would come: rids sorted. `released` waited here and stand with what comes; `waiting` are new ones that wait.

    `touched` are the records that get a new standing revision: an open draft of one of them becomes a revision before
    the import.
    """

    new: tuple[str, ...]
    known: tuple[str, ...]
    waiting: tuple[str, ...]
    released: tuple[str, ...]
    conflicts: tuple[Conflict, ...]
    quarantined: tuple[Quarantined, ...]
    touched: tuple[Key, ...]
    units: tuple[UnitPlan, ...]

    @property
    def changes_nothing(self) -> bool:
        """Whether everything in the bundle is known."""
        return not self.new


def plan_import(
    incoming: Iterable[Stated],
    held: Mapping[str, Stated],
    trust: Trust,
    *,
    units: Mapping[Key, str] | None = None,
    quarantined: Iterable[Quarantined] = (),
    standing_elsewhere: Collection[str] = (),
) -> ImportPlan:
    """Compare a bundle with what is here.

    `held` has, by rid, every revision of the records that the bundle names and every one that waits; whatever else
    stands and is named as a parent is in `standing_elsewhere`. `trust` is that of both together. `units` says which
    community a record belongs to, for records whose bodies do not say it.
    """
    coming = {revision.rid: revision for revision in incoming}
    known = tuple(sorted(coming.keys() & held.keys()))
    new = {rid: revision for rid, revision in coming.items() if rid not in held}
    both = {**held, **new}
    before = _late(held, standing_elsewhere)
    after = _late(both, standing_elsewhere)
    came = [both[rid] for rid in sorted(both.keys() - after) if rid in new or rid in before]
    touched = tuple(sorted({(one.entity, one.id) for one in came}))
    unit_of = _units(both.values(), units or {})
    conflicts = _conflicts(touched, held, before, both, after, trust, unit_of)
    aside = tuple(quarantined)
    return ImportPlan(
        new=tuple(sorted(new)),
        known=known,
        waiting=tuple(sorted(new.keys() & after)),
        released=tuple(sorted((held.keys() & before) - after)),
        conflicts=conflicts,
        quarantined=aside,
        touched=touched,
        units=_per_unit(coming, new, after, conflicts, aside, unit_of),
    )


def _late(revisions: Mapping[str, Stated], standing: Collection[str]) -> frozenset[str]:
    elsewhere = frozenset(standing)
    return waiting({rid: set(one.parents) - elsewhere for rid, one in revisions.items()})


def _conflicts(
    touched: Iterable[Key],
    held: Mapping[str, Stated],
    held_late: Collection[str],
    both: Mapping[str, Stated],
    late: Collection[str],
    trust: Trust,
    unit_of: Mapping[Key, str],
) -> tuple[Conflict, ...]:
    nodes_before, nodes_after = _nodes(held, held_late), _nodes(both, late)
    found: list[Conflict] = []
    for entity, id_ in touched:
        then = _open_questions(entity, standing_of(entity, nodes_before[entity, id_], trust), held)
        now = _open_questions(entity, standing_of(entity, nodes_after[entity, id_], trust), both)
        unit_id = unit_of.get((entity, id_), "")
        found += [Conflict(entity, id_, unit_id, kind, rids) for kind, rids in now.items() if then.get(kind) != rids]
    return tuple(found)


def _open_questions(
    entity: str, standing: RecordStanding, revisions: Mapping[str, Stated]
) -> dict[ConflictKind, tuple[str, ...]]:
    questions: dict[ConflictKind, tuple[str, ...]] = {}
    if standing.is_contested and not _say_the_same(entity, standing, revisions):
        questions["finals"] = tuple(sorted(node.rid for node in standing.values))
    merge = merge_of(standing, revisions)
    if merge is not None and merge.choices:
        questions["choices"] = merge.heads
    if standing.unmerged:
        questions["unmerged"] = tuple(sorted(node.rid for node in standing.unmerged))
    return questions


def _say_the_same(entity: str, standing: RecordStanding, revisions: Mapping[str, Stated]) -> bool:
    """Whether several versions of an office's record have one content: every laptop begins with the same scheme."""
    if entity not in SINGLE_WRITER:
        return False
    return len({canonical_json(dict(revisions[node.rid].body)) for node in standing.values}) == 1


def _nodes(revisions: Mapping[str, Stated], late: Collection[str]) -> dict[Key, list[Node]]:
    nodes: dict[Key, list[Node]] = defaultdict(list)
    for rid, revision in sorted(revisions.items()):
        if rid not in late:
            nodes[revision.entity, revision.id].append(node_of(revision))
    return nodes


def _units(revisions: Iterable[Stated], given: Mapping[Key, str]) -> dict[Key, str]:
    """Which community each record belongs to, by its own body, by its inspection's, or as given."""
    unit_of = dict(given)
    inspection_of: dict[Key, str] = {}
    for one in revisions:
        key = (one.entity, one.id)
        unit_id, inspection_id = one.belongs_to
        if unit_id:
            unit_of.setdefault(key, unit_id)
        elif inspection_id:
            inspection_of.setdefault(key, inspection_id)
        elif one.entity == "unit":
            unit_of.setdefault(key, one.id)
    for key, inspection_id in inspection_of.items():
        unit_of.setdefault(key, unit_of.get(("inspection", inspection_id), ""))
    return unit_of


def _per_unit(
    coming: Mapping[str, Stated],
    new: Collection[str],
    late: Collection[str],
    conflicts: Iterable[Conflict],
    quarantined: Iterable[Quarantined],
    unit_of: Mapping[Key, str],
) -> tuple[UnitPlan, ...]:
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for rid, one in coming.items():
        unit = counts[unit_of.get((one.entity, one.id), "")]
        unit["new" if rid in new else "known"] += 1
        unit["waiting"] += rid in new and rid in late
    for conflict in conflicts:
        counts[conflict.unit_id]["conflicts"] += 1
    for aside in quarantined:
        counts[aside.unit_id]["quarantined"] += 1
    return tuple(UnitPlan(unit_id, **count) for unit_id, count in sorted(counts.items()))
