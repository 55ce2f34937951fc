"""Fields to type in: a line, several lines, a search, a passphrase."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from ui.theme import current_theme
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.labels import KeyCap
from ui.widgets.layouts import row

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent

SEARCH_WAITS_MS = 150


class LineField(QLineEdit):
    """One line of text. `committed(str)` after Enter or leaving, when the text is another than before."""

    committed = Signal(str)

    def __init__(self, name: str, *, text: str = "", placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self._kept = text
        self.setText(text)
        self.editingFinished.connect(self.commit)

    def set_kept(self, text: str) -> None:
        """Show a text that is already kept."""
        self._kept = text
        self.setText(text)

    def commit(self) -> None:
        """Tell what was typed, once."""
        text = self.text().strip()
        if text != self._kept:
            self._kept = text
            self.committed.emit(text)


class TextField(QPlainTextEdit):
    """Several lines that grow with the text from `least` to `most` lines; `committed(str)` when left.

    Tab leaves it, Ctrl+Enter commits and stays.
    """

    committed = Signal(str)

    def __init__(
        self, name: str, *, placeholder: str = "", least: int = 1, most: int = 4, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._least, self._most, self._kept = least, most, ""
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self.updateGeometry)
        current_theme().changed.connect(self.updateGeometry)

    def set_kept(self, text: str) -> None:
        """Show a text that is already kept; what is being typed is replaced."""
        self._kept = text
        if text != self.toPlainText():
            self.setPlainText(text)

    def commit(self) -> None:
        """Tell what was typed, once."""
        text = self.toPlainText().strip()
        if text != self._kept:
            self._kept = text
            self.committed.emit(text)

    def sizeHint(self) -> QSize:
        """As high as its lines, at least as high as a one-line field."""
        lines = min(max(round(self.document().size().height()), self._least), self._most)
        around = 2 * (Gap.XS + round(self.document().documentMargin()))
        height = max(lines * self.fontMetrics().lineSpacing() + around, current_theme().tokens.height.input)
        return QSize(super().sizeHint().width(), height)

    def minimumSizeHint(self) -> QSize:
        """It scrolls inside rather than being squeezed."""
        return QSize(current_theme().tokens.height.input * 2, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width wraps into another number of lines."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter commits."""
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.commit()
            event.ignore()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was typed counts when one leaves."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.commit()


class SearchField(QLineEdit):
    """A search: `searched(str)` a moment after the last letter, at once on Enter; Escape empties it.

    While an input method is composing, nothing is searched. ↓ emits `left_downwards` to step into the results.
    """

    searched = Signal(str)
    left_downwards = Signal()

    def __init__(self, placeholder: str, *, key: str = "", quiet: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        if quiet:
            self.setProperty("kind", "search")
        self.setClearButtonEnabled(False)
        self._cap = KeyCap(key, self) if key else None
        self._told = ""
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(SEARCH_WAITS_MS)
        self._wait.timeout.connect(self._tell)
        self.textChanged.connect(self._changed)
        self.returnPressed.connect(self._tell_now)
        self._settle()
        current_theme().changed.connect(self._settle)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape empties, ↓ goes on to the results."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._tell_now()
        elif event.key() == Qt.Key.Key_Down:
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the key cap at the right end."""
        super().resizeEvent(event)
        self._place_cap()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lens before the text."""
        super().paintEvent(event)
        theme = current_theme()
        size = theme.tokens.height.icon_small
        lens = theme.icons.pixmap("search", size, theme.tokens.colour.ink2, self.devicePixelRatioF())
        QPainter(self).drawPixmap(QPoint(Gap.M, (self.height() - size) // 2), lens)

    def _settle(self) -> None:
        self.setTextMargins(current_theme().tokens.height.icon_small + Gap.S, 0, 0, 0)
        self._place_cap()

    def _place_cap(self) -> None:
        if self._cap is None:
            return
        self._cap.setVisible(not self.text() and current_theme().shows_key_caps)
        size = self._cap.sizeHint()
        self._cap.setGeometry(
            self.width() - size.width() - Gap.S, (self.height() - size.height()) // 2, size.width(), size.height()
        )

    def _changed(self, _text: str) -> None:
        self._place_cap()
        self._wait.start()

    def _tell_now(self) -> None:
        self._wait.stop()
        self._told = self.text().strip()
        self.searched.emit(self._told)

    def _tell(self) -> None:
        if self.text().strip() != self._told:
            self._tell_now()


class PassphraseField(QWidget):
    """A passphrase with 显示 beside it; `text()` is read once, `forget()` empties it."""

    entered = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setAccessibleName(name)
        self.line.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self.line.returnPressed.connect(self.entered)
        self._eye = Button(self.tr("显示"), "ghost", icon="eye", on_click=self._turn)
        row(self.line, self._eye, parent=self)
        self.setFocusProxy(self.line)

    def text(self) -> str:
        """What was typed."""
        return self.line.text()

    def forget(self) -> None:
        """Empty the field."""
        self.line.clear()

    def _turn(self) -> None:
        hidden = self.line.echoMode() == QLineEdit.EchoMode.Password
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        self._eye.set_label(self.tr("隐藏") if hidden else self.tr("显示"))
        self._eye.set_icon("eye-off" if hidden else "eye")


class Choice(QComboBox):
    """A choice from a short list, with the same arrow as everywhere; the wheel turns it only while it is open."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: "QWheelEvent") -> None:
        """Let the page scroll."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the arrow over the field."""
        super().paintEvent(event)
        theme = current_theme()
        size = theme.tokens.height.icon_small
        arrow = theme.icons.pixmap("chevron-down", size, theme.tokens.colour.ink2, self.devicePixelRatioF())
        QPainter(self).drawPixmap(QPoint(self.width() - size - Gap.S, (self.height() - size) // 2), arrow)
