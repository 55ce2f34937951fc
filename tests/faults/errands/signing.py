"""Sign reports: inspection after inspection, each by everybody who has a place on its page."""

from pathlib import Path

from app.errors import AppError
from app.services.demo import create_demo_workspace, fill_in, job_of_the_demonstration
from app.services.reports import report_pdf, verify_pdf_bytes
from app.services.signing import SigningView, sign_digitally, signing_view
from app.services.workspace import Workspace, open_workspace
from app.store.inspections import inspections
from app.store.memos import put_memo
from app.store.revisions import revisions
from tests.faults.acting import Line
from tests.faults.judging import Verdict, saved, wrong_with
from tests.faults.stage import Said

MOST = 6
SPAN = 0.11
KINDS = ("district", "spot", "revisit")


def prepare(root: Path) -> None:
    """Three inspections that are complete and not signed."""
    workspace = create_demo_workspace(root / "store")
    for kind in KINDS:
        fill_in(workspace, job_of_the_demonstration("job"), kind)
    workspace.close()


def act(said: Said, root: Path, tries: int = 2) -> None:
    """Sign in every place that is still open; a place that refused is tried again."""
    workspace = open_workspace(root / "store")
    put_memo(workspace.store, "faults", "begun")  # the log is there by now, as after any answer
    said("open")
    for inspection in inspections(workspace.store):
        for place in signing_view(workspace, inspection.id).places:
            for _ in range(tries):
                if place.person_id is None or place.field in signing_view(workspace, inspection.id).marks:
                    break
                try:
                    sign_digitally(workspace, inspection.id, place.field, place.person_id, None)
                except AppError as error:
                    said("refused", [inspection.id, place.field], error)
                else:
                    said("saved", [inspection.id, place.field])
    workspace.close()


def judge(root: Path, lines: list[Line]) -> Verdict:
    """Each inspection is not signed at all, or wholly: PDF, marks, report and revisions tell the same."""
    acknowledged = saved(lines)
    workspace = open_workspace(root / "store")
    wrong = wrong_with(workspace)
    for inspection in inspections(workspace.store):
        fields = {field for id_, field in acknowledged if id_ == inspection.id}
        view = signing_view(workspace, inspection.id)
        wrong += [f"the signature {field} is lost" for field in sorted(fields - set(view.marks))]
        wrong += half_signed(workspace, view)
    workspace.close()
    return Verdict(len(acknowledged), wrong)


def half_signed(workspace: Workspace, view: SigningView, *, drawn: int = 0) -> list[str]:
    """Where the records of one report do not agree; `drawn` marks on it are none of the digital ones."""
    id_ = view.opened.inspection.id
    kinds = [one.rev.kind for one in revisions(workspace.store, "inspection", id_)]
    if not view.marks:
        is_untouched = view.report is None and not view.is_frozen and kinds == []
        return [] if is_untouched else [f"frozen without a signature: {kinds}"]
    if view.report is None or not view.is_frozen or kinds != ["draft", "final"]:
        return [f"signed and not frozen: {kinds}"]
    try:
        verdict = verify_pdf_bytes(report_pdf(workspace, id_), workspace)
    except AppError as error:
        return [f"the report does not open: {error!r}"]
    wrong = [] if verdict.is_genuine else [f"the report is not genuine: {verdict.complaints}"]
    if not len(verdict.signatures) == len(view.marks) - drawn == len(view.report.signers):
        wrong.append("the report and the records name other signers")
    return wrong
