"""Certifying a key that came on a stick: whose it is, its fingerprint, the role that the office gives."""

from typing import cast

from PySide6.QtWidgets import QWidget

from app.domain.person import Role
from app.errors import AppError
from app.progress import Progress
from app.services.certificate_requests import CertificateRequest, issue_on_request
from app.services.workspace import Workspace
from ui.dialogs.enter import press_focused_on_enter
from ui.dialogs.labelled import Labelled
from ui.dialogs.refusal import say_refusal
from ui.dialogs.working import WorkingDialog
from ui.tasks import Tasks
from ui.tokens import Gap
from ui.widgets.choices import ChoiceButton, RadioCards
from ui.widgets.fields import PassphraseField
from ui.widgets.fingerprint import Fingerprint
from ui.widgets.frames import Notice
from ui.widgets.labels import Label
from ui.widgets.layouts import column


class IssueDialog(WorkingDialog):
    """`ask()` is True once the certificate is in the register."""

    def __init__(
        self, workspace: Workspace, tasks: Tasks, request: CertificateRequest, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(tasks, parent=parent)
        self.title.setText(self.tr("给{name}签发证书").format(name=request.person.name))
        self.setWindowTitle(self.title.text())
        self._workspace, self._request = workspace, request
        about = self.tr("，").join(part for part in (request.person.office, request.person.post) if part)
        where = self.tr("从设备{device}送来。请打电话问本人：他的电脑“设置”里的密钥指纹，是不是下面这个。").format(
            device=request.device
        )
        self.role = RadioCards(
            self.tr("在本单位的角色"),
            [
                ("inspector", self.tr("检查员"), self.tr("到社区检查、签字")),
                ("leader", self.tr("检查组长"), self.tr("带队、复核、签字")),
                ("administrator", self.tr("管理员"), self.tr("裁定、作废、管名册")),
            ],
        )
        self.role.set_value("inspector")
        self.passphrase = PassphraseField(self.tr("您的口令"))
        self.field = Labelled(self.tr("您的口令"), self.passphrase, self.tr("机关密钥用您的口令打开。"))
        self.problem = Notice("", "missing")
        self.body.addWidget(Label(about, "medium", wrap=True))
        self.body.addWidget(Label(where, "second", wrap=True))
        self.body.addWidget(Fingerprint(request.fingerprint))
        self.body.addLayout(column(Label(self.tr("在本单位的角色"), "field"), self.role, gap=Gap.XS))
        for part in (self.field, self.problem, self.busy):
            self.body.addWidget(part)
        self.set_cancel()
        self.set_main(self.tr("签发证书"), icon="badge-check")
        press_focused_on_enter(self)
        self.focus_first(self.role.findChild(ChoiceButton) or self.passphrase.line)  # in sight in a small window, too

    def go_on(self) -> None:
        """Issue it, off the window's thread."""
        self.problem.say("")
        self.field.object_to("" if self.passphrase.text() else self.tr("请先输入口令。"))
        if self.field.problem:
            self.passphrase.line.setFocus()
            return
        workspace, request, passphrase = self._workspace, self._request, self.passphrase.text()
        role = cast(Role, self.role.value or "inspector")

        def work(_progress: Progress) -> None:
            with workspace.reopened() as own:
                issue_on_request(own, request, role, passphrase)

        self._carry_out(work, self.tr("正在签发"), lambda _nothing: self._finish())

    def _finish(self) -> None:
        self.passphrase.forget()
        self.accept()

    def _say(self, error: AppError) -> None:
        say_refusal(error, self.field, self.problem)
