"""Opening and making a store as a user does."""

from pathlib import Path

import pytest

from app.errors import KeysMissing, PassphraseTaken, PassphraseTooShort, RecoveryCodeWrong, StoreInUse, WrongPassphrase
from app.identity.passphrase import ArgonCost
from app.services.people import add_person, people
from app.services.workspace import (
    FirstStart,
    Workspace,
    create_workspace,
    open_workspace,
    workspace_state,
)
from app.store import audit
from app.store.rebuild import differences

CHEAP = ArgonCost(memory_kib=64, iterations=1, lanes=1)
PASSPHRASE = "春江花月夜第一句"


def test_a_new_office_begins_with_its_person_scheme_and_daily_campaign(office: Workspace):
    assert office.person is not None
    assert (office.person.name, office.person.is_local) == ("王建国", True)
    assert office.office.name == "钟楼区委组织部"
    assert not office.is_demo
    assert workspace_state(office.folder) == "locked"
    assert differences(office.store) == ()


def test_the_passphrase_opens_the_store_as_its_person_and_a_wrong_one_does_not(tmp_path: Path, first_start: FirstStart):
    workspace, _code = create_workspace(tmp_path, first_start, cost=CHEAP)
    workspace.close()
    with pytest.raises(WrongPassphrase):
        open_workspace(tmp_path, "春江花月夜第二句")
    opened = open_workspace(tmp_path, "春江花月夜第一句")
    assert opened.person is not None
    assert opened.person.name == "王建国"
    opened.close()


def test_the_recovery_code_opens_the_store_and_another_does_not(tmp_path: Path, first_start: FirstStart):
    workspace, code = create_workspace(tmp_path, first_start, cost=CHEAP)
    workspace.close()
    opened = open_workspace(tmp_path, recovery_code=code)
    assert opened.person is None
    assert people(opened)[0].name == "王建国"
    opened.close()
    with pytest.raises(RecoveryCodeWrong):
        open_workspace(tmp_path, recovery_code="0" * 26)


def test_a_passphrase_that_is_too_short_makes_no_store(tmp_path: Path):
    with pytest.raises(PassphraseTooShort):
        create_workspace(tmp_path, FirstStart("某区", "district", "甲", "", "inspector", "短"), cost=CHEAP)
    assert workspace_state(tmp_path) == "empty"


def test_a_second_start_is_told_that_the_store_is_in_use(demo: Workspace):
    with pytest.raises(StoreInUse):
        open_workspace(demo.folder)


def test_a_database_whose_keys_are_gone_is_not_taken_for_an_empty_folder(demo: Workspace):
    for name in ("store.keys", "store.keys.copy"):
        (demo.folder / name).unlink()
    with pytest.raises(KeysMissing):
        workspace_state(demo.folder)


def test_a_colleague_with_a_passphrase_opens_the_store_as_themselves(tmp_path: Path, first_start: FirstStart):
    workspace, _code = create_workspace(tmp_path, first_start, cost=CHEAP)
    added = add_person(workspace, "李秀英", "组织员", "钟楼区委组织部", passphrase="夏天的风吹过山岗", cost=CHEAP)
    assert added.is_local
    workspace.close()
    opened = open_workspace(tmp_path, "夏天的风吹过山岗")
    assert opened.person == added
    assert [person.name for person in people(opened)] == ["李秀英", "王建国"]
    opened.close()


def test_two_people_cannot_share_a_passphrase(office: Workspace):
    with pytest.raises(PassphraseTaken):
        add_person(office, "李秀英", "组织员", "钟楼区委组织部", passphrase=PASSPHRASE, cost=CHEAP)
    assert [person.name for person in people(office)] == ["王建国"]


def test_a_colleague_without_a_passphrase_is_in_the_list_and_cannot_sign_digitally(office: Workspace):
    added = add_person(office, "赵敏", "街道组织委员", "清风街道")
    assert added in people(office)
    assert not office.has_signing_key(added.id)
    assert audit.entries(office.store)[0].act == "person added"


def test_a_worker_has_a_connection_of_its_own(demo: Workspace):
    with demo.reopened() as other:
        assert other.store is not demo.store
        assert people(other) == people(demo)
