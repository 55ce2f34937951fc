"""Who is believed follows from the registers and receipts, seen from the anchor."""

from dataclasses import replace

import pytest

from app.domain.register import (
    KeyEntry,
    Receipt,
    Register,
    Revocation,
    Vouch,
    receipt_body,
    register_body,
    register_id,
)
from app.domain.trust import Claim, trust_of

OFFICE, CITY, OTHER = "0" * 64, "1" * 64, "2" * 64
WANG, ADMIN, STRANGER = "a" * 64, "b" * 64, "f" * 64
OWN = Register(
    OFFICE,
    "天宁区委组织部",
    "district",
    1,
    (KeyEntry(WANG, "p-1", "王芳", "", "inspector"), KeyEntry(ADMIN, "p-2", "李强", "", "administrator")),
)


def claim(register, author=None, rid="r", id_=None):
    return Claim(rid, author or register.issuer, id_ or register_id(register.issuer), register_body(register))


def receipt(device, seq, *rids, author=OFFICE):
    return Claim("x", author, "x", receipt_body(Receipt(device, seq, "e" * 64, rids)))


def seen(*registers, receipts=(), anchor=OFFICE):
    return trust_of(anchor, [claim(one, rid=f"r{n}") for n, one in enumerate(registers)], receipts)


def test_before_there_is_a_register_everybody_is_unissued_and_may_do_everything():
    for trust in (seen(), seen(OWN, anchor=None), seen(replace(OWN, issuer=OTHER))):
        assert not trust.is_governed
        assert trust.standing("r", WANG) == "unissued"
        assert trust.may_form_head("r", WANG)
        assert trust.may_decide(STRANGER, [WANG])


def test_the_register_issues_and_a_stranger_still_forms_heads():
    trust = seen(OWN)
    assert [trust.standing("r", one) for one in (WANG, OFFICE, STRANGER)] == ["issued", "issued", "unissued"]
    assert trust.may_form_head("r", STRANGER)


def test_only_the_administrator_of_the_authors_office_decides():
    other = Register(OTHER, "钟楼区委组织部", "district", 1, (KeyEntry("9" * 64, "p-9", "赵", "", "administrator"),))
    trust = seen(replace(OWN, vouched=(Vouch(OTHER, "钟楼区委组织部", "district"),)), other)
    assert trust.may_decide(ADMIN, [WANG, STRANGER])
    assert trust.may_decide(OFFICE, [WANG])
    assert not trust.may_decide(WANG, [WANG])
    assert not trust.may_decide(STRANGER, [STRANGER])
    assert not trust.may_decide("9" * 64, [WANG])
    assert trust.may_decide("9" * 64, [STRANGER])
    assert trust.office_of(WANG) == OFFICE
    assert trust.office_of(STRANGER) is None


def test_a_city_passes_trust_on_and_a_district_does_not():
    third = "3" * 64
    fourth = Register("4" * 64, "新北区委组织部", "district", 1, (KeyEntry("9" * 64, "p-9", "赵", "", "inspector"),))
    city = Register(CITY, "市委组织部", "city", 1, vouched=(Vouch(OTHER, "钟楼区委组织部", "district"),))
    other = Register(
        OTHER, "钟楼区委组织部", "district", 1, vouched=(Vouch(fourth.issuer, "新北区委组织部", "district"),)
    )
    trust = seen(replace(OWN, vouched=(Vouch(CITY, "市委组织部", "city"),)), city, other, fourth)
    assert set(trust.offices) == {OFFICE, CITY, OTHER}
    assert trust.standing("r", "9" * 64) == "unissued"
    assert third not in trust.offices


def test_an_office_whose_key_is_revoked_vouches_for_nobody():
    city = Register(CITY, "市委组织部", "city", 1, (KeyEntry("9" * 64, "p-9", "赵", "", "inspector"),))
    own = replace(OWN, vouched=(Vouch(CITY, "市委组织部", "city"),), revocations=(Revocation(CITY, "", 0),))
    trust = seen(own, city)
    assert trust.standing("r", "9" * 64) == "unissued"
    assert trust.standing("r", CITY) == "revoked"


def test_a_revoked_key_is_believed_up_to_the_bundle_that_was_named():
    own = replace(OWN, revocations=(Revocation(WANG, "00000001", 2),))
    reports = [receipt("00000001", 2, "early"), receipt("00000001", 3, "late", "early"), receipt("00000009", 1, "odd")]
    trust = seen(own, receipts=reports)
    standings = {rid: trust.standing(rid, WANG) for rid in ("early", "late", "odd", "unreported")}
    assert standings == {"early": "issued", "late": "revoked", "odd": "revoked", "unreported": "revoked"}
    assert not trust.may_form_head("late", WANG)
    assert trust.standing("late", ADMIN) == "issued"


def test_receipts_count_only_from_who_may_write_them():
    own = replace(OWN, revocations=(Revocation(WANG, "1", 2),))
    for author, standing in ((OFFICE, "issued"), (ADMIN, "issued"), (WANG, "revoked"), (STRANGER, "revoked")):
        assert seen(own, receipts=[receipt("1", 1, "r", author=author)]).standing("r", WANG) == standing
    unreadable = Claim("x", OFFICE, "x", {"rids": 1})
    assert seen(own, receipts=[unreadable]).standing("r", WANG) == "revoked"


def test_where_office_and_anchor_revoke_only_what_both_believe_is_believed():
    other = Register(
        OTHER,
        "钟楼区委组织部",
        "district",
        1,
        (KeyEntry("9" * 64, "p-9", "赵", "", "inspector"),),
        (Revocation("9" * 64, "1", 5), Revocation(WANG, "1", 0)),
    )
    own = replace(
        OWN, vouched=(Vouch(OTHER, "钟楼区委组织部", "district"),), revocations=(Revocation("9" * 64, "1", 3),)
    )
    trust = seen(own, other, receipts=[receipt("1", 4, "four"), receipt("1", 3, "three")])
    assert trust.standing("four", "9" * 64) == "revoked"
    assert trust.standing("three", "9" * 64) == "issued"
    assert trust.standing("r", WANG) == "issued", "another office does not revoke our keys"


@pytest.mark.parametrize(
    "odd",
    [
        claim(OWN, author=WANG, rid="odd"),
        claim(OWN, rid="odd", id_="keys-x"),
        Claim("odd", OFFICE, register_id(OFFICE), {"version": 9}),
    ],
)
def test_who_speaks_for_another_key_is_invalid(odd):
    trust = trust_of(OFFICE, [odd], [])
    assert trust.standing("odd", odd.author) == "invalid"
    assert not trust.may_form_head("odd", odd.author)
    assert not trust.is_governed


def test_a_register_that_says_two_things_is_an_alarm_and_the_version_before_counts():
    trust = seen(OWN, replace(OWN, version=2, keys=()), replace(OWN, version=2, keys=OWN.keys[:1]))
    assert [alarm.version for alarm in trust.alarms] == [2]
    assert trust.standing("r", ADMIN) == "issued"
