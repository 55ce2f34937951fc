"""Ends the program once its window has been painted, so that a start can be measured."""

import sys

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

PAINTED = "painted"


class FirstPaint(QObject):
    """Waits for the first paint of `window`, says so in one line on standard output, and leaves the event loop.

    The line is written when the whole window lies painted: the timer comes after the pass that paints everything.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look for the first paint only."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._tell)
        return False

    def _tell(self) -> None:
        sys.stdout.write(PAINTED + "\n")
        sys.stdout.flush()
        QApplication.quit()
