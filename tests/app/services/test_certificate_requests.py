"""Requests go up with the ordinary bundle, certificates come down with the next one."""

from dataclasses import replace

import pytest

from app.domain.register import REGISTER, register_id, register_of
from app.errors import NothingToIssue, OfficeKeyMissing, OnlyAdministrators, WrongPassphrase
from app.services.bundle_keys import bundle_keys, device_key, own_recipients
from app.services.certificate_requests import certificate_requests, issue_on_request
from app.services.certificates import credentials
from app.services.office_key import is_issued, issue_certificates, office_key
from app.services.people import people, person_record, renew_passphrase
from app.services.records import Pen, write_records
from app.services.workspace import Workspace
from app.store import people as people_table
from app.store.lineage import heads
from app.store.rebuild import differences
from tests.app.services.second_laptops import CHEAP, HERS, PASSPHRASE, a_lone_laptop, an_office, carried, joined

ANOTHER = "滟滟随波千万里呀"


@pytest.fixture
def desktop(tmp_path):
    workspace = an_office(tmp_path / "desktop")
    yield workspace
    workspace.close()


@pytest.fixture
def laptop(desktop, tmp_path):
    """A laptop that joined and whose first bundle came in."""
    workspace = a_lone_laptop(tmp_path / "laptop")
    joined(desktop, workspace)
    carried(workspace, HERS, desktop, PASSPHRASE, tmp_path / "up")
    yield workspace
    workspace.close()


def register(workspace: Workspace):
    author = people_table.anchor(workspace.store)
    [head] = heads(workspace.store, REGISTER, register_id(author))
    return register_of(head.rev.body)


def test_the_request_names_who_asks_with_which_key_from_where(desktop, laptop):
    [request] = certificate_requests(desktop)
    assert (request.person.name, request.person.post, request.device) == ("李秀英", "组织科科员", laptop.store.device)
    assert request.author == laptop.person.author
    assert request.fingerprint.replace(" ", "").lower() == laptop.person.author
    assert not is_issued(desktop, request.person)


def test_the_certificate_comes_down_and_the_laptop_says_so(desktop, laptop, tmp_path):
    assert not is_issued(laptop, laptop.person)
    issue_on_request(desktop, certificate_requests(desktop)[0], "inspector", PASSPHRASE)
    assert certificate_requests(desktop) == ()
    assert device_key(laptop).recipient in own_recipients(desktop)
    came = carried(desktop, PASSPHRASE, laptop, HERS, tmp_path / "down")
    assert came.plan.quarantined == ()
    assert is_issued(laptop, laptop.person)
    [office] = credentials(laptop, laptop.person.author).chain
    assert office == office_key(desktop).certificate
    assert differences(laptop.store) == differences(desktop.store) == ()


def test_a_laptop_opens_no_bundle_with_a_wrong_passphrase(laptop):
    with pytest.raises(WrongPassphrase):
        bundle_keys(laptop, PASSPHRASE)
    assert bundle_keys(laptop, HERS) == [device_key(laptop)]


def test_the_office_names_the_role_not_the_laptop(desktop, laptop):
    pen = Pen(laptop.signing_key(laptop.person.id, HERS))
    claimed = replace(laptop.person, role="administrator")
    write_records(laptop, pen, (person_record(laptop, claimed, "amend"),))
    issue_on_request(desktop, certificate_requests(desktop)[0], "inspector", PASSPHRASE)
    assert {entry.name: entry.role for entry in register(desktop).keys} == {
        "王建国": "administrator",
        "李秀英": "inspector",
    }


def test_a_key_is_certified_once(desktop, laptop):
    [request] = certificate_requests(desktop)
    issue_on_request(desktop, request, "inspector", PASSPHRASE)
    version = register(desktop).version
    with pytest.raises(NothingToIssue):
        issue_on_request(desktop, request, "inspector", PASSPHRASE)
    assert register(desktop).version == version


def test_a_new_key_asks_again(desktop, laptop, tmp_path):
    issue_on_request(desktop, certificate_requests(desktop)[0], "inspector", PASSPHRASE)
    renew_passphrase(laptop, laptop.person, ANOTHER, cost=CHEAP)
    laptop.read_again()
    carried(laptop, ANOTHER, desktop, PASSPHRASE, tmp_path / "again")
    [request] = certificate_requests(desktop)
    assert request.author == laptop.person.author


def test_a_record_that_names_somebody_elses_key_is_no_request(desktop, laptop, tmp_path):
    pen = Pen(laptop.signing_key(laptop.person.id, HERS))
    mask = replace(people(desktop)[0], id="p-" + "9" * 16, name="冒名的人", author="ab" * 32, is_local=False)
    _entity, _id, kind, body = person_record(laptop, laptop.person)
    write_records(laptop, pen, (("person", mask.id, kind, {**body, "name": mask.name, "author": mask.author}),))
    carried(laptop, HERS, desktop, PASSPHRASE, tmp_path / "mask")
    assert [one.person.name for one in certificate_requests(desktop)] == ["李秀英"]
    false = replace(certificate_requests(desktop)[0], person=mask, author=mask.author)
    with pytest.raises(NothingToIssue):
        issue_on_request(desktop, false, "inspector", PASSPHRASE)


def test_only_the_holder_of_the_office_key_issues(desktop, laptop):
    [request] = certificate_requests(desktop)
    with pytest.raises(WrongPassphrase):
        issue_on_request(desktop, request, "inspector", HERS)
    with pytest.raises(OnlyAdministrators):
        issue_on_request(laptop, request, "inspector", HERS)
    laptop.person = replace(laptop.person, role="administrator")
    with pytest.raises(OfficeKeyMissing):
        issue_on_request(laptop, request, "inspector", HERS)


def test_colleagues_at_this_machine_are_no_requests(desktop):
    assert certificate_requests(desktop) == ()


def test_a_key_that_came_on_a_stick_is_never_certified_in_passing(desktop, laptop):
    assert issue_certificates(desktop, people(desktop), PASSPHRASE) == ()
    assert [one.person.name for one in certificate_requests(desktop)] == ["李秀英"]
