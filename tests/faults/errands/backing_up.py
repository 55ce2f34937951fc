"""Change something and back it up, into the store's own folder and onto a stick."""

import shutil
from pathlib import Path

from app.errors import AppError
from app.services.backup_list import check_backup, list_backups, newest_good, own_root
from app.services.backups import back_up, choose_second_root
from app.services.demo import create_demo_workspace, do_main_job
from app.services.people import add_person, people
from app.services.vault import store_report
from app.services.workspace import Workspace, open_workspace
from app.store.reports import put_blob
from tests.faults.acting import Line
from tests.faults.judging import Verdict, saved, wrong_with
from tests.faults.stage import Said

MOST = 4
SPAN = 0.05
ROUNDS = 4


def prepare(root: Path) -> None:
    """A signed report, and one backup."""
    workspace = create_demo_workspace(root / "store")
    do_main_job(workspace)
    back_up(workspace)
    workspace.close()


def act(said: Said, root: Path, rounds: int = ROUNDS) -> None:
    """Each round adds a colleague and a file, and makes a backup."""
    workspace = open_workspace(root / "store")
    said("open")
    for number in range(rounds):
        try:
            choose_second_root(workspace, root / "stick")
            add_person(workspace, f"第{number}人", "科员", "示例区委组织部")
            keep_a_file(workspace, number)
            made = back_up(workspace)
        except AppError as error:
            said("refused", "own", error)
            continue
        if made is None:
            said("busy")
            continue
        if made.backup is not None:
            said("saved", len(people(workspace)))
        if made.problem is not None:
            said("refused", "second", made.problem)
        elif made.backup is not None:
            said("carried", len(people(workspace)))
    workspace.close()


def keep_a_file(workspace: Workspace, number: int) -> None:
    """One more sealed file, so that each backup has something to bring."""
    import hashlib

    pdf = b"%PDF-1.7 " + bytes([number]) * 20_000
    name = store_report(workspace, pdf)
    with workspace.store.atomic():
        put_blob(workspace.store, hashlib.sha256(pdf).hexdigest(), name, len(pdf), "application/pdf")


def judge(root: Path, lines: list[Line]) -> Verdict:
    """None that is torn is listed; what was said to be made is the newest good one, on the stick as well."""
    acknowledged = saved(lines)
    carried = max((line[1] for line in lines if line[0] == "carried"), default=0)
    workspace = open_workspace(root / "store")
    wrong = wrong_with(workspace)
    wrong += torn(workspace, own_root(workspace.folder)) + torn(workspace, root / "stick")
    newest = newest_good(workspace.folder, workspace.key)
    if newest is None or newest.backup.counts is None:
        wrong.append("no good backup is left")
    elif newest.backup.counts.people < max(acknowledged, default=0) or newest.missing:
        wrong.append("a backup that was said to be made is not the newest good one")
    there = list_backups(root / "stick", workspace.key)
    if carried and not any(each.counts and each.counts.people >= carried for each in there):
        wrong.append("a backup that was carried to the stick is not there")
    elif carried:  # the stick alone must do: the laptop may be lost
        shutil.rmtree(own_root(workspace.folder))
        wrong += ["the stick lacks files"] if check_backup(there[0].path, workspace.key).missing else []
    workspace.close()
    return Verdict(len(acknowledged), wrong)


def torn(workspace: Workspace, root: Path) -> list[str]:
    """What is listed as a backup and does not stand the check; what is left half written after the next one."""
    wrong = []
    for backup in list_backups(root, workspace.key):
        try:
            check_backup(backup.path, workspace.key, realm=workspace.realm)
        except AppError as error:
            wrong.append(f"{backup.path.name} is listed as {backup.state}: {error!r}")
    return wrong
