"""Who works at a machine: added, changed, removed; what they did stays."""

from dataclasses import replace

import pytest

from app.errors import LastPerson, NoSigningKey, NotOneself, WrongPassphrase
from app.identity import slots
from app.identity.passphrase import ArgonCost
from app.services.people import add_person, edit_person, people, remove_person, renew_passphrase
from app.services.workspace import Workspace, open_workspace
from app.store import people as people_table
from app.store.bodies import PERSON
from app.store.lineage import heads
from app.store.rebuild import differences

CHEAP = ArgonCost(memory_kib=64, iterations=1, lanes=1)
PASSPHRASE = "春江花月夜第一句"
HERS = "海上明月共潮生啊"


@pytest.fixture
def hers(office: Workspace):
    return add_person(office, "李秀英", "科员", office.office.name, "leader", HERS, cost=CHEAP)


def test_a_removed_person_opens_nothing_and_is_offered_no_more(office, hers):
    remove_person(office, hers.id, PASSPHRASE)
    assert [person.name for person in people(office)] == ["王建国"]
    with pytest.raises(WrongPassphrase):
        slots.find_person(office.folder, HERS)
    with pytest.raises(NoSigningKey):
        office.signing_key(hers.id, HERS)
    kept = people_table.person(office.store, hers.id)
    assert (kept.name, kept.is_active, kept.is_local) == ("李秀英", False, False)
    assert differences(office.store) == ()


def test_a_colleague_without_a_passphrase_is_removed_as_well(office):
    noted = add_person(office, "赵六", "", "街道办")
    remove_person(office, noted.id, PASSPHRASE)
    assert [person.name for person in people(office)] == ["王建国"]


def test_nobody_removes_themselves_or_the_last_one(office, hers):
    with pytest.raises(NotOneself):
        remove_person(office, office.person.id, PASSPHRASE)
    remove_person(office, hers.id, PASSPHRASE)
    noted = add_person(office, "赵六", "", "街道办")
    office.person = noted
    with pytest.raises(LastPerson):
        remove_person(office, people(office)[0].id, PASSPHRASE)
    assert len(people(office)) == 2


def test_a_wrong_passphrase_removes_and_changes_nothing(office, hers):
    with pytest.raises(WrongPassphrase):
        remove_person(office, hers.id, HERS)
    with pytest.raises(WrongPassphrase):
        edit_person(office, replace(hers, post="科长"), HERS)
    assert slots.find_person(office.folder, HERS)[0] == hers.id
    assert hers in people(office)


def test_post_and_role_can_be_put_right(office, hers):
    changed = edit_person(office, replace(hers, post="副科长", role="administrator"), PASSPHRASE)
    assert (changed.post, changed.role, changed.is_local) == ("副科长", "administrator", True)
    [head] = heads(office.store, PERSON, hers.id)
    assert head.rev.author == office.person.author
    assert differences(office.store) == ()


def test_a_colleague_can_be_given_a_passphrase_later(office):
    noted = add_person(office, "赵六", "科员", "街道办")
    renew_passphrase(office, noted, HERS, cost=CHEAP)
    office.close()
    opened = open_workspace(office.folder, HERS)
    assert opened.person.name == "赵六"
    opened.close()
