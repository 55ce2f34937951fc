"""Evidence on the disk: sealed while it streams in, named when it is whole, linked to an inspection in one step."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from app.domain.evidence import Evidence
from app.errors import SealedFileMissing
from app.store.database import Store
from app.store.failures import translated
from app.store.inspections import save_change
from app.store.reports import put_blob
from app.store.sealed_files import FOLDER_NAME
from app.store.whole_files import make_folder, sync_folder


class SealedDraft:
    """A sealed file that is being written: `file` takes sealed bytes and can be read back; gone unless kept."""

    def __init__(self, folder: Path, file: BinaryIO, path: Path) -> None:
        self.file = file
        self._folder, self._path = folder, path

    def keep(self, name: str) -> None:
        """Give it its name, on the disk for good; a file of that name has the same content and stays."""
        target = self._folder / name
        if not target.exists():
            self.file.flush()
            os.fsync(self.file.fileno())
            self.file.close()
            self._path.replace(target)
        sync_folder(self._folder)  # also for one that is there: who named it may have been stopped before this


@contextmanager
def sealed_draft(folder: Path) -> Iterator[SealedDraft]:
    """A new sealed file in the store's `folder`. Raises StoreFull, StoreReadOnly, StoreWriteFailed; then nothing stays.

    Reading of other files inside the block has to call its own failures by their names.
    """
    sealed = folder / FOLDER_NAME
    path = sealed / f".{os.urandom(8).hex()}.part"
    with translated(path):
        make_folder(sealed)
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0), 0o600)
        file = os.fdopen(descriptor, "w+b")
        try:
            yield SealedDraft(sealed, file, path)
        finally:
            file.close()
            path.unlink(missing_ok=True)


@contextmanager
def sealed_file(folder: Path, name: str) -> Iterator[BinaryIO]:
    """The sealed file of this name, to be read; raises SealedFileMissing, StoreWriteFailed."""
    path = folder / FOLDER_NAME / name
    with translated(path):
        try:
            file = path.open("rb")
        except FileNotFoundError as error:
            raise SealedFileMissing(name) from error
        with file:
            yield file


def put_evidence(store: Store, inspection_id: str, evidence: Evidence, name: str, at: datetime) -> None:
    """Link a file that lies sealed under `name` to an inspection: blob and link in one transaction.

    Raises InspectionUnknown, InspectionFrozen and the errors of Store.atomic; nothing is linked then.
    """
    with store.atomic():
        put_blob(store, evidence.sha256, name, evidence.size, evidence.mime)
        save_change(store, inspection_id, evidence.change(), at, None)
