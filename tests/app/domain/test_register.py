"""A register and a receipt come back from their bodies as they were, or not at all."""

import pytest

from app.domain.canonical import canonical_json
from app.domain.register import (
    KeyEntry,
    Receipt,
    Register,
    RegisterUnreadable,
    Revocation,
    Vouch,
    receipt_body,
    receipt_id,
    receipt_of,
    register_body,
    register_id,
    register_of,
)

REGISTER = Register(
    issuer="a" * 64,
    office="天宁区委组织部",
    level="district",
    version=3,
    keys=(KeyEntry("b" * 64, "p-1", "王芳", "科员", "inspector", "MII="),),
    revocations=(Revocation("c" * 64, "00000001", 4, "电脑丢失"),),
    vouched=(Vouch("d" * 64, "市委组织部", "city"),),
)
RECEIPT = Receipt("00000001", 2, "e" * 64, ("f" * 64,))


def test_both_come_back_as_they_were():
    canonical_json(register_body(REGISTER))
    canonical_json(receipt_body(RECEIPT))
    assert register_of(register_body(REGISTER)) == REGISTER
    assert receipt_of(receipt_body(RECEIPT)) == RECEIPT


def test_their_ids_name_the_key_and_the_bundle():
    assert register_id("a" * 64) == "keys-" + "a" * 64
    assert receipt_id("00000001", 2, "e" * 64) == "00000001-2-" + "e" * 16


@pytest.mark.parametrize(
    "change",
    [
        {"issuer": None},
        {"version": "3"},
        {"version": True},
        {"version": -1},
        {"level": "province"},
        {"keys": {}},
        {"keys": [1]},
        {"keys": [{"author": "b" * 64, "person_id": "p-1", "name": "王芳", "role": "king"}]},
        {"vouched": [{"author": "d" * 64, "office": "市委组织部", "level": 1}]},
        {"revocations": [{"author": "c" * 64, "device": "1", "seq": None}]},
    ],
)
def test_a_register_of_another_form_is_unreadable(change):
    with pytest.raises(RegisterUnreadable):
        register_of({**register_body(REGISTER), **change})


@pytest.mark.parametrize("change", [{"device": 1}, {"seq": "2"}, {"rids": "f"}, {"rids": [1]}])
def test_a_receipt_of_another_form_is_unreadable(change):
    with pytest.raises(RegisterUnreadable):
        receipt_of({**receipt_body(RECEIPT), **change})
