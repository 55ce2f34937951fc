"""Backups on the disk: folders that are there whole or not at all, and what lies in them.

A backup is a folder `wuyou-<local date-time>-<device>.backup` with the database (under the store's own key), the key
file of that day, the mark and a sealed manifest. Sealed files of the store lie once for all backups in `files/` beside
them: their names are made from their content, so that only new ones are ever added.
"""

import hashlib
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from sqlcipher3 import dbapi2

from app.errors import StoreDamaged, StoreNewer
from app.store.connection import DATABASE_NAME, require_key, set_up
from app.store.database import Store
from app.store.failures import database_translated, translated
from app.store.migrations import APPLICATION_ID, STEPS
from app.store.whole_files import make_folder, sync_folder

OWN_FOLDER = "backups"
FILES_FOLDER = "files"
MANIFEST_NAME = "manifest.sealed"
_PART = ".part"
_NAME = re.compile(r"wuyou-(\d{8}-\d{6})-([0-9a-f]{8})(?:-\d+)?\.backup", re.ASCII)
_STAMP = "%Y%m%d-%H%M%S"
_SEALED_NAME = re.compile("[0-9a-z][0-9a-z._-]{0,119}", re.ASCII)
_CHUNK = 1 << 20
_EDITION = (
    # Logs grow with every act; rows that this machine alone keeps, and may change without one, are few.
    """SELECT (SELECT max(seq) FROM revision), (SELECT count(*) FROM change), (SELECT max(seq) FROM audit),
    (SELECT count(*) FROM unit), (SELECT count(*) FROM report), (SELECT count(*) FROM blob)""",
    "SELECT * FROM inspection ORDER BY seq",
    "SELECT * FROM person ORDER BY id",
    "SELECT * FROM local_person ORDER BY person_id",
    "SELECT inspection_id, field, manner, name, at FROM mark ORDER BY inspection_id, field",
)


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a store holds: what a user recognises a backup by."""

    units: int
    people: int
    inspections: int
    answers: int
    reports: int

    def to_json(self) -> dict[str, int]:
        """As kept in a manifest."""
        return asdict(self)


def counts(store: Store) -> Counts:
    """Count what a store holds."""
    [found] = store.rows(
        """SELECT (SELECT count(*) FROM unit), (SELECT count(*) FROM person), (SELECT count(*) FROM inspection),
        (SELECT count(*) FROM answer), (SELECT count(*) FROM report)"""
    )
    return Counts(*(int(number) for number in found))


def edition(store: Store) -> str:
    """A word that stays the same while nothing that matters is changed in the store."""
    digest = hashlib.sha256()
    for query in _EDITION:
        digest.update(repr(store.rows(query)).encode())
    return digest.hexdigest()[:32]


# Names and places


def backup_name(at: datetime, device: str, again: int = 0) -> str:
    """The name of a backup made at a moment, in the machine's local time; `again` tells two of one second apart."""
    return f"wuyou-{at.astimezone():{_STAMP}}-{device}{f'-{again}' if again else ''}.backup"


def moment_in_name(name: str) -> datetime | None:
    """When a backup of this name says it was made; None for a name that is none of ours."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    try:
        return datetime.strptime(found[1], _STAMP).astimezone()
    except ValueError:
        return None


def backup_folders(root: Path) -> tuple[Path, ...]:
    """What is named like a backup in `root`, by name; nothing where the folder is not there. Raises OSError."""
    if not root.is_dir():
        return ()
    return tuple(sorted(each for each in root.iterdir() if moment_in_name(each.name) and each.is_dir()))


def size_of(folder: Path) -> int:
    """The bytes in a backup's own folder."""
    try:
        return sum(each.stat().st_size for each in folder.iterdir())
    except OSError:
        return 0


# Writing


def clear_drafts(root: Path, device: str | None = None) -> int:
    """Remove what a crash left half written (of one device, where a folder may be shared); how many there were."""
    wanted = f"*-{device}*.backup{_PART}" if device else f"*.backup{_PART}"
    drafts = list(root.glob(f".wuyou-{wanted}")) if root.is_dir() else []
    for draft in drafts:
        shutil.rmtree(draft, ignore_errors=True)
    return len(drafts)


@contextmanager
def new_backup(root: Path, at: datetime, device: str) -> Iterator[tuple[Path, Path]]:
    """A draft folder to fill and the place it takes when the block is left; nothing is left after an error.

    Raises StoreFull, StoreReadOnly, StoreWriteFailed about the place.
    """
    with translated(root):
        again = 0
        while (target := root / backup_name(at, device, again)).exists():
            again += 1
        draft = root / f".{target.name}{_PART}"
        shutil.rmtree(draft, ignore_errors=True)
        try:
            draft.mkdir(mode=0o700)
            yield draft, target
            for each in draft.iterdir():
                _sync(each)
            sync_folder(draft)
            draft.rename(target)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
        sync_folder(root)


def copy_database(store: Store, draft: Path) -> None:
    """Write the store as it stands into `draft`, under the same key; others may go on writing meanwhile."""
    target = draft / DATABASE_NAME
    with database_translated(store.path):
        store.connection.execute("VACUUM INTO ?", (str(target),))
    target.chmod(0o600)


def copy_file(source: Path, target: Path) -> str:
    """Copy a file beside, sync it and let it take its place; the SHA-256 (hex) of what was read. Raises OSError."""
    draft = target.with_name(f".{target.name}.{os.urandom(4).hex()}{_PART}")
    digest = hashlib.sha256()
    try:
        with source.open("rb") as read, draft.open("xb") as written:
            while chunk := read.read(_CHUNK):
                digest.update(chunk)
                written.write(chunk)
            written.flush()
            os.fsync(written.fileno())
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return digest.hexdigest()


def sealed_sizes(folder: Path) -> dict[str, int]:
    """The sealed files of a folder with their sizes; empty where there is none."""
    try:
        found = list(folder.iterdir())
    except FileNotFoundError:
        return {}
    return {each.name: each.stat().st_size for each in sorted(found) if _SEALED_NAME.fullmatch(each.name)}


def add_files(source: Path, target: Path, names: Iterable[str]) -> int:
    """Copy those named files that `target` lacks, or has in another size; how many were copied.

    Raises StoreFull, StoreReadOnly, StoreWriteFailed; what was copied until then is whole and stays.
    """
    with translated(target):
        here, there = sealed_sizes(source), sealed_sizes(target)
        wanted = [name for name in names if name in here and here[name] != there.get(name)]
        if wanted:
            make_folder(target, 0o700)
            for name in wanted:
                copy_file(source / name, target / name)
            sync_folder(target)
    return len(wanted)


def digest_of(path: Path) -> str:
    """The SHA-256 (hex) of a file. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def remove_backup(folder: Path) -> None:
    """Take a backup away: first out of the list, then from the disk. Raises OSError."""
    gone = folder.with_name(f".{folder.name}{_PART}")
    folder.rename(gone)
    shutil.rmtree(gone, ignore_errors=True)


# Reading


@contextmanager
def looked_into(folder: Path, key: bytes) -> Iterator[Store]:
    """The database of a backup, which nobody writes to: nothing is laid beside it.

    Raises StoreKeyWrong for another store's, StoreDamaged, and StoreNewer for one of a newer program.
    """
    path = folder / DATABASE_NAME
    require_key(folder, key)
    with database_translated(path):
        try:
            if path.stat().st_size == 0:
                raise StoreDamaged(path, path)
        except OSError as error:
            raise StoreDamaged(path, path) from error
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        connection = dbapi2.connect(uri, uri=True, isolation_level=None, timeout=0)
    store = Store(folder, key, connection, None)
    try:
        with database_translated(path):
            set_up(connection, key)
            connection.execute("PRAGMA query_only = ON")
        [(application,)] = store.rows("PRAGMA application_id")
        [(version,)] = store.rows("PRAGMA user_version")
        if application != APPLICATION_ID or version == 0:
            raise StoreDamaged(path, path)
        if version > len(STEPS):
            raise StoreNewer(version, len(STEPS))
        meta = {str(name): str(value) for name, value in store.rows("SELECT name, value FROM meta")}
        store.realm, store.device = meta["realm"], meta["device"]
        yield store
    finally:
        connection.close()


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
