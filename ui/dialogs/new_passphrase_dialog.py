"""A first or a new passphrase for a colleague who has none or forgot it."""

from PySide6.QtWidgets import QWidget

from app.domain.person import Person
from app.errors import AppError
from app.progress import Progress
from app.services.people import renew_passphrase
from app.services.workspace import Workspace
from ui.dialogs.enter import press_focused_on_enter
from ui.dialogs.labelled import Labelled
from ui.dialogs.working import WorkingDialog
from ui.messages import message_for
from ui.tasks import Tasks
from ui.widgets.fields import PassphraseField
from ui.widgets.frames import Notice
from ui.widgets.labels import Label


class NewPassphraseDialog(WorkingDialog):
    """`ask()` is True once the colleague opens the store with what was typed."""

    def __init__(self, workspace: Workspace, tasks: Tasks, person: Person, *, parent: QWidget | None = None) -> None:
        super().__init__(tasks, width=WorkingDialog.NARROW, parent=parent)
        title = self.tr("给{name}定一个新口令") if person.is_local else self.tr("给{name}一个口令")
        self.title.setText(title.format(name=person.name))
        self.setWindowTitle(self.title.text())
        self._workspace, self._person = workspace, person
        self.passphrase = PassphraseField(self.tr("他的新口令"))
        self._field = Labelled(
            self.tr("他的新口令"), self.passphrase, self.tr("至少 8 个字，请他本人输入，不要告诉别人。")
        )
        self._problem = Notice("", "missing")
        said = (
            self.tr("数据一点不会丢。签名密钥要换一把新的，机关证书要重新签发；以前签过的报告仍然有效。")
            if person.is_local
            else self.tr("有了口令，他能打开这台电脑上的数据，用数字签名签字。")
        )
        for part in (Label(said, "second", wrap=True), self._field, self._problem, self.busy):
            self.body.addWidget(part)
        self.set_cancel()
        self.set_main(self.tr("定下来"))
        press_focused_on_enter(self)
        self.focus_first(self.passphrase.line)

    def go_on(self) -> None:
        """Make the key, off the window's thread."""
        self._field.object_to("" if self.passphrase.text() else self.tr("请让他本人输入口令，至少 8 个字。"))
        if self._field.problem:
            self.passphrase.line.setFocus()
            return
        workspace, person, passphrase = self._workspace, self._person, self.passphrase.text()

        def work(_progress: Progress) -> None:
            with workspace.reopened() as mine:
                renew_passphrase(mine, person, passphrase)

        self._carry_out(work, self.tr("正在做签名密钥"), lambda _nothing: self._finish())

    def _finish(self) -> None:
        self.passphrase.forget()
        self.accept()

    def _say(self, error: AppError) -> None:
        words = message_for(error)
        self._field.object_to(words.happened + words.next_step)
        self.passphrase.line.setFocus()
