"""Contradictions of an office are shown with both sides."""

from dataclasses import replace

import pytest

from app.domain.register import REGISTER, KeyEntry, Register, register_body, register_id
from app.domain.revision import AMEND, FINAL
from app.domain.unit import Unit
from app.identity.passphrase import ArgonCost
from app.identity.signer import new_signing_key, unlock
from app.services.alarms import alarms
from app.services.people import people
from app.services.records import Pen, write_records
from app.store.bodies import UNIT, unit_body
from app.store.rebuild import look_from, rebuild_projections
from app.store.revisions import head_rids
from app.store.units import all_units


@pytest.fixture
def office_key():
    wrapped, _spki = new_signing_key("春江花月夜第一句", cost=ArgonCost(memory_kib=64, iterations=1, lanes=1))
    return unlock(wrapped, "春江花月夜第一句")


def govern(demo, key, name="天宁区委组织部"):
    entries = tuple(KeyEntry(one.author, one.id, one.name, "", "administrator") for one in people(demo) if one.author)
    register = Register(key.author, name, "district", 1, entries)
    record = (REGISTER, register_id(key.author), FINAL, register_body(register))
    write_records(demo, Pen(key), (record,), parents=())


def test_an_office_without_contradictions_raises_no_alarm(demo, office_key):
    assert alarms(demo) == ()
    look_from(demo.store, office_key.author)
    govern(demo, office_key)
    assert alarms(demo) == ()


def test_two_versions_of_a_campaign_are_shown_with_both_contents(demo, office_key):
    look_from(demo.store, office_key.author)
    govern(demo, office_key)
    signers = [one for one in people(demo) if one.author][:2]
    for one, name in zip(signers, ("春查", "秋查"), strict=True):
        pen = Pen(demo.signing_key(one.id, None))
        write_records(demo, pen, (("campaign", "c-9", FINAL, {"name": name}),), parents=())
    [alarm] = alarms(demo)
    assert (alarm.entity, alarm.id, alarm.office) == ("campaign", "c-9", "天宁区委组织部")
    assert {side.body["name"] for side in alarm.sides} == {"春查", "秋查"}
    assert {side.author for side in alarm.sides} == {one.name for one in signers}
    assert alarm.differing == ("name",)


def test_two_registers_of_one_version_are_an_alarm(demo, office_key):
    look_from(demo.store, office_key.author)
    govern(demo, office_key)
    govern(demo, office_key, "天宁区委组织部二")
    [alarm] = alarms(demo)
    assert alarm.entity == REGISTER
    assert {side.body["office"] for side in alarm.sides} == {"天宁区委组织部", "天宁区委组织部二"}


def test_of_a_contradicted_version_neither_is_current_until_a_later_one_settles_it(demo, office_key):
    look_from(demo.store, office_key.author)
    govern(demo, office_key)
    pens = [Pen(demo.signing_key(one.id, None)) for one in people(demo) if one.author][:2]
    unit = next(one for one in all_units(demo.store) if one.kind == "community")

    def say(pen, name, parents):
        [rid] = write_records(
            demo, pen, ((UNIT, unit.id, AMEND, unit_body(replace(unit, name=name))),), parents=parents
        )
        return rid

    def name():
        return next(one.name for one in all_units(demo.store) if one.id == unit.id)

    before = head_rids(demo.store, UNIT, unit.id)
    first = say(pens[0], "甲社区", before)
    assert name() == "甲社区"
    second = say(pens[1], "乙社区", before)
    assert name() == unit.name
    assert len(alarms(demo)) == 1
    say(pens[0], "丙社区", (first, second))
    assert name() == "丙社区"
    held = [one.name for one in all_units(demo.store)]
    rebuild_projections(demo.store)
    assert [one.name for one in all_units(demo.store)] == held


def test_a_unit_of_which_every_version_is_doubtful_keeps_its_row(demo, office_key):
    look_from(demo.store, office_key.author)
    govern(demo, office_key)
    for one, name in zip([one for one in people(demo) if one.author][:2], ("甲社区", "乙社区"), strict=True):
        body = unit_body(Unit("u-doubtful", "community", name))
        write_records(demo, Pen(demo.signing_key(one.id, None)), ((UNIT, "u-doubtful", FINAL, body),), parents=())
    assert len(alarms(demo)) == 1
    assert next(one.name for one in all_units(demo.store) if one.id == "u-doubtful") == "乙社区"
