"""The one database file of a store: made, opened, locked, and written to in whole transactions."""

import logging
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2

from app.clock import Clock
from app.errors import (
    AppError,
    NoStoreHere,
    StoreAlreadyHere,
    StoreDamaged,
    StoreFolderReadOnly,
    StoreNewer,
    StoreNotBroughtUp,
    StoreOlder,
    StoreReadOnly,
)
from app.store.connection import DATABASE_NAME, MARK_NAME, connected, mark_of, require_folded, require_key, set_up
from app.store.failures import database_translated, translated
from app.store.lock import StoreLock
from app.store.migrations import APPLICATION_ID, STEPS, apply_steps
from app.store.whole_files import make_folder, sync_folder, write_whole

if TYPE_CHECKING:
    from sqlite_utils import Database

__all__ = ["DATABASE_NAME", "MARK_NAME", "Row", "Store", "create_store", "open_store", "reopened"]

_LOG = logging.getLogger(__name__)

Row = tuple[Any, ...]
Steps = tuple[Callable[["Database"], None], ...]


class Store:
    """An open store: one connection, used by the thread that opened it; other threads take `reopened(store)`.

    `realm` is the office's realm or `demo:<random>`; `device` eight hex digits, new for every store.
    """

    def __init__(self, folder: Path, key: bytes, connection: Any, lock: StoreLock | None, writing: Any = None) -> None:
        self.folder = folder
        self.path = folder / DATABASE_NAME
        self.connection = connection
        self.is_readonly = lock is None
        self.realm = ""
        self.device = ""
        self._key = key
        self._lock = lock
        # One writer at a time inside the process too: a second connection waits here instead of meeting "locked".
        self._writing = writing or threading.RLock()
        self._depth = 0
        self._db: Database | None = None

    @property
    def key(self) -> bytes:
        """The raw store key, from which the keys of sealed files are derived."""
        return self._key

    @property
    def db(self) -> "Database":
        """The connection with the verbs of sqlite-utils; imported at the first write, not at the start."""
        if self._db is None:
            from sqlite_utils import Database

            self._db = Database(self.connection, execute_plugins=False)
        return self._db

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """One transaction: all of it is on the disk when the block is left, or none of it after an error.

        Blocks nest (the outermost commits). Raises StoreFull, StoreReadOnly, StoreDamaged, StoreInUse or
        StoreWriteFailed; the store stays usable after each of them. An OSError in the block counts as the disk's.
        """
        if self.is_readonly:
            raise StoreReadOnly(self.path)
        with self._writing, translated(self.path):
            if self._depth == 0 and self.connection.in_transaction:
                # A roll-back that failed with the disk is owed: without it, the next block would only be a savepoint
                # in a dead transaction, and what it acknowledges would be lost.
                self.connection.execute("ROLLBACK")
            self._depth += 1
            try:
                with self.db.atomic():
                    yield
            finally:
                self._depth -= 1

    def execute(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Run one writing statement inside `atomic`; the number of rows it touched."""
        if self._depth == 0:
            raise RuntimeError("writing outside of atomic()")
        return int(self.connection.execute(sql, values).rowcount)

    def execute_many(self, sql: str, rows: Iterator[Row] | Sequence[Row]) -> None:
        """Run one writing statement for every row inside `atomic`."""
        if self._depth == 0:
            raise RuntimeError("writing outside of atomic()")
        self.connection.executemany(sql, rows)

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """All rows of a query; StoreDamaged where a page does not verify."""
        with database_translated(self.path):
            found: list[Row] = self.connection.execute(sql, values).fetchall()
            return found

    def row(self, sql: str, values: Sequence[Any] = ()) -> Row | None:
        """The first row of a query, None without one."""
        found = self.rows(sql, values)
        return found[0] if found else None

    def close(self) -> None:
        """End the connection; the last one of the process gives the lock back."""
        self.connection.close()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()


def create_store(folder: Path, *, key: bytes, realm: str, clock: Clock) -> Store:
    """Make an empty store in `folder` and open it.

    Raises StoreAlreadyHere, StoreInUse, StoreFolderReadOnly, StoreFull, StoreWriteFailed. A crash on the way leaves
    no store.
    """
    path = folder / DATABASE_NAME
    with _writable(folder):
        make_folder(folder)
        lock = StoreLock(folder)
    try:
        if path.exists() or (folder / MARK_NAME).exists():
            raise StoreAlreadyHere(path)
        draft = folder / f"{DATABASE_NAME}.new"
        with translated(path):
            for leftover in folder.glob(f"{DATABASE_NAME}.new*"):
                leftover.unlink()
            os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            _fill(draft, key, realm, clock)
            require_folded(draft)
            draft.rename(path)
            write_whole(folder / MARK_NAME, mark_of(key))
    finally:
        lock.release()
    return open_store(folder, key=key)


def open_store(folder: Path, *, key: bytes, readonly: bool = False, steps: Steps = STEPS) -> Store:
    """Open the store in `folder`, bring it to the newest version, and hold its lock until `close`.

    Raises NoStoreHere, StoreInUse, StoreKeyWrong, StoreDamaged, StoreNewer, StoreFolderReadOnly, and when an older
    store is brought up also StoreFull, StoreWriteFailed and StoreNotBroughtUp. A store that cannot be opened is left
    as it is. `readonly` takes no lock and works beside a program that writes; it raises StoreOlder.
    """
    path = folder / DATABASE_NAME
    if not path.exists():
        if (folder / MARK_NAME).exists():
            raise StoreDamaged(path, folder)
        raise NoStoreHere(folder)
    require_key(folder, key)
    lock = None
    if not readonly:
        with _writable(folder):
            lock = StoreLock(folder)
    try:
        return _opened(folder, key, lock, steps)
    except BaseException:
        if lock is not None:
            lock.release()
        raise


def reopened(store: Store) -> Store:
    """A connection of its own to the same store, for the calling thread; close it when the work is done."""
    connection = connected(store.path, store.key, store.is_readonly)
    lock = store._lock.share() if store._lock is not None else None  # noqa: SLF001 - the same class
    fresh = Store(store.folder, store.key, connection, lock, store._writing)  # noqa: SLF001
    fresh.realm, fresh.device = store.realm, store.device
    return fresh


def _opened(folder: Path, key: bytes, lock: StoreLock | None, steps: Steps) -> Store:
    path = folder / DATABASE_NAME
    connection = connected(path, key, readonly=lock is None)
    store = Store(folder, key, connection, lock)
    try:
        version = _version(store, len(steps))
        if version < len(steps):
            if lock is None:
                raise StoreOlder(version, len(steps))
            _bring_up(store, version, steps)
        if lock is not None and not (folder / MARK_NAME).exists():
            with translated(path):
                write_whole(folder / MARK_NAME, mark_of(key))
        meta = {str(name): str(value) for name, value in store.rows("SELECT name, value FROM meta")}
        store.realm, store.device = meta["realm"], meta["device"]
    except BaseException:
        connection.close()
        raise
    return store


def _version(store: Store, known: int) -> int:
    """The store's version, after making sure that it is a store of ours that this program understands."""
    [(application,)] = store.rows("PRAGMA application_id")
    [(version,)] = store.rows("PRAGMA user_version")
    store.rows("SELECT count(*) FROM sqlite_schema")
    if application != APPLICATION_ID or version == 0:
        raise StoreDamaged(store.path, store.path)
    if version > known:
        raise StoreNewer(version, known)
    return int(version)


def _fill(draft: Path, key: bytes, realm: str, clock: Clock) -> None:
    """Write an empty store into the empty file `draft`, and leave no log beside it."""
    connection = dbapi2.connect(str(draft), isolation_level=None, timeout=0)
    try:
        set_up(connection, key)
        connection.execute("PRAGMA auto_vacuum = NONE")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA journal_mode = WAL")
        from sqlite_utils import Database

        db = Database(connection, execute_plugins=False)
        apply_steps(db)
        meta = {"realm": realm, "device": os.urandom(4).hex(), "created_at": clock().isoformat()}
        with db.atomic():
            connection.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
    finally:
        connection.close()


def _bring_up(store: Store, version: int, steps: Steps) -> None:
    """Go the steps that are missing, all or none, after a verified copy was laid beside the store."""
    copy = before_migration_copy(store, version)
    try:
        # One transaction around those of the steps: between two versions no program could open the store.
        with store._writing, translated(store.path), store.db.atomic():  # noqa: SLF001
            apply_steps(store.db, steps)
    except AppError:
        raise
    except Exception as error:  # a mistake in a step, whatever it is, must not keep anyone from their data
        _LOG.exception("bringing the store from version %d to %d failed", version, len(steps))
        raise StoreNotBroughtUp(store.path, copy, version, len(steps)) from error


def before_migration_copy(store: Store, version: int) -> Path:
    """Copy the store, under the same key, to `store.db.before-<version>` and prove that the copy opens.

    Raises StoreFull, StoreWriteFailed; StoreDamaged when the copy does not verify, which says the store does not.
    """
    target = store.folder / f"{DATABASE_NAME}.before-{version}"
    with translated(target):
        draft = target.with_name(target.name + ".part")
        draft.unlink(missing_ok=True)
        store.connection.execute("VACUUM INTO ?", (str(draft),))
        copy = connected(draft, store.key, readonly=True)
        try:
            if copy.execute("PRAGMA quick_check").fetchone()[0] != "ok":
                raise StoreDamaged(store.path, store.path)
        finally:
            copy.close()
        descriptor = os.open(draft, os.O_RDWR)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        draft.replace(target)
        sync_folder(target.parent)
    return target


@contextmanager
def _writable(folder: Path) -> Iterator[None]:
    """Call a folder that refuses new files by its name."""
    try:
        with translated(folder):
            yield
    except StoreReadOnly as error:
        raise StoreFolderReadOnly(folder) from error
