"""Somebody forgot a passphrase, or has not kept the code yet."""

from pathlib import Path

import pytest

from app.errors import PassphraseTooShort, RecoveryCodeWrong, StoreFull, WrongPassphrase
from app.identity import slots
from app.identity.passphrase import ArgonCost
from app.services.people import add_person, change_passphrase
from app.services.recovery import confirm_last_group, is_pending, key_by_code, last_group, new_code, recover, users
from app.services.workspace import FirstStart, Workspace, create_workspace, open_workspace

CHEAP = ArgonCost(memory_kib=64, iterations=1, lanes=1)
OLD, NEW = "春江花月夜第一句", "海上明月共潮生啊"


def test_the_reminder_stays_until_the_last_group_was_typed_back(tmp_path: Path, first_start: FirstStart):
    workspace, code = create_workspace(tmp_path, first_start, cost=CHEAP)
    assert is_pending(workspace)
    assert not confirm_last_group(workspace, "0000")
    assert is_pending(workspace)
    assert confirm_last_group(workspace, code.replace("-", " ").split()[-1].lower())
    assert not is_pending(workspace)
    workspace.close()


def test_after_recovery_the_new_passphrase_opens_and_signs_and_the_old_one_does_not(
    tmp_path: Path, first_start: FirstStart
):
    workspace, code = create_workspace(tmp_path, first_start, cost=CHEAP)
    workspace.close()
    back = recover(tmp_path, key_by_code(tmp_path, code), NEW, cost=CHEAP)
    assert back.person is not None
    assert back.person.name == "王建国"
    assert back.signing_key(back.person.id, NEW).author == back.person.author
    back.close()
    with pytest.raises(WrongPassphrase):
        open_workspace(tmp_path, OLD)
    open_workspace(tmp_path, NEW).close()


def test_a_failed_recovery_gives_the_store_back(tmp_path: Path, first_start: FirstStart):
    workspace, code = create_workspace(tmp_path, first_start, cost=CHEAP)
    workspace.close()
    with pytest.raises(RecoveryCodeWrong):
        key_by_code(tmp_path, "1234")
    with pytest.raises(PassphraseTooShort):
        recover(tmp_path, key_by_code(tmp_path, code), "短", cost=CHEAP)
    open_workspace(tmp_path, OLD).close()


def test_of_several_users_the_chosen_one_gets_the_new_passphrase(tmp_path: Path, first_start: FirstStart):
    workspace, code = create_workspace(tmp_path, first_start, cost=CHEAP)
    hers = add_person(workspace, "李秀英", "科员", "", passphrase="滟滟随波千万里呀", cost=CHEAP)
    workspace.close()
    key = key_by_code(tmp_path, code)
    assert {person.name for person in users(tmp_path, key)} == {"王建国", "李秀英"}
    recover(tmp_path, key, NEW, person_id=hers.id, cost=CHEAP).close()
    for passphrase, name in ((NEW, "李秀英"), (OLD, "王建国")):
        opened = open_workspace(tmp_path, passphrase)
        assert opened.person is not None
        assert opened.person.name == name
        opened.close()


def test_a_new_code_replaces_the_old_one(tmp_path: Path, first_start: FirstStart):
    workspace, old = create_workspace(tmp_path, first_start, cost=CHEAP)
    fresh = new_code(workspace)
    workspace.close()
    with pytest.raises(RecoveryCodeWrong):
        open_workspace(tmp_path, recovery_code=old)
    open_workspace(tmp_path, recovery_code=fresh).close()


@pytest.mark.parametrize("failing", slots.FILE_NAMES)
def test_a_new_code_that_could_not_be_kept_leaves_the_old_one_or_asks_for_another(
    office: Workspace, monkeypatch: pytest.MonkeyPatch, failing: str
):
    old = new_code(office)
    assert confirm_last_group(office, last_group(old))
    write = slots._write_whole

    def full(path: Path, data: bytes) -> None:
        if path.name == failing:
            raise OSError(28, "No space left on device")
        write(path, data)

    with monkeypatch.context() as patched:
        patched.setattr(slots, "_write_whole", full)
        with pytest.raises(StoreFull):
            new_code(office)
    was_reminded = is_pending(office)
    office.close()
    if was_reminded:
        with pytest.raises(RecoveryCodeWrong):
            open_workspace(office.folder, recovery_code=old)
    else:
        open_workspace(office.folder, recovery_code=old).close()
    assert was_reminded == (failing != slots.FILE_NAMES[0])


def test_changing_a_passphrase_keeps_the_signing_key(office: Workspace):
    assert office.person is not None
    before = office.person.author
    change_passphrase(office, office.person.id, OLD, NEW, cost=CHEAP)
    assert office.signing_key(office.person.id, NEW).author == before
    with pytest.raises(WrongPassphrase):
        office.signing_key(office.person.id, OLD)
