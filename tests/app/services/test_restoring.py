"""A restored store is the backup's, opened and signed with what opens and signs now; the old file is kept."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.errors import BackupDamaged, BackupOfAnotherOffice, StoreDamaged, StoreFull, WrongPassphrase
from app.identity import slots
from app.identity.passphrase import ArgonCost
from app.services.backup_list import Backup, newest_good
from app.services.backups import back_up, choose_second_root, second_root
from app.services.demo import create_demo_workspace
from app.services.people import add_person, change_passphrase, people, renew_passphrase
from app.services.recovery import is_pending, key_by_code, new_code, recover
from app.services.restoring import (
    backup_with_keys,
    bring_keys,
    finish_restore,
    give_up_restore,
    open_restored,
    prepare_restore,
    rescue_key,
)
from app.services.unit_changes import NewUnit, add_unit
from app.services.units import units_overview
from app.services.vault import read_report, store_report
from app.services.workspace import Workspace, open_workspace
from app.store import audit
from app.store import people as people_table
from app.store.integrity import check
from app.store.sealed_files import FOLDER_NAME

CHEAP = ArgonCost(memory_kib=64, iterations=1, lanes=1)
FIRST = "春江花月夜第一句"


def made(workspace: Workspace) -> Backup:
    done = back_up(workspace)
    assert done is not None
    assert done.backup is not None
    return done.backup


def restored(workspace: Workspace, backup: Backup, passphrase: str) -> Workspace:
    """Through both steps, as the window does it."""
    folder, key = workspace.folder, workspace.key
    prepare_restore(folder, key, backup.path, realm=workspace.realm)
    workspace.close()
    finish_restore(folder, key, backup.path)
    return open_workspace(folder, passphrase)


def unit_names(workspace: Workspace) -> set[str]:
    return {row.unit.name for row in units_overview(workspace).rows}


@pytest.fixture
def closing() -> Iterator[list[Workspace]]:
    opened: list[Workspace] = []
    yield opened
    for each in opened:
        each.close()


def test_what_was_there_is_there_again_and_the_old_file_is_kept(office: Workspace, closing: list[Workspace]) -> None:
    add_unit(office, NewUnit("红梅街道", "street"), FIRST)
    backup = made(office)
    add_unit(office, NewUnit("茶山街道", "street"), FIRST)
    device = office.store.device
    again = restored(office, backup, FIRST)
    closing.append(again)
    assert unit_names(again) == {"红梅街道"}
    assert check(again.store) == ()
    assert again.store.rows("PRAGMA journal_mode") == [("wal",)]
    [kept] = again.folder.glob("store-before-restore-*")
    with_old = open_workspace(kept, FIRST, readonly=True)
    assert unit_names(with_old) == {"红梅街道", "茶山街道"}
    with_old.close()
    assert again.store.device != device, "a restored store is a new device"
    entry = audit.entries(again.store, limit=1)[0]
    assert (entry.act, entry.about) == ("restored", f"{device} {backup.path.name}")
    assert not (again.folder / "restoring").exists()
    add_unit(again, NewUnit("兰陵街道", "street"), FIRST)
    assert made(again).seq == backup.seq + 1


def test_from_before_a_passphrase_change_the_new_passphrase_opens_and_signs(
    office: Workspace, closing: list[Workspace]
) -> None:
    backup = made(office)
    assert office.person is not None
    change_passphrase(office, office.person.id, FIRST, "秋天的第二个口令", cost=CHEAP)
    again = restored(office, backup, "秋天的第二个口令")
    closing.append(again)
    add_unit(again, NewUnit("红梅街道", "street"), "秋天的第二个口令")
    with pytest.raises(WrongPassphrase):
        open_workspace(again.folder, FIRST)


def test_from_before_a_forgotten_passphrase_the_new_key_signs(office: Workspace, closing: list[Workspace]) -> None:
    backup = made(office)
    assert office.person is not None
    renew_passphrase(office, office.person, "忘了以后新定的口令", cost=CHEAP)
    author = people_table.person(office.store, office.person.id).author
    again = restored(office, backup, "忘了以后新定的口令")
    closing.append(again)
    assert again.person is not None
    assert again.person.author == author
    assert again.signing_key(again.person.id, "忘了以后新定的口令").author == author
    assert people_table.certificates(again.store, author=author)


def test_a_person_removed_since_stays_outside(office: Workspace, closing: list[Workspace]) -> None:
    colleague = add_person(office, "李敏", "科员", "钟楼区委组织部", passphrase="同事自己的那个口令", cost=CHEAP)
    backup = made(office)
    slots.remove_person(office.folder, colleague.id)
    people_table.drop_local_person(office.store, colleague.id)
    again = restored(office, backup, FIRST)
    closing.append(again)
    with pytest.raises(WrongPassphrase):
        slots.find_person(again.folder, "同事自己的那个口令")
    assert not again.has_signing_key(colleague.id)
    assert not next(one for one in people(again) if one.id == colleague.id).is_local


def test_a_colleague_added_since_still_opens_and_signs(office: Workspace, closing: list[Workspace]) -> None:
    backup = made(office)
    colleague = add_person(office, "李敏", "科员", "钟楼区委组织部", passphrase="同事自己的那个口令", cost=CHEAP)
    without = add_person(office, "赵强", "科员", "钟楼区委组织部")
    again = restored(office, backup, "同事自己的那个口令")
    closing.append(again)
    assert again.person == colleague
    assert without in people(again)
    add_unit(again, NewUnit("红梅街道", "street"), "同事自己的那个口令")


def test_what_this_machine_remembers_stays(office: Workspace, closing: list[Workspace], tmp_path: Path) -> None:
    backup = made(office)
    choose_second_root(office, tmp_path / "stick")
    code = new_code(office)
    again = restored(office, backup, FIRST)
    assert second_root(again) == tmp_path / "stick"
    assert is_pending(again)
    again.close()
    closing.append(recover(again.folder, key_by_code(again.folder, code), "恢复码打开后的口令", cost=CHEAP))


def test_lost_and_damaged_reports_come_back(office: Workspace, closing: list[Workspace]) -> None:
    names = [store_report(office, b"%PDF-1.7 " + bytes([n]) * 3000) for n in range(3)]
    backup = made(office)
    sealed = office.folder / FOLDER_NAME
    (sealed / names[0]).unlink()
    (sealed / names[1]).write_bytes(b"torn")
    (backup.path.parent / "files" / names[2]).write_bytes(b"torn")
    again = restored(office, backup, FIRST)
    closing.append(again)
    import hashlib

    for n in range(3):
        pdf = b"%PDF-1.7 " + bytes([n]) * 3000
        assert read_report(again, hashlib.sha256(pdf).hexdigest()) == pdf


# The present store is damaged


def damage(folder: Path) -> None:
    (folder / "store.db-wal").unlink(missing_ok=True)
    (folder / "store.db").write_bytes(b"\x00" * 8192)


@pytest.mark.parametrize("how", ["overwritten", "gone", "torn inside"])
def test_a_damaged_store_is_replaced_and_its_file_kept(
    office: Workspace, closing: list[Workspace], how: str, tmp_path: Path
) -> None:
    add_unit(office, NewUnit("红梅街道", "street"), FIRST)
    choose_second_root(office, tmp_path / "stick")
    older = made(office)
    assert office.person is not None
    change_passphrase(office, office.person.id, FIRST, "秋天的第二个口令", cost=CHEAP)
    made(office)
    office.close()
    folder = office.folder
    database = folder / "store.db"
    if how == "gone":
        database.unlink()
    elif how == "overwritten":
        damage(folder)
    else:
        data = bytearray(database.read_bytes())
        data[len(data) // 2 : len(data) // 2 + 20000] = bytes(20000)
        database.write_bytes(bytes(data))
    if how != "torn inside":
        with pytest.raises(StoreDamaged):
            open_workspace(folder, "秋天的第二个口令")
    _person, key = slots.find_person(folder, "秋天的第二个口令")
    before = database.read_bytes() if how != "gone" else None
    newest = newest_good(folder, key)
    assert newest is not None
    assert newest.backup.seq == 2
    # the older one: the passphrases of now come from the newest good backup
    prepare_restore(folder, key, older.path)
    kept = finish_restore(folder, key, older.path)
    if before is not None:
        assert (kept / "store.db").read_bytes() == before
    again = open_workspace(folder, "秋天的第二个口令")
    closing.append(again)
    assert unit_names(again) == {"红梅街道"}
    add_unit(again, NewUnit("茶山街道", "street"), "秋天的第二个口令")


def test_without_another_record_of_people_the_backups_own_are_taken(
    office: Workspace, closing: list[Workspace]
) -> None:
    backup = made(office)
    office.close()
    elsewhere = office.folder.parent / "stick"
    elsewhere.mkdir()
    shutil.move(backup.path, elsewhere / backup.path.name)
    damage(office.folder)
    _person, key = slots.find_person(office.folder, FIRST)
    assert newest_good(office.folder, key) is None
    prepare_restore(office.folder, key, elsewhere / backup.path.name)
    finish_restore(office.folder, key, elsewhere / backup.path.name)
    again = open_workspace(office.folder, FIRST)
    closing.append(again)
    add_unit(again, NewUnit("红梅街道", "street"), FIRST)


def test_the_key_file_of_the_backup_opens_where_the_own_is_lost(office: Workspace, closing: list[Workspace]) -> None:
    backup = made(office)
    office.close()
    folder = office.folder
    for name in slots.FILE_NAMES:
        (folder / name).write_text("torn")
    bring_keys(folder, backup.path)
    _person, key = slots.find_person(folder, FIRST)
    assert key == office.key
    for name in slots.FILE_NAMES:
        (folder / name).unlink()
    prepare_restore(folder, key, backup.path)
    finish_restore(folder, key, backup.path)
    closing.append(open_workspace(folder, FIRST))
    (backup.path / "store.keys").write_text("torn")
    with pytest.raises(BackupDamaged):
        bring_keys(folder, backup.path)


def test_a_new_laptop_is_set_up_from_a_stick(office: Workspace, tmp_path: Path, closing: list[Workspace]) -> None:
    add_unit(office, NewUnit("红梅街道", "street"), FIRST)
    choose_second_root(office, tmp_path / "stick")
    name = store_report(office, b"%PDF-1.7 one")
    made(office)
    [backup] = (tmp_path / "stick").glob("*.backup")
    new = tmp_path / "new" / "store"
    bring_keys(new, backup)
    _person, key = slots.find_person(new, FIRST)
    prepare_restore(new, key, backup)
    finish_restore(new, key, backup)
    again = open_workspace(new, FIRST)
    closing.append(again)
    assert unit_names(again) == {"红梅街道"}
    assert (new / FOLDER_NAME / name).exists()


# Refused, and nothing changed


def test_a_backup_of_another_office_is_refused_and_nothing_changed(office: Workspace, tmp_path: Path) -> None:
    other = create_demo_workspace(tmp_path / "demo")
    foreign = made(other)
    other.close()
    before = sorted(office.folder.iterdir())
    with pytest.raises(BackupOfAnotherOffice):
        prepare_restore(office.folder, office.key, foreign.path, realm=office.realm)
    assert sorted(office.folder.iterdir()) == before


def test_a_torn_backup_is_refused_and_nothing_changed(office: Workspace) -> None:
    backup = made(office)
    data = (backup.path / "store.db").read_bytes()
    (backup.path / "store.db").write_bytes(data[: len(data) // 2])
    with pytest.raises(BackupDamaged):
        prepare_restore(office.folder, office.key, backup.path)
    assert not (office.folder / "restoring").exists()


def test_a_backup_that_breaks_while_it_is_copied_is_refused(office: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    backup = made(office)

    def breaks(*_args: object, **_more: object) -> None:
        raise StoreDamaged(backup.path, backup.path)

    monkeypatch.setattr("app.store.restoring.open_store", breaks)
    with pytest.raises(BackupDamaged):
        prepare_restore(office.folder, office.key, backup.path)
    assert not (office.folder / "restoring").exists()


def test_given_up_nothing_is_left(office: Workspace) -> None:
    backup = made(office)
    prepare_restore(office.folder, office.key, backup.path)
    give_up_restore(office.folder)
    assert not (office.folder / "restoring").exists()


def test_a_full_disk_in_the_swap_leaves_the_old_store(office: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    backup = made(office)
    add_unit(office, NewUnit("红梅街道", "street"), FIRST)
    prepare_restore(office.folder, office.key, backup.path)
    office.close()

    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("app.store.restoring._lay_aside", full)
    with pytest.raises(StoreFull):
        finish_restore(office.folder, office.key, backup.path)
    again = open_workspace(office.folder, FIRST)
    assert unit_names(again) == {"红梅街道"}
    again.close()


# A history


def test_every_backup_of_a_history_restores_with_what_opens_the_store_now(
    tmp_path: Path, office: Workspace, closing: list[Workspace]
) -> None:
    secret, colleague_secret = FIRST, "同事的第零个口令"
    assert office.person is not None
    me = office.person.id
    colleague = add_person(office, "李敏", "科员", "钟楼区委组织部", passphrase=colleague_secret, cost=CHEAP)
    gone = add_person(office, "赵强", "科员", "钟楼区委组织部", passphrase="要走的人的那个口令", cost=CHEAP)
    history: list[tuple[Backup, set[str]]] = []
    start = datetime.now(UTC)
    for n in range(10):
        office.clock = lambda n=n: start + timedelta(days=n, minutes=1)
        add_unit(office, NewUnit(f"第{n}街道", "street"), secret)
        if n % 3 == 1:
            change_passphrase(office, me, secret, secret := f"王建国的第{n}个口令", cost=CHEAP)
        if n % 4 == 2:
            new = f"李敏的第{n}个新口令"
            change_passphrase(office, colleague.id, colleague_secret, new, cost=CHEAP)
            colleague_secret = new
        if n == 5:
            slots.remove_person(office.folder, gone.id)
            people_table.drop_local_person(office.store, gone.id)
        if n == 7:
            renew_passphrase(office, people_table.person(office.store, colleague.id), "李敏忘了以后又定", cost=CHEAP)
            colleague_secret = "李敏忘了以后又定"
        choose_second_root(office, tmp_path / "stick")
        history.append((made(office), unit_names(office)))
    stick = {each.name: each for each in (tmp_path / "stick").glob("*.backup")}
    code = new_code(office)
    office.close()
    shutil.copytree(office.folder, tmp_path / "now")
    for backup, names in history:
        folder = tmp_path / "again" / str(backup.seq)
        shutil.copytree(tmp_path / "now", folder)
        _person, key = slots.find_person(folder, secret)
        source = stick.get(backup.path.name, backup.path)
        prepare_restore(folder, key, source, realm=office.realm)
        finish_restore(folder, key, source)
        for passphrase in (secret, colleague_secret):
            again = open_workspace(folder, passphrase, clock=lambda: start + timedelta(days=11))
            assert unit_names(again) == names
            assert again.person is not None
            assert again.signing_key(again.person.id, passphrase).author == again.person.author
            again.close()
        for passphrase in (FIRST, "要走的人的那个口令", "同事的第零个口令"):
            with pytest.raises(WrongPassphrase):
                open_workspace(folder, passphrase)
        open_workspace(folder, recovery_code=code).close()


def test_the_restored_store_opens_for_the_same_person_without_asking_again(
    office: Workspace, closing: list[Workspace]
) -> None:
    backup = made(office)
    prepare_restore(office.folder, office.key, backup.path)
    office.close()
    finish_restore(office.folder, office.key, backup.path)
    again = open_restored(office)
    closing.append(again)
    assert (again.person, again.office, again.realm) == (office.person, office.office, office.realm)


def test_the_key_of_a_damaged_store_is_got_by_passphrase_code_or_neither(office: Workspace, tmp_path: Path) -> None:
    code = new_code(office)
    assert rescue_key(office.folder, FIRST) == rescue_key(office.folder, recovery_code=code) == office.key
    demo = create_demo_workspace(tmp_path / "demo")
    demo.close()
    assert rescue_key(demo.folder) == demo.key


def test_the_newest_key_file_of_this_store_is_found(office: Workspace) -> None:
    assert backup_with_keys(office.folder) is None
    backup = made(office)
    newer = made(office)
    (newer.path / "store.keys").unlink()
    assert backup_with_keys(office.folder) == backup.path
    (office.folder / "store.mark").unlink()
    assert backup_with_keys(office.folder) == backup.path
    (office.folder / "store.mark").write_bytes(b"another store's")
    assert backup_with_keys(office.folder) is None
