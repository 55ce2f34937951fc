"""Registers of keys in real bundles: an old one never comes back, two in one version count as none, others stay out."""

from dataclasses import replace

import pytest

from app.domain.register import REGISTER, register_id, register_of
from app.errors import BundleRefused
from app.exchange.complaints import ComplaintKind
from app.rules.register_news import RegisterNews
from app.services.alarms import alarms
from app.services.bundle_keys import bundle_keys, device_key
from app.services.exporting import export_bundle
from app.services.import_preview import preview_of
from app.services.importing import incoming
from app.services.office_key import issue_certificates, opened_office, put_register
from app.services.people import add_person, people
from app.store.revisions import revisions
from app.store.trust import trust
from tests.app.services.second_laptops import CHEAP, HERS, PASSPHRASE, a_lone_laptop, an_office, invitation_of

OFFICE = "钟楼区委组织部"


@pytest.fixture
def office(tmp_path):
    workspace = an_office(tmp_path / "office")
    (tmp_path / "stick").mkdir()
    yield workspace
    workspace.close()


@pytest.fixture
def laptop(office, tmp_path):
    workspace = a_lone_laptop(tmp_path / "laptop", invitation_of(office))
    yield workspace
    workspace.close()


def sent(office, laptop, stick):
    """Everything the office has, for the laptop."""
    return export_bundle(office, PASSPHRASE, stick, [device_key(laptop).recipient], what="everything").path


def looked_at_and_taken(laptop, path):
    with incoming(laptop, path, bundle_keys(laptop, HERS)) as found:
        preview = preview_of(found)
        found.apply(HERS)
    return preview


def version(workspace):
    believed = trust(workspace.store)
    return believed.registers[believed.anchor].version if believed.anchor in believed.registers else None


def names(workspace):
    return {holder.entry.name for holder in trust(workspace.store).holders.values()}


def a_colleague(office, name, passphrase):
    add_person(office, name, "科员", OFFICE, passphrase=passphrase, cost=CHEAP)
    issue_certificates(office, people(office), PASSPHRASE)


def test_a_replayed_older_register_comes_in_never_counts_and_is_told(office, laptop, tmp_path):
    first = sent(office, laptop, tmp_path / "stick")
    was = version(office)
    a_colleague(office, "李敏", "李敏自己的口令呀")
    now = version(office)
    assert now > was
    second = sent(office, laptop, tmp_path / "stick")
    assert looked_at_and_taken(laptop, second).registers == ()
    assert names(laptop) == {"王建国", "李敏"}
    told = looked_at_and_taken(laptop, first).registers
    assert told == (RegisterNews("older", OFFICE, was, now),)
    assert version(laptop) == now
    assert names(laptop) == {"王建国", "李敏"}
    assert alarms(laptop) == ()


def test_of_bundles_in_the_wrong_order_the_newest_register_counts_though_it_came_first(office, tmp_path):
    """A laptop that knew an early register gets a late one, then one from between that it never saw."""
    early = invitation_of(office)
    laptop = a_lone_laptop(tmp_path / "laptop", early)
    try:
        a_colleague(office, "李敏", "李敏自己的口令呀")
        between, was = sent(office, laptop, tmp_path / "stick"), version(office)
        a_colleague(office, "赵强", "赵强自己的口令呀")
        late = sent(office, laptop, tmp_path / "stick")
        looked_at_and_taken(laptop, late)
        told = looked_at_and_taken(laptop, between).registers
        assert told == (RegisterNews("older", OFFICE, was, version(office)),)
        assert names(laptop) == {"王建国", "李敏", "赵强"}
    finally:
        laptop.close()


def test_an_office_that_states_two_registers_in_one_version_is_told_and_neither_counts(office, laptop, tmp_path):
    own = opened_office(office, PASSPHRASE)
    before = own.register.version
    put_register(office, own.key, replace(own.register, office="钟楼区委组织部甲"))
    assert looked_at_and_taken(laptop, sent(office, laptop, tmp_path / "stick")).registers == ()
    assert version(laptop) == before + 1
    put_register(office, own.key, replace(own.register, office="钟楼区委组织部乙"))
    told = looked_at_and_taken(laptop, sent(office, laptop, tmp_path / "stick")).registers
    assert [(one.kind, one.version, one.current) for one in told] == [("contradicted", before + 1, before)]
    assert version(laptop) == before
    [alarm] = alarms(laptop)
    assert {side.body["office"] for side in alarm.sides} == {"钟楼区委组织部甲", "钟楼区委组织部乙"}
    assert alarm.entity == REGISTER
    held = {register_of(one.rev.body).office for one in revisions(laptop.store, REGISTER, register_id(own.key.author))}
    assert {"钟楼区委组织部甲", "钟楼区委组织部乙"} <= held
    again = sent(office, laptop, tmp_path / "stick")
    assert looked_at_and_taken(laptop, again).registers == (), "told once; the alarm stays on the page"
    assert len(alarms(laptop)) == 1


def test_a_bundle_of_another_realm_that_was_encrypted_for_us_is_refused_as_such(office, laptop, tmp_path):
    other = an_office(tmp_path / "other", "天宁区委组织部")
    try:
        path = sent(other, laptop, tmp_path / "stick")
    finally:
        other.close()
    before = {one.rev.rid for one in revisions(laptop.store)}
    with pytest.raises(BundleRefused) as caught, incoming(laptop, path, bundle_keys(laptop, HERS)):
        pass
    assert [one.kind for one in caught.value.complaints] == [ComplaintKind.OTHER_REALM]
    assert {one.rev.rid for one in revisions(laptop.store)} == before
    assert alarms(laptop) == ()
    assert version(laptop) is not None
