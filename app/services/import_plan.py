"""What an import would do to this store, and what it did, as the printed 合并记录 tells it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.domain.hlc import moment_of
from app.domain.register import RECEIPT, REGISTER
from app.domain.revision import RESOLVE, VOID, Stated
from app.domain.trust import trust_of
from app.rules.import_plan import Conflict, ConflictKind, ImportPlan, Quarantined, UnitPlan, plan_import
from app.rules.record_views import claims
from app.rules.register_news import RegisterNews, register_news
from app.services.merging import names_of
from app.services.workspace import Workspace
from app.store import revisions as revision_table
from app.store import units as unit_table
from app.store.bodies import INSPECTION
from app.store.filed import filed_of
from app.store.lineage import standing_rids
from app.store.trust import SPEAKS_OF_TRUST, anchor


@dataclass(frozen=True, slots=True)
class BundleNamed:
    """The bundle that was imported, as its bag-info names it."""

    device: str
    seq: int
    sha256: str


@dataclass(frozen=True, slots=True)
class UnitLine:
    """What came for one community; `unit_name` is "" for what belongs to none."""

    unit_name: str
    plan: UnitPlan


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One of the versions that compete: who wrote it and when."""

    rid: str
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """One record that needed, or needs, somebody's decision; `decisions` are those taken since."""

    unit_name: str
    entity: str
    id: str
    kind: ConflictKind
    versions: tuple[VersionLine, ...]
    decisions: tuple["DecisionLine", ...]


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """What was decided, by whom, when and why.

    `chosen` are rids: the version that counts, or of drafts the one whose answer was taken at each place (`places`, as
    `items 1.1`). `kind` is resolve, void or draft.
    """

    kind: str
    name: str
    at: datetime
    reason: str
    chosen: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MergeRecord:
    """合并记录: what came in which bundle, who took it in, what contradicts what, and what was decided."""

    office: str
    bundle: BundleNamed
    imported_at: datetime
    imported_by: str
    units: tuple[UnitLine, ...]
    conflicts: tuple[ConflictLine, ...]
    quarantined: tuple[Quarantined, ...]
    waiting: int

    @property
    def is_settled(self) -> bool:
        """Whether nothing waits for a decision; drafts beside a signed version need none."""
        return all(line.decisions or line.kind == "unmerged" for line in self.conflicts)


def planned(workspace: Workspace, incoming: Iterable[Stated], quarantined: Iterable[Quarantined] = ()) -> ImportPlan:
    """Compare verified revisions with this store; nothing is changed.

    Make revisions of the open drafts that `touched` names (`merging.revise_open_drafts`) and plan again before it is
    applied.
    """
    coming = tuple(incoming)
    store = workspace.store
    touched = {(one.entity, one.id) for one in coming}
    touched |= {(one.rev.entity, one.rev.id) for one in revision_table.waiting_revisions(store)}
    held = {one.rev.rid: one.rev for one in filed_of(store, touched)}
    named = {parent for one in (*coming, *held.values()) for parent in one.parents} - held.keys()
    said = {one.rev.rid: one.rev for entity in SPEAKS_OF_TRUST for one in revision_table.revisions(store, entity)}
    said |= {one.rid: one for one in coming if one.entity in SPEAKS_OF_TRUST}
    believed = trust_of(anchor(store), claims(said.values(), REGISTER), claims(said.values(), RECEIPT))
    return plan_import(
        coming,
        held,
        believed,
        quarantined=quarantined,
        standing_elsewhere=standing_rids(store, named),
    )


def registers_in(workspace: Workspace, incoming: Iterable[Stated]) -> tuple[RegisterNews, ...]:
    """What verified revisions say of registers that a person must hear; nothing is changed."""
    held = claims((one.rev for one in revision_table.revisions(workspace.store, REGISTER)), REGISTER)
    return register_news(anchor(workspace.store), held, claims(incoming, REGISTER))


def merge_record(
    workspace: Workspace, plan: ImportPlan, bundle: BundleNamed, imported_at: datetime, imported_by: str
) -> MergeRecord:
    """The record of an import that was done, with what was decided until now."""
    names = {unit.id: unit.name for unit in unit_table.all_units(workspace.store)}
    return MergeRecord(
        office=workspace.office.name,
        bundle=bundle,
        imported_at=imported_at,
        imported_by=imported_by,
        units=tuple(UnitLine(names.get(unit.unit_id, ""), unit) for unit in plan.units),
        conflicts=tuple(
            _conflict_line(workspace, conflict, names.get(conflict.unit_id, "")) for conflict in plan.conflicts
        ),
        quarantined=plan.quarantined,
        waiting=len(plan.waiting),
    )


def _conflict_line(workspace: Workspace, conflict: Conflict, unit_name: str) -> ConflictLine:
    there = {one.rev.rid: one.rev for one in revision_table.revisions(workspace.store, conflict.entity, conflict.id)}
    names = names_of(workspace, (one.author for one in there.values()))
    versions = tuple(
        VersionLine(rid, names.get(there[rid].author, ""), moment_of(there[rid].hlc))
        for rid in conflict.rids
        if rid in there
    )
    settled = [
        one
        for one in sorted(there.values(), key=lambda one: (one.hlc, one.rid))
        if set(conflict.rids) <= set(one.parents) and (one.kind in (RESOLVE, VOID) or "decided" in one.body)
    ]
    decisions = tuple(_decision_line(one, names.get(one.author, "")) for one in settled)
    return ConflictLine(unit_name, conflict.entity, conflict.id, conflict.kind, versions, decisions)


def _decision_line(revision: Stated, name: str) -> DecisionLine:
    body = revision.body
    reason, chosen, decided = body.get("reason"), body.get("chosen"), body.get("decided")
    taken = [one for one in decided if isinstance(one, list | tuple)] if isinstance(decided, list | tuple) else []
    return DecisionLine(
        kind=revision.kind,
        name=name,
        at=moment_of(revision.hlc),
        reason=reason if isinstance(reason, str) else "",
        chosen=(chosen,) if isinstance(chosen, str) else tuple(str(one[2]) for one in taken),
        places=tuple(f"{one[0]} {one[1]}" for one in taken),
    )


def inspections_touched(plan: ImportPlan) -> tuple[str, ...]:
    """The inspections whose open drafts become revisions before the import."""
    return tuple(id_ for entity, id_ in plan.touched if entity == INSPECTION)
