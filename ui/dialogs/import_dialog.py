"""Taking a bundle in: which one, what it would do, doing it, and the receipt back onto the same stick."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import (
    AgeFileForOthers,
    AgeKeyMalformed,
    AppError,
    OfficeKeyMissing,
    OfficeKeyNotHeld,
    OnlyAdministrators,
    WrongPassphrase,
)
from app.progress import Progress
from app.services.bundle_keys import device_key
from app.services.exporting import Exported, export_bundle, key_file_of
from app.services.import_preview import Preview, keys_for, preview_of
from app.services.importing import Came, incoming
from app.services.office_key import office_key
from app.services.workspace import Workspace
from ui.dialogs.bundle_dialog import BundleDialog
from ui.dialogs.bundles_on_stick import BundlesOnStick
from ui.dialogs.dropped import dropped_bundle
from ui.dialogs.enter import press_focused_on_enter
from ui.dialogs.import_parts import PlanCard, came_words
from ui.dialogs.labelled import Labelled
from ui.drives import Drive, sticks
from ui.messages import message_for, sentence_of
from ui.tasks import Tasks
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.fields import LineField, PassphraseField
from ui.widgets.frames import Notice
from ui.widgets.labels import Label
from ui.widgets.layouts import add, column, row
from ui.words.exchange import eject_words

NO_KEY_OF_OURS = (AgeFileForOthers, OfficeKeyMissing, OfficeKeyNotHeld, OnlyAdministrators)


class ImportDialog(BundleDialog):
    """The first press of the button only looks; after the second `came` says what came in, and the receipt is offered.

    `ask()` is of no interest: a person closes it when done.
    """

    def __init__(
        self,
        workspace: Workspace,
        tasks: Tasks,
        *,
        look: Callable[[], Sequence[Drive]] = sticks,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tasks, width=BundleDialog.WIDE, parent=parent)
        self.title.setText(self.tr("收进数据包"))
        self.setWindowTitle(self.title.text())
        self._workspace = workspace
        self.preview: Preview | None = None
        self.came: Came | None = None
        self.receipt: Exported | None = None
        self.stick = BundlesOnStick(workspace, tasks, look=look)
        self.path = LineField(self.tr("数据包"))
        self.path_field = Labelled(self.tr("数据包"), self.path, self.tr("在上面选，或者把文件拖到这里。"))
        self.key_path = LineField(self.tr("钥匙文件"))
        self.key_button = Button(self.tr("选文件"), icon="key", on_click=self._choose_key)
        self.password = LineField(self.tr("钥匙文件的密码"), placeholder="XXXXX-XXXXX-XXXXX-XXXXX")
        self.key_field = Labelled(self.tr("钥匙文件"), self.key_path, beside=self.key_button)
        self.password_field = Labelled(
            self.tr("钥匙文件的密码"), self.password, self.tr("对方电话里告诉您的 20 个字符，大小写、横线都不要紧。")
        )
        self.passphrase = PassphraseField(self.tr("您的口令"))
        self.passphrase_field = Labelled(
            self.tr("您的口令"), self.passphrase, self.tr("打开数据包、签回执，要用您的口令。")
        )
        self.plan = PlanCard()
        self.ending = Notice("", "ok")
        self.problem = Notice("", "missing")
        self.receipt_button = Button(self.tr("把回执写到这个U盘"), icon="send", on_click=self.write_receipt)
        self._build()
        self.set_cancel()
        self.set_main(self.tr("先看看会收进什么"))
        press_focused_on_enter(self)
        self.setAcceptDrops(True)
        self.path.textChanged.connect(lambda _text: self._forget())
        self.stick.chosen.connect(self.take)
        self.stick.opened.connect(self.passphrase.line.setFocus)
        self.focus_first(self.stick.table if self.stick.picker.folder else self.stick.file_button)

    # Which

    def take(self, path: Path) -> None:
        """Choose a bundle; a key file that lies beside it is chosen with it."""
        self.path.setText(str(path))
        beside = key_file_of(path)
        self.key_path.setText(str(beside) if beside.is_file() else "")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A bundle may be dropped instead of chosen."""
        if self.came is None and dropped_bundle(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Choose what was dropped."""
        if self.came is None and (path := dropped_bundle(event.mimeData())) is not None:
            self.take(path)
            self.passphrase.line.setFocus()

    # Looking, taking, answering

    def go_on(self) -> None:
        """Look at first; then take in what was looked at; then close."""
        if self.came is not None:
            self.accept()
            return
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

    def write_receipt(self) -> None:
        """Send the receipts of this device back, to whom the bundle was encrypted, beside the bundle."""
        preview, folder = self.preview, Path(self.path.text().strip()).parent
        if preview is None:
            return
        workspace, passphrase, device, to = self._workspace, self.passphrase.text(), preview.device, preview.recipients
        self.problem.say("")

        def work(progress: Progress) -> Exported:
            with workspace.reopened() as own:
                return export_bundle(own, passphrase, folder, to, progress, what="receipts", device=device)

        self._carry_out(work, self.tr("正在写回执，写完还要读回核对"), self._finish_receipt)

    def _keys_and_path(self) -> tuple[Path | None, str]:
        chosen = self.key_path.text().strip() if not self.key_field.isHidden() else ""
        return (Path(chosen), self.password.text()) if chosen else (None, "")

    def _looking(self, path: Path, passphrase: str) -> Callable[[Progress], Preview]:
        workspace, (key_file, password) = self._workspace, self._keys_and_path()

        def work(progress: Progress) -> Preview:
            with workspace.reopened() as own:
                keys = keys_for(own, path, passphrase, key_file, password)
                with incoming(own, path, keys, progress) as found:
                    return preview_of(found)

        return work

    def _taking(self, path: Path, passphrase: str) -> Callable[[Progress], Came | Preview]:
        workspace, (key_file, password) = self._workspace, self._keys_and_path()
        seen = self.preview.sha256 if self.preview else ""

        def work(progress: Progress) -> Came | Preview:
            with workspace.reopened() as own:
                keys = keys_for(own, path, passphrase, key_file, password)
                with incoming(own, path, keys, progress) as found:
                    # Another file under the same name was not what the person agreed to.
                    return found.apply(passphrase) if found.sha256 == seen else preview_of(found)

        return work

    def _show(self, preview: Preview) -> None:
        self.preview = preview
        self.plan.show_preview(preview)
        self.plan.show()
        self.stick.hide()
        if self.main is not None:
            self.main.set_label(self.tr("收进"))
        self.again_button.show()

    def _finish(self, done: Came | Preview) -> None:
        if isinstance(done, Preview):
            self._show(done)
            self.problem.say(self.tr("这个文件在您看过以后变了，还没有收进。请再看一遍。"), "missing")
            return
        self.came = done
        self.ending.say(came_words(done), "ok")
        self.title.setText(self.tr("收进了"))
        for part in (self.path_field, self.passphrase_field, self.key_field, self.password_field, self.again_button):
            part.hide()
        self.plan.safe.hide()
        self.receipt_row.show()
        if self.main is not None and self.cancel is not None:
            self.main.set_label(self.tr("完成"))
            self.cancel.hide()
        self.receipt_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _finish_receipt(self, done: Exported) -> None:
        self.receipt = done
        self.passphrase.forget()
        self.receipt_row.hide()
        said = self.tr("回执已写到U盘，已读回核对（{name}）。{eject}").format(name=done.path.name, eject=eject_words())
        self.ending.say(f"{came_words(self.came)}{said}" if self.came else said, "ok")
        if self.main is not None:
            self.main.setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget(self) -> None:
        """Another file, or the same once more: nothing was looked at yet."""
        self.preview = None
        self.plan.hide()
        self.stick.show()
        self.again_button.hide()
        if self.main is not None:
            self.main.set_label(self.tr("先看看会收进什么"))

    # What goes wrong

    def _say_stopped(self) -> None:
        if self.came is not None:
            self.problem.say(self.tr("已停下，U盘上没有留下半个文件。回执下次导出时带回去。"), "quiet")
        else:
            self.problem.say(self.tr("已停下，什么也没有收进，数据没有改动。"), "quiet")

    def _say(self, error: AppError) -> None:
        words = message_for(error)
        asks_for_key = not self.key_field.isHidden()
        if asks_for_key and isinstance(error, AgeKeyMalformed):
            self.key_field.object_to(words.happened + words.next_step)
        elif isinstance(error, WrongPassphrase) and asks_for_key and self.key_path.text().strip():
            said = self.tr("口令或者钥匙文件的密码不对，请都再核对一次。")
            self.password_field.object_to(said)
            self.password.setFocus()
        elif isinstance(error, WrongPassphrase):
            self.passphrase_field.object_to(words.happened)
            self.passphrase.line.setFocus()
        elif isinstance(error, NO_KEY_OF_OURS) and self.came is None:
            said = self.tr(
                "本机的钥匙打不开这个数据包。U盘上有以 .key.age 结尾的钥匙文件的，请选它，再输入对方告诉您的密码。"
            )
            self.problem.say(said if not asks_for_key else sentence_of(error), "missing")
            self.key_field.show()
            self.password_field.show()
            (self.password if self.key_path.text() else self.key_button).setFocus()
        else:
            self.problem.say(sentence_of(error), "missing")

    def done(self, result: int) -> None:
        """No passphrase is kept, and no stick looked at any longer."""
        self.stick.stop()
        self.passphrase.forget()
        super().done(result)

    def _lock(self, working: bool) -> None:
        super()._lock(working)
        for part in (self.stick, self.path, self.passphrase, self.key_field, self.password, self.receipt_button):
            part.setEnabled(not working)

    def _choose_key(self) -> None:
        start = str(Path(self.path.text()).parent) if self.path.text() else str(Path.home())
        kinds = self.tr("钥匙文件 (*.key.age *.age);;所有文件 (*)")
        chosen, _kind = QFileDialog.getOpenFileName(self, self.tr("钥匙文件"), start, kinds)
        if chosen:
            self.key_path.setText(chosen)
            self.password.setFocus()

    def _build(self) -> None:
        self.receipt_row = QWidget()
        said = self.tr("有了回执，对方就知道收到了，下次不用再导一遍。")
        column(Label(said, wrap=True), row(self.receipt_button, None), gap=Gap.S, parent=self.receipt_row)
        self.again_button = self.add_rare(Button(self.tr("换一个数据包"), "ghost", on_click=self._forget))
        keys = row(self.key_field, self.password_field, gap=Gap.XL)
        fields = row(self.path_field, self.passphrase_field, gap=Gap.XL)
        for pair in (keys, fields):
            pair.setStretch(0, 1)
            pair.setStretch(1, 1)
        add(self.body, self.stick, self.plan, fields, keys, self.ending, self.receipt_row, self.problem, self.busy)
        knows_keys = device_key(self._workspace) is not None or office_key(self._workspace) is not None
        for part in (self.plan, self.receipt_row, self.again_button):
            part.hide()
        for field in (self.key_field, self.password_field):
            field.setVisible(not knows_keys)
