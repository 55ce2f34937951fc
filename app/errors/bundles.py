"""What can go wrong with bundles: files that carry records from one computer to another."""

# ruff: noqa: N818 - an error is named after the fact it states

from pathlib import Path
from typing import Protocol

from app.errors.base import AppError


class Complained(Protocol):
    """One complaint about a bundle: its kind, the entry it is about, and a name or number that belongs to it."""

    @property
    def kind(self) -> str:
        """The name of the kind."""

    @property
    def entry(self) -> str:
        """Where; empty for the whole file."""

    @property
    def detail(self) -> str:
        """What else there is to say."""


class BundleRefused(AppError):
    """The bundle at `path` is not taken at all; `complaints` are all that was found wrong with it."""

    def __init__(self, path: Path, complaints: "tuple[Complained, ...]") -> None:
        super().__init__(path, complaints)
        self.path = path
        self.complaints = complaints


class TargetTooSmall(AppError):
    """In `folder` there are `missing` bytes too few."""

    def __init__(self, folder: Path, missing: int) -> None:
        super().__init__(folder, missing)
        self.folder = folder
        self.missing = missing


class TargetFileTooLarge(AppError):
    """The file system of `folder` takes no file of `size` bytes (FAT32: less than 4 GB)."""

    def __init__(self, folder: Path, size: int) -> None:
        super().__init__(folder, size)
        self.folder = folder
        self.size = size


class NoRecipients(AppError):
    """Nobody is named to encrypt to, and the own office has no key yet."""


class NothingToExport(AppError):
    """Everything has its receipt, or the bundle that is asked for has no copy here any more."""
