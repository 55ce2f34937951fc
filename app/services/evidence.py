"""Add photos and files to an item, sealed as they come in, and show them again."""

import hashlib
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from app.domain.evidence import PDF, PICTURES, Evidence, clean_name, evidence_in
from app.errors import (
    AppError,
    EvidenceEmpty,
    EvidenceIsFolder,
    EvidenceLocked,
    EvidenceLost,
    EvidenceTooLarge,
    InspectionFrozen,
    SealedFileDamaged,
    StoreFull,
    StoreReadOnly,
    StoreWriteFailed,
)
from app.identity.derive import open_stream, seal_stream, sealed_name
from app.progress import Progress, Step, no_progress
from app.services.file_kinds import kind_of
from app.services.print_copies import examined_for_print, print_side
from app.services.saving import save_file
from app.services.workspace import Workspace
from app.store import inspections as inspection_table
from app.store.evidence import SealedDraft, put_evidence, sealed_draft, sealed_file

if TYPE_CHECKING:  # Pillow is loaded with the first photo
    from app.reports.pictures import Picture

LARGEST = 200 * 1024 * 1024
"""Bytes of one file: far beyond any photo or scan, and still opened in memory."""
SMALL_SIDE = 320
"""Pixels of the longer side of a small copy."""
_ENDS = (StoreFull, StoreReadOnly, StoreWriteFailed, InspectionFrozen)


@dataclass(frozen=True, slots=True)
class Pasted:
    """A picture from the clipboard, as an encoded file."""

    name: str
    data: bytes


Source = Path | Pasted


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not added, and why; `source` to try it again."""

    name: str
    error: AppError
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding: new links, files that were linked to the item before, files that were refused.

    `failure` ended the work early (full disk …); what was added until then stays, `left` was not reached. `small` are
    small copies by SHA-256.
    """

    added: tuple[Evidence, ...]
    known: tuple[Evidence, ...]
    refused: tuple[Refused, ...]
    failure: AppError | None
    small: dict[str, bytes]
    left: tuple[Source, ...] = ()


def add_evidence(
    workspace: Workspace,
    inspection_id: str,
    code: str,
    sources: Sequence[Source],
    progress: Progress = no_progress,
) -> Added:
    """Add files to the item `code`, one after another; each is on the disk and linked, or not there at all.

    Cancelled leaves the files that were added before. Only one file at a time is in memory. Errors about single
    files are in `refused`, not raised; InspectionUnknown is raised.
    """
    added: list[Evidence] = []
    known: list[Evidence] = []
    refused: list[Refused] = []
    small: dict[str, bytes] = {}
    failure: AppError | None = None
    left: tuple[Source, ...] = ()
    for number, source in enumerate(sources):
        name = clean_name(source.name)
        progress(Step(name, number, len(sources)))
        try:
            evidence, is_new, copy = _add(workspace, inspection_id, code, source, name)
        except _ENDS as error:
            failure, left = error, tuple(sources[number:])
            break
        except (AppError, OSError) as error:
            refused.append(Refused(name, _as_told(error, name), source))
        else:
            (added if is_new else known).append(evidence)
            if copy:
                small[evidence.sha256] = copy
    return Added(tuple(added), tuple(known), tuple(refused), failure, small, left)


def small_copy(workspace: Workspace, evidence: Evidence, side: int = SMALL_SIDE) -> bytes:
    """An upright JPEG of at most `side` pixels, turned as the evidence is; empty for a file that is no picture.

    Raises SealedFileMissing, SealedFileDamaged, PictureUnreadable.
    """
    if not evidence.is_picture:
        return b""
    from app.reports.pictures import copy_of

    with opened_evidence(workspace, evidence.sha256) as file:
        return copy_of(file, side=side, turn=evidence.turn)


def save_original(workspace: Workspace, evidence: Evidence, path: Path) -> None:
    """Write the file at `path` as it came in. Raises SealedFileMissing, SealedFileDamaged, TargetFull …"""
    with opened_evidence(workspace, evidence.sha256) as file:
        save_file(file.read(), path)


@contextmanager
def opened_evidence(workspace: Workspace, sha256: str) -> Iterator[BinaryIO]:
    """The bytes as they came in, in memory. Raises SealedFileMissing, SealedFileDamaged."""
    with sealed_file(workspace.folder, sealed_name(workspace.key, sha256)) as sealed:
        plain = _unsealed(workspace, sealed)
    if hashlib.sha256(plain.getbuffer()).hexdigest() != sha256:
        raise SealedFileDamaged
    yield plain


class _Incoming:
    """Reads a source once: digest, size and limits on the way; what fails in reading is called by its own name."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file, self._name = file, name
        self._sha256 = hashlib.sha256()
        self.size = 0

    @property
    def sha256(self) -> str:
        """Of what was read."""
        return self._sha256.hexdigest()

    def read(self, size: int = -1) -> bytes:
        """The next bytes; raises EvidenceLost, EvidenceTooLarge."""
        try:
            data = self._file.read(size)
        except OSError as error:
            raise EvidenceLost(self._name, error.strerror or type(error).__name__) from error
        self._sha256.update(data)
        self.size += len(data)
        if self.size > LARGEST:
            raise EvidenceTooLarge(LARGEST)
        return data


def _add(
    workspace: Workspace, inspection_id: str, code: str, source: Source, name: str
) -> tuple[Evidence, bool, bytes]:
    """The link, whether it is new, and a small copy (empty: none was needed or can be made)."""
    with _source(source) as file, sealed_draft(workspace.folder) as draft:
        incoming = _Incoming(file, name)
        seal_stream(workspace.key, cast(BinaryIO, incoming), draft.file)
        if not incoming.size:
            raise EvidenceEmpty
        links = evidence_in(inspection_table.answers(workspace.store, inspection_id))
        there = next((one for one in links if one.sha256 == incoming.sha256), None)
        if there is not None and code in there.codes:
            return there, False, b""
        if there is not None:
            evidence, picture = there.linked(code), None
        else:
            evidence, picture = _examined(workspace, draft, incoming, code, name)
        sealed = sealed_name(workspace.key, evidence.sha256)
        draft.keep(sealed)
    put_evidence(workspace.store, inspection_id, evidence, sealed, workspace.clock())
    return evidence, True, picture.small if picture else b""


def _examined(
    workspace: Workspace, draft: SealedDraft, incoming: _Incoming, code: str, name: str
) -> tuple[Evidence, "Picture | None"]:
    """Look at what was sealed, as it will be read again: that it opens, what kind it is, when it was taken."""
    draft.file.seek(0)
    plain = _unsealed(workspace, draft.file)
    mime = kind_of(plain)
    picture, pages = None, 0
    if mime == PDF:
        pages = _pages_of(plain)
    if mime in PICTURES:
        picture = examined_for_print(workspace, incoming.sha256, plain, print_side((code,)), SMALL_SIDE)
    person = workspace.person
    evidence = Evidence(
        sha256=incoming.sha256,
        codes=(code,),
        name=name,
        mime=mime,
        size=incoming.size,
        added_at=workspace.clock(),
        taken_at=picture.taken_at if picture else "",
        added_by=person.name if person else "",
        pages=pages,
    )
    return evidence, picture


def _pages_of(plain: BinaryIO) -> int:
    from app.identity.pdf_pages import look_at_pdf  # pyHanko is loaded with the first PDF

    look = look_at_pdf(plain)
    if look.is_locked:
        raise EvidenceLocked
    return look.pages


@contextmanager
def _source(source: Source) -> Iterator[BinaryIO]:
    if isinstance(source, Pasted):
        yield io.BytesIO(source.data)
        return
    try:
        if source.is_dir():
            raise EvidenceIsFolder
        file = source.open("rb")
    except OSError as error:
        raise EvidenceLost(clean_name(source.name), error.strerror or type(error).__name__) from error
    with file:
        yield file


def _unsealed(workspace: Workspace, sealed: BinaryIO) -> io.BytesIO:
    plain = io.BytesIO()
    open_stream(workspace.key, sealed, plain)
    plain.seek(0)
    return plain


def _as_told(error: AppError | OSError, name: str) -> AppError:
    if isinstance(error, AppError):
        return error
    return EvidenceLost(name, error.strerror or type(error).__name__)
