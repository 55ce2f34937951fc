"""Entering one's office: its 加入文件 made by whoever holds the office key, and taken in on another laptop."""

from dataclasses import replace
from pathlib import Path

from app.domain.joining import JOINING, Joining, joining_body
from app.domain.register import REGISTER, register_id
from app.domain.revision import AMEND, FINAL
from app.errors import FileUnreadable, FingerprintDiffers, JoiningRefused, NoSigningKey
from app.exchange.invitation import MOST_BYTES, Invitation, read_invitation, write_invitation
from app.identity import slots
from app.services.backups import back_up
from app.services.bundle_keys import give_device_key
from app.services.certificates import keep_office_certificates
from app.services.office_key import office_key, opened_office
from app.services.people import person_record
from app.services.records import Pen, write_records
from app.services.workspace import Workspace
from app.store import audit
from app.store import people as people_table
from app.store.people import Office
from app.store.realms import take_realm
from app.store.rebuild import look_from
from app.store.revisions import add_revisions, revisions


def make_invitation(workspace: Workspace, passphrase: str) -> bytes:
    """The office's 加入文件, signed with the office key.

    Raises OfficeKeyMissing, OfficeKeyNotHeld, OnlyAdministrators, WrongPassphrase.
    """
    office = opened_office(workspace, passphrase)
    invitation = Invitation(
        realm=workspace.realm,
        office=workspace.office.name,
        level=workspace.office.level,  # type: ignore[arg-type] # one of four, as the first start asks
        code=workspace.office.code,
        certificate=office.certificate,
        recipient=office.recipient,
        register=revisions(workspace.store, REGISTER, register_id(office.key.author)),
    )
    data = write_invitation(invitation, office.key)
    person_id = workspace.person.id if workspace.person else None
    audit.append(workspace.store, workspace.clock(), person_id, "invitation made", office.key.author)
    return data


def opened_invitation(path: Path) -> Invitation:
    """The 加入文件 at `path`; raises InvitationRefused, FileUnreadable. Nothing of it is believed yet."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise FileUnreadable(path, error.strerror or type(error).__name__) from error
    return read_invitation(data)


def require_joinable(workspace: Workspace, invitation: Invitation) -> None:
    """Raises JoiningRefused when this store cannot be that office's."""
    if workspace.is_demo:
        raise JoiningRefused("practice")
    anchor = people_table.anchor(workspace.store)
    if anchor == invitation.author and workspace.realm == invitation.realm:
        raise JoiningRefused("joined")
    if office_key(workspace) is not None:
        raise JoiningRefused("own key")
    if anchor is not None:
        raise JoiningRefused("other office")


def join_office(workspace: Workspace, invitation: Invitation, accepted: str, passphrase: str) -> None:
    """Make this store the office's: nothing that is here is lost, and what was signed keeps its bytes.

    `accepted` is the fingerprint that was compared with what the administrator read aloud. From now on the store
    writes in the office's realm, believes its register, sends to it, and is sealed to it: its administrator can reset
    the laptop. All of it is one transaction, after a backup. Other connections call `Workspace.read_again`.
    Raises FingerprintDiffers, JoiningRefused, NoSigningKey, WrongPassphrase, ClockBehind, BackupNotMade, the store's
    errors; then the store is as it was.
    """
    require_accepted(invitation, accepted)
    require_joinable(workspace, invitation)
    person, store = workspace.person, workspace.store
    if person is None:
        raise NoSigningKey("")
    pen = Pen(workspace.signing_key(person.id, passphrase))
    back_up(workspace, only_if_changed=True)
    former, office_before = store.realm, workspace.office
    try:
        with store.atomic():
            take_realm(store, invitation.realm)
            enter_office(workspace, pen, invitation, former)
            own = people_table.person(store, person.id)
            if own.office == office_before.name:
                own = replace(own, office=invitation.office)
            write_records(workspace, pen, (person_record(workspace, own, AMEND),))
    except BaseException:
        store.realm, workspace.office = former, office_before
        raise
    workspace.read_again()


def enter_office(workspace: Workspace, pen: Pen, invitation: Invitation, former: str) -> None:
    """What a store of this realm has to know of its office, inside a transaction; `former` "" for a new store."""
    store, now = workspace.store, workspace.clock()
    office = Office(invitation.office, invitation.level, invitation.code)
    people_table.put_office(store, office)
    workspace.office = office
    joining = Joining(former, invitation.author, store.device, give_device_key(workspace).recipient)
    write_records(workspace, pen, ((JOINING, joining.id, FINAL, joining_body(joining)),))
    add_revisions(store, invitation.register)
    look_from(store, invitation.author)
    keep_office_certificates(workspace)
    audit.append(store, now, workspace.person.id if workspace.person else None, "office joined", invitation.author)
    slots.put_office(workspace.folder, workspace.key, invitation.recipient)


def require_accepted(invitation: Invitation, accepted: str) -> None:
    """Raises FingerprintDiffers unless `accepted` says the fingerprint, in whatever groups and case."""
    if "".join(accepted.split()).upper() != invitation.certificate.fingerprint.upper():
        raise FingerprintDiffers
