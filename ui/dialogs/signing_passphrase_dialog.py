"""Asks for one's passphrase before something is signed or opened with it."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.errors import AppError, WrongPassphrase
from ui.dialogs.base import Dialog
from ui.dialogs.labelled import Labelled
from ui.messages import message_for
from ui.widgets.fields import PassphraseField
from ui.widgets.labels import Label


class SigningPassphraseDialog(Dialog):
    """`ask()` is True once `acts` has taken the passphrase; other errors close it and stand in `failure`."""

    def __init__(
        self, title: str, sentence: str, acts: Callable[[str], object], *, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, width=Dialog.NARROW, parent=parent)
        self._acts = acts
        self.failure: AppError | None = None
        self.passphrase = PassphraseField(self.tr("您的口令"))
        self.field = Labelled(self.tr("您的口令"), self.passphrase)
        self.body.addWidget(Label(sentence, wrap=True))
        self.body.addWidget(self.field)
        self.set_cancel()
        self.set_main(title, hint="Enter")
        self.focus_first(self.passphrase.line)

    def go_on(self) -> None:
        """Try the passphrase."""
        if not self.passphrase.text():
            self.field.object_to(self.tr("请先输入口令。"))
            return
        try:
            self._acts(self.passphrase.text())
        except WrongPassphrase as error:
            words = message_for(error)
            self.field.object_to(f"{words.title}：{words.next_step}")
            self.passphrase.line.selectAll()
            self.passphrase.line.setFocus()
        except AppError as error:
            self.failure = error
            self.reject()
        else:
            self.passphrase.forget()
            self.accept()
