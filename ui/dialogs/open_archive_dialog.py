"""Opening an encrypted year archive: which file, with which key, and where its plain zip goes."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import AppError, WrongPassphrase
from app.progress import Progress
from app.services.exporting import key_file_of
from app.services.import_preview import keys_for
from app.services.sealed_archive import PLAIN_SUFFIX, SEALED_SUFFIX, unseal_archive
from app.services.workspace import Workspace
from ui.dialogs.bundle_dialog import BundleDialog
from ui.dialogs.enter import press_focused_on_enter
from ui.dialogs.labelled import Labelled
from ui.messages import sentence_of
from ui.tasks import Tasks
from ui.widgets.buttons import Button
from ui.widgets.fields import LineField, PassphraseField
from ui.widgets.frames import Notice
from ui.widgets.labels import Label


class OpenArchiveDialog(BundleDialog):
    """`opened` is the plain zip once it was written; the dialog stays and says where it lies."""

    def __init__(self, workspace: Workspace, tasks: Tasks, *, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent=parent)
        self.title.setText(self.tr("打开加密的归档包"))
        self.setWindowTitle(self.title.text())
        self._workspace = workspace
        self.opened: Path | None = None
        self.path = LineField(self.tr("归档包"))
        self.path_field = Labelled(self.tr("归档包"), self.path, beside=self._button(self._choose_path))
        self.key_path = LineField(self.tr("钥匙文件"))
        self.key_field = Labelled(
            self.tr("钥匙文件"),
            self.key_path,
            self.tr("用本单位的机关密钥打开的，这里和密码都空着。"),
            beside=self._button(self._choose_key),
        )
        self.password = LineField(self.tr("钥匙文件的密码"), placeholder="XXXXX-XXXXX-XXXXX-XXXXX")
        self.password_field = Labelled(self.tr("钥匙文件的密码"), self.password)
        self.passphrase = PassphraseField(self.tr("您的口令"))
        self.passphrase_field = Labelled(self.tr("您的口令"), self.passphrase, self.tr("用机关密钥打开，要您的口令。"))
        self.folder = LineField(self.tr("放到哪里"))
        self.folder_field = Labelled(
            self.tr("放到哪里"),
            self.folder,
            self.tr("解开以后不再加密，看完请删掉，不要放在U盘上。"),
            beside=self._button(self._choose_folder),
        )
        self.notice = Notice("", "ok")
        said = self.tr("归档包解开以后是一个ZIP文件，里面是报告、照片和目录。")
        for part in (
            Label(said, "second", wrap=True),
            self.path_field,
            self.key_field,
            self.password_field,
            self.passphrase_field,
            self.folder_field,
            self.notice,
            self.busy,
        ):
            self.body.addWidget(part)
        self.set_cancel(self.tr("关闭"))
        self.set_main(self.tr("解开"), icon="lock-open")
        press_focused_on_enter(self)
        self.focus_first(self.path)

    def go_on(self) -> None:
        """Open it, off the window's thread."""
        path, folder = self.path.text().strip(), self.folder.text().strip()
        key, passphrase, password = self.key_path.text().strip(), self.passphrase.text(), self.password.text()
        self.notice.say("")
        self.path_field.object_to("" if path else self.tr("请先选归档包，文件名以 .age 结尾。"))
        self.folder_field.object_to("" if folder else self.tr("请先选一个文件夹。"))
        self.passphrase_field.object_to("" if key or passphrase else self.tr("请输入口令，或者选钥匙文件。"))
        self.password_field.object_to("")
        for field in (self.path_field, self.folder_field, self.passphrase_field):
            if field.problem:
                field.setFocus()
                return
        workspace = self._workspace

        def work(progress: Progress) -> Path:
            with workspace.reopened() as own:
                keys = keys_for(own, Path(path), passphrase, Path(key) if key else None, password)
                return unseal_archive(own, Path(path), keys, Path(folder), progress)

        self._carry_out(work, self.tr("正在解开归档包"), self._finish)

    def _finish(self, opened: Path) -> None:
        self.opened = opened
        self.passphrase.forget()
        self.password.clear()
        self.notice.say(self.tr("已解开：“{path}”。这个文件没有加密。").format(path=opened), "ok")

    def _say_stopped(self) -> None:
        self.notice.say(self.tr("已停下，没有留下半个文件。"), "quiet")

    def _say(self, error: AppError) -> None:
        if isinstance(error, WrongPassphrase):
            field = self.password_field if self.key_path.text().strip() else self.passphrase_field
            field.object_to(self.tr("打不开，请对照着再输入一次。"))
            field.setFocus()
        else:
            self.notice.say(sentence_of(error), "missing")

    def _button(self, on_click: Callable[[], object]) -> Button:
        return Button(self.tr("选择"), icon="folder-open", on_click=on_click)

    def _choose_path(self) -> None:
        kinds = self.tr("加密的归档包 (*.age);;所有文件 (*)")
        chosen, _kind = QFileDialog.getOpenFileName(self, self.tr("归档包"), str(Path.home()), kinds)
        if chosen:
            self.path.setText(chosen)
            plain = Path(chosen.removesuffix(SEALED_SUFFIX) + PLAIN_SUFFIX)
            beside = key_file_of(plain)
            self.key_path.setText(str(beside) if beside.is_file() else "")

    def _choose_key(self) -> None:
        kinds = self.tr("钥匙文件 (*.key.age *.age);;所有文件 (*)")
        chosen, _kind = QFileDialog.getOpenFileName(self, self.tr("钥匙文件"), str(Path.home()), kinds)
        if chosen:
            self.key_path.setText(chosen)

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("放到哪里"), str(Path.home()))
        if chosen:
            self.folder.setText(chosen)
