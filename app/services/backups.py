"""Making backups: in the store's own folder and in a second one, each read through before it counts."""

import json
from dataclasses import dataclass
from pathlib import Path

from app.errors import AppError, BackupNotMade, StoreDamaged, StoreInUse
from app.identity import slots
from app.identity.derive import seal
from app.services.backup_list import (
    FORMAT,
    POINTER_NAME,
    Backup,
    known_roots,
    list_backups,
    listed,
    own_root,
    thin_out,
    told,
)
from app.services.workspace import BACKUP_FOLDER, Workspace
from app.store import backups as disk
from app.store.connection import MARK_NAME, mark_of
from app.store.failures import translated
from app.store.integrity import check
from app.store.lock import StoreLock
from app.store.memos import memo, put_memo
from app.store.sealed_files import FOLDER_NAME as SEALED_FOLDER
from app.store.whole_files import make_folder, write_whole

_LAST_SEQ = "backup-last"
_KEYS_NAME = slots.FILE_NAMES[0]


@dataclass(frozen=True, slots=True)
class Made:
    """What came of backing up: the backup (None: nothing had changed), and why the second folder has none."""

    backup: Backup | None
    second: Path | None = None
    problem: AppError | None = None


# Where


def second_root(workspace: Workspace) -> Path | None:
    """The further folder that somebody chose for backups, whether or not it is there now."""
    chosen = memo(workspace.store, BACKUP_FOLDER)
    return Path(chosen) if chosen else None


def choose_second_root(workspace: Workspace, chosen: Path | None) -> None:
    """Keep backups in a further folder from now on; None: no more. What lies there stays.

    Raises BackupNotMade where nothing can be written there.
    """
    if chosen is not None:
        with told(chosen), translated(chosen):
            make_folder(chosen)
            write_whole(chosen / ".wuyou", b"")
            (chosen / ".wuyou").unlink()
    put_memo(workspace.store, BACKUP_FOLDER, str(chosen) if chosen else None)
    _leave_pointer(workspace)


# Making


def back_up(workspace: Workspace, *, only_if_changed: bool = False) -> Made | None:
    """Make a backup in the store's own folder and in the second one; None while another is being made.

    It counts only after it was read through again; then the old ones are thinned out. Raises BackupNotMade (nothing
    torn is left, older backups stay) and StoreDamaged when the store itself does not verify. A second folder that
    cannot be written to is told in `problem`: the backup in the own folder is made all the same.
    """
    own = own_root(workspace.folder)
    with told(own), translated(own):
        make_folder(own, 0o700)
        try:
            lock = StoreLock(own)
        except StoreInUse:
            return None
    try:
        with told(own):
            disk.clear_drafts(own)
            known = [each for each in list_backups(own, workspace.key) if each.state == "whole"]
            newest = known[0] if known else None
            made = None
            if not only_if_changed or newest is None or newest.edition != disk.edition(workspace.store):
                newest = made = _make(workspace, own, _next_seq(workspace, known))
                thin_out(own, workspace.key, keep=made)
        second = second_root(workspace)
        problem = _to_second(workspace, second, newest) if second and newest else None
    finally:
        lock.release()
    return Made(made, second, problem)


def _make(workspace: Workspace, root: Path, seq: int) -> Backup:
    store, at = workspace.store, workspace.clock()
    sealed = workspace.folder / SEALED_FOLDER
    with disk.new_backup(root, at, store.device) as (draft, target):
        before = disk.counts(store)
        disk.copy_database(store, draft)
        with disk.looked_into(draft, workspace.key.secret) as copy:
            if check(copy):
                raise StoreDamaged(store.path, store.path) if check(store) else BackupNotMade(root, "failed")
            made, word = disk.counts(copy), disk.edition(copy)
        if before == disk.counts(store) != made:  # nobody wrote meanwhile, and yet the copy is another
            raise BackupNotMade(root, "failed")
        names = disk.sealed_sizes(sealed)
        disk.add_files(sealed, root / disk.FILES_FOLDER, names)
        (draft / MARK_NAME).write_bytes(mark_of(workspace.key.secret))
        (draft / _KEYS_NAME).write_bytes(slots.read_slots(workspace.folder).to_bytes())
        manifest = {
            "format": FORMAT,
            "seq": seq,
            "made_at": at.isoformat(),
            "realm": workspace.realm,
            "edition": word,
            "counts": made.to_json(),
            "files": [[each.name, each.stat().st_size, disk.digest_of(each)] for each in sorted(draft.iterdir())],
            "sealed": [[name, size] for name, size in names.items()],
        }
        (draft / disk.MANIFEST_NAME).write_bytes(seal(workspace.key, json.dumps(manifest).encode()))
    return listed(target, workspace.key)


def _next_seq(workspace: Workspace, known: list[Backup]) -> int:
    """One more than any before, also where the folder of backups was lost."""
    last = max(int(memo(workspace.store, _LAST_SEQ) or 0), *(each.seq for each in known), 0)
    put_memo(workspace.store, _LAST_SEQ, str(last + 1))
    return last + 1


def _to_second(workspace: Workspace, root: Path, backup: Backup) -> AppError | None:
    """Carry a finished backup to the second folder, unless it is there; the reason when that fails."""
    try:
        with told(root), translated(root):
            if root not in known_roots(workspace.folder, workspace.key):  # never used yet: it may still have to be made
                make_folder(root)
            elif not root.is_dir():  # a stick that was pulled out: nothing is to be made in the place where it was
                return BackupNotMade(root, "missing")
            disk.clear_drafts(root, workspace.store.device)
            disk.add_files(
                own_root(workspace.folder) / disk.FILES_FOLDER,
                root / disk.FILES_FOLDER,
                [name for name, _size in backup.sealed],
            )
            there = [each for each in list_backups(root, workspace.key) if each.state == "whole"]
            if all(each.digests != backup.digests for each in there):
                with disk.new_backup(root, backup.made_at, workspace.store.device) as (draft, target):
                    for each in backup.path.iterdir():
                        if disk.copy_file(each, draft / each.name) != disk.digest_of(draft / each.name):
                            raise BackupNotMade(root, "failed")
                carried = listed(target, workspace.key)
                thin_out(root, workspace.key, keep=carried)
            _leave_pointer(workspace)
    except AppError as error:
        return error
    return None


def _leave_pointer(workspace: Workspace) -> None:
    """Note the second folder where it is found when the store cannot be read; sealed, as a path may hold a name."""
    own, second = own_root(workspace.folder), second_root(workspace)
    with told(own), translated(own):
        make_folder(own, 0o700)
        if second is None:
            (own / POINTER_NAME).unlink(missing_ok=True)
        else:
            write_whole(own / POINTER_NAME, seal(workspace.key, str(second).encode()))
