"""加入文件 (.wyjoin): what a new laptop has to know of its office, signed by the office key.

It holds no secret: the realm's name, the office and its certificate, its age recipient and its register. Whoever finds
it can encrypt to the office and file a request, no more. That it is genuine nobody sees from the file itself (anybody
can make one for an office of their own with this name), so its certificate's fingerprint is compared with what the
administrator reads aloud before anything of it is believed.
"""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args

from app.domain.canonical import JsonValue, NotCanonical, canonical_json, parse_canonical
from app.domain.joining import may_be_joined
from app.domain.register import REGISTER, OfficeLevel, RegisterUnreadable, register_id, register_of
from app.domain.revision import MalformedRevision, SignedRevision
from app.errors import AgeKeyMalformed, CertificateUnreadable, InvitationRefused
from app.identity.age import require_recipient
from app.identity.certificates import Certificate
from app.identity.signer import RevisionVerifier, SigningKey, verify_bytes

FORMAT = "wuyou.invitation/1"
SUFFIX = ".wyjoin"
MOST_BYTES = 4_000_000
_SIGNED_PREFIX = FORMAT.encode() + b"\n"
_KEYS = frozenset({"format", "realm", "office", "level", "code", "certificate", "recipient", "register"})


@dataclass(frozen=True, slots=True)
class Invitation:
    """An office as its 加入文件 describes it; `register` are its signed versions, the first first."""

    realm: str
    office: str
    level: OfficeLevel
    code: str
    certificate: Certificate
    recipient: str
    register: tuple[SignedRevision, ...]

    @property
    def author(self) -> str:
        """The author id of the office key."""
        return self.certificate.author

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the office's certificate in groups of four."""
        return self.certificate.spoken_fingerprint


def write_invitation(invitation: Invitation, key: SigningKey) -> bytes:
    """The file's bytes; ValueError unless `key` is the key of its certificate."""
    if key.author != invitation.author:
        raise ValueError("the key is not the office's")
    said: dict[str, JsonValue] = {
        "format": FORMAT,
        "realm": invitation.realm,
        "office": invitation.office,
        "level": invitation.level,
        "code": invitation.code,
        "certificate": base64.b64encode(invitation.certificate.der).decode(),
        "recipient": invitation.recipient,
        "register": [signed.line().decode() for signed in invitation.register],
    }
    sig = key.sign(_SIGNED_PREFIX + canonical_json(said))
    return canonical_json({"invitation": said, "sig": base64.b64encode(sig).decode()})


def read_invitation(data: bytes) -> Invitation:
    """Read and check everything that the file itself can prove; raises InvitationRefused.

    Its signature holds, its certificate is that of an office, every line of its register is that office's, in this
    realm, signed by its key, and the newest names the same certificate and recipient.
    """
    if len(data) > MOST_BYTES:
        raise InvitationRefused("size")
    said, sig = _outer(data)
    invitation = _invitation(said)
    if not verify_bytes(invitation.certificate.spki, sig, _SIGNED_PREFIX + canonical_json(dict(said))):
        raise InvitationRefused("signature")
    if not may_be_joined(invitation.realm) or invitation.certificate.is_demo:
        raise InvitationRefused("practice")
    _require_register(invitation)
    return invitation


def _outer(data: bytes) -> tuple[Mapping[str, Any], bytes]:
    try:
        value: Any = parse_canonical(data)
        said, sig = value["invitation"], base64.b64decode(value["sig"], validate=True)
    except (NotCanonical, KeyError, TypeError, ValueError) as error:
        raise InvitationRefused("form") from error
    if len(value) != 2 or not isinstance(said, Mapping) or said.keys() != _KEYS or said["format"] != FORMAT:
        raise InvitationRefused("form")
    return said, sig


def _invitation(said: Mapping[str, Any]) -> Invitation:
    texts = {key: said[key] for key in ("realm", "office", "level", "code", "certificate", "recipient")}
    lines = said["register"]
    if not all(isinstance(text, str) for text in texts.values()) or not texts["office"].strip():
        raise InvitationRefused("form")
    if texts["level"] not in get_args(OfficeLevel) or not isinstance(lines, list | tuple) or not lines:
        raise InvitationRefused("form")
    try:
        return Invitation(
            realm=texts["realm"],
            office=texts["office"],
            level=texts["level"],
            code=texts["code"],
            certificate=Certificate.from_der(base64.b64decode(texts["certificate"], validate=True)),
            recipient=require_recipient(texts["recipient"]),
            register=tuple(SignedRevision.from_line(str(line).encode()) for line in lines),
        )
    except (
        CertificateUnreadable,
        AgeKeyMalformed,
        MalformedRevision,
        NotCanonical,
        binascii.Error,
        ValueError,
    ) as error:
        raise InvitationRefused("form") from error


def _require_register(invitation: Invitation) -> None:
    certificate = invitation.certificate
    if not certificate.is_authority or not certificate.is_self_issued:
        raise InvitationRefused("register")
    verifier, wanted = RevisionVerifier(certificate.spki), register_id(invitation.author)
    standing: set[str] = set()
    newest = None
    for signed in invitation.register:
        rev = signed.rev
        is_own = (rev.entity, rev.id, rev.realm) == (REGISTER, wanted, invitation.realm) and verifier.verifies(signed)
        if not is_own or not standing.issuperset(rev.parents):
            raise InvitationRefused("register")
        standing.add(rev.rid)
        try:
            register = register_of(rev.body)
        except RegisterUnreadable as error:
            raise InvitationRefused("register") from error
        newest = register if newest is None or register.version > newest.version else newest
    if newest is None or base64.b64encode(certificate.der).decode() != newest.certificate:
        raise InvitationRefused("register")
    if (newest.recipient, newest.issuer) != (invitation.recipient, invitation.author):
        raise InvitationRefused("register")
