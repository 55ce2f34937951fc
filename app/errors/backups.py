"""What can go wrong with backups and in restoring them."""

# ruff: noqa: N818 - an error is named after the fact it states

from pathlib import Path

from app.errors.base import AboutAFile, AppError


class BackupNotMade(AppError):
    """Nothing could be written into the folder of backups `path`; older backups there are as they were.

    `reason` is a key of its words: missing, full, readonly or failed.
    """

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason


class BackupDamaged(AppError):
    """The backup at `path` is torn, changed or not whole; `part` names, for the technician, what does not verify."""

    def __init__(self, path: Path, part: str) -> None:
        super().__init__(path, part)
        self.path = path
        self.part = part


class BackupOfAnotherOffice(AboutAFile, AppError):
    """The backup at `path` is another store's: another office's, another laptop's, or that of a 演练 store."""
