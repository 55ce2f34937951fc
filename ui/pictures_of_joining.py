"""Pictures of joining an office, of certificates on request, and of what 设置 says about both."""

import base64
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QWidget

from app.domain.person import Person
from app.domain.register import REGISTER, KeyEntry, Register, register_body, register_id
from app.domain.revision import Revision
from app.exchange.invitation import SUFFIX, Invitation, write_invitation
from app.identity.age import AgeKey
from app.identity.certificates import issue_office_certificate
from app.identity.passphrase import ArgonCost
from app.identity.signer import new_signing_key, sign_revision, unlock
from app.services.certificate_requests import CertificateRequest, key_fingerprint
from app.services.revoking import CertifiedKey, KeyUse
from app.services.vouching import AcceptedOffice
from app.services.workspace import Workspace
from ui.dialogs.base import Dialog
from ui.dialogs.invitation_dialog import InvitationDialog
from ui.dialogs.issue_dialog import IssueDialog
from ui.dialogs.join_dialog import JoinDialog
from ui.dialogs.revoke_dialog import RevokeDialog
from ui.pages.joining_card import JoiningCard, JoiningView
from ui.tasks import Tasks
from ui.widgets.layouts import column

OFFICE = "示例区委组织部"
_WORD = "画图用的一句口令"
_CHEAP = ArgonCost(memory_kib=64, iterations=1, lanes=1)


def sample_invitation() -> tuple[Invitation, bytes]:
    """The 加入文件 of an invented office, as a value and as its bytes."""
    key, age = unlock(new_signing_key(_WORD, cost=_CHEAP)[0], _WORD), AgeKey.new()
    certificate = issue_office_certificate(OFFICE, key, datetime.now(UTC))
    text = base64.b64encode(certificate.der).decode()
    register = Register(key.author, OFFICE, "district", 1, certificate=text, recipient=age.recipient)
    realm = "office:" + "0" * 32
    version = Revision(
        entity=REGISTER,
        id=register_id(key.author),
        parents=(),
        kind="final",
        author=key.author,
        device="1a2b3c4d",
        hlc="2026-01-08T02:03:04.567Z-0000-1a2b3c4d",
        realm=realm,
        body=register_body(register),
    )
    said = Invitation(realm, OFFICE, "district", "", certificate, age.recipient, (sign_revision(version, key),))
    return said, write_invitation(said, key)


def sample_request(name: str = "检查员乙", author: str = "9f" * 32) -> CertificateRequest:
    """Somebody on another laptop."""
    person = Person("p-0", name, "组织科 科员", OFFICE, "inspector", author)
    return CertificateRequest(person, author, key_fingerprint(author), "1a2b3c4d", "2026-01-08T02:03:04+00:00")


def sample_view(invitation: Invitation) -> JoiningView:
    """The card of an office with everything on it."""
    entries = [
        KeyEntry("ab" * 32, "p-1", "检查员甲", "组织科 科员", "inspector"),
        KeyEntry("cd" * 32, "p-2", "检查组长丙", "组织科 科长", "leader"),
    ]
    return JoiningView(
        fingerprint=key_fingerprint("5e" * 32),
        standing="已由机关签发",
        is_issued=True,
        joined=None,
        holds_key=True,
        may_join=False,
        requests=[sample_request()],
        certified=[CertifiedKey(entries[0], False), CertifiedKey(entries[1], True)],
        accepted=[AcceptedOffice("ef" * 32, "示例市委组织部", "city", "", invitation.fingerprint)],
    )


def joining_pictures(workspace: Workspace, tasks: Tasks, window: QWidget) -> Iterator[tuple[str, Dialog | QWidget]]:
    """Name and dialog, or card, of each."""
    invitation, data = sample_invitation()
    yield "18-invitation", InvitationDialog(invitation, parent=window)
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"加入{OFFICE}{SUFFIX}"
        path.write_bytes(data)
        yield "18-join", _join(tasks, window, None)
        yield "18-join-compared", _join(tasks, window, path)
    yield "18-issue", IssueDialog(workspace, tasks, sample_request(), parent=window)
    use = KeyUse((("1a2b3c4d", 1), ("1a2b3c4d", 2)), 36)
    yield "18-revoke", RevokeDialog(workspace, tasks, "检查员乙", "9f" * 32, use, parent=window)
    yield "18-joining-card", _card(sample_view(invitation))
    alone = JoiningView(key_fingerprint("5e" * 32), "未经机关签发", False, None, holds_key=False, may_join=True)
    yield "18-joining-card-alone", _card(alone)
    member = AcceptedOffice("ef" * 32, OFFICE, "district", "", invitation.fingerprint)
    revoked = JoiningView(key_fingerprint("5e" * 32), "证书已吊销", False, member, False, False, is_revoked=True)
    yield "18-joining-card-revoked", _card(revoked)


def _join(tasks: Tasks, window: QWidget, path: Path | None) -> JoinDialog:
    acts: Callable[..., None] = lambda *_given: None  # noqa: E731 - stands for joining in a picture
    dialog = JoinDialog(
        tasks,
        title="加入本单位",
        sentence="加入以后，这台电脑上的数据就是本单位的：已经做的检查都在，原样带过去。",
        action="加入",
        acts=acts,
        parent=window,
    )
    if path is not None:
        dialog.path.setText(str(path))
        dialog.path.commit()
    return dialog


def _card(view: JoiningView) -> QWidget:
    ground, card = QWidget(), JoiningCard()
    column(card, None, margins=0, parent=ground)
    ground.resize(620, 1000)
    card.show_view(view)
    return ground
