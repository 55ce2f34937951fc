"""Words are kept whenever the typing pauses, so that a dead battery costs one sentence at most, not a page."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

PAUSE_MS = 1500


class Pause(QTimer):
    """Calls `keep` once nothing was typed for a moment; `restart` at every letter."""

    def __init__(self, keep: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self.setSingleShot(True)
        self.setInterval(PAUSE_MS)
        self.timeout.connect(keep)

    def restart(self) -> None:
        """Another letter was typed."""
        self.start()
