"""Photos on a phone, camera card or folder that can be read as files: where they lie, the newest first."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.progress import Progress, Step, no_progress

CAMERA_FOLDER = "dcim"
"""The folder in which phones and cameras keep their photos (DCF, JEITA CP-3461), however it is spelled."""
ENDINGS = (".jpg", ".jpeg", ".png", ".heic", ".heif", ".hif")
DEEPEST = 3
"""Levels of folders below DCIM that are looked into."""
PREVIEW_SIDE = 320
_PHONES = ("mtp:", "gphoto2:", "afc:")


@dataclass(frozen=True, slots=True)
class CameraPhoto:
    """A photo that was found: `at` is the local time of the file, which is about when it was taken."""

    path: Path
    at: datetime
    size: int


def phone_mounts(gvfs: Path) -> tuple[Path, ...]:
    """Phones that the Linux desktop has mounted (MTP, PTP, AFC) in its folder of virtual file systems."""
    return tuple(folder for folder in _folders(gvfs) if folder.name.startswith(_PHONES))


def camera_folders(roots: Iterable[Path]) -> tuple[Path, ...]:
    """The DCIM folders at the top of each root, or one level below it (a phone's 内部存储), each once."""
    found: dict[Path, None] = {}
    for root in roots:
        inside = _folders(root)
        here = [folder for folder in inside if folder.name.casefold() == CAMERA_FOLDER]
        if not here:
            here = [deep for folder in inside for deep in _folders(folder) if deep.name.casefold() == CAMERA_FOLDER]
        found |= dict.fromkeys(here)
    return tuple(found)


def photos_in(folders: Sequence[Path], progress: Progress = no_progress) -> tuple[CameraPhoto, ...]:
    """All photos in the folders and a few levels below, the newest first; what cannot be read is left out."""
    found: list[CameraPhoto] = []
    waiting = [(folder, 0) for folder in folders]
    while waiting:
        folder, depth = waiting.pop(0)
        progress(Step(folder.name, len(found), 0))
        try:
            entries = list(os.scandir(folder))
        except OSError:
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue  # .thumbnails, and the halves that macOS leaves on cards
            try:
                if entry.is_dir(follow_symlinks=False):
                    if depth < DEEPEST:
                        waiting.append((Path(entry.path), depth + 1))
                elif entry.name.casefold().endswith(ENDINGS):
                    about = entry.stat()
                    at = datetime.fromtimestamp(about.st_mtime).astimezone()
                    found.append(CameraPhoto(Path(entry.path), at, about.st_size))
            except (OSError, ValueError, OverflowError):
                continue
    return tuple(sorted(found, key=lambda one: (one.at, one.path.name), reverse=True))


def preview(photo: CameraPhoto) -> bytes:
    """A small upright JPEG. Raises PictureUnreadable, PictureTooLarge and OSError (the phone is gone)."""
    from app.reports.pictures import copy_of

    with photo.path.open("rb") as file:
        return copy_of(file, side=PREVIEW_SIDE)


def _folders(folder: Path) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            return sorted(Path(one.path) for one in entries if one.is_dir())
    except OSError:
        return []
