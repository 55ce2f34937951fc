"""Restore one backup after another over the store."""

from pathlib import Path

from app.errors import AppError
from app.services.backup_list import list_backups, own_root
from app.services.backups import back_up
from app.services.demo import create_demo_workspace, do_main_job
from app.services.people import add_person, people
from app.services.reports import report_pdf, verify_pdf_bytes
from app.services.restoring import finish_restore, open_restored, prepare_restore
from app.services.workspace import Workspace, open_workspace
from app.store.inspections import inspections
from tests.faults.acting import Line
from tests.faults.errands.backing_up import keep_a_file, torn
from tests.faults.judging import Verdict, saved, under_way, wrong_with
from tests.faults.stage import Said

MOST = 4
SPAN = 0.04
BACKUPS = 3
TRIES_TO_OPEN = 8


def prepare(root: Path) -> None:
    """A store with a signed report, and backups that differ in how many units' files and people they hold."""
    workspace = create_demo_workspace(root / "store")
    do_main_job(workspace)
    for number in range(BACKUPS):
        keep_a_file(workspace, number)
        add_person(workspace, f"第{number}人", "科员", "示例区委组织部")
        back_up(workspace)
    workspace.close()


def standing(workspace: Workspace) -> list[int]:
    """What tells the restored stores apart: files and reports; people stay as they are now."""
    [(blobs,)] = workspace.store.rows("SELECT count(*) FROM blob")
    return [int(blobs), len(people(workspace))]


def act(said: Said, root: Path, turns: int = 4) -> None:
    """Each turn checks a backup, swaps it in and opens the store again."""
    workspace = open_workspace(root / "store")
    said("open", standing(workspace))
    for turn in range(turns):
        backups = list_backups(own_root(workspace.folder), workspace.key)
        if not backups:
            continue
        chosen = backups[turn % len(backups)]
        said("about", turn)
        try:
            prepare_restore(workspace.folder, workspace.key, chosen.path, realm=workspace.realm)
            workspace.close()
            finish_restore(workspace.folder, workspace.key, chosen.path)
        except AppError as error:
            said("refused", turn, error)
            workspace.close()
            workspace = opened_again(said, workspace)
            said("open", standing(workspace))
        else:
            workspace = opened_again(said, workspace)
            said("saved", standing(workspace))
    workspace.close()


def opened_again(said: Said, workspace: Workspace) -> Workspace:
    """The store once more; a disk that fails now and then lets one in at the next try."""
    for _ in range(TRIES_TO_OPEN):
        try:
            return open_restored(workspace)
        except AppError as error:
            said("waits", "open", error)
    return open_restored(workspace)


def judge(root: Path, lines: list[Line]) -> Verdict:
    """The store is the one before the restore that was under way or the one after it; reports and people stay."""
    acknowledged = saved(lines)
    known = [line[1] for line in lines if line[0] in ("saved", "open")]
    workspace = open_workspace(root / "store")
    wrong = wrong_with(workspace) + torn(workspace, own_root(workspace.folder))
    now = standing(workspace)
    for inspection in inspections(workspace.store, states=("signed",)):
        try:
            if not verify_pdf_bytes(report_pdf(workspace, inspection.id), workspace).is_genuine:
                wrong.append("the report is not genuine")
        except AppError:
            wrong.append("the report is lost")
    if len(inspections(workspace.store, states=("signed",))) != 1:
        wrong.append("the signed inspection is lost")
    if known and now != known[-1] and under_way(lines) is None:
        wrong.append(f"the store holds {now}, not {known[-1]} as acknowledged")
    if known and now[1] != known[-1][1]:
        wrong.append("people are lost")
    workspace.close()
    return Verdict(len(acknowledged), wrong)
