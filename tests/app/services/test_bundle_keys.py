"""Which keys open bundles here, and whom every bundle of this machine is encrypted to."""

from dataclasses import replace

import pytest

from app.errors import NoRecipients, OfficeKeyMissing, OnlyAdministrators, WrongPassphrase
from app.services.bundle_keys import bundle_keys, certified_laptops, device_key, give_device_key, own_recipients
from app.services.certificate_requests import certificate_requests, issue_on_request
from app.services.exporting import export_bundle
from app.services.office_key import make_office_key, office_age_key, office_key
from app.services.revoking import revoke_certificate
from tests.app.services.second_laptops import CHEAP, HERS, PASSPHRASE, a_lone_laptop, an_office, carried, joined


def test_a_lone_store_has_no_key_and_nobody_to_send_to(office, tmp_path):
    assert device_key(office) is None
    assert own_recipients(office) == ()
    with pytest.raises(OfficeKeyMissing):
        bundle_keys(office, PASSPHRASE)
    with pytest.raises(NoRecipients):
        export_bundle(office, PASSPHRASE, tmp_path)


def test_a_key_of_the_machine_alone_is_nobody_to_send_to(office, tmp_path):
    assert give_device_key(office) == give_device_key(office) == device_key(office)
    assert own_recipients(office) == ()
    assert "AGE-SECRET" not in repr(device_key(office))


def test_the_holder_opens_with_the_offices_key(office):
    make_office_key(office, PASSPHRASE, cost=CHEAP)
    assert bundle_keys(office, PASSPHRASE) == [office_age_key(office, PASSPHRASE)]
    assert own_recipients(office) == (office_key(office).recipient,)
    with pytest.raises(WrongPassphrase):
        bundle_keys(office, HERS)


def test_a_laptop_is_addressed_from_its_certificate_to_its_revocation(tmp_path):
    desktop, laptop = an_office(tmp_path / "desktop"), a_lone_laptop(tmp_path / "laptop")
    try:
        with pytest.raises(OnlyAdministrators):
            bundle_keys(desktop_for(desktop, "inspector"), PASSPHRASE)
        desktop.read_again()
        joined(desktop, laptop)
        carried(laptop, HERS, desktop, PASSPHRASE, tmp_path / "stick")
        hers = device_key(laptop).recipient
        assert certified_laptops(desktop) == ()
        issue_on_request(desktop, certificate_requests(desktop)[0], "inspector", PASSPHRASE)
        assert hers in own_recipients(desktop)
        assert office_key(desktop).recipient in own_recipients(laptop)
        revoke_certificate(desktop, laptop.person.author, PASSPHRASE, "电脑丢了")
        assert hers not in own_recipients(desktop)
    finally:
        desktop.close()
        laptop.close()


def desktop_for(workspace, role):
    workspace.person = replace(workspace.person, role=role)
    return workspace
