"""What 设置 does about joining, certificates on request, revocations and other offices: asks, carries out, says so."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import AppError
from app.exchange.invitation import SUFFIX, Invitation, read_invitation
from app.services.certificate_requests import CertificateRequest, certificate_requests, key_fingerprint
from app.services.joining import join_office, make_invitation, require_joinable
from app.services.key_renewal import renew_key
from app.services.office_key import is_issued, office_key
from app.services.revoking import CertifiedKey, certified_keys, is_revoked, use_of_key
from app.services.saving import save_file
from app.services.vouching import (
    AcceptedOffice,
    accepted_offices,
    joined_office,
    require_acceptable,
    take_back_vouch,
    vouch_for,
)
from app.services.workspace import Workspace
from ui.dialogs.invitation_dialog import InvitationDialog
from ui.dialogs.issue_dialog import IssueDialog
from ui.dialogs.join_dialog import JoinDialog
from ui.dialogs.revoke_dialog import RevokeDialog
from ui.dialogs.signing_passphrase_dialog import SigningPassphraseDialog
from ui.pages.joining_card import JoiningCard, JoiningView
from ui.tasks import Tasks


class JoiningDesk(QObject):
    """Keeps its card up to date; `said(sentence)`, `joined` after the store became an office's, `changed`."""

    said = Signal(str)
    joined = Signal()
    changed = Signal()

    def __init__(
        self,
        workspace: Workspace,
        tasks: Tasks,
        card: JoiningCard,
        messages: Callable[[AppError], object],
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._workspace, self._tasks, self._messages, self._page = workspace, tasks, messages, page
        self.card = card
        card.join_asked.connect(self.join)
        card.invite_asked.connect(self.invite)
        card.vouch_asked.connect(self.vouch)
        card.issue_asked.connect(self.issue)
        card.revoke_asked.connect(self.revoke)
        card.vouch_taken_back.connect(self.take_back_vouch)
        card.new_key_asked.connect(self.renew_key)
        card.setVisible(not workspace.is_demo)

    def show(self) -> None:
        """Read everything again."""
        workspace, person = self._workspace, self._workspace.person
        if workspace.is_demo:
            return
        key, member_of = office_key(workspace), joined_office(workspace)
        holds_key = key is not None and person is not None and person.id in key.holders
        author = person.author if person is not None else None
        issued = person is not None and is_issued(workspace, person)
        standing = self.tr("已由机关签发") if issued else self.tr("未经机关签发")
        revoked = is_revoked(workspace, author)
        if revoked:
            standing = self.tr("证书已吊销")
        self.card.show_view(
            JoiningView(
                fingerprint=key_fingerprint(author or ""),
                standing=standing,
                is_issued=issued,
                is_revoked=revoked,
                joined=member_of,
                holds_key=holds_key,
                may_join=key is None and member_of is None and person is not None,
                requests=certificate_requests(workspace) if holds_key else (),
                certified=certified_keys(workspace) if holds_key else (),
                accepted=accepted_offices(workspace) if holds_key else (),
            )
        )

    def join(self) -> None:
        """Ask for the 加入文件, have its fingerprint compared, and enter the office."""
        workspace = self._workspace

        def enter(invitation: Invitation, accepted: str, passphrase: str) -> None:
            with workspace.reopened() as own:
                join_office(own, invitation, accepted, passphrase)

        dialog = JoinDialog(
            self._tasks,
            title=self.tr("加入本单位"),
            sentence=self.tr(
                "加入以后，这台电脑上的数据就是本单位的：已经做的检查都在，原样带过去；管理员能收您的数据包，"
                "也能在您忘了口令时重置这台电脑。加入以前自动备份。"
            ),
            action=self.tr("加入"),
            acts=enter,
            requires=lambda invitation: require_joinable(workspace, invitation),
            parent=self._window,
        )
        if dialog.ask():
            workspace.read_again()
            self._done(
                self.tr("已加入{name}。下次导出数据包，就把证书申请带给管理员。").format(name=workspace.office.name)
            )
            self.joined.emit()

    def invite(self) -> None:
        """Make the 加入文件, save it, and show what has to be read aloud."""
        workspace = self._workspace
        made: list[bytes] = []
        said = self.tr("本单位别的电脑用这个文件加入。文件里没有秘密，但是要由机关密钥签名，用您的口令打开。")
        if not self._signed(self.tr("发加入文件"), said, lambda word: made.append(make_invitation(workspace, word))):
            return
        name = str(Path.home() / (self.tr("加入{office}").format(office=workspace.office.name) + SUFFIX))
        chosen, _kind = QFileDialog.getSaveFileName(
            self._window, self.tr("加入文件存到哪里"), name, self.tr("加入文件 (*{suffix})").format(suffix=SUFFIX)
        )
        if not chosen:
            return
        try:
            save_file(made[0], Path(chosen))
        except AppError as error:
            self._messages(error)
            return
        InvitationDialog(read_invitation(made[0]), parent=self._window).ask()
        self.said.emit(self.tr("加入文件已存好。"))

    def vouch(self) -> None:
        """Accept another office by its 加入文件."""
        workspace = self._workspace

        def accept(invitation: Invitation, accepted: str, passphrase: str) -> None:
            with workspace.reopened() as own:
                vouch_for(own, invitation, accepted, passphrase)

        dialog = JoinDialog(
            self._tasks,
            title=self.tr("认可别的单位"),
            sentence=self.tr(
                "请那个单位的管理员发一个他们的加入文件。认可以后，他们签发的证书在这里也算数，他们的数据包这里能收。"
                "双方要互相收数据包的，两边各做一次。"
            ),
            action=self.tr("认可"),
            acts=accept,
            requires=lambda invitation: require_acceptable(workspace, invitation),
            parent=self._window,
        )
        if dialog.ask() and dialog.invitation is not None:
            self._done(self.tr("已认可{name}。").format(name=dialog.invitation.office))

    def issue(self, request: CertificateRequest) -> None:
        """Certify one of those who wait."""
        if IssueDialog(self._workspace, self._tasks, request, parent=self._window).ask():
            said = self.tr("已给{name}签发证书，下次发给他的数据包里就有。").format(name=request.person.name)
            self._done(said)

    def revoke(self, certified: CertifiedKey) -> None:
        """Take a certificate back."""
        entry = certified.entry
        use = use_of_key(self._workspace, entry.author)
        if RevokeDialog(self._workspace, self._tasks, entry.name, entry.author, use, parent=self._window).ask():
            self._done(self.tr("已吊销{name}的证书。").format(name=entry.name))

    def take_back_vouch(self, office: AcceptedOffice) -> None:
        """Accept an office no longer."""
        said = self.tr(
            "不再认可{name}以后：它签发的证书在这里写成“未经机关签发”，不进发布的排名；它的数据包不再收。已经收进来的都在。"
            "以后可以重新认可。"
        ).format(name=office.name)
        acts = partial(take_back_vouch, self._workspace, office.author)
        if self._signed(self.tr("不再认可"), said, acts):
            self._done(self.tr("不再认可{name}。").format(name=office.name))

    def renew_key(self) -> None:
        """A new signing key for who sits here."""
        said = self.tr(
            "管理员吊销了您的证书，或者您的口令可能让别人知道了，才要换。换好以后口令不变，旧密钥不能再用，以前签过的都在；"
            "证书要重新申请：导出一次数据包，请管理员签发。"
        )
        if self._signed(self.tr("换一把新密钥"), said, partial(renew_key, self._workspace)):
            self._done(self.tr("新密钥已换好。下次导出数据包，就把证书申请带给管理员。"))

    def _signed(self, title: str, sentence: str, acts: Callable[[str], object]) -> bool:
        question = SigningPassphraseDialog(title, sentence, acts, parent=self._window)
        if question.ask():
            return True
        if question.failure is not None:
            self._messages(question.failure)
        return False

    @property
    def _window(self) -> QWidget:
        return self._page.window()

    def _done(self, sentence: str) -> None:
        self.show()
        self.changed.emit()
        self.said.emit(sentence)
