"""The lock that keeps a store to one writing program at a time."""

import os
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

from app.errors import StoreInUse

LOCK_NAME = "store.lock"
_FAR = 0x7FFF_0000  # Windows locks are mandatory: a byte far behind the text leaves the text readable


class StoreLock:
    """A lock on a folder, held until `release` or the death of the process, whichever is first.

    The operating system drops it when the process ends, so that a lock file left behind never locks anybody out; the
    file is never deleted, because a second program may just be opening it. It holds the writer's process id as text.
    """

    def __init__(self, folder: Path) -> None:
        """Take the lock; StoreInUse(pid) when another program, or this one, already writes to the store."""
        self._count = 1
        self._guard = threading.Lock()
        self._fd = os.open(folder / LOCK_NAME, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(self._fd)
        except OSError as error:
            holder = os.read(self._fd, 32).strip()
            os.close(self._fd)
            raise StoreInUse(int(holder) if holder.isdigit() else None) from error
        with suppress(OSError):  # the number only informs: a full disk must not keep anybody from looking
            os.ftruncate(self._fd, 0)
            os.write(self._fd, str(os.getpid()).encode())

    def share(self) -> "StoreLock":
        """One more holder in this process, for a further connection; each holder releases once."""
        with self._guard:
            self._count += 1
        return self

    def release(self) -> None:
        """Give the lock back; the last holder frees it."""
        with self._guard:
            self._count -= 1
            if self._count == 0:
                os.close(self._fd)


_fcntl: Any = None
_msvcrt: Any = None
if sys.platform == "win32":
    import msvcrt as _msvcrt
else:
    import fcntl as _fcntl


def _lock(fd: int) -> None:
    """Lock without waiting; OSError when somebody holds it."""
    if _fcntl is not None:
        _fcntl.flock(fd, _fcntl.LOCK_EX | _fcntl.LOCK_NB)
    else:
        os.lseek(fd, _FAR, os.SEEK_SET)
        try:
            _msvcrt.locking(fd, _msvcrt.LK_NBLCK, 1)
        finally:
            os.lseek(fd, 0, os.SEEK_SET)
