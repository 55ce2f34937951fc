"""The signed, content-addressed state of one record, as it travels on a stick."""

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from app.domain.canonical import JsonValue, canonical_json, parse_strict
from app.domain.hlc import STAMP

SIGNED_PREFIX = b"wuyou.revision/1\n"
"""Stands before the canonical bytes when they are signed, so that no other signature of the key can be passed off."""
ALGORITHM = "ES256"
SCHEMA = 1
DRAFT, FINAL, AMEND, VOID, RESOLVE = "draft", "final", "amend", "void", "resolve"
KINDS = frozenset({DRAFT, FINAL, AMEND, VOID, RESOLVE})

_KEYS = frozenset({"alg", "schema", "entity", "id", "parents", "kind", "author", "device", "hlc", "realm", "body"})
_SHA256 = re.compile("[0-9a-f]{64}", re.ASCII)
_DEVICE = re.compile("[0-9a-f]{8,64}", re.ASCII)
_ENTITY = re.compile("[a-z][a-z0-9_-]{0,39}", re.ASCII)
_MAX_NAME = 200


class MalformedRevision(ValueError):  # noqa: N818 - names the fact, as all errors here do
    """A revision that breaks the format; `part` names the key that is wrong (`line` when it is the whole)."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


class Stated(Protocol):
    """A revision as everybody but its author meets it: in memory, or on a disk where its words are read when asked for.

    Of thousands only these few fields need to be in memory; `canonical` and `body` may be read anew each time.
    """

    @property
    def rid(self) -> str:
        """SHA-256 (hex) of the canonical bytes."""

    @property
    def entity(self) -> str:
        """What kind of record it is a state of."""

    @property
    def id(self) -> str:
        """Which record."""

    @property
    def parents(self) -> tuple[str, ...]:
        """The sorted rids it was made from."""

    @property
    def kind(self) -> str:
        """One of KINDS."""

    @property
    def author(self) -> str:
        """SHA-256 (hex) of the signer's SubjectPublicKeyInfo."""

    @property
    def device(self) -> str:
        """Which machine made it."""

    @property
    def hlc(self) -> str:
        """When, as a stamp of app.domain.hlc."""

    @property
    def realm(self) -> str:
        """Of which office."""

    @property
    def body(self) -> Mapping[str, Any]:
        """What it says."""

    @property
    def canonical(self) -> bytes:
        """The bytes that `rid` is the hash of."""

    @property
    def size(self) -> int:
        """How many bytes `canonical` has."""

    @property
    def signed_bytes(self) -> bytes:
        """What the ECDSA signature is made over."""

    @property
    def belongs_to(self) -> tuple[str, str]:
        """The unit and the inspection that the body names, "" where it names none."""


@dataclass(frozen=True, slots=True, eq=False)
class Revision:
    """An immutable state of the record (`entity`, `id`); equal when its `rid` is.

    `parents` are the sorted rids it was made from, `author` is the SHA-256 (hex) of the signer's
    SubjectPublicKeyInfo, `device` eight or more hex digits, `hlc` a stamp of app.domain.hlc by that device.
    Raises MalformedRevision, or NotCanonical when `body` has no canonical spelling. Do not change `body` afterwards:
    `canonical` and `rid` are those of the moment it was made.
    """

    entity: str
    id: str
    parents: tuple[str, ...]
    kind: str
    author: str
    device: str
    hlc: str
    realm: str
    body: Mapping[str, JsonValue]
    canonical: bytes = field(init=False, repr=False)
    rid: str = field(init=False)

    def __post_init__(self) -> None:
        """Hold the format, then fix the bytes and their hash."""
        _require("entity", _ENTITY.fullmatch(self.entity))
        _require("id", 0 < len(self.id) <= _MAX_NAME)
        _require("parents", all(_SHA256.fullmatch(parent) for parent in self.parents))
        _require("parents", list(self.parents) == sorted(set(self.parents)))
        _require("kind", self.kind in KINDS)
        _require("author", _SHA256.fullmatch(self.author))
        _require("device", _DEVICE.fullmatch(self.device))
        _require("hlc", STAMP.fullmatch(self.hlc) and self.hlc.endswith(self.device[:8]))
        _require("realm", 0 < len(self.realm) <= _MAX_NAME)
        _require("body", isinstance(self.body, dict))
        canonical = canonical_json(self.to_json())
        object.__setattr__(self, "canonical", canonical)
        object.__setattr__(self, "rid", hashlib.sha256(canonical).hexdigest())

    def __eq__(self, other: object) -> bool:
        """Equal content, by its hash."""
        return isinstance(other, Revision) and self.rid == other.rid

    def __hash__(self) -> int:
        """By the hash of the content."""
        return hash(self.rid)

    def to_json(self) -> dict[str, JsonValue]:
        """The REV object, with `alg` and `schema`."""
        return {
            "alg": ALGORITHM,
            "schema": SCHEMA,
            "entity": self.entity,
            "id": self.id,
            "parents": self.parents,
            "kind": self.kind,
            "author": self.author,
            "device": self.device,
            "hlc": self.hlc,
            "realm": self.realm,
            "body": self.body,
        }

    @classmethod
    def from_json(cls, value: object) -> "Revision":
        """Read a REV object; unknown or missing keys, another algorithm or schema raise MalformedRevision."""
        if not isinstance(value, dict):
            raise MalformedRevision("rev")
        for key in _KEYS ^ value.keys():
            raise MalformedRevision(str(key))
        _require("alg", value["alg"] == ALGORITHM)
        _require("schema", type(value["schema"]) is int and value["schema"] == SCHEMA)
        for key in ("entity", "id", "kind", "author", "device", "hlc", "realm"):
            _require(key, isinstance(value[key], str))
        parents: Any = value["parents"]
        _require("parents", isinstance(parents, list | tuple) and all(isinstance(rid, str) for rid in parents))
        return cls(
            entity=value["entity"],
            id=value["id"],
            parents=tuple(parents),
            kind=value["kind"],
            author=value["author"],
            device=value["device"],
            hlc=value["hlc"],
            realm=value["realm"],
            body=value["body"],
        )

    @property
    def signed_bytes(self) -> bytes:
        """What the ECDSA signature is made over."""
        return SIGNED_PREFIX + self.canonical

    @property
    def size(self) -> int:
        """How many bytes `canonical` has."""
        return len(self.canonical)

    @property
    def belongs_to(self) -> tuple[str, str]:
        """The unit and the inspection that the body names, "" where it names none."""
        return belonging(self.body)


@dataclass(frozen=True, slots=True)
class SignedRevision:
    """A revision with its author's signature (ECDSA P-256 over SHA-256, DER); whether it holds is not yet said."""

    rev: Stated
    sig: bytes

    def line(self) -> bytes:
        """One line of a bundle, without the line feed: the canonical JSON of `{"rev": …, "sig": "base64"}`."""
        return b'{"rev":' + self.rev.canonical + b',"sig":"' + base64.b64encode(self.sig) + b'"}'

    @classmethod
    def from_line(cls, line: bytes) -> "SignedRevision":
        """Read one line; NotCanonical or MalformedRevision unless `line()` of the result is exactly `line`."""
        value = parse_strict(line)
        if not isinstance(value, dict) or value.keys() != {"rev", "sig"} or not isinstance(value["sig"], str):
            raise MalformedRevision("line")
        try:
            sig = base64.b64decode(value["sig"], validate=True)
        except (binascii.Error, ValueError) as error:
            raise MalformedRevision("sig") from error
        signed = cls(Revision.from_json(value["rev"]), sig)
        if signed.line() != line:
            raise MalformedRevision("line")
        return signed


def belonging(body: Mapping[str, Any]) -> tuple[str, str]:
    """The unit and the inspection that a body names, "" where it names none."""
    unit_id, inspection_id = body.get("unit_id"), body.get("inspection_id")
    return (unit_id if isinstance(unit_id, str) else "", inspection_id if isinstance(inspection_id, str) else "")


def smaller_signature(a: SignedRevision, b: SignedRevision) -> SignedRevision:
    """Which of two valid signatures of one revision every store keeps: the smaller byte string."""
    if a.rev.rid != b.rev.rid:
        raise ValueError("two different revisions")
    return min(a, b, key=lambda signed: signed.sig)


def _require(part: str, holds: object) -> None:
    if not holds:
        raise MalformedRevision(part)
