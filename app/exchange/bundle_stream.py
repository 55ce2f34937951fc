"""The bytes of a bundle before encryption: one zip of one BagIt bag, made piece by piece as it is read."""

import hashlib
import stat
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import BinaryIO, cast

from app.errors import SealedFileDamaged
from app.exchange.bundle_profile import (
    DECLARATION,
    DECLARED,
    INFO,
    LIMITS,
    MANIFEST,
    ROOT,
    SIGNATURE,
    TAG_MANIFEST,
    BundleInfo,
    Counts,
    evidence_name,
    manifest_lines,
    report_name,
    revisions_name,
)
from app.exchange.piece_stream import Sink
from app.identity.certificates import Certificate
from app.identity.cms import sign_content
from app.identity.signer import SigningKey
from app.progress import Progress, Step, no_progress

PIECE = 1 << 20
_REVISIONS_FILE = 24 << 20  # bytes of lines in one file: an editor still opens it
_PACKED = 3  # text is packed quickly; photos and PDFs are as small as they get


@dataclass(frozen=True, slots=True)
class Blob:
    """A photo or another file of evidence (`suffix` is the ending of its name), or a report (`is_report`).

    `opened` gives its bytes when its turn comes; they must be those that `sha256` and `size` say.
    """

    sha256: str
    size: int
    opened: Callable[[], AbstractContextManager[BinaryIO]]
    suffix: str = "bin"
    is_report: bool = False

    @property
    def name(self) -> str:
        """Where it lies in the bag."""
        return report_name(self.sha256) if self.is_report else evidence_name(self.sha256, self.suffix)


@dataclass(frozen=True, slots=True)
class Sender:
    """Who signs the bundle."""

    key: SigningKey
    certificate: Certificate
    chain: tuple[Certificate, ...] = ()


@dataclass(slots=True)
class BundleStream:
    """A file to read from that makes the bundle while it is read; nothing is kept of it.

    `lines` are those of SignedRevision, `blobs` come after them. When it was read to the end, `counts`, `sha256` and
    `size` are those of all its bytes. Raises SealedFileDamaged for a blob whose bytes are not what its name says, and
    whatever lines, blobs and progress raise.
    """

    info: BundleInfo
    sender: Sender
    lines: Iterable[bytes]
    blobs: Iterable[Blob]
    total: int = 0
    progress: Progress = no_progress
    counts: Counts = field(default_factory=lambda: Counts(0, 0, 0))
    size: int = 0
    _sha256: "hashlib._Hash" = field(default_factory=hashlib.sha256)
    _made: Iterator[bytes] | None = None
    _rest: bytes = b""

    @property
    def sha256(self) -> str:
        """Of what was read until now."""
        return self._sha256.hexdigest()

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes, b"" only at the end."""
        if self._made is None:
            self._made = self._pieces()
        while not self._rest:
            piece = next(self._made, None)
            if piece is None:
                return b""
            self._rest = piece
        given = self._rest if size < 0 else self._rest[:size]
        self._rest = self._rest[len(given) :]
        self._sha256.update(given)
        self.size += len(given)
        return given

    def _pieces(self) -> Iterator[bytes]:
        sink = Sink()
        sums: list[tuple[str, str]] = []
        payload = 0
        revisions = evidence = reports = 0
        with zipfile.ZipFile(cast("BinaryIO", sink), "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
            yield from _put(archive, sink, DECLARED, DECLARATION)
            for number, piece, count in _files_of(self.lines):
                name = revisions_name(number)
                self.progress(Step(name, revisions, self.total))
                yield from _put(archive, sink, name, piece, packed=True)
                sums.append((name, hashlib.sha256(piece).hexdigest()))
                revisions += count
                payload += len(piece)
            for blob in self.blobs:
                self.progress(Step(blob.name, revisions + evidence + reports, self.total))
                yield from _put_blob(archive, sink, blob)
                sums.append((blob.name, blob.sha256))
                reports += blob.is_report
                evidence += not blob.is_report
                payload += blob.size
            self.counts = Counts(revisions, evidence, reports)
            tags = {
                DECLARED: DECLARATION,
                INFO: self.info.fields(self.counts, f"{payload}.{len(sums)}"),
                MANIFEST: manifest_lines(sums),
            }
            for name in (INFO, MANIFEST):
                yield from _put(archive, sink, name, tags[name], packed=True)
            listed = manifest_lines([(name, hashlib.sha256(data).hexdigest()) for name, data in tags.items()])
            yield from _put(archive, sink, TAG_MANIFEST, listed)
            signature = sign_content(listed, self.sender.key, self.sender.certificate, self.sender.chain)
            yield from _put(archive, sink, SIGNATURE, signature)
        yield sink.taken()


def _entry(name: str, size: int, *, packed: bool = False) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(ROOT + name)  # its time is always 1980: nothing about when and where
    entry.create_system = 3
    entry.external_attr = (stat.S_IFREG | 0o600) << 16
    entry.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    entry._compresslevel = _PACKED  # type: ignore[attr-defined]  # noqa: SLF001 - public only from 3.13 on
    entry.file_size = size
    return entry


def _put(archive: zipfile.ZipFile, sink: Sink, name: str, data: bytes, *, packed: bool = False) -> Iterator[bytes]:
    with archive.open(_entry(name, len(data), packed=packed), "w") as file:
        for start in range(0, len(data), PIECE):
            file.write(data[start : start + PIECE])
            yield sink.taken()


def _put_blob(archive: zipfile.ZipFile, sink: Sink, blob: Blob) -> Iterator[bytes]:
    sha256, size = hashlib.sha256(), 0
    with blob.opened() as source, archive.open(_entry(blob.name, blob.size), "w") as file:
        while piece := source.read(PIECE):
            size += len(piece)
            if size > blob.size:
                raise SealedFileDamaged
            sha256.update(piece)
            file.write(piece)
            yield sink.taken()
        if size != blob.size or sha256.hexdigest() != blob.sha256:
            raise SealedFileDamaged


def _files_of(lines: Iterable[bytes]) -> Iterator[tuple[int, bytes, int]]:
    """Number, bytes and lines of each file of revisions; there is always a first one."""
    number, held, size = 1, [b""][:0], 0
    for line in lines:
        if len(line) > LIMITS.line:
            raise ValueError("a revision longer than any reader takes")
        if held and size + len(line) + 1 > _REVISIONS_FILE:
            yield number, b"".join(held), len(held)
            number, held, size = number + 1, [], 0
        held.append(line + b"\n")
        size += len(line) + 1
    yield number, b"".join(held), len(held)
