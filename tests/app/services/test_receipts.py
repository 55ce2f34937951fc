"""A record goes on being sent until the office has it, and no longer."""

from dataclasses import replace

import pytest

from app.domain.register import RECEIPT, REGISTER, Register, Vouch, register_body, register_id
from app.domain.revision import FINAL
from app.identity.signer import new_signing_key, unlock
from app.services.bundle_keys import bundle_keys, device_key
from app.services.certificate_requests import certificate_requests, issue_on_request
from app.services.exporting import export_bundle
from app.services.importing import incoming
from app.services.office_key import opened_office, put_register
from app.services.receipts import received_by_the_office
from app.services.records import Pen, write_records
from app.services.sending import without_receipt
from app.services.unit_changes import NewUnit, add_unit
from app.services.workspace import Workspace
from app.store.revisions import revisions
from tests.app.services.second_laptops import (
    CHEAP,
    HERS,
    PASSPHRASE,
    a_lone_laptop,
    an_office,
    carried,
    invitation_of,
)


@pytest.fixture
def office(tmp_path):
    workspace = an_office(tmp_path / "office")
    yield workspace
    workspace.close()


@pytest.fixture
def laptop(office, tmp_path):
    """Its inspector is certified, and it has what the office has."""
    workspace = a_lone_laptop(tmp_path / "laptop", invitation_of(office))
    carried(workspace, HERS, office, PASSPHRASE, tmp_path / "stick")
    issue_on_request(office, certificate_requests(office)[0], "inspector", PASSPHRASE)
    carried(office, PASSPHRASE, workspace, HERS, tmp_path / "stick")
    yield workspace
    workspace.close()


def owed(workspace: Workspace) -> set[str]:
    return {one.rev.rid for one in without_receipt(workspace) if one.rev.entity != RECEIPT}


def last_unit(workspace: Workspace) -> str:
    return list(revisions(workspace.store, "unit"))[-1].rev.rid


def test_what_the_office_received_is_not_sent_again(office, laptop, tmp_path):
    carried(office, PASSPHRASE, laptop, HERS, tmp_path / "stick")
    add_unit(laptop, NewUnit("明月街道", "street"), HERS)
    assert last_unit(laptop) in owed(laptop)
    carried(laptop, HERS, office, PASSPHRASE, tmp_path / "stick")
    carried(office, PASSPHRASE, laptop, HERS, tmp_path / "stick")
    assert last_unit(laptop) not in owed(laptop)


def test_what_came_from_the_office_is_not_sent_back(office, laptop, tmp_path):
    add_unit(office, NewUnit("明月街道", "street"), PASSPHRASE)
    carried(office, PASSPHRASE, laptop, HERS, tmp_path / "stick")
    assert last_unit(office) not in owed(laptop)


def test_a_laptop_passes_on_what_it_took_in_from_a_colleague(office, laptop, tmp_path):
    """The receipt that it wrote itself is not the office's word: it may be the only one that carries the record."""
    colleague = a_lone_laptop(tmp_path / "colleague", invitation_of(office))
    try:
        add_unit(colleague, NewUnit("明月街道", "street"), HERS)
        export_bundle(colleague, HERS, tmp_path / "stick", [device_key(laptop).recipient])
        [path] = (tmp_path / "stick").glob(f"*-{colleague.store.device[:8]}-*.wyb")
        with incoming(laptop, path, bundle_keys(laptop, HERS)) as found:
            found.apply(HERS)
        written = list(revisions(laptop.store, RECEIPT))[-1].rev
        assert last_unit(colleague) in written.body["rids"]
        assert last_unit(colleague) in owed(laptop)
    finally:
        colleague.close()


def test_a_colleagues_laptop_is_not_the_office(office, laptop, tmp_path):
    """The office goes on sending what only one of its laptops has: the next laptop needs it too."""
    add_unit(office, NewUnit("明月街道", "street"), PASSPHRASE)
    carried(office, PASSPHRASE, laptop, HERS, tmp_path / "stick")
    carried(laptop, HERS, office, PASSPHRASE, tmp_path / "stick")
    receipts = {rid for one in revisions(office.store, RECEIPT) for rid in one.rev.body["rids"]}
    assert last_unit(office) in receipts
    assert last_unit(office) in owed(office)


def test_an_office_without_a_city_above_owes_nobody_what_it_received(office, laptop, tmp_path):
    add_unit(laptop, NewUnit("明月街道", "street"), HERS)
    carried(laptop, HERS, office, PASSPHRASE, tmp_path / "stick")
    assert last_unit(laptop) in received_by_the_office(office)


def test_with_a_city_above_everything_is_owed_until_the_city_has_it(office, laptop, tmp_path):
    wrapped, _spki = new_signing_key(PASSPHRASE, cost=CHEAP)
    city = unlock(wrapped, PASSPHRASE)
    hers = register_body(Register(city.author, "示例市委组织部", "city", 1))
    write_records(office, Pen(city), ((REGISTER, register_id(city.author), FINAL, hers),), parents=())
    own = opened_office(office, PASSPHRASE)
    put_register(office, own.key, replace(own.register, vouched=(Vouch(city.author, "示例市委组织部", "city"),)))
    add_unit(laptop, NewUnit("明月街道", "street"), HERS)
    carried(laptop, HERS, office, PASSPHRASE, tmp_path / "stick")
    assert last_unit(laptop) in owed(office)
