"""等待签发: keys of people on other laptops that came with their records, and the office's certificates for them."""

import base64
from dataclasses import dataclass, replace

from app.domain.hlc import moment_of
from app.domain.person import Person, Role
from app.domain.register import KeyEntry
from app.errors import CertificateUnreadable, NothingToIssue
from app.identity.certificates import Certificate, Holder, issue_certificate, spoken
from app.services.office_key import opened_office, put_register
from app.services.people import people
from app.services.workspace import Workspace
from app.store import audit
from app.store import people as people_table
from app.store.bodies import PERSON
from app.store.revisions import revisions
from app.store.trust import trust


@dataclass(frozen=True, slots=True)
class CertificateRequest:
    """Somebody's key that no office certified: `device` and `asked_at` (UTC text) are of the record that brought it."""

    person: Person
    author: str
    fingerprint: str
    device: str
    asked_at: str


def certificate_requests(workspace: Workspace) -> tuple[CertificateRequest, ...]:
    """Who waits for a certificate, the latest first: people of other machines whose key asks for itself.

    A record that names somebody else's key is no request: only one that this very key signed.
    """
    believed = trust(workspace.store)
    found: list[CertificateRequest] = []
    for person in people(workspace):
        author = person.author
        if author is None or person.is_local or author in believed.holders or author in believed.accepted:
            continue
        request = _request(workspace, person, author)
        if request is not None and _certificate(workspace, author) is not None:
            found.append(request)
    return tuple(sorted(found, key=lambda one: one.asked_at, reverse=True))


def key_fingerprint(author: str) -> str:
    """A person's key in groups of four, as both sides of a request show it."""
    return spoken(author)


def issue_on_request(workspace: Workspace, request: CertificateRequest, role: Role, passphrase: str) -> None:
    """Certify the key, for a role that the office names, not for the one that was typed on the laptop.

    Raises NothingToIssue when it does not wait any more, OfficeKeyMissing, OfficeKeyNotHeld, OnlyAdministrators,
    WrongPassphrase.
    """
    office = opened_office(workspace, passphrase)
    held = _certificate(workspace, request.author)
    if held is None or request.author not in {one.author for one in certificate_requests(workspace)}:
        raise NothingToIssue
    person, now, store = request.person, workspace.clock(), workspace.store
    holder = Holder(person.name, person.office, person.post)
    made = issue_certificate(office.certificate, office.key, holder, held.spki, now)
    entry = KeyEntry(request.author, person.id, person.name, person.post, role, base64.b64encode(made.der).decode())
    with store.atomic():
        people_table.put_certificate(store, request.author, "person", made.der, now)
        put_register(workspace, office.key, replace(office.register, keys=(*office.register.keys, entry)))
        audit.append(store, now, workspace.person.id if workspace.person else None, "certificate issued", person.id)


def _request(workspace: Workspace, person: Person, author: str) -> CertificateRequest | None:
    own = [one.rev for one in revisions(workspace.store, PERSON, person.id) if one.rev.author == author]
    own = [rev for rev in own if rev.body.get("author") == author]
    if not own:
        return None
    latest = max(own, key=lambda rev: rev.hlc)
    return CertificateRequest(person, author, key_fingerprint(author), latest.device, moment_of(latest.hlc).isoformat())


def _certificate(workspace: Workspace, author: str) -> Certificate | None:
    for der in people_table.certificates(workspace.store, author=author, kind="person"):
        try:
            return Certificate.from_der(der)
        except CertificateUnreadable:
            continue
    return None
