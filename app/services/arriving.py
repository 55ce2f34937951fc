"""The lines of a bundle sorted out: what is verified, what is kept aside and why, and the certificates among them."""

import base64
import binascii
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from app.domain.register import REGISTER
from app.domain.revision import SignedRevision
from app.errors import CertificateUnreadable
from app.exchange.bundle_reader import LineReason, QuarantinedLine, ReadRevision
from app.exchange.line_spool import LineSpool
from app.identity.certificates import Certificate
from app.identity.signer import RevisionVerifier
from app.store import people as people_table
from app.store.bodies import PERSON
from app.store.database import Store
from app.store.exchange_log import KeptAside
from app.store.realms import line_realms

UNKNOWN_AUTHOR = "author unknown"
"""Why a line is kept aside whose author's key came neither with the bundle nor before: its signature proves nothing."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """The lines of a bundle as they were read, and the certificates that records among them bring, by their bytes."""

    lines: list[ReadRevision] = field(default_factory=list)
    broken: list[QuarantinedLine] = field(default_factory=list)
    certificates: dict[bytes, Certificate] = field(default_factory=dict)

    def take(self, line: ReadRevision | QuarantinedLine, spool: LineSpool) -> None:
        """Keep a line, its words put down in `spool`."""
        if isinstance(line, QuarantinedLine):
            self.broken.append(line)
            return
        if line.signed.rev.entity in (PERSON, REGISTER):
            self.certificates.update((one.der, one) for one in _certificates(line.signed.rev.body))
        self.lines.append(replace(line, signed=spool.put(line.signed)))


def sorted_out(store: Store, came: Arrived, sha256: str) -> tuple[tuple[SignedRevision, ...], tuple[KeptAside, ...]]:
    """Verified revisions of realms that this store takes, and what is kept aside of the bundle with its reason.

    Keys are those of certificates that came with it, and of those that are here.
    """
    keys = {one.author: one.spki for one in came.certificates.values()}
    for author in {line.signed.rev.author for line in came.lines}:
        for der in people_table.certificates(store, author=author)[:1]:
            keys[author] = Certificate.from_der(der).spki
    verifiers = {author: RevisionVerifier(spki) for author, spki in keys.items()}
    good: list[ReadRevision] = []
    aside = [KeptAside(sha256, one.where, one.reason.value, one.detail, one.line) for one in came.broken]
    for line in came.lines:
        author = line.signed.rev.author
        if line.is_verified or (author in verifiers and verifiers[author].verifies(line.signed)):
            good.append(line)
        else:
            reason = "signature wrong" if author in verifiers else UNKNOWN_AUTHOR
            aside.append(KeptAside(sha256, line.where, reason, author, line.signed.line()))
    realms = line_realms(store, (line.signed.rev for line in good))
    for line in good:
        if line.signed.rev.realm not in realms:
            detail, reason = line.signed.rev.realm, LineReason.OTHER_REALM.value
            aside.append(KeptAside(sha256, line.where, reason, detail, line.signed.line()))
    return tuple(line.signed for line in good if line.signed.rev.realm in realms), tuple(aside)


def _certificates(body: Mapping[str, Any]) -> Iterator[Certificate]:
    """Those in the body of a person or a register.

    An author id is the hash of the key: whoever brings the certificate, the key is theirs.
    """
    texts = [body.get("certificate"), *(one.get("certificate") for one in _objects(body.get("keys")))]
    for text in texts:
        with suppress(CertificateUnreadable, binascii.Error, ValueError):
            yield Certificate.from_der(base64.b64decode(str(text or ""), validate=True))


def _objects(value: object) -> list[dict[str, object]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list | tuple) else []
