"""A long text to read: a licence, for instance."""

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.dialogs.base import Dialog
from ui.theme import current_theme


class TextDialog(Dialog):
    """Shows a text word for word; it can be selected and copied."""

    def __init__(self, title: str, text: str, *, parent: QWidget | None = None) -> None:
        super().__init__(title, width=Dialog.WIDE, closable=True, parent=parent)
        shown = QPlainTextEdit(text)
        shown.setReadOnly(True)
        shown.setAccessibleName(title)
        shown.setMinimumHeight(current_theme().tokens.height.signature)
        self.body.addWidget(shown)
        self.focus_first(self.set_cancel(self.tr("关闭")))
