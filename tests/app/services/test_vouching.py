"""One office accepts another by its fingerprint: its certificates are believed and its bundles come in."""

import pytest

from app.errors import (
    BundleRefused,
    FingerprintDiffers,
    JoiningRefused,
    OnlyAdministrators,
    RecordMissing,
    WrongPassphrase,
)
from app.services.backups import back_up
from app.services.bundle_keys import bundle_keys
from app.services.certificates import roots
from app.services.exporting import export_bundle
from app.services.importing import incoming
from app.services.office_key import office_key
from app.services.restoring import finish_restore, open_restored, prepare_restore
from app.services.unit_changes import NewUnit, add_unit
from app.services.vouching import accepted_offices, joined_office, take_back_vouch, vouch_for
from app.store import units as unit_table
from app.store.realms import line_realms
from app.store.rebuild import differences
from app.store.revisions import revisions
from app.store.trust import trust
from tests.app.services.second_laptops import HERS, PASSPHRASE, a_lone_laptop, an_office, invitation_of, joined


@pytest.fixture
def city(tmp_path):
    workspace = an_office(tmp_path / "city", "常州市委组织部", "city")
    yield workspace
    workspace.close()


@pytest.fixture
def district(tmp_path):
    workspace = an_office(tmp_path / "district")
    yield workspace
    workspace.close()


def sent(district, city, stick):
    stick.mkdir(exist_ok=True)
    return export_bundle(district, PASSPHRASE, stick, [office_key(city).recipient]).path


def test_a_district_is_accepted_and_its_bundles_come_in(city, district, tmp_path):
    street = add_unit(district, NewUnit("清风街道", "street"), PASSPHRASE)
    path = sent(district, city, tmp_path / "stick")
    with pytest.raises(BundleRefused), incoming(city, path, bundle_keys(city, PASSPHRASE)):
        pass
    invitation = invitation_of(district)
    vouch_for(city, invitation, invitation.fingerprint, PASSPHRASE)
    with incoming(city, path, bundle_keys(city, PASSPHRASE)) as found:
        came = found.apply(PASSPHRASE)
    assert came.plan.quarantined == ()
    assert unit_table.unit(city.store, street.id).name == "清风街道"
    assert district.person.author in trust(city.store).holders
    [accepted] = accepted_offices(city)
    assert (accepted.name, accepted.level, accepted.fingerprint) == (
        "钟楼区委组织部",
        "district",
        invitation.fingerprint,
    )
    assert accepted.recipient == office_key(district).recipient
    assert differences(city.store) == ()


def test_an_office_that_is_accepted_no_longer_keeps_what_it_sent_and_sends_no_more(city, district, tmp_path):
    street = add_unit(district, NewUnit("清风街道", "street"), PASSPHRASE)
    invitation = invitation_of(district)
    vouch_for(city, invitation, invitation.fingerprint, PASSPHRASE)
    with incoming(city, sent(district, city, tmp_path / "stick"), bundle_keys(city, PASSPHRASE)) as found:
        found.apply(PASSPHRASE)
    before = {one.rev.rid for one in revisions(city.store)}
    with pytest.raises(WrongPassphrase):
        take_back_vouch(city, invitation.author, HERS)
    take_back_vouch(city, invitation.author, PASSPHRASE)
    assert accepted_offices(city) == ()
    assert before <= {one.rev.rid for one in revisions(city.store)}
    assert unit_table.unit(city.store, street.id).name == "清风街道"
    assert trust(city.store).standing("", district.person.author) == "unissued"
    assert differences(city.store) == ()
    add_unit(district, NewUnit("明月街道", "street"), PASSPHRASE)
    with (
        pytest.raises(BundleRefused),
        incoming(city, sent(district, city, tmp_path / "later"), bundle_keys(city, PASSPHRASE)),
    ):
        pass
    with pytest.raises(RecordMissing):
        take_back_vouch(city, invitation.author, PASSPHRASE)
    vouch_for(city, invitation, invitation.fingerprint, PASSPHRASE)
    assert trust(city.store).standing("", district.person.author) == "issued"


def test_a_backup_can_be_restored_after_an_office_is_accepted_no_longer(city, district, tmp_path):
    invitation = invitation_of(district)
    vouch_for(city, invitation, invitation.fingerprint, PASSPHRASE)
    with incoming(city, sent(district, city, tmp_path / "stick"), bundle_keys(city, PASSPHRASE)) as found:
        found.apply(PASSPHRASE)
    made = back_up(city)
    take_back_vouch(city, invitation.author, PASSPHRASE)
    before = {one.rev.rid for one in revisions(city.store)}
    prepare_restore(city.folder, city.key, made.backup.path, realm=line_realms(city.store))
    city.close()
    finish_restore(city.folder, city.key, made.backup.path)
    again = open_restored(city)
    try:
        assert before <= {one.rev.rid for one in revisions(again.store)}
        assert accepted_offices(again) == ()
    finally:
        again.close()


def test_its_laptops_come_in_with_it(city, district, tmp_path):
    laptop = a_lone_laptop(tmp_path / "laptop")
    try:
        joined(district, laptop)
        invitation = invitation_of(district)
        vouch_for(city, invitation, invitation.fingerprint, PASSPHRASE)
        stick = tmp_path / "stick"
        stick.mkdir()
        path = export_bundle(laptop, HERS, stick, [office_key(city).recipient]).path
        with incoming(city, path, bundle_keys(city, PASSPHRASE)) as found:
            assert found.apply(PASSPHRASE).plan.quarantined == ()
        assert len({one.rev.realm for one in revisions(city.store)}) == 3
    finally:
        laptop.close()


def test_a_fingerprint_that_differs_accepts_nobody(city, district):
    invitation, before = invitation_of(district), len(revisions(city.store))
    with pytest.raises(FingerprintDiffers):
        vouch_for(city, invitation, office_key(city).fingerprint, PASSPHRASE)
    with pytest.raises(WrongPassphrase):
        vouch_for(city, invitation, invitation.fingerprint, HERS)
    assert len(revisions(city.store)) == before
    assert accepted_offices(city) == ()


def test_nobody_accepts_themselves_and_practice_accepts_nobody(city, demo):
    own = invitation_of(city)
    for workspace, obstacle in ((city, "own office"), (demo, "practice")):
        with pytest.raises(JoiningRefused) as refused:
            vouch_for(workspace, own, own.fingerprint, PASSPHRASE)
        assert refused.value.obstacle == obstacle


def test_accepting_again_renews_and_does_not_double(city, district):
    for _ in range(2):
        invitation = invitation_of(district)
        vouch_for(city, invitation, invitation.fingerprint, PASSPHRASE)
    assert len(accepted_offices(city)) == 1


def test_a_laptop_says_whose_it_is_and_accepts_nobody(city, district, tmp_path):
    laptop = a_lone_laptop(tmp_path / "laptop")
    try:
        assert joined_office(laptop) is None
        joined(district, laptop)
        office = joined_office(laptop)
        assert (office.name, office.fingerprint) == ("钟楼区委组织部", office_key(district).fingerprint)
        assert joined_office(district) is None
        foreign = invitation_of(city)
        with pytest.raises(OnlyAdministrators):
            vouch_for(laptop, foreign, foreign.fingerprint, HERS)
    finally:
        laptop.close()


def test_a_second_machine_of_the_city_trusts_the_district_as_well(city, district, tmp_path):
    laptop = a_lone_laptop(tmp_path / "laptop")
    try:
        invitation = invitation_of(district)
        vouch_for(city, invitation, invitation.fingerprint, PASSPHRASE)
        joined(city, laptop)
        assert set(roots(laptop)) == {office_key(city).certificate, office_key(district).certificate}
        assert trust(laptop.store).offices.keys() == {one.author for one in roots(laptop)}
    finally:
        laptop.close()
