"""What can go wrong with reports and the files they are written to."""

# ruff: noqa: N818 - an error is named after the fact it states

from pathlib import Path

from app.errors.base import AboutAFile, AppError


class CharactersWithoutFont(AppError):
    """Characters of a report that no font draws; `where` are short excerpts of the texts they stand in."""

    def __init__(self, characters: tuple[str, ...], where: tuple[str, ...]) -> None:
        super().__init__(characters, where)
        self.characters = characters
        self.where = where


class ReportNotSigned(AppError):
    """The inspection has no signed report yet."""

    def __init__(self, inspection_id: str) -> None:
        super().__init__(inspection_id)
        self.inspection_id = inspection_id


class ReportNotGenuine(AppError):
    """A report that was just made or kept does not verify; `complaints` are the verifier's names for why."""

    def __init__(self, complaints: tuple[str, ...]) -> None:
        super().__init__(complaints)
        self.complaints = complaints


class TargetFull(AppError):
    """There is no room for a file of `size` bytes at `path`."""

    def __init__(self, path: Path, size: int) -> None:
        super().__init__(path, size)
        self.path = path
        self.size = size


class TargetReadOnly(AboutAFile, AppError):
    """Nothing can be written at `path`."""


class TargetFailed(AppError):
    """Writing or reading back at `path` failed; `reason` is the system's own word."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason


class FileUnreadable(AppError):
    """The file at `path` cannot be read; `reason` is the system's own word."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason


class NothingToArchive(AppError):
    """Nothing was signed in `year`."""

    def __init__(self, year: int) -> None:
        super().__init__(year)
        self.year = year


class ArchiveIncomplete(AppError):
    """A file of an inspection of `unit` is missing or damaged; `name` is the report's number or the file's name."""

    def __init__(self, unit: str, name: str) -> None:
        super().__init__(unit, name)
        self.unit = unit
        self.name = name
