"""Write a finished file where the user wants it: whole and read back, or not at all."""

import errno
from pathlib import Path

from app.errors import AppError, FileUnreadable, TargetFailed, TargetFull, TargetReadOnly
from app.store.whole_files import write_whole

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_REFUSED = {errno.EROFS, errno.EACCES, errno.EPERM}


def save_file(data: bytes, path: Path) -> None:
    """Put `data` at `path`: written beside, fsynced, renamed, read back and compared.

    An older file at `path` stays as it was until the new one is whole. Raises TargetFull, TargetReadOnly, TargetFailed.
    """
    try:
        write_whole(path, data)
        if path.read_bytes() != data:
            raise TargetFailed(path, "read back differs")
    except OSError as error:
        raise told_of_target(error, path, len(data)) from error


def read_file(path: Path) -> bytes:
    """The bytes at `path`; raises FileUnreadable."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileUnreadable(path, error.strerror or type(error).__name__) from error


def told_of_target(error: OSError, path: Path, size: int) -> AppError:
    """What a failure to write `size` bytes at `path` is called: TargetFull, TargetReadOnly, TargetFailed."""
    if error.errno in _FULL:
        return TargetFull(path, size)
    if error.errno in _REFUSED:
        return TargetReadOnly(path)
    return TargetFailed(path, error.strerror or type(error).__name__)
