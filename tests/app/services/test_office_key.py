"""The office's key on one machine: certificates for colleagues, a second holder, and laptops whose users forgot."""

from dataclasses import replace

import pytest

from app.domain.inspection import Change, Inspector
from app.domain.register import REGISTER, register_id, register_of
from app.errors import (
    AgeFileForOthers,
    NoSigningKey,
    OfficeKeyMissing,
    OfficeKeyNotHeld,
    OfficeKeyThere,
    OfficeKeyUnderOldPassphrase,
    OnlyAdministrators,
    WrongPassphrase,
)
from app.identity import slots
from app.identity.age import AgeKey, opened_key
from app.identity.passphrase import ArgonCost
from app.identity.pdf_verify import verify_pdf
from app.services.certificates import credentials, roots
from app.services.demo import job_of_the_demonstration
from app.services.inspections import NewInspection, answer, open_inspection, start_inspection
from app.services.office_key import (
    export_key_file,
    is_issued,
    issue_certificates,
    make_office_key,
    office_age_key,
    office_key,
    share_office_key,
)
from app.services.people import add_person, change_passphrase, people, remove_person, renew_passphrase
from app.services.recovery import key_by_key_file, recover, users
from app.services.reports import report_pdf
from app.services.signing import sign_digitally, signing_view
from app.services.unit_changes import NewUnit, add_unit
from app.services.workspace import Workspace, open_workspace
from app.store import audit
from app.store import people as people_table
from app.store.lineage import heads
from app.store.rebuild import differences

CHEAP = ArgonCost(memory_kib=64, iterations=1, lanes=1)
PASSPHRASE = "春江花月夜第一句"
HERS = "海上明月共潮生啊"
ANOTHER = "滟滟随波千万里呀"


@pytest.fixture
def made(office: Workspace) -> Workspace:
    """An office with its key, and a second administrator."""
    make_office_key(office, PASSPHRASE, cost=CHEAP)
    add_person(office, "李秀英", "科员", office.office.name, "administrator", HERS, cost=CHEAP)
    return office


def colleague(workspace: Workspace):
    return next(person for person in people(workspace) if person.name == "李秀英")


def register(workspace: Workspace):
    author = office_key(workspace).certificate.author
    [head] = heads(workspace.store, REGISTER, register_id(author))
    return register_of(head.rev.body)


def test_the_office_key_is_the_anchor_and_its_register_says_so(office):
    made = make_office_key(office, PASSPHRASE, cost=CHEAP)
    assert made == office_key(office)
    assert people_table.anchor(office.store) == made.certificate.author
    assert (register(office).version, register(office).recipient) == (1, made.recipient)
    assert register(office).keys == ()
    assert roots(office) == (made.certificate,)
    assert made.fingerprint.replace(" ", "").lower() == made.certificate.fingerprint
    assert {len(group) for group in made.fingerprint.split()} == {4}
    assert audit.entries(office.store, 1)[0].act == "office key made"
    assert differences(office.store) == ()


def test_certificates_are_issued_once_for_each_key(made):
    issued = issue_certificates(made, people(made), PASSPHRASE)
    assert {person.name for person in issued} == {"王建国", "李秀英"}
    assert all(is_issued(made, person) for person in people(made))
    assert issue_certificates(made, people(made), PASSPHRASE) == ()
    assert register(made).version == 2
    assert {(entry.name, entry.role) for entry in register(made).keys} == {
        ("王建国", "administrator"),
        ("李秀英", "administrator"),
    }


def test_a_report_signed_afterwards_is_the_offices(made):
    issue_certificates(made, people(made), PASSPHRASE)
    street = add_unit(made, NewUnit("清风街道", "street"), PASSPHRASE)
    unit = add_unit(made, NewUnit("莲花社区", "community", street.id), PASSPHRASE)
    me = next(person for person in people(made) if person.name == "王建国")
    team = (Inspector(me.id, me.name, me.post, me.office),)
    opened = open_inspection(
        made, start_inspection(made, NewInspection(unit.id, "district", team, me.id, made.today())).id
    )
    for section in ("items", "bonus", "penalties", "vetoes", "notes"):
        for code, value in (job_of_the_demonstration("job")["answers"].get(section) or {}).items():
            opened = answer(made, opened, Change(section, code, value))
    wanted = opened.inspection.id
    place = next(place for place in signing_view(made, wanted).places if place.person_id)
    sign_digitally(made, wanted, place.field, me.id, PASSPHRASE)
    [signature] = verify_pdf(report_pdf(made, wanted), roots(made)).signatures
    assert signature.issued_by_office
    assert credentials(made, me.author).is_issued


def test_a_new_key_needs_a_new_certificate(made):
    issue_certificates(made, people(made), PASSPHRASE)
    renew_passphrase(made, colleague(made), ANOTHER, cost=CHEAP)
    assert not is_issued(made, colleague(made))
    assert [person.name for person in issue_certificates(made, people(made), PASSPHRASE)] == ["李秀英"]
    assert is_issued(made, colleague(made))


def test_there_is_one_office_key(made):
    with pytest.raises(OfficeKeyThere):
        make_office_key(made, PASSPHRASE, cost=CHEAP)


def test_only_administrators_make_it_and_only_with_their_passphrase(office):
    with pytest.raises(WrongPassphrase):
        make_office_key(office, HERS, cost=CHEAP)
    office.person = replace(office.person, role="inspector")
    with pytest.raises(OnlyAdministrators):
        make_office_key(office, PASSPHRASE, cost=CHEAP)
    office.person = None
    with pytest.raises(NoSigningKey):
        make_office_key(office, PASSPHRASE, cost=CHEAP)
    assert office_key(office) is None


def test_without_a_key_nothing_is_issued(office):
    with pytest.raises(OfficeKeyMissing):
        issue_certificates(office, people(office), PASSPHRASE)


def test_a_second_administrator_holds_it_once_it_was_shared(made):
    first, second = made.person, colleague(made)
    made.person = second
    with pytest.raises(OfficeKeyNotHeld):
        issue_certificates(made, people(made), HERS)
    made.person = first
    with pytest.raises(WrongPassphrase):
        share_office_key(made, second, PASSPHRASE, "不是她的口令呀", cost=CHEAP)
    assert set(share_office_key(made, second, PASSPHRASE, HERS, cost=CHEAP).holders) == {first.id, second.id}
    made.person = second
    assert len(issue_certificates(made, people(made), HERS)) == 2
    made.person = first
    inspector = add_person(made, "赵六", "", "", "inspector", ANOTHER, cost=CHEAP)
    with pytest.raises(OnlyAdministrators):
        share_office_key(made, inspector, PASSPHRASE, ANOTHER, cost=CHEAP)


def test_the_office_key_follows_a_changed_passphrase(made):
    change_passphrase(made, made.person.id, PASSPHRASE, ANOTHER, cost=CHEAP)
    assert len(issue_certificates(made, people(made), ANOTHER)) == 2
    with pytest.raises(WrongPassphrase):
        issue_certificates(made, people(made), PASSPHRASE)


def test_a_forgotten_passphrase_costs_the_key_only_where_nobody_else_holds_it(made):
    renew_passphrase(made, made.person, ANOTHER, cost=CHEAP)
    with pytest.raises(OfficeKeyUnderOldPassphrase):
        issue_certificates(made, people(made), ANOTHER)
    assert len(issue_certificates(made, people(made), PASSPHRASE)) == 2  # remembered after all
    share_office_key(made, colleague(made), PASSPHRASE, HERS, cost=CHEAP)
    renew_passphrase(made, made.person, "又换了一个口令啊", cost=CHEAP)
    with pytest.raises(OfficeKeyNotHeld):
        issue_certificates(made, people(made), "又换了一个口令啊")
    made.person = colleague(made)
    assert [person.name for person in issue_certificates(made, people(made), HERS)] == ["王建国"]


def test_a_removed_holder_holds_it_no_more(made):
    share_office_key(made, colleague(made), PASSPHRASE, HERS, cost=CHEAP)
    remove_person(made, colleague(made).id, PASSPHRASE)
    assert office_key(made).holders == (made.person.id,)


def test_the_key_file_opens_a_laptop_whose_users_forgot(made, tmp_path):
    data, password = export_key_file(made, PASSPHRASE)
    assert opened_key(data, password) == office_age_key(made, PASSPHRASE)
    made.close()
    key = key_by_key_file(made.folder, data, password.lower().replace("-", " "))
    assert {person.name for person in users(made.folder, key)} == {"王建国", "李秀英"}
    hers = next(person for person in users(made.folder, key) if person.name == "李秀英")
    recover(made.folder, key, ANOTHER, person_id=hers.id, cost=CHEAP).close()
    again = open_workspace(made.folder, ANOTHER)
    assert again.person.name == "李秀英"
    again.close()
    with pytest.raises(WrongPassphrase):
        open_workspace(made.folder, HERS)


def test_another_offices_key_file_opens_nothing(made):
    from app.identity.office_key import key_file

    data, password = key_file(AgeKey.new())
    with pytest.raises(AgeFileForOthers):
        key_by_key_file(made.folder, data, password)
    with pytest.raises(WrongPassphrase):
        key_by_key_file(made.folder, data, "AAAAA-AAAAA-AAAAA-AAAAA")
    assert slots.office_recipient(made.folder) == office_key(made).recipient


def test_nothing_of_the_secrets_lies_in_clear(made):
    age = office_age_key(made, PASSPHRASE)
    made.close()
    for path in made.folder.rglob("*"):
        assert not path.is_file() or age.secret.encode() not in path.read_bytes()
