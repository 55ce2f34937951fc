"""A file system that passes everything through to a folder and keeps a tape of what was done to it, in order.

`recording.py FOLDER MOUNT TAPE`: mounts until it is unmounted. The tape is a row of pickled tuples about nodes, which
are numbered as `numbered` does, and then as they are made; what is written to `/said` is on it as `said`.
"""

import os
import pickle
import sys
from pathlib import Path
from typing import Any

from mfusepy import FUSE, Operations

SAID = "/said"


def numbered(folder: Path) -> dict[str, int]:
    """A number for each file and folder that is there at the beginning; the mounted folder itself is 0."""
    found = sorted("/" + each.relative_to(folder).as_posix() for each in folder.rglob("*"))
    return {"/": 0, **{path: number for number, path in enumerate(found, start=1)}}


class Recorder(Operations):
    """Each method does what it is asked to and then puts it on the tape."""

    use_ns = True

    def __init__(self, folder: Path, tape: Any) -> None:
        self._folder = folder
        self._tape = tape
        self._nodes = numbered(folder)
        self._next = len(self._nodes)
        self._open: dict[int, int] = {}  # which node a handle belongs to, also when its name has gone

    def _there(self, path: str) -> Path:
        return self._folder / path[1:]

    def _note(self, *what: Any) -> None:
        pickle.dump(what, self._tape)

    def _parent(self, path: str) -> tuple[int, str]:
        above, _slash, name = path.rpartition("/")
        return self._nodes[above or "/"], name

    def _new(self, path: str, *, is_folder: bool) -> None:
        self._nodes[path] = self._next
        self._note("link", *self._parent(path), self._next, is_folder)
        self._next += 1

    # What changes something

    def create(self, path: str, mode: int, fi: Any = None) -> int:
        handle = os.open(self._there(path), os.O_CREAT | os.O_RDWR, mode)
        if path not in self._nodes:
            self._new(path, is_folder=False)
        self._open[handle] = self._nodes[path]
        return handle

    def mkdir(self, path: str, mode: int) -> int:
        self._there(path).mkdir(mode)
        self._new(path, is_folder=True)
        return 0

    def write(self, path: str, data: bytes, offset: int, fh: int) -> int:
        if path == SAID:
            self._note("said", bytes(data))
            return len(data)
        count = os.pwrite(fh, data, offset)
        self._note("write", self._open[fh], offset, bytes(data[:count]))
        return count

    def truncate(self, path: str, length: int, fh: int | None = None) -> int:
        os.truncate(self._there(path) if fh is None else fh, length)
        self._note("size", self._nodes[path] if fh is None else self._open[fh], length)
        return 0

    def fsync(self, path: str, datasync: int, fh: int) -> int:
        self._note("sync", self._open[fh])
        return 0

    def fsyncdir(self, path: str, datasync: int, fh: int) -> int:
        self._note("sync", self._nodes[path])
        return 0

    def link(self, target: str, source: str) -> int:
        os.link(self._there(source), self._there(target))
        self._nodes[target] = self._nodes[source]
        self._note("link", *self._parent(target), self._nodes[target], False)
        return 0

    def rename(self, old: str, new: str) -> int:
        self._there(old).rename(self._there(new))
        self._note("move", *self._parent(old), *self._parent(new), self._nodes[old])
        for path in [each for each in self._nodes if each == old or each.startswith(old + "/")]:
            self._nodes[new + path[len(old) :]] = self._nodes.pop(path)
        return 0

    def unlink(self, path: str) -> int:
        self._there(path).unlink()
        del self._nodes[path]
        self._note("unlink", *self._parent(path))
        return 0

    def rmdir(self, path: str) -> int:
        self._there(path).rmdir()
        del self._nodes[path]
        self._note("unlink", *self._parent(path))
        return 0

    def chmod(self, path: str, mode: int) -> int:
        self._there(path).chmod(mode)
        return 0

    def utimens(self, path: str, times: Any = None) -> int:
        os.utime(self._there(path), ns=times)
        return 0

    # What only looks

    def open(self, path: str, flags: int) -> int:
        handle = os.open(self._there(path), flags & ~os.O_APPEND)
        self._open[handle] = self._nodes[path]
        return handle

    def release(self, path: str, fh: int) -> int:
        self._open.pop(fh, None)
        os.close(fh)
        return 0

    def read(self, path: str, size: int, offset: int, fh: int) -> bytes:
        return os.pread(fh, size, offset)

    def getattr(self, path: str, fh: int | None = None) -> dict[str, Any]:
        found = os.lstat(self._there(path)) if not fh else os.fstat(fh)
        names = ("st_mode", "st_nlink", "st_size", "st_uid", "st_gid", "st_ino", "st_blocks")
        times = {name: getattr(found, f"{name}_ns") for name in ("st_atime", "st_mtime", "st_ctime")}
        return {**{name: getattr(found, name) for name in names}, **times}

    def readdir(self, path: str, fh: int) -> list[str]:
        return [".", "..", *(each.name for each in self._there(path).iterdir())]

    def statfs(self, path: str) -> dict[str, int]:
        found = os.statvfs(self._there(path))
        names = (
            "f_bavail",
            "f_bfree",
            "f_blocks",
            "f_bsize",
            "f_favail",
            "f_ffree",
            "f_files",
            "f_frsize",
            "f_namemax",
        )
        return {name: getattr(found, name) for name in names}


def main(folder: str, mount: str, tape: str) -> None:
    """Record until unmounted."""
    with Path(tape).open("wb") as out:
        FUSE(Recorder(Path(folder), out), mount, foreground=True, nothreads=True, hard_remove=True, fsname="recording")


if __name__ == "__main__":
    main(*sys.argv[1:])
