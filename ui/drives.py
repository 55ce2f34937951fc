"""The sticks and cards that are plugged in just now, as the system names them."""

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStorageInfo

from app.exchange.target_disk import FAT_LARGEST, FAT_SYSTEMS, ROOM_FOR

_STICKS_LIE_IN = {"/media": 2, "/run/media": 2, "/mnt": 1}
"""So many levels below these folders Linux mounts sticks: `/media/wang/KINGSTON`, `/mnt/stick`."""
_WINDOWS_REMOVABLE = 2  # DRIVE_REMOVABLE of GetDriveTypeW


@dataclass(frozen=True, slots=True)
class Drive:
    """A disk that can be written to, or not: `root` is where it is reached, `name` what it calls itself."""

    root: Path
    name: str
    file_system: str
    free: int
    total: int
    is_read_only: bool

    @property
    def is_fat(self) -> bool:
        """Whether no file on it may have 4 GB."""
        return self.file_system.lower() in FAT_SYSTEMS

    def takes(self, size: int) -> bool:
        """Whether there is room for a bundle of about `size` bytes."""
        return self.free >= size * ROOM_FOR

    def takes_file(self, size: int) -> bool:
        """Whether its file system allows a file of `size` bytes."""
        return not self.is_fat or size <= FAT_LARGEST


def sticks(volumes: Iterable[QStorageInfo] | None = None) -> tuple[Drive, ...]:
    """Every removable disk that is ready, by the place it is reached at."""
    found = QStorageInfo.mountedVolumes() if volumes is None else volumes
    drives = [_drive(one) for one in found if one.isValid() and one.isReady() and _is_removable(one)]
    return tuple(sorted(drives, key=lambda drive: str(drive.root)))


def drive_of(folder: Path) -> Drive | None:
    """The disk that a folder lies on, None where the system does not know it (a folder that is not there)."""
    found = QStorageInfo(str(folder))
    return _drive(found) if found.isValid() and found.isReady() else None


def _drive(volume: QStorageInfo) -> Drive:
    root = Path(volume.rootPath())
    return Drive(
        root=root,
        name=volume.name() or root.name,
        file_system=bytes(volume.fileSystemType().data()).decode("ascii", "replace"),
        free=max(volume.bytesAvailable(), 0),
        total=max(volume.bytesTotal(), 0),
        is_read_only=volume.isReadOnly(),
    )


def _is_removable(volume: QStorageInfo) -> bool:
    root = volume.rootPath()
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(os.path.normpath(root)) == _WINDOWS_REMOVABLE)
    device = bytes(volume.device().data()).decode("utf-8", "replace")
    return _lies_where_sticks_do(Path(root)) or _says_removable(device)


def _lies_where_sticks_do(root: Path) -> bool:
    return any(
        Path(folder) in root.parents and len(root.relative_to(folder).parts) <= levels
        for folder, levels in _STICKS_LIE_IN.items()
    )


def _says_removable(device: str) -> bool:
    """What Linux says of the disk that a partition like /dev/sdb1 lies on."""
    if not device.startswith("/dev/"):
        return False
    block = Path("/sys/class/block") / device.removeprefix("/dev/")
    try:
        at = block.resolve()
        disk = at if (at / "removable").exists() else at.parent
        return (disk / "removable").read_text("ascii").strip() == "1"
    except OSError:
        return False
