"""The moment at which a window lies painted for the first time: what can wait until then, and where a start ends."""

import sys

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

FIRST_PAINT_EXIT = "--first-paint-exit"
"""An option for `main.py bench` alone: leave as soon as the window is painted."""
PAINTED = "painted"


class FirstPaint(QObject):
    """Watches for the first paint of `window`; `painted` follows once, when all of the window lies painted."""

    painted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look for the first paint only; the timer comes after the pass that paints everything."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self.painted.emit)
        return False


def leave_painted() -> None:
    """Say on standard output that the window is painted, and leave the event loop."""
    sys.stdout.write(PAINTED + "\n")
    sys.stdout.flush()
    QApplication.quit()
