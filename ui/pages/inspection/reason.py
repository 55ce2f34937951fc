"""The reason of one item, with phrases this office used for it before."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.phrases import taken
from ui.fields.field import ENTER_KEYS
from ui.fields.pause import Pause
from ui.pages.inspection.phrase_row import Offer, PhraseRow
from ui.theme import current_theme
from ui.tokens import Gap
from ui.widgets.fields import TextField
from ui.widgets.labels import KeyCap, Label
from ui.widgets.layouts import column, row


class ReasonField(TextField):
    """Enter keeps the text and travels on to the page; Shift+Enter begins a new line.

    `keys_first` may have a use for a key before the text has: it says whether it had.
    """

    entered_by_keyboard = Signal()
    left = Signal()
    keys_first: Callable[[QKeyEvent], bool] | None = None

    def __init__(
        self, name: str, *, placeholder: str = "", least: int = 1, most: int = 4, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, placeholder=placeholder, least=least, most=most, parent=parent)
        self.pause = Pause(self._keep_so_far, self)
        self.textChanged.connect(self.pause.restart)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on; page keys turn the page."""
        if self.keys_first is not None and self.keys_first(event):
            event.accept()
            return
        if event.key() in ENTER_KEYS and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.commit()
            event.ignore()
            return
        if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.commit()
            event.ignore()
            return
        super().keyPressEvent(event)

    def _keep_so_far(self) -> None:
        if self.hasFocus() and not self.isReadOnly():
            self.commit()

    def event(self, event: QEvent) -> bool:
        """Ctrl+Z takes back typing while there is some, and the last answer otherwise."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            is_undo = event.key() == Qt.Key.Key_Z and event.modifiers() == Qt.KeyboardModifier.ControlModifier
            if is_undo and not self.document().isUndoAvailable():
                event.ignore()
                return False
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks the lines elsewhere, and the height follows."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that phrases may be offered."""
        super().focusInEvent(event)
        self.entered_by_keyboard.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that they are not wanted any more."""
        super().focusOutEvent(event)
        self.left.emit()


class Reason(QWidget):
    """`committed(str)` when the text is another than before; `edit_asked` for putting its phrases in order."""

    committed = Signal(str)
    edit_asked = Signal()

    def __init__(self, offer: Offer | None = None, *, is_editable: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = Label(self.tr("扣分原因"), "field")
        self.field = ReasonField(self.tr("扣分原因"), most=5)
        self.field.committed.connect(self.committed)
        self.field.entered_by_keyboard.connect(self._offer)
        self.field.left.connect(self._leave)
        self.field.textChanged.connect(self._narrow)
        self.field.keys_first = self._walk
        self.phrases = PhraseRow(offer, is_editable=is_editable)
        self.phrases.taken.connect(self._take)
        self.phrases.edit_asked.connect(self.edit_asked)
        self._is_taking = False
        self._name = QWidget()
        row(self._label, KeyCap("F2"), gap=Gap.S, parent=self._name)
        line = row(self._name, column(self.field, self.phrases, gap=Gap.XS), gap=Gap.M)
        line.setAlignment(self._name, Qt.AlignmentFlag.AlignTop)
        line.setStretch(1, 1)
        column(line, parent=self)
        self._settle()
        current_theme().changed.connect(self._settle)

    def show_reason(self, text: str, *, is_owed: bool) -> None:
        """Show what is saved; while it is owed the field says so."""
        if not self.field.hasFocus() or text != self.field.toPlainText().strip():
            self.field.set_kept(text)
        self.field.setPlaceholderText(
            self.tr("必须写明") if is_owed and not text else self.tr("事实、数字、时间，写一句就够")
        )

    def name(self, words: str) -> None:
        """What the text is for: 扣分原因, 不适用理由."""
        if words != self._label.text():
            self._label.setText(words)
            self.field.setAccessibleName(words)

    def focus(self) -> None:
        """Take the keyboard, the cursor at the end."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._to_the_end()

    def _to_the_end(self) -> None:
        cursor = self.field.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.field.setTextCursor(cursor)

    def _settle(self) -> None:
        self._name.setFixedHeight(current_theme().tokens.height.input)

    def _offer(self) -> None:
        if not self.field.isReadOnly():
            self.phrases.ask(self.field.toPlainText())

    def _narrow(self) -> None:
        if self.field.hasFocus() and not self.field.isReadOnly() and not self._is_taking:
            self.phrases.narrow(self.field.toPlainText())

    def _leave(self) -> None:
        if QApplication.focusWidget() is not self.field:
            self.phrases.unmark()
            self.phrases.hide()

    def _walk(self, event: QKeyEvent) -> bool:
        """↓ from the last line goes into the phrases; arrows move there, Enter takes, Esc goes back to the text."""
        key, row_ = event.key(), self.phrases
        if not row_.marked:
            at_end = not self.field.textCursor().movePosition(self.field.textCursor().MoveOperation.Down)
            is_plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            return key == Qt.Key.Key_Down and is_plain and at_end and row_.walk(1)
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Left):
            row_.walk(1 if key in (Qt.Key.Key_Down, Qt.Key.Key_Right) else -1)
            return True
        if key in ENTER_KEYS:
            return row_.take_marked()
        is_escape = key == Qt.Key.Key_Escape
        return row_.unmark() and is_escape

    def _take(self, phrase: str) -> None:
        """What is offered stays where it is, so that a second phrase can be taken at once."""
        self._is_taking = True
        try:
            self.field.setPlainText(taken(self.field.toPlainText(), phrase))
        finally:
            self._is_taking = False
        if not self.field.hasFocus():
            self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._to_the_end()
        self.field.commit()
