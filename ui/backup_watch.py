"""Backups while one works: every half hour of edits, when one asks, and when the window closes."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import AppError
from app.progress import Progress
from app.services.backup_list import last_backup_at
from app.services.workspace import Workspace
from ui.tasks import Task, Tasks

EVERY_MINUTES = 30
MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True)
class BackupNews:
    """How backups stand: the last one (None: never), why the last try failed, why the second folder has none."""

    made_at: datetime | None
    problem: AppError | None = None
    second_problem: AppError | None = None


class BackupWatch(QObject):
    """Makes backups off the window's thread, one at a time; `told(BackupNews)` after each try.

    A 演练 store is backed up only when one asks.
    """

    begun = Signal()
    told = Signal(object)

    def __init__(
        self, workspace: Workspace, tasks: Tasks, parent: QObject | None = None, *, minutes: float = EVERY_MINUTES
    ) -> None:
        super().__init__(parent)
        self._workspace, self._tasks = workspace, tasks
        self._task: Task | None = None
        self.news = BackupNews(last_backup_at(workspace.folder))
        self._timer = QTimer(self)
        self._timer.setInterval(round(minutes * MINUTE_MS))
        self._timer.timeout.connect(lambda: self.back_up(only_if_changed=True))
        if not workspace.is_demo:
            self._timer.start()

    @property
    def is_busy(self) -> bool:
        """Whether a backup is being made."""
        return self._task is not None

    def back_up(self, *, only_if_changed: bool = False) -> None:
        """Begin a backup, unless one is under way."""
        if self._task is not None:
            return
        workspace = self._workspace

        def work(_progress: Progress) -> object:
            from app.services.backups import back_up

            with workspace.reopened() as own:
                return back_up(own, only_if_changed=only_if_changed)

        self._task = self._tasks.run(work)
        self._task.succeeded.connect(self._made)
        self._task.failed.connect(self._failed)
        self._task.ended.connect(self._ended)
        self.begun.emit()

    def back_up_at_the_end(self) -> None:
        """Make a last backup in this thread; what stands in its way is told the next time, not now."""
        self._timer.stop()
        if self._workspace.is_demo or self._workspace.store.is_readonly:
            return
        from app.services.backups import back_up

        try:
            back_up(self._workspace, only_if_changed=True)
        except AppError as error:
            self._failed(error)

    def look_again(self) -> None:
        """After the second folder was changed: nothing is wrong with the new one yet."""
        self._tell(BackupNews(self.news.made_at))

    def _made(self, made: object) -> None:
        from app.services.backups import Made

        if not isinstance(made, Made):  # another program is making one
            self._tell(self.news)
            return
        at = made.backup.made_at if made.backup else self.news.made_at
        self._tell(BackupNews(at, None, made.problem))

    def _failed(self, error: AppError) -> None:
        self._tell(BackupNews(self.news.made_at, error))

    def _ended(self) -> None:
        self._task = None

    def _tell(self, news: BackupNews) -> None:
        self.news = news
        self.told.emit(news)


def own_and_second(workspace: Workspace) -> tuple[Path, Path | None]:
    """Where the backups of this store lie."""
    from app.services.backup_list import own_root
    from app.services.backups import second_root

    return own_root(workspace.folder), second_root(workspace)
