"""Backups are whole or not there, they are thinned out by rule, and the second folder may come and go."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.errors import BackupDamaged, BackupNotMade, BackupOfAnotherOffice, StoreDamaged
from app.identity.derive import open_sealed
from app.services.backup_list import (
    DAYS,
    MONTHS,
    RECENT,
    Backup,
    check_backup,
    kept_of,
    known_roots,
    list_backups,
    newest_good,
    own_root,
)
from app.services.backups import back_up, choose_second_root, second_root
from app.services.demo import create_demo_workspace
from app.services.people import add_person
from app.services.units import apply_units_import
from app.services.workspace import Workspace
from app.store.lock import StoreLock
from app.store.sealed_files import write_sealed
from app.workbooks.units_plan import UnitsPlan

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
    overwrite(files / name)
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


# What is torn, and what is somebody else's


def test_every_torn_file_is_found(office: Workspace, tmp_path: Path) -> None:
    good = made(office).path
    for file in sorted(good.iterdir()):
        for damage in (Path.unlink, lambda path: path.write_bytes(path.read_bytes()[:-1]), overwrite):
            torn = tmp_path / "torn" / good.name
            shutil.copytree(good, torn)
            damage(torn / file.name)
            with pytest.raises((BackupDamaged, BackupOfAnotherOffice)):
                check_backup(torn, office.key)
            shutil.rmtree(torn)


def test_a_database_of_another_day_in_a_backup_is_found(office: Workspace) -> None:
    first = made(office)
    edit(office)
    second = made(office)
    (first.path / "store.db").write_bytes((second.path / "store.db").read_bytes())
    with pytest.raises(BackupDamaged):
        check_backup(first.path, office.key)
    newest = newest_good(office.folder, office.key)
    assert newest is not None
    assert newest.backup == second


def test_the_newest_good_one_is_found_behind_a_torn_one(office: Workspace, tmp_path: Path) -> None:
    choose_second_root(office, tmp_path / "stick")
    first = made(office)
    edit(office)
    second = made(office)
    overwrite(second.path / "store.db")
    found = newest_good(office.folder, office.key)
    assert found is not None
    assert found.backup.seq == second.seq
    assert found.backup.path.is_relative_to(tmp_path / "stick")
    overwrite(found.backup.path / "store.db")
    (tmp_path / "stick").rename(tmp_path / "gone")
    (tmp_path / "stick").write_text("")
    found = newest_good(office.folder, office.key)
    assert found is not None
    assert found.backup == first
    overwrite(first.path / "store.db")
    assert newest_good(office.folder, office.key) is None


def test_a_backup_of_another_office_is_seen_and_refused_and_never_thinned_out(
    office: Workspace, tmp_path: Path
) -> None:
    with_demo = create_demo_workspace(tmp_path / "demo")
    other = made(with_demo)
    with_demo.close()
    edit(office)
    made(office)
    shutil.copytree(other.path, own_root(office.folder) / other.path.name)
    listed = {each.path.name: each for each in list_backups(own_root(office.folder), office.key)}
    assert listed[other.path.name].state == "foreign"
    assert listed[other.path.name].counts is None
    with pytest.raises(BackupOfAnotherOffice):
        check_backup(own_root(office.folder) / other.path.name, office.key)
    for _ in range(RECENT + 2):
        made(office)
    assert other.path.name in paths(own_root(office.folder))


def test_a_backup_of_another_realm_is_refused(office: Workspace) -> None:
    with pytest.raises(BackupOfAnotherOffice):
        check_backup(made(office).path, office.key, realm="office:other")


def test_a_folder_of_that_name_with_nothing_of_ours_is_damaged(office: Workspace, tmp_path: Path) -> None:
    for name, mark in (("20260302-090000", None), ("20260302-090001", b"[]"), ("20261399-990000", b"{}")):
        folder = tmp_path / "root" / f"wuyou-{name}-0a0b0c0d.backup"
        folder.mkdir(parents=True)
        if mark is not None:
            (folder / "store.mark").write_bytes(mark)
    (tmp_path / "root" / "notes.txt").write_text("")
    assert [each.state for each in list_backups(tmp_path / "root", office.key)] == ["damaged", "damaged"]
    assert list_backups(tmp_path / "nowhere", office.key) == ()


def test_a_manifest_of_another_form_is_damaged(office: Workspace) -> None:
    from app.identity.derive import seal

    backup = made(office)
    manifest = json.loads(open_sealed(office.key, (backup.path / "manifest.sealed").read_bytes()))
    (backup.path / "manifest.sealed").write_bytes(seal(office.key, json.dumps(manifest | {"format": "other"}).encode()))
    assert list_backups(backup.path.parent, office.key)[0].state == "damaged"


def test_counts_that_are_not_those_of_the_database_are_damaged(office: Workspace) -> None:
    from app.identity.derive import seal

    backup = made(office)
    manifest = json.loads(open_sealed(office.key, (backup.path / "manifest.sealed").read_bytes()))
    manifest["counts"]["people"] += 1
    (backup.path / "manifest.sealed").write_bytes(seal(office.key, json.dumps(manifest).encode()))
    with pytest.raises(BackupDamaged):
        check_backup(backup.path, office.key)


def test_a_damaged_store_makes_no_backup_and_the_old_ones_stay(office: Workspace) -> None:
    first = made(office)
    office.store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database = office.folder / "store.db"
    with database.open("r+b") as file:
        file.seek(database.stat().st_size // 2)
        file.write(bytes(40000))
    with office.reopened() as fresh, pytest.raises(StoreDamaged):
        back_up(fresh)
    assert paths(own_root(office.folder)) == [first.path.name]
    assert not list(own_root(office.folder).glob(".wuyou*"))


# Which stay


def backups_of(moments: list[datetime]) -> list[Backup]:
    """As listed: the last made first."""
    made = [Backup(Path(f"{seq}"), at, 0, "whole", seq) for seq, at in enumerate(moments)]
    return made[::-1]


def names(kept: set[Path]) -> set[int]:
    return {int(path.name) for path in kept}


def test_eight_recent_fourteen_days_and_twelve_months_stay() -> None:
    start = datetime(2024, 1, 1, 8, tzinfo=UTC)
    moments = [start + timedelta(days=day, hours=hour) for day in range(700) for hour in (0, 2)]
    backups = backups_of(moments)
    kept = [each for each in backups if each.path in kept_of(backups)]
    assert [each.seq for each in kept[:RECENT]] == list(range(1399, 1399 - RECENT, -1))
    days = {each.made_at.astimezone().date() for each in kept}
    last = moments[-1].astimezone().date()
    assert {last - timedelta(days=each) for each in range(DAYS)} <= days
    assert len({(day.year, day.month) for day in days}) == MONTHS
    assert len(kept) <= RECENT + DAYS + MONTHS


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
