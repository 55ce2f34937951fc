"""A dangerous step: names what it does and asks for the word, not for a Yes."""

from PySide6.QtWidgets import QLineEdit, QWidget

from ui.dialogs.base import Dialog
from ui.widgets.frames import Notice
from ui.widgets.labels import Label


class ConfirmWord(Dialog):
    """`ask()` is True only after the word was typed and the button pressed; Enter alone does nothing before."""

    def __init__(
        self, title: str, consequence: str, *, word: str, action: str, safe: str = "", parent: QWidget | None = None
    ) -> None:
        """`consequence` and `safe` are whole sentences, `action` is the verb and object on the button."""
        super().__init__(title, destructive=True, parent=parent)
        self._word = word
        self.body.addWidget(Notice(consequence, "missing"))
        if safe:
            self.body.addWidget(Label(safe, "second", wrap=True))
        self.body.addWidget(Label(self.tr("要继续，请输入“{word}”：").format(word=word), "field"))
        self.line = QLineEdit()
        self.line.setAccessibleName(self.tr("输入“{word}”").format(word=word))
        self.line.textChanged.connect(self._look)
        self.body.addWidget(self.line)
        self.set_cancel()
        self.set_main(action)
        self.focus_first(self.line)
        self._look("")

    def go_on(self) -> None:
        """Accept only with the word."""
        if self._has_word():
            self.accept()

    def _has_word(self) -> bool:
        return self.line.text().strip() == self._word

    def _look(self, _text: str) -> None:
        if self.main is not None:
            missing = self.tr("先输入“{word}”。").format(word=self._word)
            self.main.explain_disabled("" if self._has_word() else missing)
