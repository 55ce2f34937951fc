"""Thirty backups of a life of changes: each of them restores with what opens the store now, and with nothing else."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.errors import AgeFileForOthers, RecoveryCodeWrong, WrongPassphrase
from app.identity.passphrase import ArgonCost
from app.services.backup_list import list_backups, own_root
from app.services.backups import back_up
from app.services.office_key import export_key_file, issue_certificates, make_office_key
from app.services.people import add_person, change_passphrase, people, remove_person, renew_passphrase
from app.services.recovery import key_by_code, key_by_key_file, new_code, users
from app.services.restoring import finish_restore, prepare_restore
from app.services.unit_changes import NewUnit, add_unit
from app.services.workspace import FirstStart, Workspace, create_workspace, open_workspace
from app.store import units as unit_table
from app.store.rebuild import differences

CHEAP = ArgonCost(memory_kib=64, iterations=1, lanes=1)
HISTORY = 30
MINE = [f"第{n}个自己的口令啊" for n in range(4)]
HERS, FORGOTTEN, HIS = "李秀英现在的口令", "李秀英忘掉的口令", "后来移除的人口令"


class Life:
    """An office that goes on for thirty days: something happens on each, and each day ends with a backup."""

    def __init__(self, folder: Path, kept: Path) -> None:
        self.now = datetime(2026, 1, 5, 9, tzinfo=UTC)
        first = FirstStart("钟楼区委组织部", "district", "王建国", "科长", "administrator", MINE[0])
        self.workspace, self.old_code = create_workspace(folder, first, lambda: self.now, cost=CHEAP)
        self.kept, self.passphrase, self.code = kept, MINE[0], self.old_code
        self.units: list[int] = []
        self.backups: list[Path] = []
        self.key_file = (b"", "")

    def person(self, name: str):
        return next(one for one in people(self.workspace) if one.name == name)

    def day(self, number: int) -> None:
        add_unit(self.workspace, NewUnit(f"第{number}街道", "street"), self.passphrase)
        match number:
            case 3:
                add_person(self.workspace, "李秀英", "科员", "", "leader", FORGOTTEN, cost=CHEAP)
            case 5:
                add_person(self.workspace, "赵六", "科员", "", "inspector", HIS, cost=CHEAP)
            case 8 | 14 | 20:
                new = MINE[MINE.index(self.passphrase) + 1]
                change_passphrase(self.workspace, self.workspace.person.id, self.passphrase, new, cost=CHEAP)
                self.passphrase = new
            case 11:
                renew_passphrase(self.workspace, self.person("李秀英"), HERS, cost=CHEAP)
            case 17:
                remove_person(self.workspace, self.person("赵六").id, self.passphrase)
            case 22:
                make_office_key(self.workspace, self.passphrase, cost=CHEAP)
                self.key_file = export_key_file(self.workspace, self.passphrase)
            case 24:
                issue_certificates(self.workspace, people(self.workspace), self.passphrase)
            case 26:
                self.code = new_code(self.workspace)
        made = back_up(self.workspace)
        assert made is not None
        assert made.backup is not None
        self.keep(made.backup.path)
        self.units.append(len(unit_table.all_units(self.workspace.store)))
        self.now += timedelta(days=1)

    def keep(self, backup: Path) -> None:
        """On a disk where nothing is thinned out."""
        shutil.copytree(backup, self.kept / backup.name)
        self.backups.append(self.kept / backup.name)


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Life:
    lived = Life(tmp_path_factory.mktemp("office") / "store", tmp_path_factory.mktemp("kept"))
    for number in range(1, HISTORY + 1):
        lived.day(number)
    lived.workspace.close()
    return lived


@pytest.mark.parametrize("place", range(HISTORY))
def test_each_backup_restores_with_what_opens_the_store_now(life: Life, tmp_path: Path, place: int):
    folder = tmp_path / "store"
    shutil.copytree(life.workspace.folder, folder)
    before = open_workspace(folder, life.passphrase, clock=lambda: life.now)
    key, realm = before.key, before.realm
    prepare_restore(folder, key, life.backups[place], realm=realm, clock=lambda: life.now)
    before.close()
    finish_restore(folder, key, life.backups[place], clock=lambda: life.now)
    opens_and_signs(folder, life, place)
    for gone in (*MINE[:-1], FORGOTTEN, HIS):
        with pytest.raises(WrongPassphrase):
            open_workspace(folder, gone)
    with pytest.raises(RecoveryCodeWrong):
        key_by_code(folder, life.old_code)
    assert key_by_code(folder, life.code) == key_by_key_file(folder, *life.key_file) == key
    with pytest.raises((WrongPassphrase, AgeFileForOthers)):
        key_by_key_file(folder, life.key_file[0], "AAAAA-AAAAA-AAAAA-AAAAA")
    assert {one.name for one in users(folder, key)} == {"王建国", "李秀英"}


def opens_and_signs(folder: Path, life: Life, place: int) -> None:
    for passphrase, name in ((life.passphrase, "王建国"), (HERS, "李秀英")):
        restored: Workspace = open_workspace(folder, passphrase, clock=lambda: life.now)
        assert restored.person.name == name
        assert differences(restored.store) == ()
        extra = 0 if name == "王建国" else 1
        assert len(unit_table.all_units(restored.store)) == life.units[place] + extra
        add_unit(restored, NewUnit(f"{name}街道", "street"), passphrase)
        restored.close()


def test_the_program_itself_kept_the_recent_ones_and_one_of_each_day_and_month(life: Life):
    listed = list_backups(own_root(life.workspace.folder), life.workspace.key)
    assert all(one.state == "whole" for one in listed)
    assert [one.path.name for one in listed][:8] == [one.name for one in reversed(life.backups)][:8]
    assert {one.made_at.month for one in listed} == {1, 2}
