"""Putting a backup in the place of a store: made ready beside it, then swapped in, the old file kept."""

import os
import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from sqlcipher3 import dbapi2

from app.domain.joining import JOINING
from app.domain.register import REGISTER
from app.errors import AppError, StoreDamaged
from app.store import audit, people
from app.store.backups import copy_file
from app.store.bodies import PERSON
from app.store.connection import DATABASE_NAME, MARK_NAME, connected, mark_of, require_folded
from app.store.database import Store, open_store
from app.store.failures import database_translated, translated
from app.store.integrity import check
from app.store.lock import StoreLock
from app.store.realms import take_realm
from app.store.revisions import add_revisions, clock, put_clock, revisions
from app.store.whole_files import make_folder, sync_folder, write_whole

READY_FOLDER = "restoring"
KEPT_PREFIX = "store-before-restore-"
_LOGS = (f"{DATABASE_NAME}-wal", f"{DATABASE_NAME}-journal", f"{DATABASE_NAME}-shm")


def make_ready(
    folder: Path, backup: Path, key: bytes, *, at: datetime, present: Store | None, person_id: str | None = None
) -> None:
    """Lay the database of `backup` ready in `folder`, brought up to this version, as a new device (rule R9).

    Who may open and sign, and what this machine alone remembers, stay as in `present`: the passphrases that open the
    store now also unlock the signing keys. The audit log names the device that was and who restored. Nothing of the
    store is changed. Raises StoreDamaged, StoreNewer, StoreFull, StoreReadOnly, StoreWriteFailed.
    """
    ready = folder / READY_FOLDER
    try:
        with translated(ready):
            shutil.rmtree(ready, ignore_errors=True)
            make_folder(ready, 0o700)
            copy_file(backup / DATABASE_NAME, ready / DATABASE_NAME)
            (ready / DATABASE_NAME).chmod(0o600)
        with open_store(ready, key=key) as store:
            if check(store):
                raise StoreDamaged(backup / DATABASE_NAME, backup)
            with database_translated(store.path):
                store.connection.execute("PRAGMA journal_mode = WAL")
            with store.atomic():
                old, store.device = store.device, os.urandom(4).hex()
                store.execute("UPDATE meta SET value = ? WHERE name = 'device'", (store.device,))
                if present is not None:
                    _keep_people(store, present)
                audit.append(store, at, person_id, "restored", f"{old} {backup.name}")
        require_folded(ready / DATABASE_NAME)
        with translated(ready):
            _sync_file(ready / DATABASE_NAME)
    except BaseException:
        shutil.rmtree(ready, ignore_errors=True)
        raise


def swap_in(folder: Path, key: bytes, *, at: datetime, beside: tuple[str, ...] = ()) -> Path:
    """Let what was made ready take the store's place; returns the folder that keeps what stood there.

    The store is closed; `beside` are further files to keep (the key file). Before the one rename that decides,
    everything old lies in the kept folder; a crash leaves the old store or the new one.
    Raises StoreInUse, StoreFull, StoreReadOnly, StoreWriteFailed.
    """
    ready, database = folder / READY_FOLDER, folder / DATABASE_NAME
    with translated(folder):
        lock = StoreLock(folder)
        try:
            kept = _kept_folder(folder, at)
            for name in (DATABASE_NAME, *_LOGS, *beside, MARK_NAME):
                _lay_aside(folder / name, kept / name)
            sync_folder(kept)
            sync_folder(folder)
            _fold_log(database, key)
            for name in _LOGS:  # SQLite would read the old store's log into the new one
                (folder / name).unlink(missing_ok=True)
            sync_folder(folder)  # a power cut must not bring the log back beside the new file
            (ready / DATABASE_NAME).replace(database)
            sync_folder(folder)
            write_whole(folder / MARK_NAME, mark_of(key))
        finally:
            lock.release()
    shutil.rmtree(ready, ignore_errors=True)
    return kept


def forget_ready(folder: Path) -> None:
    """Give up what was made ready."""
    shutil.rmtree(folder / READY_FOLDER, ignore_errors=True)


def _keep_people(store: Store, present: Store) -> None:
    """Bring over the people's records, keys and certificates, the registers, and this machine's own memos.

    An office that forgot a version of its register would write another of the same number (rule R8). A store that
    joined its office since the backup stays there.
    """
    take_realm(store, present.realm)
    kept = (JOINING, PERSON, REGISTER)
    add_revisions(store, [signed for entity in kept for signed in revisions(present, entity)])
    office = people.office(present)
    if office is not None:
        people.put_office(store, office)
    for person in people.people(present):
        people.put_person(store, person)
    store.execute("DELETE FROM local_person")
    for row in present.rows("SELECT person_id, signing_key FROM local_person"):
        store.execute("INSERT INTO local_person VALUES (?, ?)", row)
    for row in present.rows("SELECT author, kind, der, added_at FROM certificate"):
        store.execute("INSERT OR IGNORE INTO certificate VALUES (?, ?, ?, ?)", row)
    store.execute("DELETE FROM meta WHERE name LIKE 'memo:%'")
    for row in present.rows("SELECT name, value FROM meta WHERE name LIKE 'memo:%'"):
        store.execute("INSERT INTO meta VALUES (?, ?)", row)
    put_clock(store, max(clock(store), clock(present), key=lambda one: one.stamp))


def _fold_log(database: Path, key: bytes) -> None:
    """Bring the log of the old store into its file: between the log's going and the new file's coming, it is the store.

    A damaged store is not helped by it; all its files, the log as it was, lie in the kept folder by now.
    """
    with suppress(AppError, dbapi2.Error):
        connection = connected(database, key, readonly=False)
        try:
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        finally:
            connection.close()


def _kept_folder(folder: Path, at: datetime) -> Path:
    name, again = f"{KEPT_PREFIX}{at.astimezone():%Y%m%d-%H%M%S}", 0
    while (kept := folder / (f"{name}-{again}" if again else name)).exists():
        again += 1
    kept.mkdir(mode=0o700)
    return kept


def _lay_aside(source: Path, target: Path) -> None:
    """A second name for the same bytes, or a copy where the disk knows no second names."""
    if not source.exists() or target.exists():
        return
    with suppress(OSError):
        target.hardlink_to(source)
        return
    copy_file(source, target)


def _sync_file(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
