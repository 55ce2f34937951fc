"""Versions of one inspection from several machines: what differs, who decides, and the drafts that go out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.draft_fields import Place, body_with
from app.domain.draft_merge import DraftMerge
from app.domain.inspection import Inspection
from app.domain.revision import DRAFT, RESOLVE, VOID
from app.domain.standing import RecordStanding
from app.errors import ChoicesOpen, DecisionNotYours, NothingToDecide, ReasonMissing
from app.rules.contests import Claimant, Contest, claimant, contest_of, set_aside
from app.scoring.evaluate import score_partial
from app.services.inspections import open_inspection, scoring_answers
from app.services.records import Pen, Record, keep, series, write_records
from app.services.workspace import Workspace
from app.store import audit, shown
from app.store import inspections as inspection_table
from app.store import people as people_table
from app.store.bodies import INSPECTION, answers_of, inspection_body, inspection_of
from app.store.trust import trust


@dataclass(frozen=True, slots=True)
class DraftChoices:
    """Drafts of several people seen as one; `names` has the people behind the author ids, as far as they are known."""

    inspection: Inspection
    merge: DraftMerge
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ContestShown:
    """Two or more signed versions of an inspection; `inspection` is the row as lists show it, of the newest."""

    inspection: Inspection
    contest: Contest
    names: Mapping[str, str]


def contests(workspace: Workspace) -> tuple[ContestShown, ...]:
    """Every inspection that waits for a decision between signed versions (待裁定), the last changed first."""
    found = [contest_shown(workspace, one) for one in inspection_table.contested(workspace.store)]
    shown_ones = [one for one in found if one is not None]
    return tuple(sorted(shown_ones, key=lambda one: (one.contest.heads[0].hlc, one.inspection.id), reverse=True))


def contest_shown(workspace: Workspace, inspection_id: str) -> ContestShown | None:
    """The signed versions of an inspection that compete; None while one or none stands."""
    store = workspace.store
    contest = contest_of(
        (INSPECTION, inspection_id), _standing(workspace, inspection_id), trust(store), shown.bodies_of(store)
    )
    if contest is None:
        return None
    inspection = inspection_table.inspection(store, inspection_id)
    return ContestShown(inspection, contest, names_of(workspace, (head.author for head in contest.heads)))


def inspections_to_choose(workspace: Workspace) -> tuple[str, ...]:
    """Ids of inspections whose drafts say different things that a person has to choose between."""
    several = shown.several_drafts(workspace.store)
    return tuple(one for one in several if (merge := shown.merge_of(workspace.store, one)) and merge.choices)


def draft_choices(workspace: Workspace, inspection_id: str) -> DraftChoices | None:
    """The drafts of an inspection seen as one, with what is to be chosen; None where there is one draft, or a final."""
    merge = shown.merge_of(workspace.store, inspection_id)
    if merge is None:
        return None
    authors = {option.author for choice in merge.choices for option in choice.options}
    inspection = inspection_table.inspection(workspace.store, inspection_id)
    return DraftChoices(inspection, merge, names_of(workspace, authors))


def unmerged_drafts(workspace: Workspace, inspection_id: str) -> tuple[Claimant, ...]:
    """Drafts beside a signed version (未并入草稿): they stay readable and change nothing."""
    store, believed = workspace.store, trust(workspace.store)
    read = shown.bodies_of(store)
    return tuple(claimant(node, believed, read) for node in _standing(workspace, inspection_id).unmerged)


def versions_set_aside(workspace: Workspace, inspection_id: str) -> tuple[Claimant, ...]:
    """Versions that are kept and do not count: 未受信任, or decided by somebody without the right."""
    store = workspace.store
    return set_aside(_standing(workspace, inspection_id), trust(store), shown.bodies_of(store))


def may_decide(workspace: Workspace, inspection_id: str, person_id: str) -> bool:
    """Whether a person may decide between the signed versions of an inspection, or withdraw it."""
    author = people_table.person(workspace.store, person_id).author
    authors = {node.author for node in _standing(workspace, inspection_id).values}
    return author is not None and trust(workspace.store).may_decide(author, authors)


def resolve_contest(
    workspace: Workspace,
    inspection_id: str,
    chosen_rid: str,
    person_id: str,
    passphrase: str | None,
    reason: str,
) -> str:
    """Decide between signed versions: the chosen one counts from now on, all stay readable; the decision's rid.

    Raises ReasonMissing, NothingToDecide, DecisionNotYours, NoSigningKey, WrongPassphrase and ClockBehind.
    """
    standing = _standing(workspace, inspection_id)
    _require_reason(reason)
    if not standing.is_contested or chosen_rid not in {node.rid for node in standing.values}:
        raise NothingToDecide(inspection_id)
    body = {"chosen": chosen_rid}
    return _decide(workspace, inspection_id, RESOLVE, body, person_id, passphrase, reason, act="resolved")


def void_inspection(
    workspace: Workspace, inspection_id: str, person_id: str, passphrase: str | None, reason: str
) -> str:
    """Withdraw a signed inspection (作废): it stays readable and counts nowhere; the decision's rid.

    Raises as `resolve_contest` does.
    """
    standing = _standing(workspace, inspection_id)
    _require_reason(reason)
    if not standing.is_final or any(node.kind == VOID for node in standing.values):
        raise NothingToDecide(inspection_id)
    return _decide(workspace, inspection_id, VOID, {}, person_id, passphrase, reason, act="voided")


def save_merged_draft(
    workspace: Workspace,
    inspection_id: str,
    chosen: Mapping[Place, str],
    person_id: str,
    passphrase: str | None,
) -> str:
    """Save the drafts as one, with the option of the revision chosen for every place; the new revision's rid.

    What is typed on this machine becomes a revision first. Raises ChoicesOpen while a place has nothing chosen,
    NothingToDecide where an option is not there any more, DecisionNotYours, and as `Workspace.signing_key`.
    """
    store, pen = workspace.store, Pen(workspace.signing_key(person_id, passphrase))
    with store.atomic():
        revise_open_drafts(workspace, pen, (inspection_id,))
        merge = shown.merge_of(store, inspection_id)
        if merge is None:
            raise NothingToDecide(inspection_id)
        read = shown.bodies_of(store)
        _require_inspector(workspace, person_id, (read(rid) for rid in merge.heads))
        missing = [choice.place for choice in merge.choices if choice.place not in chosen]
        if missing:
            raise ChoicesOpen(len(missing))
        try:
            fields = merge.decided(chosen)
        except KeyError as error:
            raise NothingToDecide(inspection_id) from error
        body = {
            **_scored(workspace, inspection_id, body_with(fields, read(merge.base))),
            "decided": [[*choice.place, chosen[choice.place]] for choice in merge.choices],
        }
        [rid] = write_records(workspace, pen, ((INSPECTION, inspection_id, DRAFT, body),), parents=merge.heads)
        audit.append(store, workspace.clock(), person_id, "drafts merged", inspection_id)
    return rid


def revise_open_drafts(workspace: Workspace, pen: Pen, which: Iterable[str] | None = None) -> tuple[str, ...]:
    """Make revisions of what is typed on this machine, before an export or an import touches it; their rids.

    `which` are inspections, None for all of them; those that are no open drafts are passed over. Typing goes on
    afterwards as if nothing had been. One transaction.
    """
    store = workspace.store
    typed = shown.open_drafts(store)
    wanted = typed if which is None else [one for one in typed if one in set(which)]
    rids: list[str] = []
    with store.atomic():
        for inspection_id in wanted:
            opened = open_inspection(workspace, inspection_id)
            body = inspection_body(
                opened.inspection,
                opened.answers,
                opened.result.to_json(),
                complete=opened.completeness.is_complete,
            )
            made = series(workspace, pen, ((INSPECTION, inspection_id, DRAFT, body),))
            shown.close_draft(store, inspection_id)
            keep(workspace, pen, made)
            rids += [revision.rid for revision in made]
    return tuple(rids)


def keep_typed(workspace: Workspace, inspection_id: str, person_id: str, passphrase: str | None) -> None:
    """Make a revision of what is typed here in one inspection. Raises as `Workspace.signing_key`."""
    revise_open_drafts(workspace, Pen(workspace.signing_key(person_id, passphrase)), (inspection_id,))


def names_of(workspace: Workspace, authors: Iterable[str]) -> dict[str, str]:
    """The people behind author ids: as the register says, else as this store's people do; unknown ones left out."""
    believed = trust(workspace.store)
    names: dict[str, str] = {}
    for author in sorted(set(authors)):
        holder = believed.holders.get(author)
        person = people_table.person_by_author(workspace.store, author)
        if holder is not None:
            names[author] = holder.entry.name
        elif author in believed.offices:
            names[author] = believed.offices[author][0]
        elif person is not None:
            names[author] = person.name
    return names


def _standing(workspace: Workspace, inspection_id: str) -> RecordStanding:
    return shown.standing(workspace.store, INSPECTION, inspection_id)


def _decide(
    workspace: Workspace,
    inspection_id: str,
    kind: str,
    body: Mapping[str, Any],
    person_id: str,
    passphrase: str | None,
    reason: str,
    *,
    act: str,
) -> str:
    if not may_decide(workspace, inspection_id, person_id):
        raise DecisionNotYours("administrator")
    pen = Pen(workspace.signing_key(person_id, passphrase))
    record: Record = (INSPECTION, inspection_id, kind, {**body, "reason": reason.strip(), "person_id": person_id})
    with workspace.store.atomic():
        [rid] = write_records(workspace, pen, (record,))
        audit.append(workspace.store, workspace.clock(), person_id, act, inspection_id)
    return rid


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise ReasonMissing


def _require_inspector(workspace: Workspace, person_id: str, bodies: Iterable[Mapping[str, Any]]) -> None:
    """Before there is a register everybody may do everything on the own store; afterwards its inspectors."""
    if not trust(workspace.store).is_governed:
        return
    for body in bodies:
        if any(one.get("person_id") == person_id for one in body.get("inspectors") or ()):
            return
    raise DecisionNotYours("inspectors")


def _scored(workspace: Workspace, inspection_id: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """The body with the result that its answers lead to."""
    inspection, _scores = inspection_of(inspection_id, {**body, "result": {}})
    answers = answers_of(body)
    result, _findings = score_partial(workspace.scheme(inspection.scheme_hash).scheme, scoring_answers(answers))
    return inspection_body(inspection, answers, result.to_json(), complete=False)
