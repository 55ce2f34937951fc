"""Errors that nobody caught reach one place, from slots and from threads alike."""

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Signal

log = logging.getLogger(__name__)


class CrashNet(QObject):
    """Emits `fell(str)` with the traceback, in the window's thread; one is shown at a time, all are logged."""

    fell = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before: Callable[..., object] | None = None
        self._before_threads: Callable[..., object] | None = None
        self._is_showing = False

    def spread(self) -> None:
        """Catch from now on what reaches Python's hooks."""
        self._before, self._before_threads = sys.excepthook, threading.excepthook
        sys.excepthook = self._caught
        threading.excepthook = self._caught_in_thread

    def fold(self) -> None:
        """Give the hooks back."""
        if self._before is not None:
            sys.excepthook = self._before
        if self._before_threads is not None:
            threading.excepthook = self._before_threads

    def tell_with(self, show: Callable[[str], object]) -> None:
        """Let `show` speak to the user; it is not called again while it runs."""

        def once(text: str) -> None:
            if self._is_showing:
                return
            self._is_showing = True
            try:
                show(text)
            finally:
                self._is_showing = False

        self.fell.connect(once)

    def _caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        text = "".join(traceback.format_exception(kind, error, trace))
        log.error("uncaught: %s", text)
        self.fell.emit(text)

    def _caught_in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._caught(args.exc_type, args.exc_value, args.exc_traceback)
