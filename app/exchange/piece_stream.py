"""A file that is made piece by piece while it is read: nothing of it is kept, its hash and size are counted."""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol, cast


class Stream(Protocol):
    """Something to read from that knows what was read; `read` gives b"" only at the end."""

    @property
    def sha256(self) -> str:
        """Of what was read until now."""

    @property
    def size(self) -> int:
        """Bytes that were read until now."""

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes."""


@dataclass(slots=True)
class PieceStream:
    """Pieces one after another as a file; raises what making them raises."""

    pieces: Iterator[bytes]
    size: int = 0
    _sha256: "hashlib._Hash" = field(default_factory=hashlib.sha256)
    _rest: bytes = b""

    @property
    def sha256(self) -> str:
        """Of what was read until now."""
        return self._sha256.hexdigest()

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes, b"" only at the end."""
        while not self._rest:
            piece = next(self.pieces, None)
            if piece is None:
                return b""
            self._rest = piece
        given = self._rest if size < 0 else self._rest[:size]
        self._rest = self._rest[len(given) :]
        self._sha256.update(given)
        self.size += len(given)
        return given


class Sink(io.RawIOBase):
    """Where a zip is written to: no seeking, and what was written is taken out at once."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, data: object) -> int:
        """Keep it until it is taken."""
        piece = bytes(cast("bytes", data))
        self._pieces.append(piece)
        return len(piece)

    def taken(self) -> bytes:
        """What was written since the last time."""
        whole = b"".join(self._pieces)
        self._pieces.clear()
        return whole
