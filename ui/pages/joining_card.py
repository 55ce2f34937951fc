"""加入和签发: whose laptop this is, who waits for a certificate, whose was taken back, which offices one accepts."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.services.certificate_requests import CertificateRequest
from app.services.revoking import CertifiedKey
from app.services.vouching import AcceptedOffice
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.frames import Card, SectionTitle
from ui.widgets.labels import ElidingLabel, Label, Tag
from ui.widgets.layouts import clear, column, line, row


@dataclass(frozen=True, slots=True)
class JoiningView:
    """What the card shows. `standing` is that of the key of who sits here, in words."""

    fingerprint: str
    standing: str
    is_issued: bool
    joined: AcceptedOffice | None
    holds_key: bool
    may_join: bool
    is_revoked: bool = False
    requests: Sequence[CertificateRequest] = ()
    certified: Sequence[CertifiedKey] = ()
    accepted: Sequence[AcceptedOffice] = ()


class JoiningCard(Card):
    """Its lines and buttons; what is asked names the request, the certificate or the office that is meant."""

    join_asked = Signal()
    invite_asked = Signal()
    vouch_asked = Signal()
    issue_asked = Signal(object)
    revoke_asked = Signal(object)
    vouch_taken_back = Signal(object)
    new_key_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(gap=Gap.S, parent=parent)
        self.join = Button(self.tr("加入本单位"), icon="building-2", on_click=self.join_asked.emit)
        self.invite = Button(self.tr("发加入文件"), icon="send", on_click=self.invite_asked.emit)
        self.vouch = Button(self.tr("认可别的单位"), "quiet", on_click=self.vouch_asked.emit)
        self._rows = column(gap=Gap.S)
        self.body.addWidget(SectionTitle(self.tr("加入和签发")))
        self.body.addLayout(self._rows)
        self.body.addLayout(row(self.join, self.invite, self.vouch, None, gap=Gap.S))

    def show_view(self, view: JoiningView) -> None:
        """Show it anew."""
        clear(self._rows)
        self.join.setVisible(view.may_join)
        self.invite.setVisible(view.holds_key)
        self.vouch.setVisible(view.holds_key)
        if view.joined is not None:
            self._say(self.tr("这台电脑已加入：{name}。机关证书指纹：").format(name=view.joined.name))
            self._fingerprint(view.joined.fingerprint, self.tr("机关证书指纹"))
        elif view.may_join:
            self._say(
                self.tr(
                    "本单位在另一台电脑上建了机关密钥的，请管理员发一个加入文件，在这里加入。已经做的检查都会带过去。"
                )
            )
        if view.fingerprint:
            state = "deduct" if view.is_revoked else ""
            mine = row(Label(self.tr("您的密钥指纹"), "second"), Tag(view.standing, state=state), None, gap=Gap.M)
            if view.is_revoked or view.joined is not None:
                mine.addWidget(Button(self.tr("换一把新密钥"), icon="key", on_click=self.new_key_asked.emit))
            self._rows.addLayout(mine)
            self._fingerprint(view.fingerprint, self.tr("您的密钥指纹"))
        if not view.holds_key:
            return
        self._show_requests(view.requests)
        self._show_certified(view.certified)
        self._show_accepted(view.accepted)

    def _show_requests(self, requests: Sequence[CertificateRequest]) -> None:
        if not requests:
            self._say(self.tr("没有等待签发的。别的电脑加入以后，第一个数据包里就有申请。"))
            return
        self._rows.addWidget(Label(self.tr("等待签发"), "field"))
        for request in requests:
            about = self.tr("，").join(part for part in (request.person.office, request.person.post) if part)
            where = self.tr("设备{device}").format(device=request.device)
            button = Button(self.tr("签发"), icon="badge-check", on_click=partial(self.issue_asked.emit, request))
            button.setAccessibleName(self.tr("给{name}签发证书").format(name=request.person.name))
            self._line(request.person.name, Tag(where), about, button)
            self._fingerprint(request.fingerprint, self.tr("{name}的密钥指纹").format(name=request.person.name))

    def _show_certified(self, certified: Sequence[CertifiedKey]) -> None:
        if certified:
            self._rows.addWidget(Label(self.tr("证书"), "field"))
        for one in certified:
            if one.is_revoked:
                self._line(one.entry.name, Tag(self.tr("已吊销"), state="deduct"), one.entry.post, None)
                continue
            button = Button(self.tr("吊销"), "quiet", on_click=partial(self.revoke_asked.emit, one))
            button.setAccessibleName(self.tr("吊销{name}的证书").format(name=one.entry.name))
            self._line(one.entry.name, Tag(self.tr("已签发"), state="ok"), one.entry.post, button)

    def _show_accepted(self, accepted: Sequence[AcceptedOffice]) -> None:
        if accepted:
            self._rows.addWidget(Label(self.tr("认可的单位"), "field"))
        for one in accepted:
            button = Button(self.tr("不再认可"), "quiet", on_click=partial(self.vouch_taken_back.emit, one))
            button.setAccessibleName(self.tr("不再认可{name}").format(name=one.name))
            self._line(one.name, Tag(self.tr("已认可"), state="ok"), "", button)
            self._fingerprint(one.fingerprint, self.tr("{name}的机关证书指纹").format(name=one.name))

    def _line(self, name: str, tag: Tag, about: str, button: Button | None) -> None:
        self._rows.addWidget(line())
        shown = QWidget()
        words = column(row(Label(name, "medium"), tag, None, gap=Gap.M), gap=Gap.HAIR)
        if about:
            words.addWidget(ElidingLabel(about, "second"))
        across = row(words, gap=Gap.M, parent=shown)
        across.setStretch(0, 1)
        if button is not None:
            across.addWidget(button)
        self._rows.addWidget(shown)

    def _fingerprint(self, text: str, name: str) -> None:
        label = Label(text, "caption", wrap=True, selectable=True)
        label.setAccessibleName(self.tr("{name} {text}").format(name=name, text=text))
        self._rows.addWidget(label)

    def _say(self, words: str) -> None:
        self._rows.addWidget(Label(words, "second", wrap=True))
