"""The people of this store: who inspects, who signs, and who can open it here."""

import base64
import json
from contextlib import suppress
from dataclasses import replace

from app.domain.person import Person, Role
from app.domain.revision import AMEND, FINAL
from app.errors import LastPerson, NoSigningKey, NotOneself, PassphraseTaken, WrongPassphrase
from app.identity import slots
from app.identity.certificates import Holder, self_issued_certificate
from app.identity.passphrase import USUAL_COST, ArgonCost
from app.identity.signer import SigningKey, WrappedKey, new_signing_key, rewrap, unlock
from app.services.office_key import drop_holder, rewrap_office_key
from app.services.records import Pen, Record, write_records
from app.services.ways_in import close_way_in, counts, new_way_in
from app.services.workspace import Workspace, new_person_id
from app.store import audit
from app.store import people as people_table
from app.store.bodies import PERSON, person_body
from app.store.lineage import head_rids


def people(workspace: Workspace) -> tuple[Person, ...]:
    """Everybody in the register who is active, those who use this machine first."""
    known = (person for person in people_table.people(workspace.store) if person.is_active)
    return tuple(sorted(known, key=lambda person: (not person.is_local, person.name)))


def add_person(
    workspace: Workspace,
    name: str,
    post: str,
    office: str,
    role: Role = "inspector",
    passphrase: str | None = None,
    *,
    cost: ArgonCost = USUAL_COST,
) -> Person:
    """Add a colleague. With a passphrase of their own they open this store and sign digitally; without, by hand only.

    A colleague without a passphrase is a note of this store, not yet a record that travels.
    Raises PassphraseTooShort and PassphraseTaken.
    """
    if passphrase is not None:
        _require_own(workspace, passphrase)
    person = Person(new_person_id(), name.strip(), post.strip(), office.strip(), role, is_local=passphrase is not None)
    entry = workspace.clock(), _actor(workspace), "person added", person.id
    if passphrase is None:
        with workspace.store.atomic():
            people_table.put_person(workspace.store, person)
            audit.append(workspace.store, *entry)
    else:
        with new_way_in(workspace.store, workspace.key, person.id, passphrase, cost=cost):
            people_table.put_person(workspace.store, person)
            audit.append(workspace.store, *entry)
            _give_key_and_record(workspace, person, passphrase, cost)
    return people_table.person(workspace.store, person.id)


def renew_passphrase(workspace: Workspace, person: Person, passphrase: str, *, cost: ArgonCost = USUAL_COST) -> None:
    """A new passphrase for somebody who forgot theirs: it costs a new signing key, never data.

    Raises PassphraseTooShort and PassphraseTaken.
    """
    _require_own(workspace, passphrase)
    with new_way_in(workspace.store, workspace.key, person.id, passphrase, cost=cost):
        _give_key_and_record(workspace, person, passphrase, cost)
        drop_holder(workspace, person.id)
        audit.append(workspace.store, workspace.clock(), person.id, "passphrase renewed", person.id)


def change_passphrase(
    workspace: Workspace, person_id: str, old: str, new: str, *, cost: ArgonCost = USUAL_COST
) -> None:
    """Wrap slot, signing key and the office key, where the person holds it, again under a new passphrase.

    Raises WrongPassphrase, PassphraseTooShort, PassphraseTaken.
    """
    slots.open_with_passphrase(workspace.folder, person_id, old)
    _require_own(workspace, new)
    kept = people_table.signing_key(workspace.store, person_id)
    with new_way_in(workspace.store, workspace.key, person_id, new, cost=cost):
        if kept is not None:
            wrapped = rewrap(WrappedKey.from_json(json.loads(kept)), old, new, cost=cost)
            people_table.put_signing_key(workspace.store, person_id, json.dumps(wrapped.to_json()).encode())
        with suppress(WrongPassphrase):  # it may still be under a passphrase that was forgotten
            rewrap_office_key(workspace, person_id, old, new, cost=cost)
        audit.append(workspace.store, workspace.clock(), person_id, "passphrase changed", person_id)


def edit_person(workspace: Workspace, changed: Person, passphrase: str | None) -> Person:
    """Keep another name, post or role of somebody; what is signed already keeps the words it was signed with.

    `passphrase` is that of who sits here, and signs the record. Raises NoSigningKey, WrongPassphrase, ClockBehind.
    """
    _amend(workspace, changed, passphrase, "person changed")
    return people_table.person(workspace.store, changed.id)


def remove_person(workspace: Workspace, person_id: str, passphrase: str | None) -> None:
    """The person no longer opens this store, signs here, or is offered for a team; all that they did stays.

    Raises NotOneself, LastPerson, NoSigningKey, WrongPassphrase, ClockBehind.
    """
    person = people_table.person(workspace.store, person_id)
    if person_id == _actor(workspace):
        raise NotOneself
    if [one.id for one in people(workspace) if one.is_local] == [person_id]:
        raise LastPerson
    with workspace.store.atomic():
        _amend(workspace, replace(person, is_active=False, is_local=False), passphrase, "person removed")
        people_table.drop_local_person(workspace.store, person_id)
        drop_holder(workspace, person_id)
    close_way_in(workspace.store, person_id)  # whoever is not a user of this store any more does not open it meanwhile


def _amend(workspace: Workspace, changed: Person, passphrase: str | None, act: str) -> None:
    """A colleague who is a note of this store is a row; one with a key is a record, amended by who sits here."""
    if workspace.person is None:
        raise NoSigningKey("")
    key = workspace.signing_key(workspace.person.id, passphrase)
    with workspace.store.atomic():
        if head_rids(workspace.store, PERSON, changed.id):
            write_records(workspace, Pen(key), (person_record(workspace, changed, AMEND),))
        else:
            people_table.put_person(workspace.store, changed)
        audit.append(workspace.store, workspace.clock(), workspace.person.id, act, changed.id)


def person_record(workspace: Workspace, person: Person, kind: str = FINAL) -> Record:
    """The record of a person with the certificate of their key: whoever gets it can check what they signed."""
    found = people_table.certificates(workspace.store, author=person.author, kind="person") if person.author else ()
    certificate = {"certificate": base64.b64encode(found[0]).decode()} if found else {}
    return PERSON, person.id, kind, {**person_body(person), **certificate}


def _require_own(workspace: Workspace, passphrase: str) -> None:
    """Two people with one passphrase could not be told apart when the store is opened."""
    try:
        slot, _key = slots.find_slot(workspace.folder, passphrase)
    except WrongPassphrase:
        return
    if counts(workspace.store, slot):
        raise PassphraseTaken


def give_signing_key(
    workspace: Workspace, person: Person, passphrase: str, *, cost: ArgonCost = USUAL_COST
) -> SigningKey:
    """Make the person's signing key and first certificate (未经机关签发 until the office issues one) and keep both."""
    wrapped, _spki = new_signing_key(passphrase, cost=cost)
    key = unlock(wrapped, passphrase)
    store = workspace.store
    with store.atomic():
        people_table.put_person(store, replace(person, author=key.author, is_local=True))
        people_table.put_signing_key(store, person.id, json.dumps(wrapped.to_json()).encode())
        holder = Holder(person.name, person.office, person.post)
        certificate = self_issued_certificate(holder, key, workspace.clock())
        people_table.put_certificate(store, key.author, "person", certificate.der, workspace.clock())
    return key


def _give_key_and_record(workspace: Workspace, person: Person, passphrase: str, cost: ArgonCost) -> None:
    key = give_signing_key(workspace, person, passphrase, cost=cost)
    record = person_record(workspace, replace(person, author=key.author))
    write_records(workspace, Pen(key), (record,))


def _actor(workspace: Workspace) -> str | None:
    return workspace.person.id if workspace.person else None
