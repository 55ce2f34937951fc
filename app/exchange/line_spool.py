"""Good lines of a bundle put down in a private file: of thousands only a few words each stay in memory."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from sys import intern
from typing import Any, BinaryIO

from app.domain.canonical import parse_strict
from app.domain.revision import SIGNED_PREFIX, SignedRevision
from app.exchange.private_file import private_file


@dataclass(frozen=True, slots=True, eq=False)
class SpooledRevision:
    """A revision (app.domain.revision.Stated) whose bytes lie in a spool from `at` on, as they were checked."""

    rid: str
    entity: str
    id: str
    parents: tuple[str, ...]
    kind: str
    author: str
    device: str
    hlc: str
    realm: str
    belongs_to: tuple[str, str]
    at: int
    size: int
    spool: "LineSpool" = field(repr=False)

    @property
    def canonical(self) -> bytes:
        """Read anew each time."""
        return self.spool.read(self.at, self.size)

    @property
    def body(self) -> Mapping[str, Any]:
        """Read anew each time."""
        body: Mapping[str, Any] = parse_strict(self.canonical)["body"]
        return body

    @property
    def signed_bytes(self) -> bytes:
        """What the ECDSA signature is made over."""
        return SIGNED_PREFIX + self.canonical


class LineSpool:
    """Canonical bytes one after another in a file; not for several threads."""

    def __init__(self, file: BinaryIO) -> None:
        """Begin with an empty file, open for writing and reading."""
        self._file = file
        self._end = 0

    def put(self, signed: SignedRevision) -> SignedRevision:
        """The same revision, its bytes put down; the signature stays in memory. Raises OSError."""
        rev, canonical = signed.rev, signed.rev.canonical
        spooled = SpooledRevision(
            rev.rid,
            intern(rev.entity),
            rev.id,
            rev.parents,
            intern(rev.kind),
            intern(rev.author),
            intern(rev.device),
            rev.hlc,
            intern(rev.realm),
            rev.belongs_to,
            self._put(canonical),
            len(canonical),
            self,
        )
        return SignedRevision(spooled, signed.sig)

    def hold(self, data: bytes) -> Callable[[], bytes]:
        """Put down any bytes; what is given back reads them again. Raises OSError."""
        at = self._put(data)
        return partial(self.read, at, len(data))

    def read(self, at: int, size: int) -> bytes:
        """The bytes from `at` on."""
        self._file.seek(at)
        return self._file.read(size)

    def _put(self, data: bytes) -> int:
        at = self._end
        self._file.seek(at)
        self._file.write(data)
        self._end += len(data)
        return at


@contextmanager
def line_spool(folder: Path) -> Iterator[LineSpool]:
    """A spool in a private file of `folder`, for the time of the block. Raises OSError."""
    with private_file(folder) as file:
        yield LineSpool(file)
