"""Restoring a backup: checked, made ready, swapped in, with what opens the store now."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from app.clock import Clock, system_clock
from app.errors import AppError, BackupDamaged, KeysDamaged, KeysMissing, StoreDamaged
from app.identity import slots
from app.identity.derive import StoreKey
from app.progress import Progress, Step, no_progress
from app.services.backup_list import Checked, check_backup, is_genuine, newest_good, own_root
from app.services.workspace import Workspace, closed_after_error
from app.store import people as people_table
from app.store import restoring as disk
from app.store.backups import FILES_FOLDER, backup_folders, copy_file, looked_into
from app.store.connection import MARK_NAME
from app.store.database import Store, open_store
from app.store.failures import translated
from app.store.integrity import quick_check
from app.store.sealed_files import FOLDER_NAME as SEALED_FOLDER
from app.store.whole_files import make_folder, sync_folder, write_whole


def prepare_restore(
    folder: Path,
    key: StoreKey,
    backup: Path,
    *,
    realm: str | Collection[str] | None = None,
    person_id: str | None = None,
    clock: Clock = system_clock,
    progress: Progress = no_progress,
) -> Checked:
    """Check a backup and lay it ready beside the store in `folder`, which may be open or damaged.

    `person_id`: who restores, None where nobody could be known.

    Raises BackupDamaged, BackupOfAnotherOffice, StoreNewer, StoreFull, StoreReadOnly, StoreWriteFailed, Cancelled:
    after each of them the store is as it was.
    """
    checked = check_backup(backup, key, realm=realm, present=folder)
    missing = _bring_files(folder, key, checked, progress)
    with _present(folder, key) as present:
        try:
            disk.make_ready(folder, backup, key.secret, at=clock(), present=present, person_id=person_id)
        except StoreDamaged as error:
            raise BackupDamaged(backup, "records") from error
    return replace(checked, missing=missing)


def finish_restore(folder: Path, key: StoreKey, backup: Path, *, clock: Clock = system_clock) -> Path:
    """Swap in what was made ready, after the store was closed; returns the folder that keeps the old one.

    The key file stays the one of now: whoever opens the store now opens the restored one. Only where it cannot be
    read, that of the backup takes its place. Raises StoreInUse, StoreFull, StoreReadOnly, StoreWriteFailed.
    """
    kept = disk.swap_in(folder, key.secret, at=clock(), beside=slots.FILE_NAMES)
    try:
        slots.read_slots(folder)
    except (KeysMissing, KeysDamaged):
        bring_keys(folder, backup)
    return kept


def give_up_restore(folder: Path) -> None:
    """Forget what was made ready."""
    disk.forget_ready(folder)


def bring_keys(folder: Path, backup: Path) -> None:
    """Lay the key file of a backup where the store's own is missing or unreadable; raises BackupDamaged."""
    try:
        data = slots.read_slots(backup).to_bytes()
    except (KeysMissing, KeysDamaged) as error:
        raise BackupDamaged(backup, slots.FILE_NAMES[0]) from error
    with translated(folder):
        make_folder(folder)
        for name in slots.FILE_NAMES:
            write_whole(folder / name, data)


def _bring_files(folder: Path, key: StoreKey, checked: Checked, progress: Progress) -> int:
    """Bring those sealed files that the store lacks or holds damaged, each read through; how many are not to be had."""
    source, target = checked.backup.path.parent / FILES_FOLDER, folder / SEALED_FOLDER
    missing = 0
    for number, (name, _size) in enumerate(checked.backup.sealed):
        progress(Step("restore_files", number, len(checked.backup.sealed)))
        if is_genuine(target / name, key):
            continue
        if not is_genuine(source / name, key):
            missing += 1
            continue
        with translated(target):
            make_folder(target, 0o700)
            copy_file(source / name, target / name)
            sync_folder(target)
    return missing


@contextmanager
def _present(folder: Path, key: StoreKey) -> Iterator[Store | None]:
    """Who opens and signs now: from the store, or where it cannot be read from its newest good backup."""
    store = _readable(folder, key)
    if store is not None:
        with store:
            yield store
        return
    newest = newest_good(folder, key)
    if newest is None:
        yield None
        return
    with looked_into(newest.backup.path, key.secret) as kept:
        yield kept


def _readable(folder: Path, key: StoreKey) -> Store | None:
    """The store, opened to be read, where every page of it can be."""
    try:
        store = open_store(folder, key=key.secret, readonly=True)
    except AppError:
        return None
    with suppress(StoreDamaged):
        if quick_check(store):
            return store
    store.close()
    return None


def open_restored(before: Workspace) -> Workspace:
    """Open the store of a workspace that was closed again, for the same person: who restores is not asked twice.

    Raises the store's errors.
    """
    store = open_store(before.folder, key=before.key.secret)
    with closed_after_error(store):
        office = people_table.office(store) or before.office
        person = people_table.person(store, before.person.id) if before.person else None
        return Workspace(before.folder, store, before.key, before.clock, office, person)


def rescue_key(folder: Path, passphrase: str | None = None, *, recovery_code: str | None = None) -> StoreKey:
    """The key of a store that itself cannot be opened; raises WrongPassphrase, RecoveryCodeWrong."""
    if recovery_code is not None:
        return slots.open_with_recovery(folder, recovery_code)
    if passphrase is None:
        return slots.open_without_passphrase(folder)
    return slots.find_person(folder, passphrase)[1]


def backup_with_keys(folder: Path) -> Path | None:
    """The newest backup in the store's own folder whose key file can be read and belongs to this store."""
    for backup in reversed(backup_folders(own_root(folder))):
        with suppress(OSError, KeysMissing, KeysDamaged):
            slots.read_slots(backup)
            mark = folder / MARK_NAME
            if not mark.exists() or mark.read_bytes() == (backup / MARK_NAME).read_bytes():
                return backup
    return None
