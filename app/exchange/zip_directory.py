"""The directory of a zip, read strictly: every byte of the file belongs to one entry, and nothing is guessed."""

# zipfile, the library, forgives: bytes before and after, headers that disagree, overlapping entries, names twice. It
# writes our zips; what comes from a stick is read here, and no name in it ever becomes a path on a disk.

import re
import stat
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from app.exchange.bundle_profile import Limits
from app.exchange.complaints import ComplaintKind as Kind
from app.exchange.complaints import Complaints
from app.exchange.entry_names import complain_of_name, complain_of_twins

STORED, DEFLATED = 0, 8
_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR = struct.Struct("<4sLQL")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_NARROW, _WIDE = struct.Struct("<4s3L"), struct.Struct("<4sL2Q")
_FULL16, _FULL32 = 0xFFFF, 0xFFFFFFFF
_ENCRYPTED, _DESCRIPTOR, _UTF8 = 0x0001, 0x0008, 0x0800
_LARGEST_TAIL = 1 << 16
_MOST_PER_ENTRY = 1024
_DOS_FOLDER = 0x10


@dataclass(frozen=True, slots=True)
class Entry:
    """One file in the zip: where its bytes lie (`start`, `packed` bytes), its size and checksum when unpacked."""

    name: str
    start: int
    packed: int
    size: int
    crc: int
    is_packed: bool


@dataclass(frozen=True, slots=True)
class _Central:
    name: str
    raw: bytes
    flags: int
    method: int
    when: tuple[int, int]
    crc: int
    packed: int
    size: int
    offset: int


class _Broken(Exception):  # noqa: N818
    """Nothing further can be read."""


def read_directory(file: BinaryIO, size: int, limits: Limits, complaints: Complaints) -> tuple[Entry, ...] | None:
    """The entries of a zip of `size` bytes; None when what is wrong leaves nothing that could be read safely.

    Everything found wrong is in `complaints`. Raises OSError of the file alone.
    """
    try:
        start, length, count = _end(file, size, complaints)
        if count > limits.entries:
            complaints.add(Kind.TOO_MANY_ENTRIES, detail=count)
            raise _Broken
        if length > count * _MOST_PER_ENTRY:
            complaints.add(Kind.DIRECTORY_BROKEN)
            raise _Broken
        file.seek(start)
        central = tuple(_central(file.read(length), count, complaints))
        _complain_of_sizes(central, limits, complaints)
        complain_of_twins((one.name for one in central), complaints)
        return tuple(_entries(file, central, start, complaints))
    except _Broken:
        return None


def _end(file: BinaryIO, size: int, complaints: Complaints) -> tuple[int, int, int]:
    """Offset and length of the central directory and the number of entries, from the end of the file."""
    file.seek(max(0, size - _LARGEST_TAIL - _END.size))
    tail = file.read()
    where = len(tail) - _END.size
    if where < 0 or tail[where : where + 4] != b"PK\x05\x06" or tail[-2:] != b"\0\0":
        if tail.rfind(b"PK\x05\x06") >= 0:
            complaints.add(Kind.BYTES_AFTER)
        else:
            file.seek(0)
            complaints.add(Kind.CUT_OFF if file.read(4) == b"PK\x03\x04" else Kind.NOT_A_ZIP)
        raise _Broken
    _, disk, first_disk, here, count, length, start, _comment = _END.unpack_from(tail, where)
    end = size - _END.size
    if start + length == end and _FULL16 not in (here, count) and _FULL32 not in (start, length):
        if (disk, first_disk) != (0, 0) or here != count:
            complaints.add(Kind.DIRECTORY_BROKEN)
            raise _Broken
        return start, length, count
    at = where - _LOCATOR.size
    if at < _END64.size or tail[at : at + 4] != b"PK\x06\x07":
        complaints.add(
            Kind.BYTES_BEFORE if start + length < end else Kind.DIRECTORY_BROKEN, detail=end - start - length
        )
        raise _Broken
    wide = _wide_end(tail, at, end - _LOCATOR.size - _END64.size)
    narrow = (min(wide[2], _FULL16), min(wide[1], _FULL32), min(wide[0], _FULL32)) if wide else None
    if wide is None or (disk, first_disk, here) != (0, 0, count) or narrow != (count, length, start):
        complaints.add(Kind.DIRECTORY_BROKEN)
        raise _Broken
    return wide


def _wide_end(tail: bytes, locator_at: int, expected: int) -> tuple[int, int, int] | None:
    """The same of a zip64: its record stands right before its locator."""
    _, disk, offset, disks = _LOCATOR.unpack_from(tail, locator_at)
    _, length_of_rest, _, _, one, two, here, count, length, start = _END64.unpack_from(tail, locator_at - _END64.size)
    is_sound = (
        tail[locator_at - _END64.size :].startswith(b"PK\x06\x06")
        and (disk, disks, one, two, here) == (0, 1, 0, 0, count)
        and offset == expected
        and length_of_rest == _END64.size - 12
        and start + length == expected
    )
    return (start, length, count) if is_sound else None


def _central(data: bytes, count: int, complaints: Complaints) -> Iterator[_Central]:
    at = 0
    for _ in range(count):
        if len(data) - at < _CENTRAL.size or data[at : at + 4] != b"PK\x01\x02":
            complaints.add(Kind.DIRECTORY_BROKEN)
            raise _Broken
        (_, made_by, _, flags, method, time, date, crc, packed, size, name_length, extra_length, comment_length) = (
            _CENTRAL.unpack_from(data, at)[:13]
        )
        disk, _internal, attributes, offset = _CENTRAL.unpack_from(data, at)[13:]
        names_at = at + _CENTRAL.size
        at = names_at + name_length + extra_length + comment_length
        if at > len(data):
            complaints.add(Kind.DIRECTORY_BROKEN)
            raise _Broken
        raw = data[names_at : names_at + name_length]
        name = _text(raw)
        wide = _wide_fields(data[names_at + name_length : names_at + name_length + extra_length], size, packed, offset)
        if wide is None or comment_length or disk:
            complaints.add(Kind.EXTRA_DATA, name)
        complain_of_name(name, complaints)
        _complain_of_kind(name, made_by >> 8, attributes, flags, method, complaints)
        size, packed, offset = wide or (size, packed, offset)
        yield _Central(name, raw, flags, method, (time, date), crc, packed, size, offset)
    if at != len(data):
        complaints.add(Kind.DIRECTORY_BROKEN)
        raise _Broken


def _wide_fields(extra: bytes, size: int, packed: int, offset: int) -> tuple[int, int, int] | None:
    """The three numbers with those of a zip64 in their place; None when the extra field holds anything else."""
    numbers = [size, packed, offset]
    wide = [place for place, number in enumerate(numbers) if number == _FULL32]
    if not wide and not extra:
        return size, packed, offset
    if not wide or len(extra) != 4 + 8 * len(wide) or extra[:4] != struct.pack("<2H", 1, 8 * len(wide)):
        return None
    for place, number in zip(wide, struct.unpack(f"<{len(wide)}Q", extra[4:]), strict=True):
        numbers[place] = number
    return numbers[0], numbers[1], numbers[2]


def _complain_of_kind(name: str, system: int, attributes: int, flags: int, method: int, complaints: Complaints) -> None:
    kind = stat.S_IFMT(attributes >> 16) if system in (3, 19) or attributes >> 16 else 0
    if kind == stat.S_IFLNK:
        complaints.add(Kind.LINK, name)
    elif kind not in (0, stat.S_IFREG) or attributes & _DOS_FOLDER:
        complaints.add(Kind.SPECIAL_FILE, name)
    if flags & _ENCRYPTED:
        complaints.add(Kind.ENTRY_ENCRYPTED, name)
    elif flags & ~(_DESCRIPTOR | _UTF8) or method not in (STORED, DEFLATED):
        complaints.add(Kind.METHOD_UNKNOWN, name, method)


def _complain_of_sizes(central: tuple[_Central, ...], limits: Limits, complaints: Complaints) -> None:
    found = False
    total = 0
    for one in central:
        total += one.size
        if one.size > limits.single:
            complaints.add(Kind.FILE_TOO_LARGE, one.name, one.size)
            found = True
        if one.size > limits.small and one.size > one.packed * limits.ratio:
            complaints.add(Kind.PACKED_TOO_TIGHT, one.name, one.size)
            found = True
    if total > limits.total:
        complaints.add(Kind.TOO_LARGE, detail=total)
        found = True
    if found:
        raise _Broken


def _entries(file: BinaryIO, central: tuple[_Central, ...], end: int, complaints: Complaints) -> Iterator[Entry]:
    """Walk the file from its first byte to the directory; the entries must fill it without a gap."""
    expected = 0
    is_whole = True
    for one in sorted(central, key=lambda each: each.offset):
        if one.offset != expected:
            is_whole = False
            if one.offset < expected:
                complaints.add(Kind.OVERLAP, one.name)
            else:
                complaints.add(Kind.BYTES_BETWEEN if expected else Kind.BYTES_BEFORE, one.name, one.offset - expected)
        span = _span(file, one, end)
        if span is None:
            complaints.add(Kind.HEADERS_DISAGREE, one.name)
            raise _Broken
        start, expected = span
        if one.method in (STORED, DEFLATED) and not one.flags & _ENCRYPTED:
            if one.method == STORED and one.size != one.packed:
                complaints.add(Kind.HEADERS_DISAGREE, one.name)
                raise _Broken
            yield Entry(one.name, start, one.packed, one.size, one.crc, one.method == DEFLATED)
    if expected > end:
        complaints.add(Kind.OVERLAP)
        is_whole = False
    elif expected < end:
        complaints.add(Kind.BYTES_BETWEEN, detail=end - expected)
        is_whole = False
    if not is_whole:
        raise _Broken


def _span(file: BinaryIO, one: _Central, end: int) -> tuple[int, int] | None:
    """Where the bytes of an entry begin and where the next entry must; None when its own headers disagree."""
    if one.offset + _LOCAL.size > end:
        return None
    file.seek(one.offset)
    header = file.read(_LOCAL.size + len(one.raw) + 20)
    if len(header) < _LOCAL.size:
        return None
    magic, _, flags, method, time, date, crc, packed, size, name_length, extra_length = _LOCAL.unpack_from(header)
    names_end = _LOCAL.size + name_length
    extra = header[names_end : names_end + extra_length]
    is_wide = extra_length == 20 and extra[:4] == struct.pack("<2H", 1, 16)
    same = (
        magic == b"PK\x03\x04"
        and (flags, method, (time, date)) == (one.flags, one.method, one.when)
        and header[_LOCAL.size : names_end] == one.raw
        and (is_wide or extra_length == 0)
    )
    if not same:
        return None
    if is_wide:
        if (size, packed) != (_FULL32, _FULL32):
            return None
        size, packed = struct.unpack("<2Q", extra[4:])
    has_descriptor = bool(flags & _DESCRIPTOR)
    if (crc, packed, size) != ((0, 0, 0) if has_descriptor else (one.crc, one.packed, one.size)):
        return None
    start = one.offset + names_end + extra_length
    after = start + one.packed
    if has_descriptor:
        shape = _WIDE if is_wide else _NARROW
        if not is_wide and max(one.packed, one.size) > _FULL32:
            return None
        file.seek(after)
        if file.read(shape.size) != shape.pack(b"PK\x07\x08", one.crc, one.packed, one.size):
            return None
        after += shape.size
    return (start, after) if after <= end else None


_PLAIN = re.compile(rb"[\x20-\x7e]*")


def _text(raw: bytes) -> str:
    """The name for showing and comparing; one that is no UTF-8 keeps its bytes as they can be told apart."""
    if _PLAIN.fullmatch(raw):
        return raw.decode("ascii")
    return raw.decode("utf-8", "backslashreplace")
