"""What can be wrong with a workbook that somebody brings, or with a unit."""

# ruff: noqa: N818 - an error is named after the fact it states

from pathlib import Path

from app.errors.base import AboutAFile, AppError


class WorkbookNotExcel(AboutAFile, AppError):
    """The file at `path` is no Excel workbook, whatever its name says."""


class WorkbookOldFormat(AboutAFile, AppError):
    """The workbook at `path` is .xls, .et or .xlsb and has to be saved as .xlsx first."""


class WorkbookPasswordProtected(AboutAFile, AppError):
    """The workbook at `path` opens only with its password."""


class WorkbookDamaged(AboutAFile, AppError):
    """The workbook at `path` breaks off or holds what no workbook holds."""


class WorkbookTooLarge(AppError):
    """The workbook at `path` unpacks to `size` bytes; more than `limit`, or than any real table would."""

    def __init__(self, path: Path, size: int, limit: int) -> None:
        super().__init__(path, size, limit)
        self.path = path
        self.size = size
        self.limit = limit


class WorkbookEmpty(AboutAFile, AppError):
    """The workbook at `path` has no sheet with anything in it."""


class ImportHasErrors(AppError):
    """A table with `count` errors was to be imported; nothing of it was."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


class RegisterChanged(AppError):
    """The unit register changed after the plan of an import was made; nothing was imported."""


class FiguresChanged(AppError):
    """Figures of others came in after the plan of an import was made; nothing was imported."""


class UnitsOfTheOffice(AppError):
    """`count` units of the office's register would change; only an administrator of the office may change them."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


class UnitRefused(AppError):
    """A unit typed by hand cannot be kept; `reason` is a key of its words, `other` the unit in the way."""

    def __init__(self, reason: str, other: str = "") -> None:
        super().__init__(reason, other)
        self.reason = reason
        self.other = other
