"""A second administrator for the office key: both type their passphrases, one after the other."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.domain.person import Person
from app.errors import AppError
from app.progress import Progress
from app.services.office_key import share_office_key
from app.services.workspace import Workspace
from ui.dialogs.enter import press_focused_on_enter
from ui.dialogs.labelled import Labelled
from ui.dialogs.working import WorkingDialog
from ui.messages import message_for
from ui.tasks import Tasks
from ui.widgets.fields import Choice, PassphraseField
from ui.widgets.frames import Notice
from ui.widgets.labels import Label


class ShareOfficeDialog(WorkingDialog):
    """`ask()` is True once both hold it."""

    def __init__(
        self, workspace: Workspace, tasks: Tasks, people: Sequence[Person], *, parent: QWidget | None = None
    ) -> None:
        """`people`: administrators with a passphrase who do not hold it yet; one at least."""
        super().__init__(tasks, width=WorkingDialog.NARROW, parent=parent)
        self.title.setText(self.tr("让另一位管理员也保管机关密钥"))
        self.setWindowTitle(self.title.text())
        self._workspace, self._people = workspace, tuple(people)
        self.who = Choice(self.tr("哪一位"))
        self.who.addItems([person.name for person in people])
        self.mine, self.theirs = PassphraseField(self.tr("您的口令")), PassphraseField(self.tr("他的口令"))
        self._mine = Labelled(self.tr("您的口令"), self.mine)
        self._theirs = Labelled(self.tr("他的口令"), self.theirs, self.tr("请他本人输入。"))
        self._problem = Notice("", "missing")
        said = self.tr("以后两位都能签发证书、重置口令；一位忘了口令，另一位还在。")
        for part in (
            Label(said, "second", wrap=True),
            Labelled(self.tr("哪一位"), self.who),
            self._mine,
            self._theirs,
            self._problem,
            self.busy,
        ):
            self.body.addWidget(part)
        self.set_cancel()
        self.set_main(self.tr("一起保管"))
        press_focused_on_enter(self)
        self.focus_first(self.who)

    def go_on(self) -> None:
        """Wrap it once more, off the window's thread."""
        for field, passphrase in ((self._mine, self.mine), (self._theirs, self.theirs)):
            field.object_to("" if passphrase.text() else self.tr("请先输入口令。"))
            if field.problem:
                passphrase.line.setFocus()
                return
        workspace, person = self._workspace, self._people[self.who.currentIndex()]
        mine, theirs = self.mine.text(), self.theirs.text()

        def work(_progress: Progress) -> None:
            with workspace.reopened() as own:
                share_office_key(own, person, mine, theirs)

        self._carry_out(work, self.tr("正在保管机关密钥"), lambda _nothing: self._finish())

    def _finish(self) -> None:
        for passphrase in (self.mine, self.theirs):
            passphrase.forget()
        self.accept()

    def _say(self, error: AppError) -> None:
        words = message_for(error)
        self._problem.say(words.happened + words.next_step)
