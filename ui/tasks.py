"""Long work off the window's thread, with steps, a way to stop and errors that reach the window."""

import traceback
from collections.abc import Callable

from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal

from app.errors import AppError
from app.progress import Cancelled, Progress, Step


class Task(QObject):
    """One piece of work that runs elsewhere; its signals arrive in the window's thread.

    Exactly one of `succeeded`, `failed`, `cancelled` and `crashed` comes, and after it `ended`.
    """

    stepped = Signal(object)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    crashed = Signal(str)
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wants_stop = False
        self._is_running = True
        self.ended.connect(self._mark_ended)

    @property
    def is_running(self) -> bool:
        """Whether the end has not been told yet."""
        return self._is_running

    def cancel(self) -> None:
        """Ask the work to stop at its next step; it may still succeed when it was already past its last one."""
        self._wants_stop = True

    def step(self, step: Step) -> None:
        """Told by the work, from its own thread; raises Cancelled when it was asked to stop."""
        if self._wants_stop:
            raise Cancelled
        self.stepped.emit(step)

    def _mark_ended(self) -> None:
        self._is_running = False


class _Run(QRunnable):
    def __init__(self, task: Task, work: Callable[[Progress], object]) -> None:
        super().__init__()
        self._task, self._work = task, work
        self.setAutoDelete(True)

    def run(self) -> None:
        task = self._task
        try:
            result = self._work(task.step)
        except Cancelled:
            task.cancelled.emit()
        except AppError as error:
            task.failed.emit(error)
        except Exception:  # noqa: BLE001 - the last net of a thread that Python's own hook does not see
            task.crashed.emit(traceback.format_exc())
        else:
            task.succeeded.emit(result)
        task.ended.emit()


class Tasks(QObject):
    """Runs work in a small pool. Work opens its own connection to the store and touches no widget."""

    crashed = Signal(str)
    """The traceback of any task's programming error, for the crash dialog."""

    def __init__(self, parent: QObject | None = None, *, threads: int = 2) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(threads)
        self._running: set[Task] = set()

    def run(self, work: Callable[[Progress], object]) -> Task:
        """Return the task of `work`, which starts once the event loop runs again: connect to the task before that."""
        task = Task(self)
        self._running.add(task)
        task.crashed.connect(self.crashed)
        task.ended.connect(lambda: self._let_go(task))
        # Started at once, quick work could end before anyone has connected to its signals.
        QTimer.singleShot(0, self, lambda: self._pool.start(_Run(task, work)))
        return task

    @property
    def is_busy(self) -> bool:
        """Whether any work is going on."""
        return bool(self._running)

    def stop_all(self, wait_ms: int = 10_000) -> bool:
        """Ask everything to stop and wait; False when something is still at work after `wait_ms`."""
        for task in self._running:
            task.cancel()
        return self._pool.waitForDone(wait_ms)

    def _let_go(self, task: Task) -> None:
        self._running.discard(task)
        task.deleteLater()
