"""The program by keys alone."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


class Keyboard:
    """Keys as a person presses them: each goes to whatever has the focus."""

    def press(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        """One key."""
        held = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            held |= modifier
        QTest.keyClick(self.focus, key, held)

    def enter(self) -> None:
        """Enter."""
        self.press(Qt.Key.Key_Return)

    def type(self, keys: str) -> None:
        """Letters, digits and signs one by one; the focus may move between them."""
        for key in keys:
            QTest.keyClicks(self.focus, key)

    def write(self, words: str) -> None:
        """Chinese, as an input method commits it."""
        event = QInputMethodEvent()
        event.setCommitString(words)
        QApplication.sendEvent(self.focus, event)

    def alt(self, number: int) -> None:
        """Alt and a number."""
        self.press(Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.AltModifier)

    @property
    def focus(self) -> QWidget:
        """What has the keyboard."""
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the keyboard"
        return widget
