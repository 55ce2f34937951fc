"""Copies of photos in the size they are printed in: sealed, beside the evidence, gone without harm at any time."""

from pathlib import Path

from app.store.whole_files import write_whole

FOLDER_NAME = "prints"


def read_copy(folder: Path, name: str) -> bytes | None:
    """The sealed copy in the store's `folder`, None where there is none to be read."""
    try:
        return (folder / FOLDER_NAME / name).read_bytes()
    except OSError:
        return None


def keep_copy(folder: Path, name: str, sealed: bytes) -> bool:
    """Keep a sealed copy; False where the disk takes none, which costs only time."""
    path = folder / FOLDER_NAME / name
    try:
        path.parent.mkdir(exist_ok=True)
        write_whole(path, sealed)
    except OSError:
        return False
    return True
