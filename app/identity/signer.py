"""A person's signing key: made, wrapped, unlocked for one act, and what it signs."""

import base64
import binascii
import hashlib
import os
from dataclasses import dataclass, field
from datetime import datetime

from cryptography.exceptions import InvalidSignature, InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
    load_der_public_key,
)

from app.domain.revision import Revision, SignedRevision
from app.errors import ClockBehind, KeysDamaged, WrongPassphrase
from app.identity.derive import subkey
from app.identity.passphrase import USUAL_COST, ArgonCost, require_long_enough, slow_key

_SALT_LENGTH = 16
_NONCE_LENGTH = 12
_SIGNING = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)  # RFC 6979: no chance needed, no second signature
_VERIFYING = ec.ECDSA(hashes.SHA256())


def author_id(spki: bytes) -> str:
    """Who signs, as every record names it: SHA-256 (hex) of the SubjectPublicKeyInfo."""
    return hashlib.sha256(spki).hexdigest()


def spoken_fingerprint(spki: bytes) -> tuple[str, ...]:
    """The author id in sixteen groups of four, to be compared by eye or read aloud."""
    text = author_id(spki)
    return tuple(text[start : start + 4] for start in range(0, len(text), 4))


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """A signing key at rest: PKCS #8 under AES-256-GCM, under HKDF of Argon2id of its owner's passphrase.

    The store key does not open it, so a colleague on the same laptop cannot sign in its owner's name.
    """

    public_spki: bytes
    salt: bytes
    nonce: bytes
    wrapped: bytes = field(repr=False)
    cost: ArgonCost = USUAL_COST

    @property
    def author(self) -> str:
        """The author id of the key."""
        return author_id(self.public_spki)

    def to_json(self) -> dict[str, object]:
        """As kept in the store."""
        names = ("public_spki", "salt", "nonce", "wrapped")
        texts = {name: base64.b64encode(getattr(self, name)).decode() for name in names}
        return {**texts, "cost": self.cost.to_json()}

    @classmethod
    def from_json(cls, value: object) -> "WrappedKey":
        """Read it back; raises KeysDamaged."""
        if not isinstance(value, dict):
            raise KeysDamaged("signing key")
        try:
            spki, salt, nonce, wrapped = (
                base64.b64decode(value[name], validate=True) for name in ("public_spki", "salt", "nonce", "wrapped")
            )
        except (KeyError, TypeError, binascii.Error) as error:
            raise KeysDamaged("signing key") from error
        if len(nonce) != _NONCE_LENGTH:
            raise KeysDamaged("signing key")
        return cls(spki, salt, nonce, wrapped, ArgonCost.from_json(value.get("cost")))


@dataclass(frozen=True, slots=True)
class SigningKey:
    """An unlocked key (ECDSA P-256); hold it for one act only and let it go."""

    private: ec.EllipticCurvePrivateKey = field(repr=False)
    public_spki: bytes

    @property
    def author(self) -> str:
        """The author id of the key."""
        return author_id(self.public_spki)

    def sign(self, data: bytes) -> bytes:
        """A DER signature of SHA-256 of `data`."""
        return self.private.sign(data, _SIGNING)


def new_signing_key(passphrase: str, *, cost: ArgonCost = USUAL_COST) -> tuple[WrappedKey, bytes]:
    """A fresh key wrapped for its owner, and its SubjectPublicKeyInfo (DER); PassphraseTooShort."""
    require_long_enough(passphrase)
    wrapped = wrap(_signing_key(ec.generate_private_key(ec.SECP256R1())), passphrase, cost)
    return wrapped, wrapped.public_spki


def unlock(wrapped: WrappedKey, passphrase: str) -> SigningKey:
    """The key for one act; WrongPassphrase, or KeysDamaged when what was wrapped is no such key."""
    cipher = AESGCM(_wrapping_key(passphrase, wrapped.salt, wrapped.cost))
    try:
        pkcs8 = cipher.decrypt(wrapped.nonce, wrapped.wrapped, wrapped.public_spki)
    except InvalidTag as error:
        raise WrongPassphrase from error
    private = load_der_private_key(pkcs8, None)
    if not isinstance(private, ec.EllipticCurvePrivateKey):
        raise KeysDamaged("signing key")
    return _signing_key(private)


def rewrap(wrapped: WrappedKey, old: str, new: str, *, cost: ArgonCost = USUAL_COST) -> WrappedKey:
    """The same key under a new passphrase; WrongPassphrase, PassphraseTooShort."""
    require_long_enough(new)
    return wrap(unlock(wrapped, old), new, cost)


def sign_revision(rev: Revision, key: SigningKey) -> SignedRevision:
    """Sign what `rev` says; ValueError when the key is not its author's."""
    if rev.author != key.author:
        raise ValueError("the revision names another author")
    return SignedRevision(rev, key.sign(rev.signed_bytes))


class RevisionVerifier:
    """One author's public key, read once, for many revisions (an import checks tens of thousands)."""

    __slots__ = ("_author", "_key")

    def __init__(self, spki: bytes) -> None:
        """Read a SubjectPublicKeyInfo (DER); a key of another kind or broken bytes verify nothing."""
        self._author, self._key = author_id(spki), _p256_key(spki)

    def verifies(self, signed: SignedRevision) -> bool:
        """True when the revision names this author and the signature is theirs."""
        return signed.rev.author == self._author and _holds(self._key, signed.sig, signed.rev.signed_bytes)


def verify_revision(signed: SignedRevision, spki: bytes) -> bool:
    """True when `signed` names the author of `spki` and its signature is that key's."""
    return RevisionVerifier(spki).verifies(signed)


def verify_bytes(spki: bytes, sig: bytes, data: bytes) -> bool:
    """True when `sig` is the signature of `data` by the key of this SubjectPublicKeyInfo (DER)."""
    return _holds(_p256_key(spki), sig, data)


def _p256_key(spki: bytes) -> ec.EllipticCurvePublicKey | None:
    """The key in a SubjectPublicKeyInfo (DER); None for broken bytes and for a key of another kind."""
    try:
        key = load_der_public_key(spki)
    except (ValueError, UnsupportedAlgorithm):
        return None
    is_p256 = isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP256R1)
    return key if is_p256 else None  # type: ignore[return-value] # as was just looked at


def _holds(key: ec.EllipticCurvePublicKey | None, sig: bytes, data: bytes) -> bool:
    if key is None:
        return False
    try:
        key.verify(sig, data, _VERIFYING)
    except InvalidSignature:
        return False
    return True


def require_clock_not_behind(now: datetime, last_entry: datetime | None) -> None:
    """Raises ClockBehind when the clock stands before the store's last entry: nobody could believe that signature."""
    if last_entry is not None and now < last_entry:
        raise ClockBehind(now, last_entry)


def _signing_key(private: ec.EllipticCurvePrivateKey) -> SigningKey:
    return SigningKey(private, private.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))


def _wrapping_key(passphrase: str, salt: bytes, cost: ArgonCost) -> bytes:
    return subkey(slow_key(passphrase, salt, cost), "signing-key")


def wrap(key: SigningKey, passphrase: str, cost: ArgonCost) -> WrappedKey:
    """The key for one more passphrase; how long that is, is not asked here."""
    salt, nonce = os.urandom(_SALT_LENGTH), os.urandom(_NONCE_LENGTH)
    pkcs8 = key.private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    cipher = AESGCM(_wrapping_key(passphrase, salt, cost))
    return WrappedKey(key.public_spki, salt, nonce, cipher.encrypt(nonce, pkcs8, key.public_spki), cost)
