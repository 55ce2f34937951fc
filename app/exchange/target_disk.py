"""What a stick or disk can take: free room, the largest file, and a new name that never replaces an old one."""

import ctypes
import errno
import os
import shutil
import sys
from pathlib import Path

from app.errors import TargetFileTooLarge, TargetTooSmall

FAT_LARGEST = (1 << 32) - 1
"""Bytes of the largest file that FAT takes."""
FAT_SYSTEMS = frozenset({"vfat", "msdos", "fat", "fat32", "fat16"})
ROOM_FOR = 1.1
"""So many times its size has to be free before a bundle is written."""
_NO_REPLACE = 1  # RENAME_NOREPLACE of renameat2(2)
_HERE = -100  # AT_FDCWD
_NOT_OFFERED = {errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP, errno.EPERM}


def require_room(folder: Path, size: int) -> None:
    """Before `size` bytes are written into `folder`.

    Raises TargetTooSmall unless 1.1 times as much is free, TargetFileTooLarge when its file system takes no file as
    large, and OSError.
    """
    needed = int(size * ROOM_FOR)
    if is_fat(folder) and size > FAT_LARGEST:
        raise TargetFileTooLarge(folder, size)
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise TargetTooSmall(folder, needed - free)


def is_fat(folder: Path) -> bool:
    """True on FAT, where no file reaches 4 GB; False where it is not known."""
    return file_system(folder) in FAT_SYSTEMS


def file_system(folder: Path) -> str:
    """The name of the file system `folder` lies on, in small letters; empty where it is not known."""
    if sys.platform == "win32":
        return _windows_file_system(folder)
    try:
        mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""
    return mounted_kind(mounts, str(folder.resolve()))


def mounted_kind(mounts: str, folder: str) -> str:
    """The kind of the innermost mount that holds `folder`, from the text of /proc/self/mountinfo (proc(5))."""
    best, kind = "", ""
    for line in mounts.splitlines():
        left, dash, right = line.partition(" - ")
        parts = left.split(" ")
        if not dash or len(parts) < 5:
            continue
        place = parts[4].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
        holds = folder == place or folder.startswith(place.rstrip("/") + "/")
        if holds and len(place) >= len(best):
            best, kind = place, right.split(" ")[0].lower()
    return kind


def rename_to_new(source: Path, target: Path) -> None:
    """Give `source` the name `target`; FileExistsError when something has it, and then nothing changed.

    Where the system offers it this is one step (renameat2, or Windows' own rename); FAT over FUSE and old kernels have
    neither that nor hard links, and there the name is looked for first.
    """
    if sys.platform == "win32":
        source.rename(target)  # refuses an existing name there
        return
    if _renamed_at_once(source, target):
        return
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno not in _NOT_OFFERED:
            raise
    else:
        source.unlink()
        return
    if os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    source.rename(target)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder lasting; Windows keeps them with the files."""
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def forget_cached(descriptor: int) -> None:
    """Ask the system to read the file from the disk next time; a wish only."""
    if sys.platform == "linux":
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)


def _renamed_at_once(source: Path, target: Path) -> bool:
    """False where the system does not offer it."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(_HERE, os.fsencode(source), _HERE, os.fsencode(target), _NO_REPLACE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _NOT_OFFERED:
        return False
    raise OSError(number, os.strerror(number), str(target))


def _windows_file_system(folder: Path) -> str:
    if sys.platform != "win32":
        return ""
    name = ctypes.create_unicode_buffer(64)
    found = ctypes.windll.kernel32.GetVolumeInformationW(
        f"{folder.resolve().drive}\\", None, 0, None, None, None, name, len(name)
    )
    return name.value.lower() if found else ""
