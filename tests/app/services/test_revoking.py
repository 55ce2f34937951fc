"""A certificate is taken back: what came before still counts, what comes later is 未受信任, nothing is deleted."""

import pytest

from app.domain.register import RECEIPT
from app.errors import NotCertified, OfficeKeyMissing, OnlyAdministrators, ReasonMissing, WrongPassphrase
from app.services.bundle_keys import bundle_keys, device_key
from app.services.certificate_requests import certificate_requests, issue_on_request
from app.services.exporting import export_bundle
from app.services.importing import incoming
from app.services.office_key import is_issued, issue_certificates
from app.services.people import add_person, people
from app.services.revoking import is_revoked, revoke_certificate, use_of_key
from app.services.unit_changes import NewUnit, add_unit
from app.services.workspace import Workspace
from app.store import units as unit_table
from app.store.rebuild import differences
from app.store.revisions import revisions
from app.store.trust import trust
from tests.app.services.second_laptops import CHEAP, HERS, PASSPHRASE, a_lone_laptop, an_office, carried, joined

THIRD = "滟滟随波千万里呀"
WHY = "电脑丢了"


@pytest.fixture
def desktop(tmp_path):
    workspace = an_office(tmp_path / "desktop")
    yield workspace
    workspace.close()


@pytest.fixture
def laptop(desktop, tmp_path):
    """Certified, with one street that came in."""
    workspace = a_lone_laptop(tmp_path / "laptop")
    joined(desktop, workspace)
    add_unit(workspace, NewUnit("清风街道", "street"), HERS)
    carried(workspace, HERS, desktop, PASSPHRASE, tmp_path / "up")
    issue_on_request(desktop, certificate_requests(desktop)[0], "inspector", PASSPHRASE)
    yield workspace
    workspace.close()


def names(workspace: Workspace) -> set[str]:
    return {unit.name for unit in unit_table.all_units(workspace.store)}


def rids(workspace: Workspace, author: str) -> set[str]:
    return {one.rev.rid for one in revisions(workspace.store) if one.rev.author == author}


def test_what_was_received_counts_and_what_comes_later_does_not(desktop, laptop, tmp_path):
    her = laptop.person.author
    revoke_certificate(desktop, her, PASSPHRASE, WHY)
    assert is_revoked(desktop, her)
    assert "清风街道" in names(desktop)
    add_unit(laptop, NewUnit("明月街道", "street"), HERS)
    carried(laptop, HERS, desktop, PASSPHRASE, tmp_path / "late")
    assert names(desktop) == {"清风街道"}
    late = rids(desktop, her) - set().union(*(one.rev.body["rids"] for one in revisions(desktop.store, RECEIPT)[:1]))
    assert late
    assert {trust(desktop.store).standing(rid, her) for rid in late} == {"revoked"}
    assert rids(desktop, her) == rids(laptop, her)  # kept, not deleted
    assert differences(desktop.store) == ()


def test_the_laptop_hears_of_it(desktop, laptop, tmp_path):
    carried(desktop, PASSPHRASE, laptop, HERS, tmp_path / "down")
    assert is_issued(laptop, laptop.person)
    revoke_certificate(desktop, laptop.person.author, PASSPHRASE, WHY)
    (tmp_path / "told").mkdir()
    told = export_bundle(desktop, PASSPHRASE, tmp_path / "told", [device_key(laptop).recipient])
    with incoming(laptop, told.path, bundle_keys(laptop, HERS)) as found:
        found.apply(HERS)
    assert is_revoked(laptop, laptop.person.author)
    assert not is_issued(laptop, laptop.person)


def test_none_of_it_counts_where_the_office_says_so(desktop, laptop):
    revoke_certificate(desktop, laptop.person.author, PASSPHRASE, WHY, last={})
    assert names(desktop) == set()
    assert rids(desktop, laptop.person.author)
    assert differences(desktop.store) == ()


def test_it_counts_up_to_a_named_bundle(desktop, laptop, tmp_path):
    add_unit(laptop, NewUnit("明月街道", "street"), HERS)
    carried(laptop, HERS, desktop, PASSPHRASE, tmp_path / "second")
    her = laptop.person.author
    assert use_of_key(desktop, her).bundles == ((laptop.store.device, 1), (laptop.store.device, 2))
    assert use_of_key(desktop, her).revisions == len(rids(desktop, her))
    revoke_certificate(desktop, her, PASSPHRASE, WHY, last={laptop.store.device: 1})
    assert names(desktop) == {"清风街道"}


def test_what_a_colleague_signed_on_this_machine_goes_on_to_count(desktop):
    colleague = add_person(desktop, "赵六", "科员", desktop.office.name, "administrator", THIRD, cost=CHEAP)
    issue_certificates(desktop, people(desktop), PASSPHRASE)
    desktop.person, administrator = colleague, desktop.person
    add_unit(desktop, NewUnit("早先的街道", "street"), THIRD)
    desktop.person = administrator
    revoke_certificate(desktop, colleague.author, PASSPHRASE, "调走了")
    assert names(desktop) == {"早先的街道"}
    desktop.person = colleague
    add_unit(desktop, NewUnit("后来的街道", "street"), THIRD)
    assert names(desktop) == {"早先的街道"}
    assert not is_issued(desktop, colleague)


def test_it_is_taken_back_once_with_a_reason_by_the_office_key(desktop, laptop):
    her, before = laptop.person.author, len(revisions(desktop.store))
    with pytest.raises(ReasonMissing):
        revoke_certificate(desktop, her, PASSPHRASE, "  ")
    with pytest.raises(WrongPassphrase):
        revoke_certificate(desktop, her, HERS, WHY)
    with pytest.raises(NotCertified):
        revoke_certificate(desktop, "ab" * 32, PASSPHRASE, WHY)
    with pytest.raises((OnlyAdministrators, OfficeKeyMissing)):
        revoke_certificate(laptop, her, HERS, WHY)
    assert len(revisions(desktop.store)) == before
    revoke_certificate(desktop, her, PASSPHRASE, WHY)
    with pytest.raises(NotCertified):
        revoke_certificate(desktop, her, PASSPHRASE, WHY)
