"""The floor of every start: a QMainWindow with nothing in it, up to its first paint; run as a script."""

import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow


class BareWindow(QMainWindow):
    """Says on standard output that it was painted, and leaves."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """The first time is the last."""
        super().paintEvent(event)
        QTimer.singleShot(0, self, self.leave)

    def leave(self) -> None:
        """When the pass that paints everything is over."""
        sys.stdout.write("painted\n")
        sys.stdout.flush()
        QApplication.quit()


if __name__ == "__main__":
    app = QApplication(sys.argv)
    window = BareWindow()
    window.resize(1366, 768)
    window.show()
    sys.exit(app.exec())
