"""What an office says about keys (the register), and about bundles that it received (receipts)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from app.domain.person import ROLE_NAMES, Role

REGISTER, RECEIPT = "register", "receipt"
"""Entities. The id of a register is `register_id`, of a receipt `receipt_id`."""
OfficeLevel = Literal["city", "district", "street", "community"]


class RegisterUnreadable(ValueError):  # noqa: N818 - names the fact, as all errors here do
    """A body that breaks the form of a register or receipt."""


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """Whose key it is. `author` is the SHA-256 of the SubjectPublicKeyInfo; `certificate` is DER in base64."""

    author: str
    person_id: str
    name: str
    post: str
    role: Role
    certificate: str = ""


@dataclass(frozen=True, slots=True)
class Revocation:
    """A key that is no longer believed after the bundle `seq` of `device`; seq 0 believes nothing of it."""

    author: str
    device: str
    seq: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Vouch:
    """Another office's key, accepted by its fingerprint; `recipient` is the age key that bundles for it go to.

    `realm` is that office's: its bundles are taken. "" in registers of before it was written.
    """

    author: str
    office: str
    level: OfficeLevel
    certificate: str = ""
    recipient: str = ""
    realm: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """The whole register of one office in one version; `issuer` is the author id of the office key that signs it.

    `recipient` is the office's age key (`age1…`): bundles for it and the office slots of its laptops are sealed to it.
    """

    issuer: str
    office: str
    level: OfficeLevel
    version: int
    keys: tuple[KeyEntry, ...] = ()
    revocations: tuple[Revocation, ...] = ()
    vouched: tuple[Vouch, ...] = ()
    certificate: str = ""
    recipient: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """A bundle came in whole: `seq` of `device` with this hash, and the rids of the revisions in it."""

    device: str
    seq: int
    bundle_sha256: str
    rids: tuple[str, ...]


def register_id(issuer: str) -> str:
    """The id of an office's register."""
    return f"keys-{issuer}"


def receipt_id(device: str, seq: int, bundle_sha256: str) -> str:
    """The id of the receipt of one bundle: two different bundles of one number have two."""
    return f"{device}-{seq}-{bundle_sha256[:16]}"


def register_body(register: Register) -> dict[str, Any]:
    """The body of a `register` revision."""
    return {
        "issuer": register.issuer,
        "office": register.office,
        "level": register.level,
        "version": register.version,
        "certificate": register.certificate,
        "recipient": register.recipient,
        "keys": [
            {
                "author": one.author,
                "person_id": one.person_id,
                "name": one.name,
                "post": one.post,
                "role": one.role,
                "certificate": one.certificate,
            }
            for one in register.keys
        ],
        "revocations": [
            {"author": one.author, "device": one.device, "seq": one.seq, "reason": one.reason}
            for one in register.revocations
        ],
        "vouched": [
            {
                "author": one.author,
                "office": one.office,
                "level": one.level,
                "certificate": one.certificate,
                "recipient": one.recipient,
                **({"realm": one.realm} if one.realm else {}),
            }
            for one in register.vouched
        ],
    }


def register_of(body: Mapping[str, Any]) -> Register:
    """The register that a body describes; RegisterUnreadable."""
    return Register(
        issuer=_text(body, "issuer"),
        office=_text(body, "office"),
        level=_level(body),
        version=_count(body, "version"),
        keys=tuple(
            KeyEntry(
                author=_text(one, "author"),
                person_id=_text(one, "person_id"),
                name=_text(one, "name"),
                post=_text(one, "post", ""),
                role=_role(one),
                certificate=_text(one, "certificate", ""),
            )
            for one in _objects(body, "keys")
        ),
        revocations=tuple(
            Revocation(_text(one, "author"), _text(one, "device"), _count(one, "seq"), _text(one, "reason", ""))
            for one in _objects(body, "revocations")
        ),
        vouched=tuple(
            Vouch(
                author=_text(one, "author"),
                office=_text(one, "office"),
                level=_level(one),
                certificate=_text(one, "certificate", ""),
                recipient=_text(one, "recipient", ""),
                realm=_text(one, "realm", ""),
            )
            for one in _objects(body, "vouched")
        ),
        certificate=_text(body, "certificate", ""),
        recipient=_text(body, "recipient", ""),
    )


def receipt_body(receipt: Receipt) -> dict[str, Any]:
    """The body of a `receipt` revision."""
    return {
        "device": receipt.device,
        "seq": receipt.seq,
        "bundle_sha256": receipt.bundle_sha256,
        "rids": sorted(receipt.rids),
    }


def receipt_of(body: Mapping[str, Any]) -> Receipt:
    """The receipt that a body describes; RegisterUnreadable."""
    rids = body.get("rids", [])
    if not isinstance(rids, list | tuple) or not all(isinstance(rid, str) for rid in rids):
        raise RegisterUnreadable("rids")
    return Receipt(_text(body, "device"), _count(body, "seq"), _text(body, "bundle_sha256", ""), tuple(rids))


def _text(body: Any, key: str, default: str | None = None) -> str:
    value = body.get(key, default) if isinstance(body, Mapping) else None
    if not isinstance(value, str):
        raise RegisterUnreadable(key)
    return value


def _count(body: Mapping[str, Any], key: str) -> int:
    value = body.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise RegisterUnreadable(key)
    return value


def _level(body: Mapping[str, Any]) -> OfficeLevel:
    value = body.get("level")
    for level in get_args(OfficeLevel):
        if value == level:
            return level  # type: ignore[no-any-return] # get_args knows no types
    raise RegisterUnreadable("level")


def _role(body: Mapping[str, Any]) -> Role:
    for role in ROLE_NAMES:
        if body.get("role") == role:
            return role
    raise RegisterUnreadable("role")


def _objects(body: Mapping[str, Any], key: str) -> tuple[Mapping[str, Any], ...]:
    value = body.get(key, [])
    if not isinstance(value, list | tuple) or not all(isinstance(one, Mapping) for one in value):
        raise RegisterUnreadable(key)
    return tuple(value)
