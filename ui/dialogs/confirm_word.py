"""A dangerous step: names what it does and asks for the word, not for a Yes."""

from PySide6.QtWidgets import QWidget

from ui.dialogs.base import Dialog
from ui.dialogs.typed_word import TypedWord
from ui.widgets.frames import Notice
from ui.widgets.labels import Label


class ConfirmWord(Dialog):
    """`ask()` is True only after the word was typed and the button pressed; Enter alone does nothing before."""

    def __init__(
        self, title: str, consequence: str, *, word: str, action: str, safe: str = "", parent: QWidget | None = None
    ) -> None:
        """`consequence` and `safe` are whole sentences, `action` is the verb and object on the button."""
        super().__init__(title, destructive=True, parent=parent)
        self.body.addWidget(Notice(consequence, "missing"))
        if safe:
            self.body.addWidget(Label(safe, "second", wrap=True))
        self.line = TypedWord(word)
        self.body.addWidget(Label(self.line.asked, "field"))
        self.line.textChanged.connect(self._look)
        self.body.addWidget(self.line)
        self.set_cancel()
        self.set_main(action)
        self.focus_first(self.line)
        self._look("")

    def go_on(self) -> None:
        """Accept only with the word."""
        if self.line.is_given:
            self.accept()

    def _look(self, _text: str) -> None:
        if self.main is not None:
            self.main.explain_disabled(self.line.missing)
