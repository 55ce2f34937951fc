"""A second laptop enters its office: nothing is lost, nothing is believed that was not compared."""

from dataclasses import replace

import pytest

from app.domain.joining import JOINING, joining_of
from app.domain.register import REGISTER
from app.errors import (
    BundleRefused,
    FileUnreadable,
    FingerprintDiffers,
    InvitationRefused,
    JoiningRefused,
    NoSigningKey,
    OfficeKeyMissing,
    OnlyAdministrators,
    WrongPassphrase,
)
from app.identity import slots
from app.services import joining
from app.services.backups import back_up
from app.services.bundle_keys import bundle_keys, device_key, own_recipients
from app.services.certificates import credentials
from app.services.exporting import export_bundle
from app.services.importing import incoming
from app.services.joining import join_office, make_invitation, opened_invitation
from app.services.office_key import is_issued, make_office_key, office_age_key, office_key
from app.services.restoring import finish_restore, open_restored, prepare_restore
from app.services.unit_changes import NewUnit, add_unit
from app.services.workspace import Workspace, open_workspace
from app.store import audit, exchange_log
from app.store import people as people_table
from app.store import units as unit_table
from app.store.realms import line_realms
from app.store.rebuild import differences
from app.store.revisions import revisions
from tests.app.services.second_laptops import (
    CHEAP,
    HERS,
    PASSPHRASE,
    a_lone_laptop,
    an_office,
    carried,
    invitation_of,
    joined,
)
from tests.app.services.test_exchanging import inspected


@pytest.fixture
def desktop(tmp_path):
    workspace = an_office(tmp_path / "desktop")
    yield workspace
    workspace.close()


@pytest.fixture
def laptop(tmp_path):
    workspace = a_lone_laptop(tmp_path / "laptop")
    yield workspace
    workspace.close()


def lines(workspace: Workspace) -> dict[str, bytes]:
    return {one.rev.rid: one.line() for one in revisions(workspace.store)}


def state(workspace: Workspace) -> tuple[object, ...]:
    return (
        workspace.realm,
        workspace.office,
        lines(workspace),
        people_table.anchor(workspace.store),
        slots.office_recipient(workspace.folder),
        device_key(workspace),
    )


def test_a_laptop_enters_the_office_and_keeps_everything(desktop, laptop):
    street = add_unit(laptop, NewUnit("清风街道", "street"), HERS)
    before, former = lines(laptop), laptop.realm
    joined(desktop, laptop)
    assert laptop.realm == desktop.realm != former
    assert before.items() <= lines(laptop).items()
    assert unit_table.unit(laptop.store, street.id).name == "清风街道"
    assert people_table.anchor(laptop.store) == office_key(desktop).certificate.author
    [said] = revisions(laptop.store, JOINING)
    assert (said.rev.id, said.rev.realm) == (former, desktop.realm)
    assert joining_of(said.rev.body).recipient == device_key(laptop).recipient
    assert own_recipients(laptop) == tuple(sorted((office_key(desktop).recipient, device_key(laptop).recipient)))
    assert audit.entries(laptop.store, 1)[0].act == "office joined"
    assert differences(laptop.store) == ()


def test_it_is_still_the_offices_when_it_is_opened_again(desktop, laptop):
    joined(desktop, laptop)
    laptop.close()
    again = open_workspace(laptop.folder, HERS)
    try:
        assert (again.realm, again.office.name) == (desktop.realm, "钟楼区委组织部")
    finally:
        again.close()


def test_the_administrator_can_reset_the_laptop(desktop, laptop):
    joined(desktop, laptop)
    age = office_age_key(desktop, PASSPHRASE)
    assert slots.open_with_office(laptop.folder, age) == laptop.key


def test_what_the_laptop_had_before_arrives_with_its_bytes(desktop, laptop, tmp_path):
    street = add_unit(laptop, NewUnit("清风街道", "street"), HERS)
    add_unit(laptop, NewUnit("莲花社区", "community", street.id), HERS)
    wanted = inspected(laptop, tmp_path, passphrase=HERS)
    former = laptop.realm
    joined(desktop, laptop)
    came = carried(laptop, HERS, desktop, PASSPHRASE, tmp_path / "stick")
    assert came.plan.quarantined == ()
    assert lines(laptop).items() <= lines(desktop).items()
    assert {one.rev.realm for one in revisions(desktop.store)} == {former, desktop.realm}
    assert {row.id for row in unit_table.all_units(desktop.store)} >= {street.id}
    assert desktop.store.row("SELECT state FROM inspection WHERE id = ?", (wanted,)) == ("signed",)
    assert differences(desktop.store) == ()


def test_a_new_laptop_begins_in_the_office(desktop, tmp_path):
    invitation = invitation_of(desktop)
    laptop = a_lone_laptop(tmp_path / "new", invitation)
    try:
        assert (laptop.realm, laptop.office.name) == (desktop.realm, desktop.office.name)
        assert {one.rev.realm for one in revisions(laptop.store)} == {desktop.realm}
        assert people_table.anchor(laptop.store) == invitation.author
        assert slots.office_recipient(laptop.folder) == invitation.recipient
        came = carried(laptop, HERS, desktop, PASSPHRASE, tmp_path / "stick")
        assert (came.plan.quarantined, came.plan.conflicts) == ((), ())
        assert lines(laptop).items() <= lines(desktop).items()
    finally:
        laptop.close()


def test_a_bundle_of_the_realm_before_is_still_refused(desktop, laptop, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    early = export_bundle(laptop, HERS, stick, [office_key(desktop).recipient])
    joined(desktop, laptop)
    carried(laptop, HERS, desktop, PASSPHRASE, stick)
    with (
        pytest.raises(BundleRefused),
        incoming(desktop, early.path, bundle_keys(desktop, PASSPHRASE)),
    ):
        pass


def test_lines_of_a_realm_that_nobody_joined_are_kept_aside(desktop, laptop, tmp_path, monkeypatch):
    writes = joining.write_records
    monkeypatch.setattr(joining, "write_records", lambda *given: () if given[2][0][0] == JOINING else writes(*given))
    joined(desktop, laptop)
    stick = tmp_path / "stick"
    stick.mkdir()
    done = export_bundle(laptop, HERS, stick)
    with incoming(desktop, done.path, bundle_keys(desktop, PASSPHRASE)) as found:
        came = found.apply(PASSPHRASE)
    assert {one.reason for one in came.plan.quarantined} == {"other realm"}
    assert {one.rev.realm for one in revisions(desktop.store)} == {desktop.realm}
    assert len(exchange_log.kept_aside(desktop.store)) == 3  # the person, the scheme and the campaign of before


def test_the_office_certifies_only_then_the_laptop_is_addressed(desktop, laptop, tmp_path):
    joined(desktop, laptop)
    carried(laptop, HERS, desktop, PASSPHRASE, tmp_path / "stick")
    assert device_key(laptop).recipient not in own_recipients(desktop)


def test_a_fingerprint_that_differs_joins_nothing(desktop, laptop):
    before, invitation = state(laptop), invitation_of(desktop)
    wrong = invitation.fingerprint.replace(invitation.fingerprint[0], "0" if invitation.fingerprint[0] != "0" else "1")
    for accepted in (wrong, "", invitation.fingerprint[:-1]):
        with pytest.raises(FingerprintDiffers):
            join_office(laptop, invitation, accepted, HERS)
    assert state(laptop) == before
    join_office(laptop, invitation, invitation.fingerprint.lower().replace(" ", ""), HERS)


def test_a_wrong_passphrase_joins_nothing(desktop, laptop):
    before, invitation = state(laptop), invitation_of(desktop)
    with pytest.raises(WrongPassphrase):
        join_office(laptop, invitation, invitation.fingerprint, PASSPHRASE)
    laptop.person = None
    with pytest.raises(NoSigningKey):
        join_office(laptop, invitation, invitation.fingerprint, HERS)
    assert state(laptop) == before


def test_a_failure_on_the_way_leaves_the_store_as_it_was(desktop, laptop, monkeypatch):
    before, invitation = state(laptop), invitation_of(desktop)
    monkeypatch.setattr("app.services.joining.look_from", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        join_office(laptop, invitation, invitation.fingerprint, HERS)
    assert state(laptop) == before
    monkeypatch.undo()
    joined(desktop, laptop)


def test_joining_twice_is_told_and_changes_nothing(desktop, laptop):
    joined(desktop, laptop)
    before = state(laptop)
    with pytest.raises(JoiningRefused) as refused:
        joined(desktop, laptop)
    assert refused.value.obstacle == "joined"
    assert state(laptop) == before


def test_an_office_of_its_own_or_another_is_no_member(desktop, laptop, tmp_path):
    other = an_office(tmp_path / "other", "天宁区委组织部")
    try:
        foreign = invitation_of(other)
        with pytest.raises(JoiningRefused) as refused:
            join_office(desktop, foreign, foreign.fingerprint, PASSPHRASE)
        assert refused.value.obstacle == "own key"
        joined(desktop, laptop)
        with pytest.raises(JoiningRefused) as refused:
            join_office(laptop, foreign, foreign.fingerprint, HERS)
        assert refused.value.obstacle == "other office"
    finally:
        other.close()


def test_a_practice_store_never_joins(desktop, demo):
    invitation = invitation_of(desktop)
    with pytest.raises(JoiningRefused) as refused:
        join_office(demo, invitation, invitation.fingerprint, "")
    assert refused.value.obstacle == "practice"


def test_only_the_office_key_makes_an_invitation(laptop):
    with pytest.raises(OnlyAdministrators):
        make_invitation(laptop, HERS)
    laptop.person = replace(laptop.person, role="administrator")
    with pytest.raises(OfficeKeyMissing):
        make_invitation(laptop, HERS)


def test_the_file_is_read_from_the_stick(desktop, tmp_path):
    path = tmp_path / "加入.wyjoin"
    path.write_bytes(make_invitation(desktop, PASSPHRASE))
    assert opened_invitation(path).office == "钟楼区委组织部"
    with pytest.raises(FileUnreadable):
        opened_invitation(tmp_path / "没有.wyjoin")
    path.write_bytes(b"")
    with pytest.raises(InvitationRefused):
        opened_invitation(path)


def test_a_backup_of_before_joining_comes_back_into_the_office(desktop, laptop):
    street = add_unit(laptop, NewUnit("清风街道", "street"), HERS)
    made, former = back_up(laptop), laptop.realm
    joined(desktop, laptop)
    prepare_restore(laptop.folder, laptop.key, made.backup.path, realm=line_realms(laptop.store))
    laptop.close()
    finish_restore(laptop.folder, laptop.key, made.backup.path)
    again = open_restored(laptop)
    try:
        assert again.realm == desktop.realm
        assert unit_table.unit(again.store, street.id).name == "清风街道"
        assert [one.rev.id for one in revisions(again.store, JOINING)] == [former]
        assert device_key(again) is not None
        assert differences(again.store) == ()
    finally:
        again.close()


def test_the_register_stands_on_the_laptop(desktop, laptop):
    joined(desktop, laptop)
    assert {one.rev.rid for one in revisions(laptop.store, REGISTER)} == {
        one.rev.rid for one in revisions(desktop.store, REGISTER)
    }
    assert not is_issued(laptop, laptop.person)
    assert not credentials(laptop, laptop.person.author).is_issued


def test_a_lone_laptop_that_makes_a_key_cannot_join_any_more(desktop, laptop):
    laptop.person = replace(laptop.person, role="administrator")
    make_office_key(laptop, HERS, cost=CHEAP)
    with pytest.raises(JoiningRefused) as refused:
        joined(desktop, laptop)
    assert refused.value.obstacle == "own key"
