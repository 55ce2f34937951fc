"""Copy a finished bundle to a stick: beside, read back, renamed to a name that was free; or nothing of that name."""

import os
from contextlib import suppress
from pathlib import Path

from app.exchange.bag_folder import ReadBackDiffers
from app.exchange.bundle_writer import remove_leftovers
from app.exchange.digest import PIECE, digest_of
from app.exchange.target_disk import forget_cached, rename_to_new, require_room, sync_folder
from app.progress import Progress, Step, no_progress


def deliver(source: Path, folder: Path, sha256: str, size: int, progress: Progress = no_progress) -> Path:
    """Copy the bundle `source`, whose hash and size are known, into `folder`; the path there.

    Where it lies already with these bytes nothing is written; what a crash of an earlier copying by the same device
    left half written goes first. Raises TargetTooSmall, TargetFileTooLarge, FileExistsError when another file has its
    name, ReadBackDiffers, OSError, Cancelled.
    """
    target = folder / source.name
    if target.is_file() and digest_of(target, "compare", progress)[0] == sha256:
        return target
    if os.path.lexists(target):
        raise FileExistsError(None, "exists", str(target))
    draft = folder / f".{source.name}.part"
    remove_leftovers(folder, source.stem)
    require_room(folder, size)
    try:
        descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600)
        with source.open("rb") as plain, os.fdopen(descriptor, "wb") as file:
            done = 0
            while piece := plain.read(PIECE):
                progress(Step("copy", done, size, unit="bytes"))
                file.write(piece)
                done += len(piece)
            file.flush()
            os.fsync(file.fileno())
            forget_cached(file.fileno())
        if digest_of(draft, "compare", progress)[0] != sha256:
            raise ReadBackDiffers(None, "read back differs", str(draft))
        rename_to_new(draft, target)
        sync_folder(folder)
    finally:
        with suppress(OSError):  # a pulled stick has nothing to remove
            draft.unlink(missing_ok=True)
    return target
