"""加入文件: read as written; cut, changed, forged or contradicting ones are refused, each with its reason."""

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.domain.canonical import canonical_json
from app.domain.register import REGISTER, Register, register_body, register_id
from app.domain.revision import Revision, SignedRevision
from app.errors import InvitationRefused
from app.exchange.invitation import MOST_BYTES, Invitation, read_invitation, write_invitation
from app.identity.age import AgeKey
from app.identity.certificates import issue_demo_office_certificate, issue_office_certificate
from app.identity.passphrase import ArgonCost
from app.identity.signer import SigningKey, new_signing_key, sign_revision, unlock

NOW = datetime(2026, 1, 8, 2, 3, tzinfo=UTC)
REALM = "office:" + "ab" * 16
WORD = "春江花月夜第一句"


def a_key() -> SigningKey:
    return unlock(new_signing_key(WORD, cost=ArgonCost(memory_kib=64, iterations=1, lanes=1))[0], WORD)


KEY, OTHER, AGE = a_key(), a_key(), AgeKey.new()
CERTIFICATE = issue_office_certificate("钟楼区委组织部", KEY, NOW)


def a_register(**more: object) -> Register:
    plain = Register(
        issuer=KEY.author,
        office="钟楼区委组织部",
        level="district",
        version=1,
        certificate=base64.b64encode(CERTIFICATE.der).decode(),
        recipient=AGE.recipient,
    )
    return replace(plain, **more)


def a_version(register: Register, key: SigningKey = KEY, **more: object) -> SignedRevision:
    plain = {
        "entity": REGISTER,
        "id": register_id(KEY.author),
        "parents": (),
        "kind": "final",
        "author": key.author,
        "device": "1a2b3c4d",
        "hlc": "2026-01-08T02:03:04.567Z-0000-1a2b3c4d",
        "realm": REALM,
        "body": register_body(register),
    }
    return sign_revision(Revision(**{**plain, **more}), key)


def an_invitation(**more: object) -> Invitation:
    plain = Invitation(
        realm=REALM,
        office="钟楼区委组织部",
        level="district",
        code="320404",
        certificate=CERTIFICATE,
        recipient=AGE.recipient,
        register=(a_version(a_register()),),
    )
    return replace(plain, **more)


GOOD = write_invitation(an_invitation(), KEY)


def fault_of(data: bytes) -> str:
    with pytest.raises(InvitationRefused) as refused:
        read_invitation(data)
    return refused.value.fault


def test_it_is_read_as_it_was_written_and_is_small():
    assert read_invitation(GOOD) == an_invitation()
    assert len(GOOD) < 10_000
    groups = read_invitation(GOOD).fingerprint.split()
    assert (len(groups), {len(group) for group in groups}) == (16, {4})


def test_all_versions_of_the_register_come_along_in_their_order():
    first = a_version(a_register())
    second = a_version(a_register(version=2), parents=(first.rev.rid,), kind="amend")
    assert read_invitation(write_invitation(an_invitation(register=(first, second)), KEY)).register == (first, second)
    assert fault_of(write_invitation(an_invitation(register=(second, first)), KEY)) == "register"
    assert fault_of(write_invitation(an_invitation(register=(second,)), KEY)) == "register"


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", b"{}", b"[]", b"null", b'{"invitation":{},"sig":""}', b"\xff" * 9]
)
def test_what_is_no_invitation_is_told(data):
    assert fault_of(data) == "form"


def test_a_file_that_is_far_too_large_is_not_even_read():
    assert fault_of(b" " * (MOST_BYTES + 1)) == "size"


@pytest.mark.parametrize("cut", [1, 40, len(GOOD) // 2, len(GOOD) - 1])
def test_a_cut_file_is_refused(cut):
    assert fault_of(GOOD[:cut]) == "form"


def test_every_flipped_byte_is_refused():
    for at in range(0, len(GOOD), 7):
        flipped = GOOD[:at] + bytes([GOOD[at] ^ 1]) + GOOD[at + 1 :]
        with pytest.raises(InvitationRefused):
            read_invitation(flipped)


def changed(**more: object) -> bytes:
    """With other words and the signature of before."""
    value = json.loads(GOOD)
    value["invitation"] |= more
    return canonical_json(value)


def test_other_words_under_the_same_signature_are_refused():
    assert fault_of(changed(office="天宁区委组织部")) == "signature"
    assert fault_of(changed(recipient=AgeKey.new().recipient)) == "signature"
    assert fault_of(changed(realm="office:cd")) == "signature"


@pytest.mark.parametrize(
    "more",
    [
        {"level": "province"},
        {"office": "  "},
        {"recipient": "age1"},
        {"certificate": "AAAA"},
        {"certificate": "not base64"},
        {"register": []},
        {"register": ["{}"]},
        {"register": "text"},
        {"realm": 7},
        {"format": "wuyou.invitation/2"},
        {"more": "unknown"},
    ],
)
def test_a_wrong_value_is_refused(more):
    assert fault_of(changed(**more)) == "form"


def signed_by(key: SigningKey, **more: object) -> bytes:
    """The office's certificate, under a signature of somebody else's."""
    value = json.loads(GOOD)
    value["invitation"] |= more
    sig = key.sign(b"wuyou.invitation/1\n" + canonical_json(value["invitation"]))
    return canonical_json({**value, "sig": base64.b64encode(sig).decode()})


def test_a_forged_signature_is_refused():
    assert fault_of(signed_by(OTHER)) == "signature"
    assert read_invitation(signed_by(KEY)) == an_invitation()
    with pytest.raises(ValueError, match="not the office's"):
        write_invitation(an_invitation(), OTHER)


def test_a_register_that_is_not_this_offices_is_refused():
    foreign = a_version(a_register(), OTHER)
    other_realm = a_version(a_register(), realm="office:cd")
    other_record = a_version(a_register(), id="keys-other")
    torn = replace(a_version(a_register()), sig=b"0")
    no_register = a_version(a_register(), body={"version": "one"})
    for line in (foreign, other_realm, other_record, torn, no_register):
        assert fault_of(write_invitation(an_invitation(register=(line,)), KEY)) == "register"


def test_a_register_that_names_another_certificate_or_recipient_is_refused():
    other = base64.b64encode(issue_office_certificate("别处", KEY, NOW).der).decode()
    for register in (a_register(certificate=other), a_register(recipient=AgeKey.new().recipient)):
        assert fault_of(write_invitation(an_invitation(register=(a_version(register),)), KEY)) == "register"


def test_a_practice_office_invites_nobody():
    assert fault_of(write_invitation(an_invitation(realm="demo:abcd"), KEY)) == "practice"
    practice = issue_demo_office_certificate(KEY, NOW)
    assert fault_of(write_invitation(an_invitation(certificate=practice), KEY)) == "practice"


def test_a_persons_certificate_is_no_offices():
    from app.identity.certificates import Holder, self_issued_certificate

    person = self_issued_certificate(Holder("王建国", "钟楼区委组织部"), KEY, NOW)
    text = base64.b64encode(person.der).decode()
    given = an_invitation(certificate=person, register=(a_version(a_register(certificate=text)),))
    assert fault_of(write_invitation(given, KEY)) == "register"
