"""Backups in a folder: listed, checked, thinned out."""

import errno
import io
import json
from bisect import bisect_right
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, Literal, cast

from app.errors import (
    AppError,
    BackupDamaged,
    BackupNotMade,
    BackupOfAnotherOffice,
    SealedFileDamaged,
    StoreDamaged,
    StoreFull,
    StoreKeyWrong,
    StoreReadOnly,
    StoreWriteFailed,
)
from app.identity.derive import StoreKey, open_sealed, open_stream
from app.store import backups as disk
from app.store.backups import Counts
from app.store.connection import DATABASE_NAME, MARK_NAME, mark_of
from app.store.failures import translated
from app.store.integrity import check
from app.store.sealed_files import FOLDER_NAME as SEALED_FOLDER

RECENT, DAYS, MONTHS = 8, 14, 12
"""How many backups stay: the newest ones, one for each of so many days, one for each of so many months."""

FORMAT = "wuyou-backup/1"
POINTER_NAME = "where.sealed"
State = Literal["whole", "damaged", "foreign"]
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup in a list. `whole` has all its files in their sizes; only `check_backup` has read them.

    `foreign` is another office's or a 演练 store's: nothing but `made_at` (from its name) and `size` can be known.
    """

    path: Path
    made_at: datetime
    size: int
    state: State
    seq: int = 0
    counts: Counts | None = None
    realm: str = ""
    edition: str = ""
    digests: tuple[tuple[str, int, str], ...] = ()
    sealed: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """A backup that was read through and is good; `missing` sealed files (reports, evidence) are not to be had."""

    backup: Backup
    missing: int


def own_root(folder: Path) -> Path:
    """The store's own folder of backups."""
    return folder / disk.OWN_FOLDER


def known_roots(folder: Path, key: StoreKey) -> tuple[Path, ...]:
    """Where backups of the store in `folder` may lie, even when the store itself cannot be read any more."""
    roots = [own_root(folder)]
    with suppress(OSError, SealedFileDamaged):
        roots.append(Path(open_sealed(key, (own_root(folder) / POINTER_NAME).read_bytes()).decode()))
    return tuple(roots)


@contextmanager
def told(root: Path) -> Iterator[None]:
    """Name the folder and what was to happen there, where the disk is the reason."""
    try:
        yield
    except StoreFull as error:
        raise BackupNotMade(root, "full") from error
    except StoreReadOnly as error:
        raise BackupNotMade(root, "readonly") from error
    except StoreWriteFailed as error:
        gone = isinstance(error.__cause__, OSError) and error.__cause__.errno in (errno.ENOENT, errno.ENOTDIR)
        raise BackupNotMade(root, "missing" if gone else "failed") from error


def list_backups(root: Path, key: StoreKey) -> tuple[Backup, ...]:
    """Every backup in a folder, the newest first: in the order they were made, whatever the clock said.

    Nothing is read but the manifests. A folder that is not there holds none.
    """
    with told(root), translated(root):
        found = [listed(each, key) for each in disk.backup_folders(root)]
    return tuple(sorted(found, key=lambda each: (each.seq, each.made_at, each.path.name), reverse=True))


def check_backup(
    backup: Path, key: StoreKey, *, realm: str | Collection[str] | None = None, present: Path | None = None
) -> Checked:
    """Read a backup through: every byte, every page, every count; the sealed files beside it by their size.

    `realm`: the one it may be of, or those of a store that had another before. `present`: the store's folder, whose own
    sealed files also count. Raises BackupDamaged, BackupOfAnotherOffice and StoreNewer.
    """
    said = listed(backup, key)
    realms = {realm} if isinstance(realm, str) else realm
    if said.state == "foreign" or (realms is not None and said.state == "whole" and said.realm not in realms):
        raise BackupOfAnotherOffice(backup)
    if said.state == "damaged":
        raise BackupDamaged(backup, "files")
    try:
        for name, _size, digest in said.digests:
            if disk.digest_of(backup / name) != digest:
                raise BackupDamaged(backup, name)
        with disk.looked_into(backup, key.secret) as store:
            if complaints := check(store):
                raise BackupDamaged(backup, complaints[0])
            if disk.counts(store) != said.counts:
                raise BackupDamaged(backup, "counts")
    except (OSError, StoreDamaged, StoreKeyWrong) as error:
        raise BackupDamaged(backup, type(error).__name__) from error
    sizes = disk.sealed_sizes(backup.parent / disk.FILES_FOLDER)
    here = {} if present is None else disk.sealed_sizes(present / SEALED_FOLDER)
    return Checked(said, sum(size not in (sizes.get(name), here.get(name)) for name, size in said.sealed))


def newest_good(folder: Path, key: StoreKey) -> Checked | None:
    """The newest backup of the store in `folder` that stands the check; None without any."""
    found: list[Backup] = []
    for root in known_roots(folder, key):
        with suppress(BackupNotMade):  # a stick that fails, or is not there, holds none
            found += [each for each in list_backups(root, key) if each.state == "whole"]
    for each in sorted(found, key=lambda one: (one.seq, one.made_at), reverse=True):
        try:
            return check_backup(each.path, key, present=folder)
        except AppError:
            continue
    return None


def is_genuine(path: Path, key: StoreKey) -> bool:
    """Whether a sealed file is there, whole and of this store."""
    try:
        with path.open("rb") as file:
            open_stream(key, file, cast(BinaryIO, _Nowhere()))
    except (OSError, SealedFileDamaged):
        return False
    return True


def thin_out(root: Path, key: StoreKey, *, keep: Backup) -> int:
    """Remove whole backups of this store that no rule keeps; `keep` was just made and verified, and stays.

    The newest RECENT ones stay, the newest of each of the last DAYS days and MONTHS months in which any was made.
    Damaged ones and those of others are not touched.
    """
    own = [each for each in list_backups(root, key) if each.state == "whole"]
    stays = {keep.path} | kept_of(own)
    gone = [each for each in own if each.path not in stays]
    with translated(root):
        for each in gone:
            disk.remove_backup(each.path)
    return len(gone)


def kept_of(backups: list[Backup]) -> set[Path]:
    """Which of these, the newest first, stay.

    Backups of a time when the clock was wrong are counted on their own: they take no day and no month from the others.
    """
    stays = {each.path for each in backups[:RECENT]}
    right = _in_order([each.made_at for each in reversed(backups)])[::-1]
    for wanted in (True, False):
        group = [each for each, is_right in zip(backups, right, strict=True) if is_right is wanted]
        for form, most in (("%Y-%m-%d", DAYS), ("%Y-%m", MONTHS)):
            newest: dict[str, Path] = {}
            for each in group:
                newest.setdefault(each.made_at.astimezone().strftime(form), each.path)
            stays.update(list(newest.values())[:most])
    return stays


def _in_order(moments: list[datetime]) -> list[bool]:
    """Which belong to the longest row of moments that never runs backwards, as they were made: the clock was right."""
    ends: list[int] = []  # of the rows of each length, the one that ends earliest
    before: list[int | None] = []
    for at, moment in enumerate(moments):
        length = bisect_right(ends, moment, key=lambda end: moments[end])
        before.append(ends[length - 1] if length else None)
        ends[length : length + 1] = [at]
    found = [False] * len(moments)
    last = ends[-1] if ends else None
    while last is not None:
        found[last] = True
        last = before[last]
    return found


class _Nowhere(io.RawIOBase):
    """Takes what was unsealed and forgets it."""

    def write(self, data: Any) -> int:
        """Count only."""
        return len(data)


def listed(path: Path, key: StoreKey) -> Backup:
    """What the manifest says, with the sizes of the files compared."""
    said = Backup(path, disk.moment_in_name(path.name) or _LONG_AGO, disk.size_of(path), "damaged")
    try:
        mark = json.loads((path / MARK_NAME).read_bytes())
        if mark != json.loads(mark_of(key.secret)):
            return replace(said, state="foreign") if isinstance(mark, dict) and "key_check" in mark else said
        manifest = json.loads(open_sealed(key, (path / disk.MANIFEST_NAME).read_bytes()))
        if manifest["format"] != FORMAT:
            return said
        sizes = {name: size for name, size, _digest in manifest["files"]}
        is_whole = all((path / name).stat().st_size == size for name, size in sizes.items())
    except (OSError, ValueError, KeyError, TypeError, SealedFileDamaged):
        return said
    return Backup(
        path,
        datetime.fromisoformat(manifest["made_at"]),
        said.size,
        "whole" if is_whole and DATABASE_NAME in sizes else "damaged",
        manifest["seq"],
        Counts(**manifest["counts"]),
        manifest["realm"],
        manifest["edition"],
        tuple((name, size, digest) for name, size, digest in manifest["files"]),
        tuple((name, size) for name, size in manifest["sealed"]),
    )


def last_backup_at(folder: Path) -> datetime | None:
    """When the newest backup in the store's own folder says it was made; by its name, without the key."""
    with suppress(OSError):
        moments = [disk.moment_in_name(each.name) for each in disk.backup_folders(own_root(folder))]
        return max((moment for moment in moments if moment), default=None)
    return None
