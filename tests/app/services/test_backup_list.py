"""What is listed, what is found torn or another's, and which backups stay."""

import json
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from app.errors import BackupDamaged, BackupNotMade, BackupOfAnotherOffice
from app.identity.derive import open_sealed
from app.services.backup_list import (
    DAYS,
    MONTHS,
    RECENT,
    Backup,
    check_backup,
    kept_of,
    last_backup_at,
    list_backups,
    newest_good,
    own_root,
)
from app.services.backups import back_up, choose_second_root
from app.services.demo import create_demo_workspace
from app.services.people import add_person
from app.services.workspace import Workspace

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


def thinned(moments: list[datetime]) -> set[date]:
    """The days of which one is left when the old ones go after each backup."""
    kept: list[Backup] = []
    for seq, at in enumerate(moments):
        kept = [Backup(Path(f"{seq}"), at, 0, "whole", seq), *kept]
        stays = kept_of(kept)
        kept = [each for each in kept if each.path in stays]
    return {each.made_at.astimezone().date() for each in kept}


def with_a_wrong_clock(days: int, wrong: int) -> tuple[set[date], set[date]]:
    """The days of which a backup is left after 500 right ones: without, and with some of a wrong clock near the end."""
    start = datetime(2024, 1, 1, 8, tzinfo=UTC)
    before = [start + timedelta(days=day) for day in range(500)]
    after = [before[-1] + timedelta(days=1, hours=hour) for hour in range(RECENT)]
    meanwhile = [before[-1] + timedelta(days=days, minutes=5 * n) for n in range(wrong)]
    found = (thinned(before + after), thinned(before + meanwhile + after))
    return found[0], found[1]


@pytest.mark.parametrize("days", [-1, -365, -3650])
@pytest.mark.parametrize("wrong", [1, 12, 60])
def test_a_clock_set_back_for_a_while_takes_no_good_backup(days: int, wrong: int) -> None:
    usual, found = with_a_wrong_clock(days, wrong)
    assert usual <= found


@pytest.mark.parametrize("wrong", [1, 12, 60])
def test_a_clock_that_ran_ahead_takes_the_place_of_one_day_and_one_month(wrong: int) -> None:
    usual, found = with_a_wrong_clock(365, wrong)  # before it is set right, nobody can tell it from a year's rest
    assert len(usual - found) <= 2
    assert len([day for day in usual - found if max(usual) - day < timedelta(days=DAYS - 1)]) == 0


def test_an_empty_battery_of_the_clock_takes_no_good_backup() -> None:
    start, battery = datetime(2024, 1, 1, 8, tzinfo=UTC), datetime(2000, 1, 1, tzinfo=UTC)
    good = [start + timedelta(days=day) for day in range(500)]
    moments = [each for n, at in enumerate(good) for each in ((battery + timedelta(minutes=n % 3), at))]
    kept = {day for day in thinned(moments) if day.year > 2000}
    assert {at.astimezone().date() for at in good[-DAYS:]} <= kept
    assert len({(day.year, day.month) for day in kept}) >= MONTHS


def test_the_last_backup_is_known_by_its_name(office: Workspace) -> None:
    assert last_backup_at(office.folder) is None
    backup = made(office)
    last = last_backup_at(office.folder)
    assert last is not None
    assert abs(last - backup.made_at) < timedelta(seconds=1)


def test_where_nothing_can_be_listed_no_backup_is_known(office: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_root: Path) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("app.services.backup_list.disk.backup_folders", fails)
    assert last_backup_at(office.folder) is None
    with pytest.raises(BackupNotMade) as caught:
        list_backups(own_root(office.folder), office.key)
    assert caught.value.reason == "failed"
    assert newest_good(office.folder, office.key) is None


def test_a_database_that_is_no_longer_what_was_checked_is_damaged(
    office: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = made(office)
    monkeypatch.setattr("app.services.backup_list.check", lambda _store: ("page 3",))
    with pytest.raises(BackupDamaged) as caught:
        check_backup(backup.path, office.key)
    assert caught.value.part == "page 3"
