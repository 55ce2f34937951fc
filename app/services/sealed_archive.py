"""The year archive encrypted: the same bag as one age file, and the way to open it again."""

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

from app.errors import FileUnreadable, NoRecipients, NothingToArchive
from app.exchange.bag_stream import bag_stream
from app.exchange.bundle_profile import KEY_SUFFIX
from app.exchange.bundle_writer import write_sealed
from app.exchange.target_disk import rename_to_new, require_room, sync_folder
from app.exchange.told_source import ToldSource
from app.identity.age import AgeKey, decrypt_with, require_recipient, sealed_key
from app.identity.office_key import new_password
from app.progress import Progress, Step, no_progress
from app.services.archive_pieces import ArchivedPiece, pieces_of
from app.services.archiving import archive_files, archive_info, free_name
from app.services.bundle_keys import own_recipients
from app.services.saving import told_of_target
from app.services.workspace import Workspace
from app.store import audit
from app.store.reports import blob_size

SEALED_SUFFIX, PLAIN_SUFFIX = ".bag.zip.age", ".bag.zip"
_AROUND = 2_000_000
"""Bytes for the tables and records, about."""


@dataclass(frozen=True, slots=True)
class SealedArchive:
    """An encrypted archive, read back and opened again; `password` opens `key_file`, where one was asked for."""

    path: Path
    pieces: int
    evidence: int
    size: int
    key_file: Path | None = None
    password: str = field(default="", repr=False)


def seal_year(
    workspace: Workspace,
    year: int,
    folder: Path,
    recipients: Sequence[str] = (),
    progress: Progress = no_progress,
    *,
    with_key_file: bool = False,
) -> SealedArchive:
    """Write the archive of a year as `wuyou-<year>.bag.zip.age`, encrypted to the own office and to `recipients`.

    `with_key_file`: a fresh key may open it too, and lies beside it under a generated password, for whoever keeps the
    archive. The log says so. Raises NothingToArchive, NoRecipients, AgeKeyMalformed, ArchiveIncomplete, TargetTooSmall,
    TargetFileTooLarge, TargetFull, TargetReadOnly, TargetFailed, Cancelled; then nothing with such a name is left.
    """
    pieces = pieces_of(workspace, year)
    if not pieces:
        raise NothingToArchive(year)
    fresh = AgeKey.new() if with_key_file else None
    asked = {require_recipient(one) for one in recipients} | set(own_recipients(workspace))
    to = tuple(sorted(asked | ({fresh.recipient} if fresh else set())))
    if not to:
        raise NoRecipients
    root = f"wuyou-{year}"
    target = free_name(folder, root, SEALED_SUFFIX)
    password = new_password() if fresh else ""
    key_file = target.with_name(target.name.removesuffix(SEALED_SUFFIX) + KEY_SUFFIX) if fresh else None
    expected = expected_size(workspace, pieces)
    stream = bag_stream(
        root,
        archive_files(workspace, pieces),
        archive_info(workspace, year, len(pieces)),
        progress=lambda _step: progress(Step("write", min(stream.size, expected), expected, unit="bytes")),
    )
    try:
        require_room(folder, expected)
        _sha256, size = write_sealed(
            target,
            stream,
            to,
            lambda step: progress(Step(step.doing, step.done, stream.size, unit="bytes")),
            key_file=key_file,
            key_bytes=sealed_key(fresh, password) if fresh else b"",
        )
    except OSError as error:
        raise told_of_target(error, target, expected) from error
    person = workspace.person
    audit.append(workspace.store, workspace.clock(), person.id if person else None, "archived encrypted", str(year))
    return SealedArchive(target, len(pieces), sum(len(one.evidence) for one in pieces), size, key_file, password)


def expected_size(workspace: Workspace, pieces: Sequence[ArchivedPiece]) -> int:
    """About how many bytes the archive of these pieces will have."""
    files = sum(one.size for piece in pieces for one in piece.evidence)
    reports = sum(blob_size(workspace.store, one.pdf_sha256) or 0 for piece in pieces for one in piece.reports)
    return files + reports + _AROUND


def unseal_archive(
    workspace: Workspace, path: Path, keys: Sequence[AgeKey], folder: Path, progress: Progress = no_progress
) -> Path:
    """Decrypt an archive into `folder`, as a zip that every program opens; the log says that it lies in clear.

    Raises FileUnreadable, AgeFileForOthers, AgeFileDamaged, TargetFull, TargetReadOnly, TargetFailed, Cancelled; then
    nothing is left in `folder`.
    """
    name = path.name.removesuffix(SEALED_SUFFIX) if path.name.endswith(SEALED_SUFFIX) else path.stem
    target = free_name(folder, name, PLAIN_SUFFIX)
    draft = target.with_name(f".{target.name}.part")
    try:
        source = path.open("rb")
    except OSError as error:
        raise FileUnreadable(path, error.strerror or type(error).__name__) from error
    with source:
        try:
            descriptor = os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600)
            with os.fdopen(descriptor, "wb") as plain:
                decrypt_with(keys, cast("BinaryIO", ToldSource(path, source, progress)), plain)
                plain.flush()
                os.fsync(plain.fileno())
            rename_to_new(draft, target)
            sync_folder(folder)
        except OSError as error:
            raise told_of_target(error, target, 0) from error
        finally:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
    person = workspace.person
    audit.append(workspace.store, workspace.clock(), person.id if person else None, "archive opened in clear", name)
    return target
