"""Backups are whole or not there, they are thinned out by rule, and the second folder may come and go."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.errors import BackupNotMade, ClockBehind, StoreDamaged
from app.services.backup_list import (
    RECENT,
    Backup,
    check_backup,
    known_roots,
    list_backups,
    newest_good,
    own_root,
)
from app.services.backups import back_up, choose_second_root, second_root
from app.services.people import add_person
from app.services.unit_changes import apply_units_import
from app.services.workspace import Workspace
from app.store import backups as disk
from app.store.lock import StoreLock
from app.store.sealed_files import write_sealed
from app.workbooks.units_plan import UnitsPlan
from ui.messages import message_for

NAME = "检查员的名字"


def paths(root: Path) -> list[str]:
    return sorted(each.name for each in root.iterdir() if each.name.endswith(".backup"))


def made(workspace: Workspace) -> Backup:
    done = back_up(workspace)
    assert done is not None
    assert done.backup is not None
    assert done.problem is None
    return done.backup


def edit(workspace: Workspace, name: str = NAME) -> None:
    add_person(workspace, name, "科员", "钟楼区委组织部")


def overwrite(path: Path, at: int = 5000) -> None:
    data = bytearray(path.read_bytes())
    at = min(at, len(data) - 1)
    data[at] ^= 0xFF
    path.write_bytes(bytes(data))


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock(office: Workspace) -> Clock:
    office.clock = clock = Clock()
    clock.now = datetime.now(UTC) + timedelta(minutes=1)
    return clock


def test_a_backup_holds_all_counts_and_stands_the_check(office: Workspace) -> None:
    edit(office)
    backup = made(office)
    assert backup.state == "whole"
    assert backup.counts is not None
    assert backup.counts.people == 2
    checked = check_backup(backup.path, office.key, realm=office.realm)
    assert checked.backup == backup
    assert checked.missing == 0
    assert list_backups(own_root(office.folder), office.key) == (backup,)
    assert sorted(each.name for each in backup.path.iterdir()) == [
        "manifest.sealed",
        "store.db",
        "store.keys",
        "store.mark",
    ]


def test_a_lost_stick_shows_no_name_and_no_count(office: Workspace, tmp_path: Path) -> None:
    choose_second_root(office, tmp_path / "王局长的U盘")
    edit(office)
    made(office)
    for each in [*(tmp_path / "王局长的U盘").rglob("*"), *own_root(office.folder).rglob("*")]:
        if each.is_file():
            data = each.read_bytes()
            for word in (NAME, "王建国", "王局长", '"people"', "answers", "office:"):
                assert word.encode() not in data, f"{word} stands in {each.name}"


def test_nothing_is_made_again_while_nothing_changed(office: Workspace) -> None:
    first = made(office)
    again = back_up(office, only_if_changed=True)
    assert again is not None
    assert again.backup is None
    edit(office)
    changed = back_up(office, only_if_changed=True)
    assert changed is not None
    assert changed.backup is not None
    assert changed.backup.seq == first.seq + 1


def test_two_backups_of_one_second_have_two_names(office: Workspace, clock: Clock) -> None:
    assert made(office).path != made(office).path


def test_sealed_files_are_copied_once_for_all_backups(office: Workspace) -> None:
    from app.services.vault import store_report

    name = store_report(office, b"%PDF-1.7 " + bytes(3000))
    first = made(office)
    files = own_root(office.folder) / "files"
    before = (files / name).stat().st_ino
    second = made(office)
    assert (files / name).stat().st_ino == before
    assert first.sealed == second.sealed == ((name, (files / name).stat().st_size),)
    (files / name).write_bytes(b"torn")
    assert check_backup(second.path, office.key).missing == 1
    assert check_backup(second.path, office.key, present=office.folder).missing == 0


# The second folder


def test_the_second_folder_gets_the_same_backup(office: Workspace, tmp_path: Path) -> None:
    stick = tmp_path / "stick" / "备份"
    choose_second_root(office, stick)
    write_sealed(office.folder, "a" * 64, b"x")
    backup = made(office)
    [carried] = list_backups(stick, office.key)
    assert carried.digests == backup.digests
    assert check_backup(carried.path, office.key, present=office.folder).backup == carried
    assert (stick / "files" / ("a" * 64)).read_bytes() == b"x"
    assert second_root(office) == stick


def test_a_folder_named_at_the_first_start_is_made_by_the_first_backup(office: Workspace, tmp_path: Path) -> None:
    from app.services.workspace import BACKUP_FOLDER
    from app.store.memos import put_memo

    put_memo(office.store, BACKUP_FOLDER, str(tmp_path / "new" / "备份"))
    made(office)
    assert len(paths(tmp_path / "new" / "备份")) == 1


def test_a_vanished_stick_is_told_and_the_own_backup_is_made_and_carried_later(
    office: Workspace, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    choose_second_root(office, stick)
    stick.rename(tmp_path / "away")
    done = back_up(office)
    assert done is not None
    assert done.backup is not None
    assert isinstance(done.problem, BackupNotMade)
    assert (done.problem.reason, done.problem.path) == ("missing", stick)
    assert not stick.exists()
    (tmp_path / "away").rename(stick)
    again = back_up(office, only_if_changed=True)
    assert again is not None
    assert again.backup is None
    assert again.problem is None
    assert len(paths(stick)) == 1


@pytest.mark.parametrize("after", [0, 1, 3])
def test_a_stick_pulled_during_a_backup_is_told_and_the_own_backup_is_whole(
    office: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    stick = tmp_path / "stick"
    choose_second_root(office, stick)
    made(office)
    edit(office)
    copied, real = [], disk.copy_file

    def pulled(source: Path, target: Path) -> str:
        if target.is_relative_to(stick):
            copied.append(target)
            if len(copied) > after and stick.exists():
                stick.rename(tmp_path / "away")
        return real(source, target)

    monkeypatch.setattr(disk, "copy_file", pulled)
    done = back_up(office)
    assert done is not None
    assert done.backup is not None
    assert isinstance(done.problem, BackupNotMade)
    assert "U盘没有插上" in message_for(done.problem).happened
    check_backup(done.backup.path, office.key, realm=office.realm)
    assert not stick.exists()
    (tmp_path / "away").rename(stick)
    assert [each.state for each in list_backups(stick, office.key)] == ["whole"]
    monkeypatch.undo()
    again = back_up(office, only_if_changed=True)
    assert again is not None
    assert again.problem is None
    assert len(paths(stick)) == 2
    assert not list(stick.glob(".wuyou*"))


def test_with_the_clock_a_year_back_nothing_is_signed_and_backups_go_on(office: Workspace, clock: Clock) -> None:
    assert office.person is not None
    first = made(office)
    audit_before = clock.now
    edit(office)
    clock.now -= timedelta(days=365)
    with pytest.raises(ClockBehind):
        office.signing_key(office.person.id, "春江花月夜第一句")
    edit(office, "时钟不对时添加的人")
    back = made(office)
    newest = newest_good(office.folder, office.key)
    assert newest is not None
    assert newest.backup == back
    clock.now = audit_before + timedelta(minutes=1)
    assert office.signing_key(office.person.id, "春江花月夜第一句").author == office.person.author
    forward = made(office)
    assert [each.seq for each in list_backups(own_root(office.folder), office.key)] == [3, 2, 1]
    assert {first.state, back.state, forward.state} == {"whole"}


def test_no_second_folder_any_more(office: Workspace, tmp_path: Path) -> None:
    choose_second_root(office, tmp_path / "stick")
    assert known_roots(office.folder, office.key) == (own_root(office.folder), tmp_path / "stick")
    choose_second_root(office, None)
    made(office)
    assert paths(tmp_path / "stick") == []
    assert known_roots(office.folder, office.key) == (own_root(office.folder),)


def test_a_folder_that_cannot_be_written_is_refused_when_it_is_chosen(office: Workspace, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BackupNotMade):
        choose_second_root(office, tmp_path / "file" / "below")
    assert second_root(office) is None


def test_the_own_folder_that_is_a_file_is_told(office: Workspace) -> None:
    own_root(office.folder).write_text("")
    with pytest.raises(BackupNotMade) as caught:
        back_up(office)
    assert caught.value.reason == "failed"


def test_while_one_is_being_made_no_other_is(office: Workspace) -> None:
    own_root(office.folder).mkdir()
    lock = StoreLock(own_root(office.folder))
    assert back_up(office) is None
    lock.release()
    assert back_up(office) is not None


def test_a_damaged_store_makes_no_backup_and_the_old_ones_stay(office: Workspace) -> None:
    first = made(office)
    office.store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database = office.folder / "store.db"
    [(page,)] = office.store.rows("SELECT rootpage FROM sqlite_schema WHERE name = 'revision'")
    [(size,)] = office.store.rows("PRAGMA page_size")
    with database.open("r+b") as file:  # the page of the records: the store still opens
        file.seek((page - 1) * int(size))
        file.write(bytes(int(size)))
    with office.reopened() as fresh, pytest.raises(StoreDamaged):
        back_up(fresh)
    assert paths(own_root(office.folder)) == [first.path.name]
    assert not list(own_root(office.folder).glob(".wuyou*"))


def test_after_the_clock_was_set_back_the_backups_made_last_stay(office: Workspace, clock: Clock) -> None:
    for _ in range(RECENT):
        made(office)
        clock.now += timedelta(hours=1)
    clock.now -= timedelta(days=2000)
    late = [made(office) for _ in range(RECENT + 2)]
    listed = list_backups(own_root(office.folder), office.key)
    assert [each.seq for each in listed[:RECENT]] == [each.seq for each in late[::-1][:RECENT]]
    assert {each.state for each in listed} == {"whole"}


def test_thinning_leaves_one_for_each_rule(office: Workspace, clock: Clock) -> None:
    for _ in range(12):
        made(office)
        clock.now += timedelta(minutes=1)
    assert RECENT <= len(paths(own_root(office.folder))) <= RECENT + 1


def test_a_lost_folder_of_backups_does_not_make_new_ones_look_old(office: Workspace, tmp_path: Path) -> None:
    choose_second_root(office, tmp_path / "stick")
    for _ in range(3):
        edit(office)
        made(office)
    shutil.rmtree(own_root(office.folder))
    edit(office)
    newest = made(office)
    assert newest.seq == 4
    assert [each.seq for each in list_backups(tmp_path / "stick", office.key)] == [4, 3, 2, 1]


def test_an_import_of_units_is_preceded_by_a_backup(office: Workspace) -> None:
    plan = UnitsPlan("units.xlsx", units=(), absent=(), findings=(), register=())
    apply_units_import(office, plan, "春江花月夜第一句")
    assert len(paths(own_root(office.folder))) == 1


# A disk that fails


@pytest.mark.parametrize(("number", "reason"), [(28, "full"), (30, "readonly"), (5, "failed")])
def test_why_no_backup_was_made_is_told_and_nothing_is_left(
    office: Workspace, monkeypatch: pytest.MonkeyPatch, number: int, reason: str
) -> None:
    def fails(*_args: object) -> None:
        raise OSError(number, "the disk")

    monkeypatch.setattr("app.store.backups.sync_folder", fails)
    with pytest.raises(BackupNotMade) as caught:
        back_up(office)
    assert (caught.value.reason, caught.value.path) == (reason, own_root(office.folder))
    assert paths(own_root(office.folder)) == []


def test_a_copy_that_does_not_verify_while_the_store_does_is_no_backup(
    office: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.services.backups.check", lambda store: () if store is office.store else ("torn",))
    with pytest.raises(BackupNotMade) as caught:
        back_up(office)
    assert caught.value.reason == "failed"
    monkeypatch.setattr("app.services.backups.check", lambda _store: ("torn",))
    with pytest.raises(StoreDamaged):
        back_up(office)
    assert paths(own_root(office.folder)) == []


def test_a_copy_that_holds_less_is_no_backup(office: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    real = disk.counts
    monkeypatch.setattr(
        disk, "counts", lambda store: real(store) if store is office.store else disk.Counts(0, 0, 0, 0, 0)
    )
    with pytest.raises(BackupNotMade):
        back_up(office)
    assert paths(own_root(office.folder)) == []


def test_a_stick_that_reads_back_something_else_is_told(
    office: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose_second_root(office, tmp_path / "stick")
    monkeypatch.setattr(disk, "copy_file", lambda source, target: (target.write_bytes(b"torn"), "0")[1])
    done = back_up(office)
    assert done is not None
    assert done.backup is not None
    assert isinstance(done.problem, BackupNotMade)
    assert done.problem.reason == "failed"
    assert paths(tmp_path / "stick") == []
