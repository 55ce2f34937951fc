from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from app.domain.revision import Revision, SignedRevision
from app.errors import ClockBehind, KeysDamaged, PassphraseTooShort, WrongPassphrase
from app.identity.derive import subkey
from app.identity.passphrase import slow_key
from app.identity.signer import (
    RevisionVerifier,
    WrappedKey,
    author_id,
    new_signing_key,
    require_clock_not_behind,
    rewrap,
    sign_revision,
    spoken_fingerprint,
    unlock,
    verify_revision,
)

PASS = "红梅社区检查一二"


@pytest.fixture
def wrapped(cheap):
    return new_signing_key(PASS, cost=cheap)[0]


def a_revision(author, **changes):
    parts = {
        "entity": "inspection",
        "id": "i-1",
        "parents": (),
        "kind": "draft",
        "author": author,
        "device": "0a1b2c3d",
        "hlc": "2026-01-08T02:03:04.567Z-0000-0a1b2c3d",
        "realm": "office",
        "body": {"n": 1},
    }
    return Revision(**{**parts, **changes})


def test_a_key_is_unlocked_by_its_owners_passphrase_only(wrapped):
    key = unlock(wrapped, PASS)
    assert key.public_spki == wrapped.public_spki
    assert key.author == wrapped.author == author_id(wrapped.public_spki)
    with pytest.raises(WrongPassphrase):
        unlock(wrapped, "别人的口令一二三四")


def test_the_wrapped_key_comes_back_from_the_store(wrapped):
    assert WrappedKey.from_json(wrapped.to_json()) == wrapped
    assert repr(wrapped.wrapped) not in repr(wrapped)


@pytest.mark.parametrize(
    "change", [{"salt": "?"}, {"nonce": ""}, {"wrapped": 1}, {"cost": None}, {"public_spki": None}]
)
def test_a_damaged_wrapped_key_is_named(wrapped, change):
    with pytest.raises(KeysDamaged):
        WrappedKey.from_json({**wrapped.to_json(), **change})
    with pytest.raises(KeysDamaged):
        WrappedKey.from_json([])
    with pytest.raises(KeysDamaged):
        WrappedKey.from_json({})


def test_a_new_passphrase_keeps_the_key(wrapped, cheap):
    again = rewrap(wrapped, PASS, "新的口令一二三四", cost=cheap)
    assert again.public_spki == wrapped.public_spki
    assert unlock(again, "新的口令一二三四").author == wrapped.author
    with pytest.raises(WrongPassphrase):
        unlock(again, PASS)
    with pytest.raises(WrongPassphrase):
        rewrap(wrapped, "别人的口令一二三四", "新的口令一二三四", cost=cheap)


def test_a_short_passphrase_makes_no_key(wrapped):
    with pytest.raises(PassphraseTooShort):
        new_signing_key("短")
    with pytest.raises(PassphraseTooShort):
        rewrap(wrapped, PASS, "短")


def test_a_signed_revision_is_verified_and_any_other_is_not(wrapped, cheap):
    key = unlock(wrapped, PASS)
    signed = sign_revision(a_revision(key.author), key)
    assert verify_revision(signed, wrapped.public_spki)
    assert SignedRevision.from_line(signed.line()) == signed

    other, other_spki = new_signing_key(PASS, cost=cheap)
    assert not verify_revision(signed, other_spki)
    assert not verify_revision(replace(signed, rev=a_revision(key.author, id="i-2")), wrapped.public_spki)
    assert not verify_revision(replace(signed, rev=a_revision(other.author)), wrapped.public_spki)
    assert not verify_revision(replace(signed, sig=b""), wrapped.public_spki)
    assert not verify_revision(replace(signed, sig=signed.sig + b"\0"), wrapped.public_spki)
    assert not verify_revision(replace(signed, sig=signed.sig[:-1]), wrapped.public_spki)


def test_a_signature_over_the_bare_bytes_is_none(wrapped):
    key = unlock(wrapped, PASS)
    rev = a_revision(key.author)
    assert not verify_revision(SignedRevision(rev, key.sign(rev.canonical)), wrapped.public_spki)


def test_the_same_content_gets_the_same_signature(wrapped):
    key = unlock(wrapped, PASS)
    rev = a_revision(key.author)
    assert sign_revision(rev, key) == sign_revision(rev, key)


def test_nobody_signs_in_anothers_name(wrapped):
    with pytest.raises(ValueError, match="another author"):
        sign_revision(a_revision("a" * 64), unlock(wrapped, PASS))


def test_keys_of_another_kind_verify_nothing(wrapped):
    def spki(key):
        return key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    signed = sign_revision(a_revision(wrapped.author), unlock(wrapped, PASS))
    for other in (
        spki(ec.generate_private_key(ec.SECP384R1())),
        spki(ed25519.Ed25519PrivateKey.generate()),
        b"no key",
    ):
        foreign = SignedRevision(a_revision(author_id(other)), signed.sig)
        assert not RevisionVerifier(other).verifies(foreign)


def test_a_key_of_another_kind_inside_the_wrapping_is_damage(wrapped):
    cipher = AESGCM(subkey(slow_key(PASS, wrapped.salt, wrapped.cost), "signing-key"))
    pkcs8 = ed25519.Ed25519PrivateKey.generate().private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    with pytest.raises(KeysDamaged):
        unlock(replace(wrapped, wrapped=cipher.encrypt(wrapped.nonce, pkcs8, wrapped.public_spki)), PASS)


def test_a_fingerprint_is_read_aloud_in_sixteen_groups(wrapped):
    parts = spoken_fingerprint(wrapped.public_spki)
    assert {len(part) for part in parts} == {4}
    assert "".join(parts) == wrapped.author


def test_a_clock_before_the_last_entry_is_refused(now):
    require_clock_not_behind(now, None)
    require_clock_not_behind(now, now)
    with pytest.raises(ClockBehind) as caught:
        require_clock_not_behind(now, now + timedelta(seconds=1))
    assert caught.value.last_entry - caught.value.now == timedelta(seconds=1)
