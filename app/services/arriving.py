"""The lines of a bundle sorted out: what is verified, what is kept aside and why, and the certificates among them."""

import base64
import binascii
from collections.abc import Callable, Iterator, Mapping
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
class SetAside:
    """A line that is merged nowhere: its file and line, why, and how its bytes are read."""

    place: str
    reason: str
    detail: str
    read: Callable[[], bytes] = field(repr=False)

    def kept(self, sha256: str) -> KeptAside:
        """As the store keeps it; `sha256` is the bundle's."""
        return KeptAside(sha256, self.place, self.reason, self.detail, self.read())


@dataclass(frozen=True, slots=True)
class Arrived:
    """The lines of a bundle as they were read, and the certificates that records among them bring, by their bytes."""

    lines: list[ReadRevision] = field(default_factory=list)
    broken: list[SetAside] = field(default_factory=list)
    certificates: dict[bytes, Certificate] = field(default_factory=dict)

    def take(self, line: ReadRevision | QuarantinedLine, spool: LineSpool) -> None:
        """Keep a line, its words put down in `spool`."""
        if isinstance(line, QuarantinedLine):
            self.broken.append(SetAside(line.where, line.reason.value, line.detail, spool.hold(line.line)))
            return
        if line.signed.rev.entity in (PERSON, REGISTER):
            self.certificates.update((one.der, one) for one in _certificates(line.signed.rev.body))
        self.lines.append(replace(line, signed=spool.put(line.signed)))


def sorted_out(store: Store, came: Arrived) -> tuple[tuple[SignedRevision, ...], tuple[SetAside, ...]]:
    """Verified revisions of realms that this store takes, and what is kept aside with its reason.

    Keys are those of certificates that came with it, and of those that are here.
    """
    keys = {one.author: one.spki for one in came.certificates.values()}
    for author in {line.signed.rev.author for line in came.lines}:
        for der in people_table.certificates(store, author=author)[:1]:
            keys[author] = Certificate.from_der(der).spki
    verifiers = {author: RevisionVerifier(spki) for author, spki in keys.items()}
    good: list[ReadRevision] = []
    aside = list(came.broken)
    for line in came.lines:
        author = line.signed.rev.author
        if line.is_verified or (author in verifiers and verifiers[author].verifies(line.signed)):
            good.append(line)
        else:
            reason = "signature wrong" if author in verifiers else UNKNOWN_AUTHOR
            aside.append(SetAside(line.where, reason, author, line.signed.line))
    realms = line_realms(store, (line.signed.rev for line in good))
    for line in good:
        if line.signed.rev.realm not in realms:
            detail, reason = line.signed.rev.realm, LineReason.OTHER_REALM.value
            aside.append(SetAside(line.where, reason, detail, line.signed.line))
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
