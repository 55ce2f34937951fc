"""Disks of a few megabytes, mounted where that is permitted."""

import ctypes
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

DETACH = 2


@contextmanager
def small_disk(place: Path, size: int) -> Iterator[None]:
    """A disk of `size` bytes in the folder `place`. Raises OSError where nobody may mount one."""
    if sys.platform != "linux":
        raise OSError("small disks are mounted on Linux only")
    system = ctypes.CDLL(None, use_errno=True)
    if system.mount(b"tmpfs", os.fsencode(place), b"tmpfs", 0, f"size={size}".encode()) != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    try:
        yield
    finally:
        system.umount2(os.fsencode(place), DETACH)


@cache
def mount_refusal() -> str:
    """Why no small disk can be mounted here; empty when one can."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            with small_disk(Path(folder), 1 << 20):
                return ""
        except OSError as error:
            return str(error)
