"""Exporting: onto which stick, to whom, and the passphrase that signs."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import AgeKeyMalformed, AppError, WrongPassphrase
from app.progress import Progress
from app.services.exporting import Exported, export_bundle
from app.services.office_key import office_key
from app.services.workspace import Workspace
from ui.dialogs.enter import press_focused_on_enter
from ui.dialogs.labelled import Labelled
from ui.dialogs.working import WorkingDialog
from ui.messages import message_for
from ui.tasks import Tasks
from ui.widgets.buttons import Button
from ui.widgets.fields import LineField, PassphraseField
from ui.widgets.frames import Notice
from ui.widgets.labels import Label

MB = 1_000_000


class ExportDialog(WorkingDialog):
    """`ask()` is True once the bundle lies whole on the stick; `done_words` says what is in it."""

    def __init__(self, workspace: Workspace, tasks: Tasks, *, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent=parent)
        self.title.setText(self.tr("导出数据包"))
        self.setWindowTitle(self.title.text())
        self._workspace = workspace
        self.done_words = ""
        self.folder = LineField(self.tr("写到哪里"))
        self.choose = Button(self.tr("选U盘或文件夹"), icon="folder-open", on_click=self._choose)
        self.to = LineField(self.tr("收件单位的公钥"), placeholder="age1…")
        self.passphrase = PassphraseField(self.tr("您的口令"))
        own = self.tr("本单位自己总能打开。还要给别的单位的，填它的公钥。")
        none = self.tr("本单位还没有机关密钥，请填收件单位的公钥。")
        self.folder_field = Labelled(self.tr("写到哪里"), self.folder, beside=self.choose)
        self.to_field = Labelled(self.tr("收件单位的公钥"), self.to, own if office_key(workspace) else none)
        self.passphrase_field = Labelled(self.tr("您的口令"), self.passphrase, self.tr("数据包要由您签名。"))
        self.problem = Notice("", "missing")
        said = self.tr("还没有回执的记录、照片和报告都会写进去。文件名里没有单位和人名，别人捡到U盘也打不开。")
        for part in (
            Label(said, "second", wrap=True),
            self.folder_field,
            self.to_field,
            self.passphrase_field,
            self.problem,
            self.busy,
        ):
            self.body.addWidget(part)
        self.set_cancel()
        self.set_main(self.tr("导出"), icon="download")
        press_focused_on_enter(self)
        self.focus_first(self.choose)

    def go_on(self) -> None:
        """Write it, off the window's thread."""
        folder, passphrase = self.folder.text().strip(), self.passphrase.text()
        self.problem.say("")
        self.folder_field.object_to("" if folder else self.tr("请先选U盘或文件夹。"))
        self.passphrase_field.object_to("" if passphrase else self.tr("请先输入口令。"))
        for field in (self.folder_field, self.passphrase_field):
            if field.problem:
                field.setFocus()
                return
        workspace, to = self._workspace, self.to.text().split()

        def work(progress: Progress) -> Exported:
            with workspace.reopened() as own:
                return export_bundle(own, passphrase, Path(folder), to, progress)

        self._carry_out(work, self.tr("正在导出，写完还要读回核对"), self._finish)

    def _finish(self, done: Exported) -> None:
        self.passphrase.forget()
        self.done_words = self.tr(
            "导出完成，共{revisions}条记录、{evidence}份佐证材料、{reports}份报告，已核对一致。"
        ).format(revisions=done.revisions, evidence=done.evidence, reports=done.reports)
        self.accept()

    def _say(self, error: AppError) -> None:
        words = message_for(error)
        if isinstance(error, WrongPassphrase):
            self.passphrase_field.object_to(words.happened)
            self.passphrase.line.setFocus()
        elif isinstance(error, AgeKeyMalformed):
            self.to_field.object_to(words.happened + words.next_step)
            self.to.setFocus()
        else:
            self.problem.say(words.happened + words.safe + words.next_step)

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("写到哪里"), self.folder.text() or str(Path.home()))
        if chosen:
            self.folder.setText(chosen)
            self.passphrase.line.setFocus()
