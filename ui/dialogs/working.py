"""A dialog whose answer takes its time to be carried out."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.progress import Progress, Step
from ui.dialogs.base import Dialog
from ui.tasks import Tasks
from ui.widgets.busy import BusyBar


class WorkingDialog(Dialog):
    """While it works nothing in it can be pressed, and Esc does not close it: the work is either whole or not done.

    A subclass puts `busy` where it wants it and says in `_say` what went wrong.
    """

    def __init__(
        self, tasks: Tasks, *, width: str = Dialog.NORMAL, closable: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__("", width=width, closable=closable, parent=parent)
        self._tasks = tasks
        self.busy = BusyBar()

    def reject(self) -> None:
        """Not while something is being written."""
        if not self._tasks.is_busy:
            super().reject()

    def _carry_out(self, work: Callable[[Progress], object], doing: str, done: Callable[[Any], None]) -> None:
        """Work off the window's thread; `done` gets what it comes to."""
        self._lock(True)
        task = self._tasks.run(work)
        self.busy.follow(task, doing, self._step_words)
        task.succeeded.connect(done)
        task.cancelled.connect(self._say_stopped)
        task.failed.connect(self._say)
        task.ended.connect(lambda: self._lock(False))

    def _say(self, error: AppError) -> None:
        raise NotImplementedError

    def _say_stopped(self) -> None:
        """What the dialog says after 停止 was pressed and nothing was left half done."""

    def _step_words(self, _step: Step) -> str:
        """What is being done, in words; "" leaves the sentence that the work began with."""
        return ""

    def _lock(self, working: bool) -> None:
        for part in (self.main, self.cancel):
            if part is not None:
                part.setEnabled(not working)
