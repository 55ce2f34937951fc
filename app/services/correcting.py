"""更正 of a signed inspection: a draft with a reason, which takes the signed one's place once it is signed itself."""

from app.domain.correction import Correction
from app.domain.revision import AMEND, VOID
from app.errors import DecisionNotYours, NothingToDecide, ReasonMissing
from app.services.inspections import open_inspection, outcome_of
from app.services.workspace import Workspace
from app.store import audit, corrections, shown
from app.store import inspections as inspection_table
from app.store import people as people_table
from app.store import reports as report_table
from app.store.bodies import INSPECTION, Report
from app.store.trust import trust


def may_correct(workspace: Workspace, inspection_id: str, person_id: str) -> bool:
    """Whether a person may correct it: one of its inspectors, who has a key; before there is a register, everybody."""
    believed = trust(workspace.store)
    if not believed.is_governed:
        return True
    team = inspection_table.inspection(workspace.store, inspection_id).inspectors
    author = people_table.person(workspace.store, person_id).author
    return author is not None and any(one.person_id == person_id for one in team)


def correction_going_on(workspace: Workspace, inspection_id: str) -> Correction | None:
    """The correction of a signed inspection that is being filled in here."""
    return corrections.open_correction(workspace.store, inspection_id)


def former_reports(workspace: Workspace, inspection_id: str) -> tuple[Report, ...]:
    """Reports of an inspection that another one took the place of, and whose pages are here; the newest first."""
    latest = report_table.latest(workspace.store, inspection_id)
    found = report_table.reports(workspace.store, inspection_id)
    return tuple(row.report for row in found if row.sealed_name and latest and row.report.id != latest.id)


def begin_correction(workspace: Workspace, inspection_id: str, person_id: str, reason: str) -> Correction:
    """Open a draft of the correction; the one that is open already goes on.

    Raises ReasonMissing, DecisionNotYours, and NothingToDecide for what is not signed, withdrawn or contested.
    """
    store = workspace.store
    going_on = corrections.open_correction(store, inspection_id)
    if going_on is not None:
        return going_on
    if not reason.strip():
        raise ReasonMissing
    standing = shown.standing(store, INSPECTION, inspection_id)
    head = standing.head
    if head is None or not standing.is_final or standing.is_contested or head.kind == VOID:
        raise NothingToDecide(inspection_id)
    if not may_correct(workspace, inspection_id, person_id):
        raise DecisionNotYours("inspectors")
    number = 1 + sum(node.kind == AMEND and node.rid not in standing.left_out for node in standing.found)
    signed, now = inspection_table.inspection(store, inspection_id), workspace.clock()
    with store.atomic():
        answers = inspection_table.answers(store, inspection_id)
        begun = corrections.begin(store, signed, answers, head.rid, number, reason.strip(), now)
        opened = open_inspection(workspace, begun.inspection_id)
        inspection_table.set_result(store, begun.inspection_id, outcome_of(opened.result))
        audit.append(store, now, person_id, "correction begun", inspection_id)
    return begun


def give_up_correction(workspace: Workspace, inspection_id: str) -> None:
    """Give up the correction of a signed inspection that is open here; what was signed stays as it is."""
    begun = corrections.open_correction(workspace.store, inspection_id)
    if begun is None:
        return
    person = workspace.person
    with workspace.store.atomic():
        corrections.end(workspace.store, begun.inspection_id, workspace.clock())
        audit.append(
            workspace.store, workspace.clock(), person.id if person else None, "correction given up", inspection_id
        )
