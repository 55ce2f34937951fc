"""The office's own key (机关密钥): made by its administrator, wrapped for whoever holds it; it issues certificates."""

import base64
import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from app.domain.person import Person
from app.domain.register import REGISTER, KeyEntry, Register, register_body, register_id, register_of
from app.domain.revision import AMEND, FINAL
from app.errors import (
    NoSigningKey,
    OfficeKeyMissing,
    OfficeKeyNotHeld,
    OfficeKeyThere,
    OfficeKeyUnderOldPassphrase,
    OnlyAdministrators,
    WrongPassphrase,
)
from app.identity import slots
from app.identity.age import AgeKey
from app.identity.certificates import Certificate, Holder, issue_certificate, issue_office_certificate
from app.identity.office_key import key_file, open_age_key, seal_age_key
from app.identity.passphrase import USUAL_COST, ArgonCost
from app.identity.signer import SigningKey, WrappedKey, new_signing_key, rewrap, unlock, wrap
from app.services.certificates import credentials
from app.services.records import Pen, write_records
from app.services.workspace import Workspace
from app.store import audit
from app.store import people as people_table
from app.store.lineage import heads
from app.store.memos import memo, put_memo
from app.store.trust import trust

_MEMO = "office-key"


@dataclass(frozen=True, slots=True)
class OfficeKey:
    """The public side of it: certificate, age recipient, who holds it on this machine (person ids)."""

    certificate: Certificate
    recipient: str
    holders: tuple[str, ...]

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate in groups of four, to be compared by eye or read aloud."""
        return self.certificate.spoken_fingerprint


@dataclass(frozen=True, slots=True)
class OpenedOffice:
    """The office key unlocked for one act, and its register as it is now."""

    certificate: Certificate
    recipient: str
    key: SigningKey = field(repr=False)
    register: Register


@dataclass(frozen=True, slots=True)
class _Kept:
    certificate: bytes
    recipient: str
    sealed_age: bytes
    wrapped: dict[str, WrappedKey]


def office_key(workspace: Workspace) -> OfficeKey | None:
    """This machine's office key, None where none was made here."""
    kept = _kept(workspace)
    return (
        None if kept is None else OfficeKey(Certificate.from_der(kept.certificate), kept.recipient, tuple(kept.wrapped))
    )


def make_office_key(workspace: Workspace, passphrase: str, *, cost: ArgonCost = USUAL_COST) -> OfficeKey:
    """Make the office's signing key, its self-signed certificate and its age key, held by who sits here.

    The store is sealed to the office from now on, and believes its register. Raises OnlyAdministrators,
    OfficeKeyThere, NoSigningKey, WrongPassphrase, ClockBehind.
    """
    person = _administrator(workspace)
    if _kept(workspace) is not None or people_table.anchor(workspace.store) is not None:
        raise OfficeKeyThere  # here, or at the office that this laptop joined
    workspace.signing_key(person.id, passphrase)
    now, store = workspace.clock(), workspace.store
    wrapped, _spki = new_signing_key(passphrase, cost=cost)
    key, age = unlock(wrapped, passphrase), AgeKey.new()
    certificate = issue_office_certificate(workspace.office.name, key, now)
    register = Register(
        issuer=key.author,
        office=workspace.office.name,
        level=workspace.office.level,  # type: ignore[arg-type] # one of four, as the first start asks
        version=1,
        certificate=_text(certificate.der),
        recipient=age.recipient,
    )
    with store.atomic():
        people_table.put_certificate(store, key.author, "office", certificate.der, now)
        people_table.put_anchor(store, key.author)
        _keep(workspace, _Kept(certificate.der, age.recipient, seal_age_key(key, age), {person.id: wrapped}))
        write_records(workspace, Pen(key), ((REGISTER, register_id(key.author), FINAL, register_body(register)),))
        audit.append(store, now, person.id, "office key made", key.author)
        slots.put_office(workspace.folder, workspace.key, age.recipient)
    return OfficeKey(certificate, age.recipient, (person.id,))


def issue_certificates(workspace: Workspace, people: Iterable[Person], passphrase: str) -> tuple[Person, ...]:
    """Issue certificates to those who sign at this machine and have none of this office; returns them.

    A key that came on a stick is certified one by one, its fingerprint compared (`issue_on_request`).
    Raises OfficeKeyMissing, OfficeKeyNotHeld, WrongPassphrase.
    """
    kept, key = _opened(workspace, passphrase)
    office, now, store = Certificate.from_der(kept.certificate), workspace.clock(), workspace.store
    register = _register(workspace, key.author)
    entries = {entry.author: entry for entry in register.keys}
    issued: list[Person] = []
    with store.atomic():
        for person in people:
            if person.author is None or not person.is_local or person.author in entries:
                continue
            held = credentials(workspace, person.author).certificate
            holder = Holder(person.name, person.office, person.post)
            certificate = issue_certificate(office, key, holder, held.spki, now)
            people_table.put_certificate(store, person.author, "person", certificate.der, now)
            entries[person.author] = KeyEntry(
                person.author, person.id, person.name, person.post, person.role, _text(certificate.der)
            )
            audit.append(store, now, _actor(workspace), "certificate issued", person.id)
            issued.append(person)
        if issued:
            put_register(workspace, key, replace(register, keys=tuple(entries.values())))
    return tuple(issued)


def is_issued(workspace: Workspace, person: Person) -> bool:
    """Whether the person's present key has a certificate of an office that was not taken back."""
    if person.author is None or not credentials(workspace, person.author).is_issued:
        return False
    return person.author not in trust(workspace.store).accepted


def share_office_key(
    workspace: Workspace, with_person: Person, passphrase: str, their_passphrase: str, *, cost: ArgonCost = USUAL_COST
) -> OfficeKey:
    """Let a second administrator hold the office key: then no forgotten passphrase costs it.

    Raises OnlyAdministrators, OfficeKeyMissing, OfficeKeyNotHeld, NoSigningKey, WrongPassphrase.
    """
    if with_person.role != "administrator":
        raise OnlyAdministrators
    kept, key = _opened(workspace, passphrase)
    workspace.signing_key(with_person.id, their_passphrase)
    wrapped = {**kept.wrapped, with_person.id: wrap(key, their_passphrase, cost)}
    with workspace.store.atomic():
        _keep(workspace, replace(kept, wrapped=wrapped))
        audit.append(workspace.store, workspace.clock(), _actor(workspace), "office key shared", with_person.id)
    return OfficeKey(Certificate.from_der(kept.certificate), kept.recipient, tuple(wrapped))


def export_key_file(workspace: Workspace, passphrase: str) -> tuple[bytes, str]:
    """The office's age key as a file and the password that opens it: opens bundles, and laptops whose users forgot.

    Raises OfficeKeyMissing, OfficeKeyNotHeld, WrongPassphrase.
    """
    kept, key = _opened(workspace, passphrase)
    audit.append(workspace.store, workspace.clock(), _actor(workspace), "office key file exported", key.author)
    return key_file(open_age_key(key, kept.recipient, kept.sealed_age))


def office_age_key(workspace: Workspace, passphrase: str) -> AgeKey:
    """The office's age key for one act, such as opening a bundle. Raises as `export_key_file`."""
    kept, key = _opened(workspace, passphrase)
    return open_age_key(key, kept.recipient, kept.sealed_age)


def opened_office(workspace: Workspace, passphrase: str) -> OpenedOffice:
    """The office key for one act of writing its register. Raises as `export_key_file`."""
    kept, key = _opened(workspace, passphrase)
    return OpenedOffice(Certificate.from_der(kept.certificate), kept.recipient, key, _register(workspace, key.author))


def put_register(workspace: Workspace, key: SigningKey, register: Register) -> None:
    """The next version of the office's register, signed with its key."""
    body = register_body(replace(register, version=register.version + 1))
    write_records(workspace, Pen(key), ((REGISTER, register_id(key.author), AMEND, body),))


def rewrap_office_key(
    workspace: Workspace, person_id: str, old: str, new: str, *, cost: ArgonCost = USUAL_COST
) -> None:
    """Follow a change of passphrase, inside its transaction; nothing for somebody who does not hold the key."""
    kept = _kept(workspace)
    if kept is not None and person_id in kept.wrapped:
        changed = rewrap(kept.wrapped[person_id], old, new, cost=cost)
        _keep(workspace, replace(kept, wrapped={**kept.wrapped, person_id: changed}))


def drop_holder(workspace: Workspace, person_id: str) -> None:
    """The person holds the office key here no more, inside a transaction; the last holder's wrapping is kept.

    A wrapping opens only with the passphrase it was made under: kept, it lets its holder in again.
    """
    kept = _kept(workspace)
    if kept is not None and person_id in kept.wrapped and len(kept.wrapped) > 1:
        _keep(workspace, replace(kept, wrapped={held: one for held, one in kept.wrapped.items() if held != person_id}))


def _opened(workspace: Workspace, passphrase: str) -> tuple[_Kept, SigningKey]:
    person, kept = _administrator(workspace), _kept(workspace)
    if kept is None:
        raise OfficeKeyMissing
    if person.id not in kept.wrapped:
        raise OfficeKeyNotHeld
    try:
        return kept, unlock(kept.wrapped[person.id], passphrase)
    except WrongPassphrase:
        workspace.signing_key(person.id, passphrase)  # raises it again, unless this is their passphrase of today
        raise OfficeKeyUnderOldPassphrase from None


def _administrator(workspace: Workspace) -> Person:
    person = workspace.person
    if person is None:
        raise NoSigningKey("")
    if person.role != "administrator":
        raise OnlyAdministrators
    return person


def _register(workspace: Workspace, author: str) -> Register:
    found = [register_of(head.rev.body) for head in heads(workspace.store, REGISTER, register_id(author))]
    return max(found, key=lambda register: register.version)


def _kept(workspace: Workspace) -> _Kept | None:
    text = memo(workspace.store, _MEMO)
    if text is None:
        return None
    value = json.loads(text)
    return _Kept(
        certificate=base64.b64decode(value["certificate"]),
        recipient=value["recipient"],
        sealed_age=base64.b64decode(value["age"]),
        wrapped={person_id: WrappedKey.from_json(one) for person_id, one in value["holders"].items()},
    )


def _keep(workspace: Workspace, kept: _Kept) -> None:
    value = {
        "certificate": _text(kept.certificate),
        "recipient": kept.recipient,
        "age": _text(kept.sealed_age),
        "holders": {person_id: one.to_json() for person_id, one in kept.wrapped.items()},
    }
    put_memo(workspace.store, _MEMO, json.dumps(value))


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _actor(workspace: Workspace) -> str | None:
    return workspace.person.id if workspace.person else None
