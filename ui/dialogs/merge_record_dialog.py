"""合并记录 to look at, sign digitally, print and save."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.services.merge_records import importer_of, signed_merge_record_pdf
from app.services.workspace import Workspace
from ui.dialogs.pdf_dialog import PdfDialog
from ui.dialogs.signing_passphrase_dialog import SigningPassphraseDialog
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.words.aside import ASIDE_WORDS


class MergeRecordDialog(PdfDialog):
    """`pdf` is the record of the bundle with this hash, as yet unsigned; whoever took it in may sign it."""

    def __init__(
        self,
        workspace: Workspace,
        sha256: str,
        pdf: bytes,
        name: str,
        messages: Callable[[AppError], object],
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.tr("合并记录"), pdf, f"{name}.pdf", messages, parent=parent)
        self._workspace, self._sha256, self._messages = workspace, sha256, messages
        self.is_signed = False
        self.signed_words = Label("", "medium", state="ok")
        self.signed_words.hide()
        self.body.insertWidget(0, self.signed_words)
        self.sign_button = self.add_rare(Button(self.tr("数字签名"), icon="pen-line", on_click=self.sign))
        person = workspace.person
        if person is None or importer_of(workspace, sha256) != person.id:
            self.sign_button.explain_disabled(self.tr("由收进这个数据包的人签名；别人可以打印出来在纸上签。"))

    def sign(self) -> None:
        """Put one's digital signature on the record; printing and saving then give the signed one."""
        if self._workspace.is_demo:
            self._sign_with(None)
            return
        dialog = SigningPassphraseDialog(
            self.tr("数字签名"), self.tr("在合并记录上签上您的名字。"), self._sign_with, parent=self.parentWidget()
        )
        dialog.ask()
        if dialog.failure is not None:
            self._messages(dialog.failure)

    def _sign_with(self, passphrase: str | None) -> None:
        person = self._workspace.person
        if person is None:
            return
        pdf = signed_merge_record_pdf(self._workspace, self._sha256, person.id, passphrase, ASIDE_WORDS)
        self.show_other(pdf)
        self.is_signed = True
        self.signed_words.setText(self.tr("已签名，签名核对有效。打印、另存的都是签了名的这一份。"))
        self.signed_words.show()
        self.sign_button.explain_disabled(self.tr("已经签了名。"))
