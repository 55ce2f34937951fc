"""Start, open and fill in an inspection: every answer is on the disk before it is shown."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import reduce
from typing import Any

from app.domain.campaign import DAILY_CAMPAIGN_ID
from app.domain.evidence import EVIDENCE
from app.domain.figures import Place
from app.domain.inspection import (
    Answers,
    Change,
    Inspection,
    InspectionKind,
    Inspector,
    TypedLater,
    inspection_id,
    with_change,
)
from app.domain.unit import Unit
from app.errors import InspectionExists, InspectionFrozen, UnitHasNoClass
from app.scoring.evaluate import score_partial
from app.scoring.result import Result
from app.services.assess import assess
from app.services.comparisons import comparison, previous_of, self_check_of
from app.services.figure_filling import filling, said_by_item
from app.services.inspection_rows import inspection_rows
from app.services.opened import OpenInspection
from app.services.schemes import PublishedScheme
from app.services.workspace import Workspace
from app.store import campaigns as campaign_table
from app.store import inspections as inspection_table
from app.store import units as unit_table
from app.store.corrections import correction_of
from app.store.figures import has_figures, put_fill
from app.store.outcome import Outcome, to_e4
from app.store.results import completion_for

__all__ = [
    "NewInspection",
    "answer",
    "change_header",
    "comparison",
    "fill_in_figures",
    "inspection_rows",
    "open_inspection",
    "outcome_of",
    "remember_place",
    "scoring_answers",
    "start_inspection",
    "undo",
]

UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class NewInspection:
    """What is chosen at the start of an inspection. `visited_on` may lie in the past.

    `is_typed_later`: a paper form was filled in on the spot (补录); `typed_by` is who types it now.
    """

    unit_id: str
    kind: InspectionKind
    inspectors: tuple[Inspector, ...]
    leader_id: str | None
    visited_on: date
    campaign_id: str = DAILY_CAMPAIGN_ID
    second_visit_reason: str = ""
    doc_number: str = ""
    is_typed_later: bool = False
    typed_by: str = ""


def start_inspection(workspace: Workspace, new: NewInspection) -> Inspection:
    """Open a draft. A second visit of the same kind is started on purpose, with a reason.

    Raises InspectionExists while there is one and no reason is given, UnitHasNoClass where the scheme needs a class.
    """
    store, now = workspace.store, workspace.clock()
    campaign = campaign_table.campaign(store, new.campaign_id)
    scheme = workspace.scheme(campaign.scheme_hash).scheme
    unit = unit_table.unit(store, new.unit_id)
    if scheme.classes and unit.class_ not in scheme.classes:
        raise UnitHasNoClass(unit.name, tuple(scheme.classes))
    earlier = inspection_table.inspections(store, campaign_id=new.campaign_id, unit_id=new.unit_id, kind=new.kind)
    if earlier and not new.second_visit_reason.strip():
        raise InspectionExists(earlier[0].id)
    ordinal = max((inspection.ordinal for inspection in earlier), default=0) + 1
    inspection = Inspection(
        id=inspection_id(new.campaign_id, new.unit_id, new.kind, ordinal),
        campaign_id=new.campaign_id,
        unit_id=new.unit_id,
        kind=new.kind,
        scheme_hash=campaign.scheme_hash,
        visited_on=new.visited_on,
        started_at=now,
        updated_at=now,
        ordinal=ordinal,
        ordinal_reason=new.second_visit_reason.strip(),
        inspectors=new.inspectors,
        leader_id=new.leader_id,
        doc_number=new.doc_number.strip(),
        typed_later=TypedLater(workspace.today(), new.typed_by.strip()) if new.is_typed_later else None,
    )
    inspection_table.new_inspection(store, inspection)
    fill_in_figures(workspace, inspection.id)
    return inspection


def open_inspection(workspace: Workspace, wanted: str) -> OpenInspection:
    """The inspection as it was left, with its marks and what it can be compared with."""
    store = workspace.store
    fill_in_figures(workspace, wanted)
    inspection = inspection_table.inspection(store, wanted)
    unit = unit_table.unit(store, inspection.unit_id)
    published = workspace.scheme(inspection.scheme_hash)
    answers = {"unit": {"class": unit.class_}, **inspection_table.answers(store, wanted)}
    self_check = self_check_of(workspace, inspection)
    opened = _assessed(workspace, inspection, published, answers, self_total=self_check.total if self_check else None)
    result, findings, missing = opened
    return OpenInspection(
        inspection=inspection,
        unit=unit,
        parent=_parent(workspace, unit),
        campaign=campaign_table.campaign(store, inspection.campaign_id),
        published=published,
        answers=answers,
        result=result,
        findings=findings,
        completeness=missing,
        self_check=self_check,
        previous=previous_of(workspace, inspection),
        can_undo=inspection_table.can_undo(store, wanted),
        saved_at=inspection.updated_at,
        figures=said_by_item(workspace, inspection),
        completion=completion_for(store, wanted) if inspection.is_frozen else None,
        correction=None if inspection.is_frozen else correction_of(store, wanted),
    )


def fill_in_figures(workspace: Workspace, wanted: str, over: frozenset[Place] = frozenset()) -> int:
    """Fill what others supplied (外部数据) into a draft, and score it; returns how many places were filled.

    What a person typed stays unless its place is in `over`. A signed inspection is left alone.
    """
    store = workspace.store
    inspection = inspection_table.inspection(store, wanted)
    if inspection.is_frozen or store.is_readonly or not has_figures(store, inspection.campaign_id):
        return 0
    unit = unit_table.unit(store, inspection.unit_id)
    scheme = workspace.scheme(inspection.scheme_hash).scheme
    answers: Answers = {"unit": {"class": unit.class_}, **inspection_table.answers(store, wanted)}
    found = filling(workspace, inspection, unit, scheme, answers, over=over)
    if not found.changes:
        return 0
    after = reduce(with_change, found.changes, answers)
    result, _findings = score_partial(scheme, scoring_answers(after))
    now, outcome = workspace.clock(), outcome_of(result)
    with store.atomic():
        for change in found.changes:
            inspection_table.save_change(store, wanted, change, now, outcome)
        for fill in found.fills:
            put_fill(store, fill)
    return len(found.fills)


def answer(workspace: Workspace, opened: OpenInspection, change: Change) -> OpenInspection:
    """Save one answer and return the inspection as it stands now; it is on the disk when this returns.

    Raises InspectionFrozen after signing, and the store's errors (StoreFull …), after which nothing has changed.
    """
    if opened.inspection.is_frozen:
        raise InspectionFrozen(opened.inspection.id)
    is_first = change.section == "items" and change.code not in (opened.answers.get("items") or {})
    if is_first and change.value is not None and has_figures(workspace.store, opened.inspection.campaign_id):
        return _with_figures(workspace, opened, change)
    return _saved(workspace, opened, with_change(opened.answers, change), change)


def _with_figures(workspace: Workspace, opened: OpenInspection, change: Change) -> OpenInspection:
    """The first answer of an item brings the figures along that others supplied for it."""
    after = with_change(opened.answers, change)
    found = filling(workspace, opened.inspection, opened.unit, opened.scheme, after, only=change.code)
    with workspace.store.atomic():
        whole = next((one for one in found.changes if one.section == "items"), change)
        opened = _saved(workspace, opened, with_change(opened.answers, whole), whole)
        for fill in found.fills:
            if fill.section == "items":
                put_fill(workspace.store, fill)
    return replace(opened, figures=said_by_item(workspace, opened.inspection))


def undo(workspace: Workspace, opened: OpenInspection) -> OpenInspection:
    """Take back the last change that is not yet taken back; unchanged when there is none."""
    if opened.inspection.is_frozen:
        raise InspectionFrozen(opened.inspection.id)
    made = inspection_table.last_change(workspace.store, opened.inspection.id)
    if made is None:
        return replace(opened, can_undo=False)
    after = with_change(opened.answers, replace(made.change, value=made.before))
    return _saved(workspace, opened, after, None)


def change_header(workspace: Workspace, opened: OpenInspection, **fields: Any) -> OpenInspection:
    """Change the team, the date, the 文号 or the 密级 of a draft; raises InspectionFrozen after signing."""
    if opened.inspection.is_frozen:
        raise InspectionFrozen(opened.inspection.id)
    inspection = replace(opened.inspection, **fields, updated_at=workspace.clock())
    inspection_table.save_header(workspace.store, inspection)
    return open_inspection(workspace, inspection.id)


def remember_place(workspace: Workspace, wanted: str, item_code: str) -> None:
    """Keep which item is on the table, so that the inspection opens there again."""
    inspection_table.save_place(workspace.store, wanted, item_code)


def scoring_answers(answers: Answers) -> dict[str, Any]:
    """The answers without the free texts and the evidence beside them: what `score` takes."""
    return {section: value for section, value in answers.items() if section not in ("notes", EVIDENCE)}


def outcome_of(result: Result) -> Outcome:
    """What is materialised of a result beside the answers."""
    return Outcome(
        total_e4=to_e4(result.total),
        grade=result.grade,
        is_provisional=result.provisional,
        checked=sum(item.state != UNCHECKED for item in result.items.values()),
        item_scores=tuple((code, to_e4(item.marks), item.state) for code, item in result.items.items()),
    )


def _saved(workspace: Workspace, opened: OpenInspection, after: Answers, change: Change | None) -> OpenInspection:
    store, wanted, now = workspace.store, opened.inspection.id, workspace.clock()
    self_total = opened.self_check.total if opened.self_check else None
    result, findings, missing = _assessed(workspace, opened.inspection, opened.published, after, self_total=self_total)
    outcome = outcome_of(result)
    if change is None:
        inspection_table.undo_last(store, wanted, now, outcome)
    else:
        inspection_table.save_change(store, wanted, change, now, outcome)
    inspection = replace(
        opened.inspection,
        updated_at=now,
        total_e4=outcome.total_e4,
        grade=outcome.grade,
        is_provisional=outcome.is_provisional,
        checked=outcome.checked,
    )
    return replace(
        opened,
        inspection=inspection,
        answers=after,
        result=result,
        findings=findings,
        completeness=missing,
        can_undo=change is not None or inspection_table.can_undo(store, wanted),
        saved_at=now,
    )


def _assessed(
    workspace: Workspace,
    inspection: Inspection,
    published: PublishedScheme,
    answers: Answers,
    *,
    self_total: Decimal | None,
) -> tuple[Result, tuple[tuple[str, str], ...], Any]:
    result, findings = score_partial(published.scheme, scoring_answers(answers))
    missing = assess(
        inspection,
        published.scheme,
        answers,
        result,
        findings,
        self_total=self_total,
        today=workspace.today(),
    )
    return result, tuple(findings), missing


def _parent(workspace: Workspace, unit: Unit) -> Unit | None:
    return unit_table.unit(workspace.store, unit.parent_id) if unit.parent_id else None
