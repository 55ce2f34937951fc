"""Whatever happens while a backup is made or restored: none that is torn counts, and the store opens."""

import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from app.errors import AppError, BackupNotMade, StoreFull
from app.services.backup_list import check_backup, list_backups, newest_good, own_root
from app.services.backups import back_up, choose_second_root
from app.services.demo import create_demo_workspace
from app.services.people import add_person
from app.services.restoring import finish_restore, open_restored, prepare_restore
from app.services.workspace import open_workspace
from app.store.integrity import check
from app.store.sealed_files import write_sealed
from tests.faults.tracing import refusal

ROOT = Path(__file__).parents[2]
PROGRAM = Path(__file__).with_name("backing_up.py")
TIMES = max(10, int(os.environ.get("WUYOU_FAULTS", "50")) // 5)
REPORTS = 3
LONGEST_S = 120

not_windows = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")

SMALL_DISK = 3 << 20


needs_strace = pytest.mark.skipif(bool(refusal()), reason=refusal())


def start(folder: Path, what: str, *prefix: str, tries: int = 1000) -> subprocess.Popen:
    return subprocess.Popen(
        [*prefix, sys.executable, str(PROGRAM), str(folder), str(folder.parent / "stick"), what, str(tries)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The practice district with reports, and one backup."""
    workspace = create_demo_workspace(tmp_path / "demo")
    for n in range(REPORTS):
        write_sealed(workspace.folder, f"{n:064x}", bytes([n]) * 50_000)
    back_up(workspace)
    workspace.close()
    return tmp_path / "demo"


def torn(folder: Path) -> list[str]:
    """What is listed as whole and does not stand the check."""
    wrong = []
    workspace = open_workspace(folder, readonly=True)
    for root in (own_root(folder), folder.parent / "stick"):
        for backup in list_backups(root, workspace.key):
            try:
                check_backup(backup.path, workspace.key, realm=workspace.realm)
            except AppError as error:
                wrong.append(f"{backup.path.name} is listed as {backup.state}: {error!r}")
    workspace.close()
    return wrong


def wrong_with_store(folder: Path) -> list[str]:
    workspace = open_workspace(folder)
    wrong = [str(each) for each in check(workspace.store)]
    workspace.close()
    return wrong


@not_windows
def test_killed_while_backing_up_no_torn_backup_is_listed_and_no_made_one_lost(folder, kill, tally):
    moments = random.Random(20261123)  # noqa: S311 - the same moments in every run
    wrong, people, made = [], 0, 0
    for _ in range(TIMES):
        before = people
        people = kill(
            start(folder, "backup"), moments.uniform(0, 0.3), answers=moments.randrange(3), acknowledged=people
        )
        made += people > before
        wrong += torn(folder)
        workspace = open_workspace(folder)
        newest = newest_good(folder, workspace.key)
        workspace.close()
        if newest is None or newest.backup.counts is None or newest.backup.counts.people < people:
            wrong.append("a backup that was said to be made is not the newest good one")
    wrong += wrong_with_store(folder)
    workspace = open_workspace(folder)
    done = back_up(workspace)
    workspace.close()
    leftovers = list(own_root(folder).glob(".wuyou*"))
    tally("program killed, backing up", TIMES, made, wrong)
    assert wrong == []
    assert leftovers == [], "the next backup removes what was left half written"
    assert done is not None
    assert done.problem is None
    assert made > 0


@not_windows
def test_killed_while_restoring_the_store_is_the_old_one_or_the_new_one(folder, kill, tally):
    workspace = open_workspace(folder)
    for n in range(2):
        add_person(workspace, f"同事{n}", "科员", "示例区委组织部")
        back_up(workspace)
    workspace.close()
    moments = random.Random(20261124)  # noqa: S311 - the same moments in every run
    wrong, restored = [], 0
    for _ in range(TIMES):
        last = kill(start(folder, "restore"), moments.uniform(0, 0.3), answers=moments.randrange(3), acknowledged=-1)
        restored += last >= 0
        wrong += wrong_with_store(folder)
        wrong += [name for name in (f"{n:064x}" for n in range(REPORTS)) if not (folder / "sealed" / name).exists()]
    wrong += torn(folder)
    tally("program killed, restoring", TIMES, restored, wrong)
    assert wrong == []
    assert restored > 0


# The first calls of a kind belong to opening the store.
FAILURES = [
    ("fsync,fdatasync", "EIO", "15+47"),
    ("pwrite64", "ENOSPC", "40+167"),
    ("rename", "EIO", "5+19"),
    ("mkdir", "ENOSPC", "4+7"),
    ("link", "EPERM", "2+3"),
]


@needs_strace
@pytest.mark.parametrize("what", ["backup", "restore"])
@pytest.mark.parametrize(("call", "errno", "when"), FAILURES)
def test_a_failing_disk_is_told_and_leaves_whole_backups_and_a_whole_store(folder, what, call, errno, when):
    inject = ("-e", f"trace={call}", "-e", f"inject={call}:error={errno}:when={when}")
    program = start(folder, what, "strace", "-f", "-o", os.devnull, *inject, tries=8)
    said = [line.split() for line in program.communicate(timeout=LONGEST_S)[0].splitlines()]
    told = Counter(words[2] for words in said if words[0] == "refused")
    assert program.returncode == 0, "every failure is one that is told"
    assert set(told) <= {"BackupNotMade", "BackupDamaged", "StoreFull", "StoreWriteFailed", "StoreReadOnly"}
    assert any(words[0] == "saved" for words in said)
    assert told or call == "link", "a disk without second names gets copies"
    assert torn(folder) == []
    assert wrong_with_store(folder) == []


def test_a_full_stick_is_told_and_keeps_the_backups_it_has(folder, small_disk):
    workspace = open_workspace(folder)
    choose_second_root(workspace, small_disk / "备份")
    back_up(workspace)
    before = list_backups(small_disk / "备份", workspace.key)
    (small_disk / "film").write_bytes(bytes(small_disk.stat().st_blksize))
    fill(small_disk / "film")
    add_person(workspace, "李敏", "科员", "示例区委组织部")
    done = back_up(workspace)
    assert done is not None
    assert done.backup is not None, "the own backup is made"
    assert isinstance(done.problem, BackupNotMade)
    assert done.problem.reason == "full"
    assert list_backups(small_disk / "备份", workspace.key) == before
    (small_disk / "film").unlink()
    again = back_up(workspace, only_if_changed=True)
    assert again is not None
    assert again.problem is None
    assert len(list_backups(small_disk / "备份", workspace.key)) == 2
    workspace.close()


def test_on_a_full_disk_neither_backup_nor_restore_leaves_anything_torn(folder, small_disk):
    moved = small_disk / "demo"
    shutil.copytree(folder, moved)
    workspace = open_workspace(moved)
    fill(small_disk / "film")
    with pytest.raises(BackupNotMade) as caught:
        back_up(workspace)
    assert caught.value.reason == "full"
    [backup] = list_backups(own_root(moved), workspace.key)
    with pytest.raises(StoreFull):
        prepare_restore(moved, workspace.key, backup.path)
    assert not (moved / "restoring").exists()
    (small_disk / "film").unlink()
    prepare_restore(moved, workspace.key, backup.path)
    workspace.close()
    finish_restore(moved, workspace.key, backup.path)
    again = open_restored(workspace)
    assert check(again.store) == ()
    again.close()


def fill(film: Path) -> None:
    """Leave no room on the disk."""
    with film.open("wb", buffering=0) as file:
        try:
            while file.write(bytes(4096)):
                pass
        except OSError:
            return
