"""Write a bundle where the user wants it: whole, read back, opened again, and only then there."""

import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

from app.errors import AgeFileDamaged
from app.exchange.bag_folder import ReadBackDiffers
from app.exchange.bundle_profile import KEY_SUFFIX, OPEN_SUFFIX, SUFFIX, Counts, stem_of
from app.exchange.bundle_stream import PIECE, BundleStream
from app.exchange.digest import digest_of
from app.exchange.piece_stream import Stream
from app.exchange.target_disk import forget_cached, rename_to_new, require_room, sync_folder
from app.identity.age import AgeKey, decrypt_with, encrypt_to, sealed_key
from app.progress import Progress, Step, no_progress

_EXPORTED_PART = re.compile("\\.(?P<start>[0-9a-z]+-[0-9a-f]{8}-)[0-9]+-[0-9a-f]{8}\\..*\\.part")


@dataclass(frozen=True, slots=True)
class FirstDayKey:
    """A fresh key for an office whose own is not yet known; `key.recipient` stands among the bundle's recipients."""

    key: AgeKey
    passphrase: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Written:
    """A bundle that lies at `path`, was read back and opened again; `sha256` is that of the file.

    `key_file` is the file beside it with the key of the first day, where there is one.
    """

    path: Path
    sha256: str
    size: int
    counts: Counts
    key_file: Path | None = None


def write_bundle(
    folder: Path,
    office: str,
    stream: BundleStream,
    *,
    expected_size: int,
    first_day: FirstDayKey | None = None,
    progress: Progress = no_progress,
) -> Written:
    """Write `<office>-<device>-<seq>-<short id>.wyb` into `folder`; `office` is the code of the sender's office.

    It is encrypted to the recipients that `stream.info` names; the key in `first_day` is written under its passphrase
    as `….key.age` beside it. No recipient: an open bundle `….bag.zip`, for public material only. `expected_size` in
    bytes is for the room that is asked for before anything is written.

    Returns only after the file was read back, renamed, opened again, decrypted and found to be what went in. Raises
    TargetTooSmall, TargetFileTooLarge, FileExistsError, ReadBackDiffers, OSError of the disk, Cancelled, and what
    `stream` raises; nothing with the name of a bundle is left then. What a crash of an earlier export by the same
    device left half written is removed first.
    """
    info = stream.info
    stem = stem_of(office, info)
    remove_leftovers(folder, stem)
    require_room(folder, expected_size)
    target = folder / f"{stem}{OPEN_SUFFIX if info.is_open else SUFFIX}"
    key_file = folder / f"{stem}{KEY_SUFFIX}" if first_day else None
    key_bytes = sealed_key(first_day.key, first_day.passphrase) if first_day else b""
    sha256, size = write_sealed(target, stream, info.recipients, progress, key_file=key_file, key_bytes=key_bytes)
    return Written(target, sha256, size, stream.counts, key_file)


def write_sealed(
    target: Path,
    stream: Stream,
    recipients: Sequence[str],
    progress: Progress = no_progress,
    *,
    key_file: Path | None = None,
    key_bytes: bytes = b"",
) -> tuple[str, int]:
    """Write `stream` encrypted to `recipients` (none: as it is) at the new name `target`; SHA-256 and size of the file.

    `key_bytes` are put into `key_file` where there is one. Returns only after the file was read back, renamed, opened
    again, decrypted and found to be what went in. Raises as `write_bundle`; then neither name is left.
    """
    # The sender may know no key that opens what it wrote; this one does, and lives no longer than this function.
    fresh = AgeKey.new()
    with _draft(target) as draft, _kept(key_file, key_bytes):
        with _created(draft) as file:
            hashed = _Hashed(file)
            if recipients:
                encrypt_to((*recipients, fresh.recipient), cast("BinaryIO", stream), cast("BinaryIO", hashed))
            else:
                while piece := stream.read(PIECE):
                    hashed.write(piece)
            file.flush()
            os.fsync(file.fileno())
            forget_cached(file.fileno())
        progress(Step("read back", 0, 0))
        if digest_of(draft, "read back", progress) != (hashed.sha256, hashed.size):
            raise ReadBackDiffers(None, "read back differs", str(draft))
        rename_to_new(draft, target)
        try:
            sync_folder(target.parent)
            _require_opens(target, stream, fresh, progress, is_open=not recipients)
        except BaseException:
            target.unlink(missing_ok=True)
            raise
    return hashed.sha256, hashed.size


def remove_leftovers(folder: Path, stem: str) -> int:
    """Remove what the device that `stem` names left half written in `folder`; how many files."""
    office, device, *_ = stem.split("-")
    removed = 0
    for path in folder.glob(f".{office}-{device}-*.part"):
        found = _EXPORTED_PART.fullmatch(path.name)
        if found and found["start"] == f"{office}-{device}-":
            path.unlink(missing_ok=True)
            removed += 1
    return removed


class _Hashed:
    """A file that counts and hashes what is written to it."""

    def __init__(self, file: BinaryIO | None = None, progress: Progress = no_progress) -> None:
        self._file = file
        self._sha256 = hashlib.sha256()
        self._progress = progress
        self.size = 0

    def write(self, data: bytes) -> int:
        if self._file is not None:
            self._file.write(data)
        else:
            self._progress(Step("opened again", self.size, 0))
        self._sha256.update(data)
        self.size += len(data)
        return len(data)

    def flush(self) -> None:
        """Nothing is held here."""

    @property
    def sha256(self) -> str:
        return self._sha256.hexdigest()


@contextmanager
def _draft(target: Path) -> Iterator[Path]:
    """The name a file has until it is whole; nothing of that name is left."""
    if os.path.lexists(target):
        raise FileExistsError(None, "exists", str(target))
    draft = target.with_name(f".{target.name}.part")
    try:
        yield draft
    finally:
        # A stick that was pulled has nothing to remove, and what went wrong first is what counts.
        with suppress(OSError):
            draft.unlink(missing_ok=True)


@contextmanager
def _created(path: Path) -> Iterator[BinaryIO]:
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(descriptor, "wb") as file:
        yield file


@contextmanager
def _kept(path: Path | None, data: bytes) -> Iterator[None]:
    """The key beside the bundle: there before the bundle has its name, and gone when it does not get it."""
    if path is None:
        yield
        return
    with _draft(path) as draft:
        with _created(draft) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        rename_to_new(draft, path)
    try:
        yield
    except BaseException:
        with suppress(OSError):
            path.unlink(missing_ok=True)
        raise


def _require_opens(path: Path, stream: Stream, key: AgeKey, progress: Progress, *, is_open: bool) -> None:
    """Open it as a receiver does: what comes out is, byte by byte, what went in."""
    plain = _Hashed(progress=progress)
    with path.open("rb") as file:
        if is_open:
            while piece := file.read(PIECE):
                plain.write(piece)
        else:
            try:
                decrypt_with([key], file, cast("BinaryIO", plain))
            except AgeFileDamaged as error:
                raise ReadBackDiffers(None, "read back differs", str(path)) from error
    if (plain.sha256, plain.size) != (stream.sha256, stream.size):
        raise ReadBackDiffers(None, "read back differs", str(path))
