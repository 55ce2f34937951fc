"""What can go wrong with evidence that is added."""

# ruff: noqa: N818 - an error is named after the fact it states

from app.errors.base import AppError


class EvidenceKindUnknown(AppError):
    """The content of a file is none of the kinds that are taken as evidence, whatever its name says."""


class EvidenceEmpty(AppError):
    """The file has no content."""


class EvidenceIsFolder(AppError):
    """A folder where a file was asked for."""


class EvidenceIsShortcut(AppError):
    """A file that only points to another one: a shortcut of Windows, of a Linux desktop, of macOS, a web link."""


class EvidenceLocked(AppError):
    """A PDF that opens only with its password."""


class EvidenceTooLarge(AppError):
    """The file is larger than `limit` bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


class EvidenceLost(AppError):
    """The file `name` could not be read to its end: removed, or its phone or stick pulled; `reason` is the system's."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name, reason)
        self.name = name
        self.reason = reason


class PictureUnreadable(AppError):
    """The bytes are no whole picture: not an image, or cut off."""


class PictureTooLarge(AppError):
    """A picture of `pixels` (None: not known, but more) where at most `limit` are opened."""

    def __init__(self, pixels: int | None, limit: int) -> None:
        super().__init__(pixels, limit)
        self.pixels = pixels
        self.limit = limit
