"""Copying a bundle of the outbox onto a stick once more: the same bytes, the same number."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.progress import Progress
from app.services.exporting import deliver_again
from app.services.outbox import Sent
from app.services.workspace import Workspace
from ui.dialogs.bundle_dialog import BundleDialog
from ui.dialogs.enter import press_focused_on_enter
from ui.dialogs.labelled import Labelled
from ui.drives import Drive, sticks
from ui.messages import sentence_of
from ui.sizes import size_words
from ui.tasks import Tasks
from ui.widgets.drive_picker import DrivePicker, against_drive
from ui.widgets.frames import Notice
from ui.widgets.labels import Label


class CopyAgainDialog(BundleDialog):
    """`ask()` is True once it lies whole on the stick; `copied` is where."""

    def __init__(
        self,
        workspace: Workspace,
        tasks: Tasks,
        sent: Sent,
        *,
        look: Callable[[], Sequence[Drive]] = sticks,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tasks, parent=parent)
        self.title.setText(self.tr("把第{seq}包再拷一次").format(seq=sent.seq))
        self.setWindowTitle(self.title.text())
        self._workspace, self._sent = workspace, sent
        self.copied: Path | None = None
        self.picker = DrivePicker(self.tr("写到哪里"), lambda drive: against_drive(drive, sent.size), look=look)
        self.where_field = Labelled(self.tr("写到哪里"), self.picker)
        self.problem = Notice("", "missing")
        said = self.tr("{size}，和原来那包一模一样，不用口令。头一回用时带的钥匙文件也一起拷。").format(
            size=size_words(sent.size)
        )
        for part in (Label(said, "second", wrap=True), self.where_field, self.problem, self.busy):
            self.body.addWidget(part)
        self.set_cancel()
        self.set_main(self.tr("拷到U盘"), icon="download")
        press_focused_on_enter(self)
        self.picker.chosen.connect(self._look)
        self._look()

    def go_on(self) -> None:
        """Copy it and read it back, off the window's thread."""
        folder, workspace, seq = self.picker.folder, self._workspace, self._sent.seq
        self.problem.say("")
        self.where_field.object_to("" if folder else self.tr("请先选U盘或文件夹。"))
        if folder is None:
            self.picker.other.setFocus()
            return

        def work(progress: Progress) -> Path:
            with workspace.reopened() as own:
                return deliver_again(own, seq, folder, progress)

        self._carry_out(work, self.tr("正在拷到U盘，拷完还要读回核对"), self._finish)

    def _finish(self, path: Path) -> None:
        self.copied = path
        self.accept()

    def _look(self) -> None:
        drive = self.picker.drive
        against = against_drive(drive, self._sent.size) if drive is not None else ""
        if self.main is not None:
            self.main.explain_disabled(against)

    def _say_stopped(self) -> None:
        self.problem.say(self.tr("已停下，U盘上没有留下半个文件。"), "quiet")

    def _say(self, error: AppError) -> None:
        self.problem.say(sentence_of(error), "missing")

    def _lock(self, working: bool) -> None:
        super()._lock(working)
        self.picker.setEnabled(not working)
        if not working:
            self._look()
