"""Whose certificate was taken back is told before anything is signed, and goes on with a new key."""

import pytest

from app.errors import CertificateRevoked, WrongPassphrase
from app.services.certificate_requests import certificate_requests, issue_on_request
from app.services.inspections import open_inspection
from app.services.key_renewal import renew_key
from app.services.office_key import is_issued, issue_certificates
from app.services.people import people
from app.services.revoking import is_revoked, revoke_certificate
from app.services.signing import sign_digitally, signing_view
from app.services.unit_changes import NewUnit, add_unit
from app.store import audit, shown
from app.store.rebuild import differences
from app.store.trust import trust
from tests.app.services.second_laptops import CHEAP, HERS, PASSPHRASE, a_lone_laptop, an_office, carried, joined
from tests.app.services.test_exchanging import inspected


@pytest.fixture
def desktop(tmp_path):
    workspace = an_office(tmp_path / "desktop")
    yield workspace
    workspace.close()


@pytest.fixture
def laptop(desktop, tmp_path):
    """A laptop of the office whose inspector was certified, and has heard of it."""
    workspace = a_lone_laptop(tmp_path / "laptop")
    joined(desktop, workspace)
    add_unit(workspace, NewUnit("莲花社区", "community"), HERS)
    carried(workspace, HERS, desktop, PASSPHRASE, tmp_path / "stick")
    issue_on_request(desktop, certificate_requests(desktop)[0], "inspector", PASSPHRASE)
    carried(desktop, PASSPHRASE, workspace, HERS, tmp_path / "stick")
    yield workspace
    workspace.close()


def sign(workspace, inspection_id, word):
    places = signing_view(workspace, inspection_id).places
    place = next(one for one in places if one.person_id == workspace.person.id)
    return sign_digitally(workspace, inspection_id, place.field, workspace.person.id, word)


def test_a_key_that_the_office_took_back_signs_no_report(desktop, tmp_path):
    add_unit(desktop, NewUnit("莲花社区", "community"), PASSPHRASE)
    wanted = inspected(desktop, tmp_path, signs=False)
    revoke_certificate(desktop, desktop.person.author, PASSPHRASE, "口令让别人知道了")
    with pytest.raises(CertificateRevoked):
        sign(desktop, wanted, PASSPHRASE)
    assert not open_inspection(desktop, wanted).inspection.is_frozen
    renew_key(desktop, PASSPHRASE, cost=CHEAP)
    issue_certificates(desktop, people(desktop), PASSPHRASE)
    assert sign(desktop, wanted, PASSPHRASE).is_frozen
    assert differences(desktop.store) == ()


def test_with_a_new_key_and_certificate_she_signs_again(desktop, laptop, tmp_path):
    former, wanted = laptop.person.author, inspected(laptop, tmp_path, signs=False)
    revoke_certificate(desktop, former, PASSPHRASE, "U盘和口令一起丢了")
    renew_key(laptop, HERS, cost=CHEAP)
    assert laptop.person.author != former
    assert audit.entries(laptop.store, 1)[0].act == "signing key renewed"
    carried(laptop, HERS, desktop, PASSPHRASE, tmp_path / "stick")
    [request] = certificate_requests(desktop)
    assert request.author == laptop.person.author
    issue_on_request(desktop, request, "inspector", PASSPHRASE)
    carried(desktop, PASSPHRASE, laptop, HERS, tmp_path / "stick")
    assert is_issued(laptop, laptop.person)
    assert is_revoked(laptop, former)
    assert sign(laptop, wanted, HERS).is_frozen
    carried(laptop, HERS, desktop, PASSPHRASE, tmp_path / "stick")
    assert open_inspection(desktop, wanted).inspection.is_frozen
    head = shown.standing(desktop.store, "inspection", wanted).head
    assert trust(desktop.store).standing(head.rid, head.author) == "issued"
    for workspace in (desktop, laptop):
        assert differences(workspace.store) == ()


def test_a_wrong_passphrase_changes_nothing(laptop):
    author = laptop.person.author
    with pytest.raises(WrongPassphrase):
        renew_key(laptop, PASSPHRASE, cost=CHEAP)
    assert laptop.person.author == author
    assert laptop.signing_key(laptop.person.id, HERS).author == author
