"""Another passphrase for somebody who knows the present one."""

from PySide6.QtWidgets import QWidget

from app.domain.person import Person
from app.errors import AppError, PassphraseTaken, PassphraseTooShort, SigningKeyUnderOldPassphrase, WrongPassphrase
from app.progress import Progress
from app.services.passphrase_of_before import change_both
from app.services.workspace import Workspace
from ui.dialogs.enter import press_focused_on_enter
from ui.dialogs.labelled import Labelled
from ui.dialogs.working import WorkingDialog
from ui.messages import message_for
from ui.tasks import Tasks
from ui.widgets.fields import PassphraseField
from ui.widgets.frames import Notice
from ui.widgets.labels import Label


class PassphraseDialog(WorkingDialog):
    """`ask()` is True when the passphrase was changed; nothing else changes with it."""

    def __init__(self, workspace: Workspace, tasks: Tasks, person: Person, *, parent: QWidget | None = None) -> None:
        super().__init__(tasks, width=WorkingDialog.NARROW, parent=parent)
        self.title.setText(self.tr("{name}改口令").format(name=person.name))
        self.setWindowTitle(self.title.text())
        self._workspace, self._person = workspace, person
        self.old, self.new = PassphraseField(self.tr("现在的口令")), PassphraseField(self.tr("新口令"))
        self._old = Labelled(self.tr("现在的口令"), self.old)
        self._new = Labelled(self.tr("新口令"), self.new, self.tr("至少 8 个字。"))
        self.before = PassphraseField(self.tr("做备份时的口令"))
        self._before = Labelled(
            self.tr("做备份时的口令"), self.before, self.tr("恢复的那份备份里，签名密钥还用这个口令。")
        )
        self._before.hide()
        self._problem = Notice("", "missing")
        why = self.tr("打开程序和签字用同一个口令。以前签过的不受影响，恢复码也不变。")
        for part in (Label(why, "second", wrap=True), self._old, self._before, self._new, self._problem, self.busy):
            self.body.addWidget(part)
        self.set_cancel()
        self.set_main(self.tr("改口令"))
        press_focused_on_enter(self)
        self.focus_first(self.old.line)

    def go_on(self) -> None:
        """Change it, off the window's thread."""
        self._old.object_to("" if self.old.text() else self.tr("请输入现在的口令。"))
        self._new.object_to("" if self.new.text() else self.tr("请定一个新口令，至少 8 个字。"))
        if self._old.problem or self._new.problem:
            (self.old if self._old.problem else self.new).line.setFocus()
            return
        workspace, person_id = self._workspace, self._person.id
        old, new, before = self.old.text(), self.new.text(), self.before.text()

        def work(_progress: Progress) -> None:
            with workspace.reopened() as mine:
                change_both(mine, person_id, old, new, before)

        self._carry_out(work, self.tr("正在改口令"), lambda _nothing: self._finish())

    def _finish(self) -> None:
        for field in (self.old, self.before, self.new):
            field.forget()
        self.accept()

    def _say(self, error: AppError) -> None:
        words = message_for(error)
        if isinstance(error, WrongPassphrase):
            self._old.object_to(self.tr("现在的口令不对，没有改。"))
            self.old.line.setFocus()
        elif isinstance(error, SigningKeyUnderOldPassphrase):
            is_second = self._before.isVisible() and bool(self.before.text())
            self._before.show()
            self._before.object_to(
                self.tr("这个口令也开不了签名密钥，没有改。想不起来的，请管理员给您定个新口令。")
                if is_second
                else self.tr("签名密钥还用做备份时的口令，请也输入那个口令。还没有改。")
            )
            self.before.line.setFocus()
        elif isinstance(error, PassphraseTooShort | PassphraseTaken):
            self._new.object_to(words.happened + words.next_step)
            self.new.line.setFocus()
        else:
            self._problem.say(words.happened + words.next_step)
