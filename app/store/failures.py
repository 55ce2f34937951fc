"""What SQLite and the disk report, turned into the errors that a user is told about."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlcipher3 import dbapi2

from app.errors import (
    AppError,
    StoreDamaged,
    StoreFull,
    StoreInUse,
    StoreReadOnly,
    StoreWriteFailed,
)

_FULL = {errno.ENOSPC, errno.EDQUOT}
_REFUSED = {errno.EROFS, errno.EACCES, errno.EPERM}
_LITTLE = 128 * 1024  # bytes: the log and the shared memory of SQLite do not fit into less
_PRIMARY = 0xFF  # extended result codes keep the primary code in their low byte


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raise AppErrors about `path` for what the database or the operating system reports in writing a file there."""
    with database_translated(path):
        try:
            yield
        except OSError as error:
            raise of_disk(error, path) from error


@contextmanager
def database_translated(path: Path) -> Iterator[None]:
    """Raise AppErrors about the database `path` for what it reports.

    Constraint violations and misuse are mistakes of this program, not of the machine, and pass as they are; so do
    failures of other files.
    """
    try:
        yield
    except dbapi2.Error as error:
        known = of_database(error, path)
        if known is None:
            raise
        raise known from error


def of_database(error: Exception, path: Path) -> AppError | None:
    """The AppError for an error of sqlcipher3; None when it is a mistake of the program."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    match code & _PRIMARY:
        case dbapi2.SQLITE_FULL:
            return StoreFull(path)
        case dbapi2.SQLITE_READONLY | dbapi2.SQLITE_PERM | dbapi2.SQLITE_AUTH:
            return StoreReadOnly(path)
        case dbapi2.SQLITE_CORRUPT | dbapi2.SQLITE_NOTADB | dbapi2.SQLITE_FORMAT:
            return StoreDamaged(path, path)
        case dbapi2.SQLITE_BUSY | dbapi2.SQLITE_LOCKED | dbapi2.SQLITE_PROTOCOL:
            return StoreInUse(None)
        case dbapi2.SQLITE_IOERR | dbapi2.SQLITE_CANTOPEN | dbapi2.SQLITE_NOLFS:
            # SQLite calls a disk without room for its shared memory an error of the disk.
            return StoreFull(path) if _has_no_room(path) else StoreWriteFailed(path)
    return None


def of_disk(error: OSError, path: Path) -> AppError:
    """The AppError for an error of the operating system while writing at `path`."""
    if error.errno in _FULL:
        return StoreFull(path)
    if error.errno in _REFUSED:
        return StoreReadOnly(path)
    return StoreWriteFailed(path)


def _has_no_room(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _LITTLE
    except OSError:
        return False
