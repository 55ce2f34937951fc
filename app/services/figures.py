"""外部数据 applied: kept, filled into drafts, completing what was signed as provisional; and taken back."""

import secrets
from collections.abc import Iterable, Mapping
from functools import reduce

from app.domain.campaign import DAILY_CAMPAIGN_ID
from app.domain.figures import Figure
from app.domain.inspection import Change, Inspection, with_change
from app.domain.revision import AMEND, FINAL, VOID
from app.errors import FiguresChanged, ImportHasErrors, NoSigningKey
from app.progress import Progress, Step, no_progress
from app.scoring.evaluate import score_partial
from app.services.figure_filling import filling, waits_only_for_others
from app.services.figures_plan import FiguresPlan
from app.services.inspections import fill_in_figures, outcome_of, scoring_answers
from app.services.records import Pen, Record, write_records
from app.services.workspace import Workspace
from app.store import audit
from app.store import figures as figure_table
from app.store import inspections as inspection_table
from app.store import units as unit_table
from app.store.bodies import RESULT
from app.store.figures import FigureImport
from app.store.lineage import body_of, head_rids
from app.store.results import Completion, completion_for, result_body, result_id, results_of_import


def apply_figures_import(
    workspace: Workspace,
    plan: FiguresPlan,
    passphrase: str | None,
    *,
    over_typed: bool = False,
    campaign_id: str = DAILY_CAMPAIGN_ID,
    progress: Progress = no_progress,
) -> int:
    """Keep the figures, fill them into drafts and complete signed provisional results: all of it or nothing.

    `over_typed` lets them take the place of what people typed into drafts. A backup is made before (not of a 演练
    store). The passphrase is asked for only where signed results are completed. Raises ImportHasErrors, FiguresChanged
    when other figures came in meanwhile, NoSigningKey, WrongPassphrase, ClockBehind, BackupNotMade, the store's
    errors, Cancelled. Returns how many figures were kept.
    """
    from app.services.backups import back_up

    if plan.errors:
        raise ImportHasErrors(len(plan.errors))
    pen = _pen(workspace, passphrase) if plan.completes else None
    if not workspace.is_demo:
        back_up(workspace, only_if_changed=True)
    store, now = workspace.store, workspace.clock()
    wanted = [one.read.figure for one in plan.to_write]
    over = frozenset(one.read.figure.place for one in plan.of("conflict")) if over_typed else frozenset()
    made = FigureImport("f-" + secrets.token_hex(8), plan.table.file_name, now, len(wanted))
    with store.atomic():
        if figure_table.all_figures(store, campaign_id) != dict(plan.known):
            raise FiguresChanged
        figure_table.put_import(store, campaign_id, made, _actor(workspace), wanted)
        touched = _touched(workspace, campaign_id, wanted)
        for done, inspection in enumerate(touched):
            progress(Step("fill_figures", done, len(touched)))
            if not inspection.is_frozen:
                fill_in_figures(workspace, inspection.id, over)
            elif pen is not None and inspection.is_provisional:
                _complete(workspace, pen, inspection, made.id)
        audit.append(store, workspace.clock(), _actor(workspace), "figures imported", str(len(wanted)))
        progress(Step("fill_figures", len(touched), len(touched)))
    return len(wanted)


def last_figures_import(workspace: Workspace, campaign_id: str = DAILY_CAMPAIGN_ID) -> FigureImport | None:
    """The latest import that can be taken back."""
    return figure_table.last_import(workspace.store, campaign_id)


def completed_by(workspace: Workspace, import_id: str) -> int:
    """How many signed results an import completed: taking them back takes a signature."""
    return len(results_of_import(workspace.store, import_id))


def undo_figures_import(
    workspace: Workspace, import_id: str, passphrase: str | None, campaign_id: str = DAILY_CAMPAIGN_ID
) -> None:
    """Take an import back: the figures, what it filled into drafts and nobody changed since, and the completions.

    Raises NoSigningKey, WrongPassphrase, ClockBehind, BackupNotMade, and the store's errors; nothing has changed then.
    """
    from app.services.backups import back_up

    store = workspace.store
    completed = results_of_import(store, import_id)
    pen = _pen(workspace, passphrase) if completed else None
    if not workspace.is_demo:
        back_up(workspace, only_if_changed=True)
    with store.atomic():
        for inspection_id in dict.fromkeys(
            fill.inspection_id for fill in figure_table.fills_of_import(store, import_id)
        ):
            _unfill(workspace, inspection_id, import_id)
        if pen is not None:
            records: list[Record] = [
                (RESULT, one.id, VOID, body_of(store, head_rids(store, RESULT, one.id)[0])) for one in completed
            ]
            write_records(workspace, pen, records)
        figure_table.take_back(store, campaign_id, import_id, workspace.clock())
        audit.append(store, workspace.clock(), _actor(workspace), "figures taken back", import_id)


def _touched(workspace: Workspace, campaign_id: str, figures: Iterable[Figure]) -> list[Inspection]:
    """The inspections that figures may go into: of the units named, and of all where units are compared."""
    units = {figure.place.unit_id for figure in figures}
    compares = any(figure.kind == "peer" for figure in figures)
    found = inspection_table.inspections(workspace.store, campaign_id=campaign_id)
    return [one for one in found if one.state != "void" and (compares or one.unit_id in units)]


def _complete(workspace: Workspace, pen: Pen, inspection: Inspection, import_id: str) -> None:
    """A result record over a signed provisional inspection, where figures add to what was signed."""
    store = workspace.store
    rid = inspection_table.basis_of(store, inspection.id)
    if rid is None or inspection.id in inspection_table.contested(store):
        return
    unit = unit_table.unit(store, inspection.unit_id)
    scheme = workspace.scheme(inspection.scheme_hash).scheme
    signed = {"unit": {"class": unit.class_}, **inspection_table.answers(store, inspection.id)}
    earlier = completion_for(store, inspection.id)
    before = dict(signed)
    for section, values in (earlier.answers if earlier else {}).items():
        before[section] = {**(before.get(section) or {}), **values}
    found = filling(workspace, inspection, unit, scheme, before)
    if not found.changes:
        return
    after = reduce(with_change, found.changes, before)
    result, _findings = score_partial(scheme, scoring_answers(after))
    outcome = outcome_of(result)
    added: dict[str, dict[str, object]] = {
        key: dict(value) for key, value in (earlier.answers if earlier else {}).items()
    }
    for change in found.changes:
        added.setdefault(change.section, {})[change.code] = change.value
    record_id = result_id(rid)
    completion = Completion(
        id=record_id,
        inspection_id=inspection.id,
        rid=rid,
        answers=added,
        total_e4=outcome.total_e4,
        grade=outcome.grade,
        is_provisional=outcome.is_provisional,
        item_scores=outcome.item_scores,
        sources=(*(earlier.sources if earlier else ()), *found.sources),
        at=workspace.clock(),
        import_id=import_id,
    )
    kind = AMEND if head_rids(store, RESULT, record_id) else FINAL
    write_records(workspace, pen, [(RESULT, record_id, kind, result_body(completion, result.to_json()))])


def _unfill(workspace: Workspace, inspection_id: str, import_id: str) -> None:
    """Take out of a draft what an import put in and nobody changed since."""
    store = workspace.store
    inspection = inspection_table.inspection(store, inspection_id)
    if inspection.is_frozen:
        return
    unit = unit_table.unit(store, inspection.unit_id)
    scheme = workspace.scheme(inspection.scheme_hash).scheme
    answers = {"unit": {"class": unit.class_}, **inspection_table.answers(store, inspection_id)}
    for (section, code, rule), fill in figure_table.fills(store, inspection_id).items():
        if fill.import_id != import_id:
            continue
        given = (answers.get(section) or {}).get(code)
        if section == "items" and isinstance(given, Mapping):
            facts = dict(given.get("facts") or {})
            if facts.get(rule) != fill.value:
                continue
            facts.pop(rule)
            if fill.before is not None:
                facts[rule] = fill.before
            item = scheme.item(code)
            is_empty = not facts and item is not None and waits_only_for_others(item) and not given.get("reason")
            change = Change("items", code, None if is_empty else {**given, "facts": facts})
        elif given == fill.value:
            change = Change("peers", code, fill.before)
        else:
            continue
        answers = with_change(answers, change)
        result, _findings = score_partial(scheme, scoring_answers(answers))
        inspection_table.save_change(store, inspection_id, change, workspace.clock(), outcome_of(result))


def _pen(workspace: Workspace, passphrase: str | None) -> Pen:
    if workspace.person is None:
        raise NoSigningKey("")
    return Pen(workspace.signing_key(workspace.person.id, passphrase))


def _actor(workspace: Workspace) -> str | None:
    return workspace.person.id if workspace.person else None
