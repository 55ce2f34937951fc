"""Long work off the window's thread, with steps, a way to stop and errors that reach the window."""

import traceback
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import AppError
from app.progress import Cancelled, Progress, Step

if TYPE_CHECKING:  # a start has no long work yet
    from concurrent.futures import Future, ThreadPoolExecutor


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


def _run(task: Task, work: Callable[[Progress], object]) -> None:
    """Do the work in a thread of the pool and tell its end; signals cross into the window's thread."""
    try:
        result = work(task.step)
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
        self._threads = threads
        self._pool: ThreadPoolExecutor | None = None
        self._running: dict[Task, Future[None] | None] = {}
        self._waiting: list[tuple[Task, Callable[[Progress], object]]] = []

    def run(self, work: Callable[[Progress], object]) -> Task:
        """Return the task of `work`, which starts once the event loop runs again: connect to the task before that."""
        task = Task(self)
        self._running[task] = None
        task.crashed.connect(self.crashed)
        task.ended.connect(self._let_go)
        # Started at once, quick work could end before anyone has connected to its signals.
        self._waiting.append((task, work))
        QTimer.singleShot(0, self, self._start_waiting)
        return task

    @property
    def is_busy(self) -> bool:
        """Whether any work is going on."""
        return bool(self._running)

    def stop_all(self, wait_s: float = 10.0) -> bool:
        """Ask everything to stop and wait; False when something is still at work after `wait_s` seconds."""
        self._waiting.clear()
        for task in self._running:
            task.cancel()
        futures = [future for future in self._running.values() if future is not None]
        if not futures:
            return True
        from concurrent.futures import wait

        return not wait(futures, timeout=wait_s).not_done

    def _start_waiting(self) -> None:
        from concurrent.futures import ThreadPoolExecutor

        if self._pool is None:
            # Python's own pool: a QRunnable made in Python may be collected while it still waits for its thread.
            self._pool = ThreadPoolExecutor(self._threads, thread_name_prefix="work")
        for task, work in self._waiting:
            self._running[task] = self._pool.submit(_run, task, work)
        self._waiting.clear()

    def _let_go(self) -> None:
        for task in [each for each in self._running if not each.is_running]:
            future = self._running.pop(task)
            if future is not None:
                future.exception()  # the worker may still be inside its last emit, which needs the task alive
            task.deleteLater()
