"""A new store takes its place: made in a folder of its own, then moved in, whole or not at all."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from app.errors import StoreAlreadyHere
from app.store.connection import DATABASE_NAME, MARK_NAME, require_folded
from app.store.failures import translated
from app.store.lock import StoreLock
from app.store.whole_files import make_folder, sync_folder

FOUNDING_FOLDER = "founding"
_LOGS = (f"{DATABASE_NAME}-wal", f"{DATABASE_NAME}-shm")


def is_unfinished(folder: Path) -> bool:
    """Whether somebody began to make a store here and was stopped before it was there: nothing of it counts."""
    return (folder / FOUNDING_FOLDER / DATABASE_NAME).exists() and not (folder / DATABASE_NAME).exists()


@contextmanager
def moved_in(folder: Path, beside: tuple[str, ...]) -> Iterator[Path]:
    """A folder to make a store in; when the block is left, the store stands closed in `folder`.

    `beside` are the names of further files to move (the key files). The move of the database is the last and decides.
    After an error, or a crash before that, nothing of it counts and the next one clears it away. Raises
    StoreAlreadyHere, StoreInUse, StoreFull, StoreReadOnly, StoreWriteFailed.
    """
    draft, names = folder / FOUNDING_FOLDER, (*beside, MARK_NAME)
    with translated(folder):
        make_folder(folder)
        lock = StoreLock(folder)
    try:
        with translated(folder):
            if is_unfinished(folder):
                _clear(folder, names)
        if any((folder / name).exists() for name in (DATABASE_NAME, *names)):
            raise StoreAlreadyHere(folder / DATABASE_NAME)
        try:
            with translated(folder):
                shutil.rmtree(draft, ignore_errors=True)
                make_folder(draft, 0o700)
            yield draft
            require_folded(draft / DATABASE_NAME)
            with translated(folder):
                for name in names:
                    (draft / name).rename(folder / name)
                for name in _LOGS:  # SQLite would read the log of a store that is gone into the new one
                    (folder / name).unlink(missing_ok=True)
                sync_folder(folder)
                (draft / DATABASE_NAME).rename(folder / DATABASE_NAME)
                sync_folder(folder)
        except BaseException:
            take_back(folder, beside)
            raise
        shutil.rmtree(draft, ignore_errors=True)
    finally:
        lock.release()


def take_back(folder: Path, beside: tuple[str, ...]) -> None:
    """Undo a moving in that nobody was told of. What cannot be cleared away now is so by the next one."""
    draft = folder / FOUNDING_FOLDER
    with suppress(OSError):
        if (folder / DATABASE_NAME).exists():
            draft.mkdir(mode=0o700, exist_ok=True)
            (folder / DATABASE_NAME).rename(draft / DATABASE_NAME)
        _clear(folder, (*beside, MARK_NAME))


def clear_founding(folder: Path) -> None:
    """Take away the folder that a store was made in; for the start, when the store is there."""
    shutil.rmtree(folder / FOUNDING_FOLDER, ignore_errors=True)


def _clear(folder: Path, names: tuple[str, ...]) -> None:
    """Take away what was moved in while the database still lies where it was made, then that."""
    for name in (*names, *_LOGS):
        (folder / name).unlink(missing_ok=True)
    sync_folder(folder)
    clear_founding(folder)
