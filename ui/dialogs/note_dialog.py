"""Asks for one sentence that goes with an inspection: why the self-check differs, why there is no evidence."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ui.dialogs.base import Dialog
from ui.widgets.fields import TextField
from ui.widgets.labels import Label


class NoteDialog(Dialog):
    """`ask()` is True when a text was kept; it is then in `text`, "" when an old one was taken away."""

    def __init__(self, title: str, why: str, *, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(title, parent=parent)
        self._before = text
        self.body.addWidget(Label(why, "second", wrap=True))
        self.field = TextField(title, placeholder=self.tr("写清楚是什么情况、依据是什么"), least=3, most=8)
        self.field.set_kept(text)
        self.body.addWidget(self.field)
        self._problem = Label("", "caption", state="missing", wrap=True)
        self._problem.hide()
        self.body.addWidget(self._problem)
        self.set_cancel()
        self.set_main(self.tr("记下"), hint="Ctrl+Enter")
        self.focus_first(self.field)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.go_on)

    @property
    def text(self) -> str:
        """What was typed."""
        return self.field.toPlainText().strip()

    def go_on(self) -> None:
        """An empty text is only taken where there was one before."""
        if not self.text and not self._before:
            self._problem.setText(self.tr("请写一句说明，或者按取消。"))
            self._problem.show()
            self.field.setFocus()
            return
        self.accept()
