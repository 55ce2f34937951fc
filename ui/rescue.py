"""The way back in when the store or its key file cannot be read: the newest good backup is offered."""

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject

from app.errors import AppError
from app.identity.derive import StoreKey
from app.services.backup_list import known_roots
from app.services.restoring import backup_with_keys, bring_keys, finish_restore
from ui.dialogs.error_dialog import ErrorDialog
from ui.dialogs.question import Question
from ui.dialogs.restore_dialog import RestoreDialog, RestoreTarget
from ui.messages import message_for


class Rescue(QObject):
    """Asks before it changes anything; what was damaged is kept beside."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder

    def offer_backup(self, key: StoreKey, error: AppError) -> bool:
        """Let a backup take the place of a damaged store; True when one did."""
        wanted = ErrorDialog.of(error, at=datetime.now(UTC), retry=self.tr("用备份恢复"))
        if not wanted.ask():
            return False
        own, *others = known_roots(self._folder, key)
        roots = [(self.tr("本机"), own), *((self.tr("第二个文件夹"), other) for other in others)]
        dialog = RestoreDialog(RestoreTarget(self._folder, key), roots, self.tell)
        if not dialog.ask() or dialog.chosen is None:
            return False
        try:
            finish_restore(self._folder, key, dialog.chosen)
        except AppError as failed:
            self.tell(failed)
            return False
        return True

    def offer_keys(self, error: AppError) -> bool:
        """Bring the key file of the newest backup where the own is lost; True when it is there again."""
        backup = backup_with_keys(self._folder)
        if backup is None:
            self.tell(error)
            return False
        words = message_for(error)
        sentence = words.happened + self.tr(
            "备份里有密钥文件，可以拿来用。口令是做那份备份时的口令，恢复码也是那时的。"
        )
        if not Question(words.title, sentence, yes=self.tr("用备份里的密钥文件"), no=self.tr("退出")).ask():
            return False
        try:
            bring_keys(self._folder, backup)
        except AppError as failed:
            self.tell(failed)
            return False
        return True

    def tell(self, error: AppError) -> None:
        """Say what went wrong."""
        ErrorDialog.of(error, at=datetime.now(UTC)).ask()
