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


def is_unfinished(folder: Path) -> bool:
    """Whether somebody began to make a store here and was stopped before it was there: nothing of it counts."""
    return (folder / FOUNDING_FOLDER / DATABASE_NAME).exists() and not (folder / DATABASE_NAME).exists()


@contextmanager
def moved_in(folder: Path, beside: tuple[str, ...]) -> Iterator[Path]:
    """A folder to make a store in; when the block is left, the store stands closed in `folder`.

    `beside` are the names of further files to move (the key files). The move of the database is the last and decides.
    After an error, or a crash before that, nothing of it counts and the next one clears it away. Raises
    FileExistsError, StoreAlreadyHere, StoreInUse, StoreFull, StoreReadOnly, StoreWriteFailed.
    """
    draft, names = folder / FOUNDING_FOLDER, (*beside, MARK_NAME)
    with translated(folder):
        make_folder(folder)
        lock = StoreLock(folder)
    try:
        with translated(folder):
            if is_unfinished(folder):
                _clear(folder, names)
        for name in beside:
            if (folder / name).exists():
                raise FileExistsError(folder / name)
        if any((folder / name).exists() for name in (DATABASE_NAME, MARK_NAME)):
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
                sync_folder(folder)
                (draft / DATABASE_NAME).rename(folder / DATABASE_NAME)
                sync_folder(folder)
        except BaseException:
            with suppress(OSError):  # what cannot be cleared away now is unfinished, and cleared away by the next one
                if (folder / DATABASE_NAME).exists():
                    (folder / DATABASE_NAME).rename(draft / DATABASE_NAME)
                _clear(folder, names)
            raise
        shutil.rmtree(draft, ignore_errors=True)
    finally:
        lock.release()


def clear_founding(folder: Path) -> None:
    """Take away the folder that a store was made in; for the start, when the store is there."""
    shutil.rmtree(folder / FOUNDING_FOLDER, ignore_errors=True)


def _clear(folder: Path, names: tuple[str, ...]) -> None:
    """Take away what was moved in while the database still lies where it was made, then that."""
    for name in names:
        (folder / name).unlink(missing_ok=True)
    sync_folder(folder)
    clear_founding(folder)
