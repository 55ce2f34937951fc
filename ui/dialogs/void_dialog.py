"""作废: takes a signed inspection back, with the word, a reason and the passphrase."""

from PySide6.QtWidgets import QWidget

from app.errors import AppError, DecisionNotYours, NoSigningKey
from app.progress import Progress
from app.services.merging import may_decide, void_inspection
from app.services.workspace import Workspace
from ui.dialogs.decision_foot import DecisionFoot
from ui.dialogs.typed_word import TypedWord
from ui.dialogs.working import WorkingDialog
from ui.messages import message_for
from ui.tasks import Tasks
from ui.widgets.frames import Notice
from ui.widgets.labels import Label


class VoidDialog(WorkingDialog):
    """`ask()` is True once the inspection is withdrawn; it stays readable and counts nowhere."""

    def __init__(
        self, workspace: Workspace, tasks: Tasks, inspection_id: str, unit_name: str, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(tasks, parent=parent)
        self.title.setText(self.tr("作废{unit}的这份检查").format(unit=unit_name))
        self.setWindowTitle(self.title.text())
        self._workspace, self._inspection_id = workspace, inspection_id
        person = workspace.person
        self.is_allowed = person is not None and may_decide(workspace, inspection_id, person.id)
        self.body.addWidget(
            Notice(self.tr("作废以后不算普查覆盖，不进统计和排名，也不能恢复成没有作废的样子。"), "missing")
        )
        self.body.addWidget(
            Label(self.tr("报告、签字、照片和原因都留着，随时能看；要重新检查，就另建一份检查。"), "second", wrap=True)
        )
        self.line = TypedWord(self.tr("作废"))
        self.line.textChanged.connect(lambda _text: self._look())
        self._asks = Label(self.line.asked, "field")
        self.foot = DecisionFoot(
            self.tr("为什么作废"), self.tr("例如：查错了社区"), asks_passphrase=not workspace.is_demo
        )
        self.may_not = Notice("", "quiet")
        for part in (self.foot, self._asks, self.line, self.may_not, self.busy):
            self.body.addWidget(part)
        self._destructive = True
        self.set_cancel()
        self.set_main(self.tr("作废这份检查"))
        self.focus_first(self.foot.reason)
        if not self.is_allowed:
            words = message_for(DecisionNotYours("administrator"))
            self.may_not.say(words.happened + words.next_step)
            for part in (self.foot, self._asks, self.line):
                part.hide()
            if self.cancel is not None:
                self.focus_first(self.cancel)
        self._look()

    def go_on(self) -> None:
        """Withdraw it, with the word, the reason and the passphrase."""
        if not self.line.is_given or not self.foot.is_given():
            return
        workspace, inspection_id = self._workspace, self._inspection_id
        reason, passphrase = self.foot.reason_text, self.foot.passphrase_text

        def work(_progress: Progress) -> str:
            with workspace.reopened() as own:
                if own.person is None:
                    raise NoSigningKey("")
                return void_inspection(own, inspection_id, own.person.id, passphrase, reason)

        self._carry_out(work, self.tr("正在保存"), lambda _rid: self._finish())

    def _finish(self) -> None:
        self.foot.forget()
        self.accept()

    def _look(self) -> None:
        if self.main is None:
            return
        if not self.is_allowed:
            self.main.explain_disabled(self.tr("由区组织部管理员作废。"))
        else:
            self.main.explain_disabled(self.line.missing)

    def _say(self, error: AppError) -> None:
        self.foot.say(error)

    def _lock(self, working: bool) -> None:
        super()._lock(working)
        if not working:
            self._look()
