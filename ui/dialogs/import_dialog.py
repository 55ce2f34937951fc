"""Taking a bundle in: which file, what it would do, and only then doing it."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import AppError, WrongPassphrase
from app.progress import Progress
from app.services.bundle_keys import bundle_keys
from app.services.importing import Came, incoming
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


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do, in numbers."""

    sender: str
    device: str
    seq: int
    new: int
    known: int
    waiting: int
    conflicts: int
    aside: int
    is_known: bool


class ImportDialog(WorkingDialog):
    """`ask()` is True once everything is in; the first press of the button only looks."""

    def __init__(self, workspace: Workspace, tasks: Tasks, *, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent=parent)
        self.title.setText(self.tr("收进数据包"))
        self.setWindowTitle(self.title.text())
        self._workspace = workspace
        self.preview: Preview | None = None
        self.done_words = ""
        self.path = LineField(self.tr("数据包"))
        self.choose = Button(self.tr("选文件"), icon="folder-open", on_click=self._choose)
        self.passphrase = PassphraseField(self.tr("您的口令"))
        self.path_field = Labelled(self.tr("数据包"), self.path, beside=self.choose)
        self.passphrase_field = Labelled(
            self.tr("您的口令"), self.passphrase, self.tr("用机关密钥打开数据包、签回执，要用您的口令。")
        )
        self.plan = Label("", wrap=True)
        self.problem = Notice("", "missing")
        for part in (self.path_field, self.passphrase_field, self.plan, self.problem, self.busy):
            self.body.addWidget(part)
        self.plan.hide()
        self.set_cancel()
        self.set_main(self.tr("先看看会收进什么"))
        press_focused_on_enter(self)
        self.path.textChanged.connect(lambda _text: self._forget())
        self.focus_first(self.choose)

    def go_on(self) -> None:
        """Look at first; then take in what was looked at."""
        path, passphrase = self.path.text().strip(), self.passphrase.text()
        self.problem.say("")
        self.path_field.object_to("" if path else self.tr("请先选数据包，文件名以 .wyb 结尾。"))
        self.passphrase_field.object_to("" if passphrase else self.tr("请先输入口令。"))
        for field in (self.path_field, self.passphrase_field):
            if field.problem:
                field.setFocus()
                return
        if self.preview is None:
            self._carry_out(self._looking(Path(path), passphrase), self.tr("正在打开、核对数据包"), self._show)
        else:
            self._carry_out(self._taking(Path(path), passphrase), self.tr("正在备份、收进"), self._finish)

    def _looking(self, path: Path, passphrase: str):  # type: ignore[no-untyped-def]
        workspace = self._workspace

        def work(progress: Progress) -> Preview:
            with (
                workspace.reopened() as own,
                incoming(own, path, bundle_keys(own, passphrase), progress) as found,
            ):
                plan = found.plan
                return Preview(
                    f"{found.sender.office} {found.sender.name}",
                    found.info.device,
                    found.info.sequence,
                    len(plan.new),
                    len(plan.known),
                    len(plan.waiting),
                    len(plan.conflicts),
                    len(plan.quarantined),
                    found.is_known,
                )

        return work

    def _taking(self, path: Path, passphrase: str):  # type: ignore[no-untyped-def]
        workspace = self._workspace

        def work(progress: Progress) -> Came:
            with (
                workspace.reopened() as own,
                incoming(own, path, bundle_keys(own, passphrase), progress) as found,
            ):
                return found.apply(passphrase)

        return work

    def _show(self, preview: Preview) -> None:
        self.preview = preview
        lines = [
            self.tr("来自{sender}，设备{device}第{seq}包。").format(
                sender=preview.sender, device=preview.device, seq=preview.seq
            ),
            self.tr("新的 {new} 条，已有 {known} 条，等待前序 {waiting} 条。").format(
                new=preview.new, known=preview.known, waiting=preview.waiting
            ),
        ]
        if preview.conflicts:
            lines.append(self.tr("有 {count} 处两个版本不一样，都会留着，等人来定。").format(count=preview.conflicts))
        if preview.aside:
            lines.append(self.tr("有 {count} 条核对不上，单独放着，不会并进来。").format(count=preview.aside))
        if preview.is_known:
            lines.append(self.tr("这个数据包以前收过，再收一次也不会重复。"))
        self.plan.setText("\n".join(lines))
        self.plan.show()
        if self.main is not None:
            self.main.set_label(self.tr("收进"))

    def _finish(self, came: Came) -> None:
        self.passphrase.forget()
        self.done_words = (
            self.tr("这个数据包以前收过，没有重复收进。")
            if came.is_known
            else self.tr("已收进{new}条记录，回执已记下，下次导出时带回去。").format(new=len(came.plan.new))
        )
        self.accept()

    def _forget(self) -> None:
        self.preview = None
        self.plan.hide()
        if self.main is not None:
            self.main.set_label(self.tr("先看看会收进什么"))

    def _say(self, error: AppError) -> None:
        words = message_for(error)
        if isinstance(error, WrongPassphrase):
            self.passphrase_field.object_to(words.happened)
            self.passphrase.line.setFocus()
        else:
            self.problem.say(words.happened + words.safe + words.next_step)

    def _choose(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(
            self, self.tr("数据包"), str(Path.home()), self.tr("数据包 (*.wyb);;所有文件 (*)")
        )
        if chosen:
            self.path.setText(chosen)
            self.passphrase.line.setFocus()
