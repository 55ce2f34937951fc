"""Answering a modal dialog: what is to be done in it is said before the key or click that opens it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

POLL_MS = 20


def in_dialog(kind: type, act: Callable[[Any], object], ready: Callable[[Any], bool] = lambda _dialog: True) -> None:
    """Do something once a modal dialog of this kind is open and `ready`."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kind) and ready(dialog):
            act(dialog)
        else:
            QTimer.singleShot(POLL_MS, look)

    QTimer.singleShot(0, look)
