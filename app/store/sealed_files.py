"""The folder of sealed files: bytes that are already encrypted, whole or not there."""

import re
from pathlib import Path

from app.errors import SealedFileMissing
from app.store.failures import translated
from app.store.whole_files import make_folder, write_whole

FOLDER_NAME = "sealed"
_NAME = re.compile("[0-9a-z][0-9a-z._-]{0,119}", re.ASCII)


def write_sealed(folder: Path, name: str, sealed: bytes) -> None:
    """Keep `sealed` under `name` in the store's `folder`; StoreFull, StoreReadOnly, StoreWriteFailed leave nothing."""
    path = _path(folder, name)
    with translated(path):
        make_folder(path.parent)
        write_whole(path, sealed)


def read_sealed(folder: Path, name: str) -> bytes:
    """The bytes as they were written; SealedFileMissing. Whether they are genuine, the seal says."""
    path = _path(folder, name)
    with translated(path):
        try:
            return path.read_bytes()
        except FileNotFoundError as error:
            raise SealedFileMissing(name) from error


def clear_leftovers(folder: Path) -> int:
    """Remove what a crash left half written; how many there were. For the start, before anything is written."""
    leftovers = list((folder / FOLDER_NAME).glob(".*.part"))
    for leftover in leftovers:
        leftover.unlink(missing_ok=True)
    return len(leftovers)


def _path(folder: Path, name: str) -> Path:
    if not _NAME.fullmatch(name):
        raise ValueError(f"no name for a sealed file: {name!r}")
    return folder / FOLDER_NAME / name
