"""The bytes of one entry of a zip, unpacked while they are read and never more of them than its directory declares."""

import zlib
from typing import BinaryIO

from app.exchange.zip_directory import Entry

_PIECE = 1 << 16


class EntryBroken(ValueError):  # noqa: N818 - names the fact, as all errors here do
    """What is packed is not what the directory declares: another length or checksum, or no such packing."""


class EntryReader:
    """A stream over one entry. Several may read from the same file in turn, not in parallel threads."""

    def __init__(self, file: BinaryIO, entry: Entry) -> None:
        """Begin at the first byte."""
        self._file = file
        self._entry = entry
        self._at = entry.start
        self._packed_left = entry.packed
        self._left = entry.size
        self._crc = 0
        self._unpacker = zlib.decompressobj(-zlib.MAX_WBITS) if entry.is_packed else None
        self._is_checked = False

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes (negative: all that is left), b"" at the end; EntryBroken at the latest there."""
        if size < 0:
            pieces = iter(lambda: self.read(1 << 20), b"")
            return b"".join(pieces)
        wanted = min(size, self._left)
        if not wanted:
            self._require_whole()
            return b""
        data = self._stored(wanted) if self._unpacker is None else self._unpacked(self._unpacker, wanted)
        self._left -= len(data)
        self._crc = zlib.crc32(data, self._crc)
        if not self._left:
            self._require_whole()
        return data

    def _stored(self, wanted: int) -> bytes:
        data = self._packed(wanted)
        if not data:
            raise EntryBroken
        return data

    def _unpacked(self, unpacker: "zlib._Decompress", wanted: int) -> bytes:
        while True:
            packed = unpacker.unconsumed_tail or self._packed(_PIECE)
            if not packed:
                raise EntryBroken
            try:
                data = unpacker.decompress(packed, wanted)
            except zlib.error as error:
                raise EntryBroken from error
            if data:
                return data
            if unpacker.eof:
                raise EntryBroken

    def _packed(self, wanted: int) -> bytes:
        self._file.seek(self._at)
        data = self._file.read(min(wanted, self._packed_left))
        self._at += len(data)
        self._packed_left -= len(data)
        return data

    def _require_whole(self) -> None:
        """Nothing is left over: neither packed bytes, nor bytes that they would still unpack to."""
        if self._is_checked:
            return
        unpacker = self._unpacker
        if unpacker is not None and not unpacker.eof:
            rest = unpacker.unconsumed_tail or self._packed(_PIECE)
            try:
                extra = unpacker.decompress(rest, 1)
            except zlib.error as error:
                raise EntryBroken from error
            if extra or not unpacker.eof:
                raise EntryBroken
        if self._packed_left or (unpacker is not None and unpacker.unused_data) or self._crc != self._entry.crc:
            raise EntryBroken
        self._is_checked = True
