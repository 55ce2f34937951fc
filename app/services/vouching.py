"""认可别的机关: another office's key, accepted by its fingerprint, goes into one's own register and out of it."""

import base64
from dataclasses import dataclass, replace

from app.domain.register import Vouch
from app.errors import CertificateUnreadable, JoiningRefused, RecordMissing
from app.exchange.invitation import Invitation
from app.identity.certificates import Certificate
from app.services.certificates import keep_office_certificates
from app.services.joining import require_accepted
from app.services.office_key import OfficeKey, office_key, opened_office, put_register
from app.services.workspace import Workspace
from app.store import audit
from app.store.revisions import add_revisions
from app.store.trust import trust


@dataclass(frozen=True, slots=True)
class AcceptedOffice:
    """An office that this one vouches for; `fingerprint` is "" where its certificate cannot be read."""

    author: str
    name: str
    level: str
    recipient: str
    fingerprint: str


def vouch_for(workspace: Workspace, invitation: Invitation, accepted: str, passphrase: str) -> None:
    """Accept another office: its register is believed, its bundles come in, and bundles can be encrypted to it.

    `accepted` is the fingerprint that was compared with what that office's administrator read aloud. A newer file of
    the same office renews what is known of it. Raises FingerprintDiffers, JoiningRefused, OfficeKeyMissing,
    OfficeKeyNotHeld, OnlyAdministrators, WrongPassphrase.
    """
    require_accepted(invitation, accepted)
    require_acceptable(workspace, invitation)
    office, store, now = opened_office(workspace, passphrase), workspace.store, workspace.clock()
    vouch = Vouch(
        author=invitation.author,
        office=invitation.office,
        level=invitation.level,
        certificate=base64.b64encode(invitation.certificate.der).decode(),
        recipient=invitation.recipient,
        realm=invitation.realm,
    )
    others = tuple(one for one in office.register.vouched if one.author != invitation.author)
    with store.atomic():
        put_register(workspace, office.key, replace(office.register, vouched=(*others, vouch)))
        add_revisions(store, invitation.register)
        keep_office_certificates(workspace)
        person_id = workspace.person.id if workspace.person else None
        audit.append(store, now, person_id, "office accepted", invitation.author)


def take_back_vouch(workspace: Workspace, author: str, passphrase: str) -> None:
    """Accept an office no longer: what came of it stays, unissued; its bundles come in no more until it is accepted.

    Raises RecordMissing where it is not accepted, OfficeKeyMissing, OfficeKeyNotHeld, OnlyAdministrators,
    WrongPassphrase.
    """
    office, store, now = opened_office(workspace, passphrase), workspace.store, workspace.clock()
    others = tuple(one for one in office.register.vouched if one.author != author)
    if others == office.register.vouched:
        raise RecordMissing("office", author)
    with store.atomic():
        put_register(workspace, office.key, replace(office.register, vouched=others))
        person_id = workspace.person.id if workspace.person else None
        audit.append(store, now, person_id, "office no longer accepted", author)


def require_acceptable(workspace: Workspace, invitation: Invitation) -> None:
    """Raises JoiningRefused for a practice store and for one's own office."""
    if workspace.is_demo:
        raise JoiningRefused("practice")
    own = office_key(workspace)
    if (own is not None and own.certificate.author == invitation.author) or invitation.realm == workspace.realm:
        raise JoiningRefused("own office")


def accepted_offices(workspace: Workspace) -> tuple[AcceptedOffice, ...]:
    """The offices that one's own register vouches for, by name."""
    believed = trust(workspace.store)
    register = believed.registers.get(believed.anchor or "")
    found = [
        AcceptedOffice(one.author, one.office, one.level, one.recipient, _fingerprint(one.certificate))
        for one in (register.vouched if register else ())
    ]
    return tuple(sorted(found, key=lambda one: (one.name, one.author)))


def joined_office(workspace: Workspace) -> AcceptedOffice | None:
    """The office that this store looks from and whose key is elsewhere: what a laptop joined."""
    believed = trust(workspace.store)
    if believed.anchor is None or _is_here(office_key(workspace), believed.anchor):
        return None
    register = believed.registers.get(believed.anchor)
    if register is None:
        return None
    return AcceptedOffice(
        register.issuer, register.office, register.level, register.recipient, _fingerprint(register.certificate)
    )


def _is_here(key: OfficeKey | None, author: str) -> bool:
    return key is not None and key.certificate.author == author


def _fingerprint(text: str) -> str:
    try:
        return Certificate.from_der(base64.b64decode(text)).spoken_fingerprint
    except (CertificateUnreadable, ValueError):
        return ""
