"""吊销证书: from which bundle on a key counts no more, why, and the word that has to be typed."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.progress import Progress
from app.services.revoking import KeyUse, revoke_certificate
from app.services.workspace import Workspace
from ui.dialogs.enter import press_focused_on_enter
from ui.dialogs.labelled import Labelled
from ui.dialogs.refusal import say_refusal
from ui.dialogs.typed_word import TypedWord
from ui.dialogs.working import WorkingDialog
from ui.tasks import Tasks
from ui.tokens import Gap
from ui.widgets.fields import Choice, LineField, PassphraseField
from ui.widgets.frames import Notice
from ui.widgets.labels import Label
from ui.widgets.layouts import add, row


class RevokeDialog(WorkingDialog):
    """`ask()` is True once the register says so; Enter alone does nothing before the word stands there."""

    def __init__(
        self, workspace: Workspace, tasks: Tasks, name: str, author: str, use: KeyUse, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(tasks, parent=parent)
        self.title.setText(self.tr("吊销{name}的证书").format(name=name))
        self.setWindowTitle(self.title.text())
        self._workspace, self._author = workspace, author
        self.last = Choice(self.tr("算到哪里为止"))
        self._choices: list[Mapping[str, int] | None] = [None]
        self.last.addItem(self.tr("到现在收到的都算数（{count}条记录）").format(count=use.revisions))
        for device, seq in reversed(use.bundles):
            self.last.addItem(self.tr("只算到设备{device}的第{seq}包").format(device=device, seq=seq))
            self._choices.append({device: seq})
        self.last.addItem(self.tr("一条也不算：密钥从一开始就不可信"))
        self._choices.append({})
        self.reason = LineField(self.tr("原因"), placeholder=self.tr("例如：电脑丢了、调离本单位"))
        self.reason_field = Labelled(self.tr("原因"), self.reason)
        self.word = TypedWord(self.tr("吊销"))
        self.word_field = Labelled(self.word.asked, self.word)
        self.passphrase = PassphraseField(self.tr("您的口令"))
        self.passphrase_field = Labelled(self.tr("您的口令"), self.passphrase)
        self.problem = Notice("", "missing")
        consequence = self.tr(
            "吊销以后，{name}用这把密钥签的新记录都是“未受信任”：看得到，不计入结果，也不会删掉。吊销不能撤回。"
        ).format(name=name)
        safe = self.tr(
            "以前签过、收到过的照样有效。他要继续工作的，在他的电脑“设置”里换一把新密钥，再给新密钥签发证书。"
        )
        add(
            self.body,
            Notice(consequence, "missing"),
            Label(safe, "second", wrap=True),
            Labelled(self.tr("算到哪里为止"), self.last),
            self.reason_field,
            row(self.word_field, self.passphrase_field, gap=Gap.L),
            self.problem,
            self.busy,
        )
        self.set_cancel()
        self.set_main(self.tr("吊销证书"))
        press_focused_on_enter(self)
        self.word.textChanged.connect(lambda _text: self._look())
        self.focus_first(self.reason)
        self._look()

    def go_on(self) -> None:
        """Write it, off the window's thread."""
        self.problem.say("")
        if not self.word.is_given:
            return
        reason, passphrase = self.reason.text().strip(), self.passphrase.text()
        self.reason_field.object_to("" if reason else self.tr("请写明原因，会记进密钥名册。"))
        self.passphrase_field.object_to("" if passphrase else self.tr("请先输入口令。"))
        for field in (self.reason_field, self.passphrase_field):
            if field.problem:
                field.setFocus()
                return
        workspace, author, last = self._workspace, self._author, self._choices[self.last.currentIndex()]

        def work(_progress: Progress) -> None:
            with workspace.reopened() as own:
                revoke_certificate(own, author, passphrase, reason, last=last)

        self._carry_out(work, self.tr("正在吊销"), lambda _nothing: self._finish())

    def _finish(self) -> None:
        self.passphrase.forget()
        self.accept()

    def _look(self) -> None:
        if self.main is not None:
            self.main.explain_disabled(self.word.missing)

    def _lock(self, working: bool) -> None:
        super()._lock(working)
        if not working:
            self._look()

    def _say(self, error: AppError) -> None:
        say_refusal(error, self.passphrase_field, self.problem)
