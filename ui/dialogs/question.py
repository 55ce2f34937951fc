"""One question with two answers that are verbs, not Yes and No."""

from PySide6.QtWidgets import QWidget

from ui.dialogs.base import Dialog
from ui.widgets.labels import Label


class Question(Dialog):
    """`ask()` is True for `yes`; `no` is also Esc."""

    def __init__(self, title: str, sentence: str, *, yes: str, no: str = "", parent: QWidget | None = None) -> None:
        super().__init__(title, width=Dialog.NARROW, parent=parent)
        self.body.addWidget(Label(sentence, wrap=True))
        self.set_cancel(no)
        self.focus_first(self.set_main(yes))
