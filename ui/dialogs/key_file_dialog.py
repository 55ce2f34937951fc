"""Opening a laptop whose users forgot their passphrases, with the office's key file."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import AgeFileForOthers, AgeKeyMalformed, AppError, PassphraseTaken, PassphraseTooShort, WrongPassphrase
from app.services.workspace import Workspace
from ui.dialogs.base import Dialog
from ui.dialogs.enter import press_focused_on_enter
from ui.dialogs.labelled import Labelled
from ui.messages import message_for
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.fields import LineField, PassphraseField
from ui.widgets.labels import Label

OpensByFile = Callable[[Path, str, str], Workspace | None]
"""Opens the store by a key file, its password and the new passphrase. Raises AppError."""
MOST_BYTES = 64 * 1024


class KeyFileDialog(Dialog):
    """`ask()` is True once the store is open; `workspace` is what `opens` returned."""

    def __init__(self, opens: OpensByFile, *, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.title.setText(self.tr("用机关密钥文件定一个新口令"))
        self.setWindowTitle(self.title.text())
        self._opens = opens
        self.workspace: Workspace | None = None
        self.failure: AppError | None = None
        self.path = LineField(self.tr("机关密钥文件"))
        self.choose = Button(self.tr("选文件"), icon="folder-open", on_click=self._choose)
        self.password = LineField(self.tr("文件的密码"), placeholder="XXXXX-XXXXX-XXXXX-XXXXX")
        self.passphrase = PassphraseField(self.tr("新口令"))
        self.path_field = Labelled(self.tr("机关密钥文件"), self.path, beside=self.choose)
        self.password_field = Labelled(
            self.tr("文件的密码"), self.password, self.tr("导出文件时抄下的 20 个字符，大小写、横线都不要紧。")
        )
        self.passphrase_field = Labelled(self.tr("新口令"), self.passphrase, self.tr("至少 8 个字。"))
        said = self.tr("区里导出的机关密钥文件能打开本单位的电脑。数据一点不会丢，签名密钥要换一把新的。")
        self.body.setSpacing(Gap.L)
        for part in (Label(said, "second", wrap=True), self.path_field, self.password_field, self.passphrase_field):
            self.body.addWidget(part)
        self.set_cancel()
        self.set_main(self.tr("定新口令并打开"))
        press_focused_on_enter(self)
        self.focus_first(self.path)

    def go_on(self) -> None:
        """Try the file; objections stand under the field they are about."""
        path = Path(self.path.text().strip())
        self.path_field.object_to("" if self.path.text().strip() else self.tr("请先选文件。"))
        self.password_field.object_to("" if self.password.text().strip() else self.tr("请输入文件的密码。"))
        self.passphrase_field.object_to("")
        for field in (self.path_field, self.password_field):
            if field.problem:
                field.setFocus()
                return
        try:
            self.workspace = self._opens(path, self.password.text(), self.passphrase.text())
        except (AgeKeyMalformed, AgeFileForOthers) as error:
            words = message_for(error)
            self.path_field.object_to(words.happened + words.next_step)
        except WrongPassphrase:
            self.password_field.object_to(self.tr("密码打不开这个文件，请对照抄件再输入一次。"))
        except (PassphraseTooShort, PassphraseTaken) as error:
            self.passphrase_field.object_to(message_for(error).happened)
        except AppError as error:
            self.failure = error
            self.reject()
        except OSError as error:
            said = self.tr("这个文件读不出来（{reason}）。").format(reason=error.strerror or self.tr("原因不明"))
            self.path_field.object_to(said)
        else:
            self.passphrase.forget()
            self.accept()

    def _choose(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(
            self, self.tr("机关密钥文件"), str(Path.home()), self.tr("密钥文件 (*.age);;所有文件 (*)")
        )
        if chosen:
            self.path.setText(chosen)
            self.password.setFocus()
