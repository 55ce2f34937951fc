import json
import subprocess
import sys
from dataclasses import replace

import pytest

from app.errors import KeysDamaged, KeysMissing, PassphraseTooShort, RecoveryCodeWrong, WrongPassphrase
from app.identity import slots
from app.identity.recovery import new_recovery_code, printed
from app.identity.slots import (
    FILE_NAMES,
    SlotFile,
    add_person,
    change_passphrase,
    create_open_slots,
    create_slots,
    find_person,
    open_with_passphrase,
    open_with_recovery,
    open_without_passphrase,
    read_slots,
    remove_person,
    renew_recovery_code,
)

PASS = "红梅社区检查一二"


@pytest.fixture
def made(tmp_path, cheap):
    key, code = create_slots(tmp_path, "p-1", PASS, cost=cheap)
    return tmp_path, key, code


def test_the_passphrase_and_the_recovery_code_open_the_store(made):
    folder, key, code = made
    assert open_with_passphrase(folder, "p-1", PASS) == key
    assert open_with_recovery(folder, printed(code).lower()) == key
    assert read_slots(folder).people == ("p-1",)
    assert not read_slots(folder).is_open


def test_the_key_stands_in_no_file(made):
    folder, key, code = made
    for name in FILE_NAMES:
        data = (folder / name).read_bytes()
        assert key.secret not in data
        assert code.encode() not in data


def test_a_wrong_passphrase_an_unknown_person_and_a_foreign_code_open_nothing(made):
    folder, _, _ = made
    with pytest.raises(WrongPassphrase):
        open_with_passphrase(folder, "p-1", PASS + "x")
    with pytest.raises(WrongPassphrase):
        open_with_passphrase(folder, "p-2", PASS)
    with pytest.raises(WrongPassphrase):
        open_without_passphrase(folder)
    with pytest.raises(RecoveryCodeWrong):
        open_with_recovery(folder, new_recovery_code())


def test_each_person_has_a_passphrase_and_is_found_by_it(made, cheap):
    folder, key, _ = made
    add_person(folder, key, "p-2", "另一个人自己的口令", cost=cheap)
    assert read_slots(folder).people == ("p-1", "p-2")
    assert find_person(folder, "另一个人自己的口令") == ("p-2", key)
    with pytest.raises(WrongPassphrase):
        find_person(folder, "没有人用这个口令")


def test_a_changed_passphrase_opens_the_same_key_and_the_old_one_opens_nothing(made, cheap):
    folder, key, code = made
    change_passphrase(folder, "p-1", PASS, "新的口令一二三四", cost=cheap)
    assert open_with_passphrase(folder, "p-1", "新的口令一二三四") == key
    assert open_with_recovery(folder, code) == key
    with pytest.raises(WrongPassphrase):
        open_with_passphrase(folder, "p-1", PASS)
    with pytest.raises(WrongPassphrase):
        change_passphrase(folder, "p-1", PASS, "新的口令一二三四", cost=cheap)
    assert (folder / FILE_NAMES[0]).read_bytes() == (folder / FILE_NAMES[1]).read_bytes()


def test_a_short_passphrase_changes_nothing(made, cheap, tmp_path):
    folder, key, _ = made
    before = read_slots(folder)
    with pytest.raises(PassphraseTooShort):
        change_passphrase(folder, "p-1", PASS, "短", cost=cheap)
    with pytest.raises(PassphraseTooShort):
        add_person(folder, key, "p-2", "短", cost=cheap)
    with pytest.raises(PassphraseTooShort):
        create_slots(tmp_path / "other", "p-1", "短")
    assert read_slots(folder) == before


def test_a_forgotten_passphrase_is_replaced_with_the_key_from_the_recovery_code(made, cheap):
    folder, key, code = made
    add_person(folder, open_with_recovery(folder, code), "p-1", "新的口令一二三四", cost=cheap)
    assert read_slots(folder).people == ("p-1",)
    assert open_with_passphrase(folder, "p-1", "新的口令一二三四") == key


def test_a_removed_person_opens_nothing(made, cheap):
    folder, key, code = made
    add_person(folder, key, "p-2", "另一个人自己的口令", cost=cheap)
    remove_person(folder, "p-1")
    with pytest.raises(WrongPassphrase):
        open_with_passphrase(folder, "p-1", PASS)
    assert open_with_passphrase(folder, "p-2", "另一个人自己的口令") == key
    assert open_with_recovery(folder, code) == key


def test_a_new_recovery_code_replaces_the_old_one(made):
    folder, key, code = made
    new = renew_recovery_code(folder, key)
    assert open_with_recovery(folder, new) == key
    with pytest.raises(RecoveryCodeWrong):
        open_with_recovery(folder, code)


@pytest.mark.parametrize("name", FILE_NAMES)
@pytest.mark.parametrize("damage", ["gone", "empty", "cut", "folder"])
def test_one_damaged_copy_is_no_harm_and_the_next_change_heals_it(made, cheap, name, damage):
    folder, key, _ = made
    path = folder / name
    data = path.read_bytes()
    path.unlink()
    if damage == "folder":
        path.mkdir()
    elif damage != "gone":
        path.write_bytes(b"" if damage == "empty" else data[: len(data) // 2])
    assert open_with_passphrase(folder, "p-1", PASS) == key
    if damage != "folder":
        add_person(folder, key, "p-2", "另一个人自己的口令", cost=cheap)
        assert (folder / FILE_NAMES[0]).read_bytes() == (folder / FILE_NAMES[1]).read_bytes()


def test_the_newer_copy_counts_after_a_stop_between_the_two(made, cheap):
    folder, key, _ = made
    old = (folder / FILE_NAMES[1]).read_bytes()
    change_passphrase(folder, "p-1", PASS, "新的口令一二三四", cost=cheap)
    for name in FILE_NAMES:
        new = (folder / name).read_bytes()
        (folder / name).write_bytes(old)
        assert open_with_passphrase(folder, "p-1", "新的口令一二三四") == key
        (folder / name).write_bytes(new)


def test_no_copy_at_all_and_two_damaged_copies_are_different_news(tmp_path):
    with pytest.raises(KeysMissing) as caught:
        read_slots(tmp_path)
    assert caught.value.folder == tmp_path
    for name in FILE_NAMES:
        (tmp_path / name).write_bytes(b"{")
    with pytest.raises(KeysDamaged):
        read_slots(tmp_path)


def test_an_existing_store_is_never_given_a_new_key(made, cheap):
    folder, _, _ = made
    with pytest.raises(FileExistsError):
        create_slots(folder, "p-1", PASS, cost=cheap)
    (folder / FILE_NAMES[0]).unlink()
    with pytest.raises(FileExistsError):
        create_open_slots(folder)


def test_a_practice_store_opens_by_itself(tmp_path):
    key = create_open_slots(tmp_path)
    assert read_slots(tmp_path).is_open
    assert open_without_passphrase(tmp_path) == key
    with pytest.raises(WrongPassphrase):
        find_person(tmp_path, PASS)
    with pytest.raises(RecoveryCodeWrong):
        open_with_recovery(tmp_path, new_recovery_code())


def test_a_slot_cannot_be_relabelled_as_another_persons(made):
    folder, _, _ = made
    file = read_slots(folder)
    relabelled = replace(file.slots[0], id="p-9")
    for name in FILE_NAMES:
        (folder / name).write_bytes(SlotFile(9, (relabelled,)).to_bytes())
    with pytest.raises(WrongPassphrase):
        open_with_passphrase(folder, "p-9", PASS)


@pytest.mark.parametrize(
    "change",
    [
        {"format": "other"},
        {"generation": "1"},
        {"slots": []},
        {"slots": {}},
        {"slots": [1]},
        {"slots": [{}]},
        {"slots": [{"kind": 1, "id": "", "salt": "", "nonce": "", "wrapped": "", "cost": None}]},
        {"slots": [{"kind": "person", "id": "", "salt": "?", "nonce": "", "wrapped": "", "cost": None}]},
        {"slots": [{"kind": "person", "id": "", "salt": "", "nonce": 1, "wrapped": "", "cost": None}]},
        {"slots": [{"kind": "person", "id": "", "salt": "", "nonce": "", "wrapped": "", "cost": {}}]},
    ],
)
def test_a_file_of_another_shape_is_damage(made, change):
    folder, _, _ = made
    value = json.loads((folder / FILE_NAMES[0]).read_bytes())
    with pytest.raises(KeysDamaged):
        SlotFile.from_bytes(json.dumps({**value, **change}).encode())


def test_no_json_object_or_bottomless_json_is_damage():
    for data in (b"[]", b"\xff", b"[" * 100_000):
        with pytest.raises(KeysDamaged):
            SlotFile.from_bytes(data)


def test_slots_with_missing_parts_are_damage_and_no_crash(made, cheap):
    folder, _, code = made
    person, recovery = read_slots(folder).slots
    for broken in (replace(person, cost=None), replace(person, nonce=b""), replace(person, salt=b"")):
        for name in FILE_NAMES:
            (folder / name).write_bytes(SlotFile(9, (broken,)).to_bytes())
        with pytest.raises(KeysDamaged):
            open_with_passphrase(folder, "p-1", PASS)
    for name in FILE_NAMES:
        (folder / name).write_bytes(SlotFile(9, (replace(recovery, nonce=b""),)).to_bytes())
    with pytest.raises(KeysDamaged):
        open_with_recovery(folder, code)


def test_an_open_slot_with_a_short_key_is_damage(tmp_path):
    create_open_slots(tmp_path)
    (slot,) = read_slots(tmp_path).slots
    for name in FILE_NAMES:
        (tmp_path / name).write_bytes(SlotFile(2, (replace(slot, wrapped=b"short"),)).to_bytes())
    with pytest.raises(KeysDamaged):
        open_without_passphrase(tmp_path)


def test_slots_of_a_later_release_are_kept(made, cheap):
    folder, key, _ = made
    file = read_slots(folder)
    later = replace(file.slots[1], kind="office", wrapped=b"age")
    for name in FILE_NAMES:
        (folder / name).write_bytes(SlotFile(2, (*file.slots, later)).to_bytes())
    add_person(folder, key, "p-2", "另一个人自己的口令", cost=cheap)
    assert later in read_slots(folder).slots


def test_a_machine_without_directory_handles_writes_the_file_all_the_same(tmp_path, monkeypatch):
    monkeypatch.delattr(slots.os, "O_DIRECTORY")
    key = create_open_slots(tmp_path)
    assert open_without_passphrase(tmp_path) == key


def test_opening_and_signing_do_not_load_the_pdf_library():
    code = (
        "import sys, app.identity.slots, app.identity.signer;"
        "assert not {'pyhanko', 'asn1crypto', 'asyncio'} & set(sys.modules), sorted(sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
