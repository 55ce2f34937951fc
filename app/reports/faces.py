"""One TrueType file: which characters it draws, how wide they are, and a subset of its outlines for a PDF."""

import gzip
import struct
import sys
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_MORE_COMPONENTS, _ARGS_ARE_WORDS, _SCALE, _X_AND_Y_SCALE, _TWO_BY_TWO = 0x20, 0x1, 0x8, 0x40, 0x80
_RESTRICTED, _NO_SUBSETTING = 0x2, 0x100


@dataclass(frozen=True, eq=False)
class Face:
    """The tables of a TrueType font that a PDF needs; widths and boxes are in thousandths of the em."""

    name: str
    characters: dict[int, int]  # code point → glyph
    units_per_em: int
    ascent: int
    descent: int
    box: tuple[int, int, int, int]
    embeddable: bool
    head: bytes
    hhea: bytes
    maxp: bytes
    advances: "array[int]"
    bearings: "array[int]"
    offsets: "array[int]"
    outlines: memoryview

    def advance(self, glyph: int) -> float:
        """Width of a glyph in thousandths of the em."""
        units = self.advances[min(glyph, len(self.advances) - 1)]
        return units * 1000 / self.units_per_em

    def ink(self, glyph: int) -> tuple[float, float]:
        """Left and right end of a glyph's ink in thousandths of the em; (0, 0) for a blank."""
        start, end = self.offsets[glyph], self.offsets[glyph + 1]
        if start == end:
            return 0.0, 0.0
        left, _bottom, right = struct.unpack_from(">hhh", self.outlines, start + 2)
        return left * 1000 / self.units_per_em, right * 1000 / self.units_per_em

    def subset(self, glyphs: Sequence[int]) -> bytes:
        """A TrueType file whose glyph n is `glyphs[n]` of this face (glyphs[0] = 0); parts of composites follow."""
        wanted = list(glyphs)
        place = {old: new for new, old in reversed(list(enumerate(wanted)))}
        body, offsets, metrics = bytearray(), [0], bytearray()
        last_advance = len(self.advances) - 1
        position = 0
        while position < len(wanted):
            old = wanted[position]
            data = bytes(self.outlines[self.offsets[old] : self.offsets[old + 1]])
            if data[:1] >= b"\x80":
                data = _with_parts_renumbered(data, wanted, place)
            body += data
            body += b"\0" * (-len(body) % 4)
            offsets.append(len(body))
            metrics += struct.pack(">Hh", self.advances[min(old, last_advance)], self.bearings[old])
            position += 1
        head = bytearray(self.head)
        head[8:12] = b"\0\0\0\0"
        head[50:52] = b"\0\1"
        hhea = self.hhea[:34] + struct.pack(">H", len(wanted))
        maxp = self.maxp[:4] + struct.pack(">H", len(wanted)) + self.maxp[6:]
        return _file(
            {
                "glyf": bytes(body),
                "head": bytes(head),
                "hhea": hhea,
                "hmtx": bytes(metrics),
                "loca": _big_endian(array("I", offsets)),
                "maxp": maxp,
            }
        )


def read_face(path: Path, name: str) -> Face:
    """Read a .ttf or .ttf.gz file. Raises ValueError without TrueType outlines, OSError when unreadable."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    if data[:4] not in (b"\0\1\0\0", b"true"):
        raise ValueError(name)
    try:
        return _face(data, name)
    except (KeyError, struct.error) as error:
        raise ValueError(name) from error


def _face(data: bytes, name: str) -> Face:
    tables: dict[str, bytes] = {}
    view = memoryview(data)
    for at in range(12, 12 + 16 * struct.unpack_from(">H", data, 4)[0], 16):
        tag, _sum, offset, length = struct.unpack_from(">4sLLL", data, at)
        tables[tag.decode("latin-1")] = view[offset : offset + length]  # type: ignore[assignment]
    head, hhea, maxp = bytes(tables["head"]), bytes(tables["hhea"]), bytes(tables["maxp"])
    units: int = struct.unpack_from(">H", head, 18)[0]
    glyph_count = struct.unpack_from(">H", maxp, 4)[0]
    measured = struct.unpack_from(">H", hhea, 34)[0]
    metrics = _numbers("h", bytes(tables["hmtx"]))
    bearings = array("h", metrics[1 : 2 * measured : 2]) + array("h", metrics[2 * measured :])
    advances = array("H", (value & 0xFFFF for value in metrics[0 : 2 * measured : 2]))
    loca = bytes(tables["loca"])
    if struct.unpack_from(">h", head, 50)[0]:
        offsets = _numbers("I", loca)
    else:
        offsets = array("I", (2 * value for value in _numbers("H", loca)))
    rights = struct.unpack_from(">H", tables["OS/2"], 8)[0] if "OS/2" in tables else 0
    ascent, descent = struct.unpack_from(">hh", hhea, 4)
    box = struct.unpack_from(">hhhh", head, 36)

    def scaled(value: float) -> int:
        return round(value * 1000 / units)

    return Face(
        name=name,
        characters=_characters(bytes(tables["cmap"]), glyph_count),
        units_per_em=units,
        ascent=scaled(ascent),
        descent=scaled(descent),
        box=(scaled(box[0]), scaled(box[1]), scaled(box[2]), scaled(box[3])),
        embeddable=not (rights & (_RESTRICTED | _NO_SUBSETTING)),
        head=head,
        hhea=hhea,
        maxp=maxp,
        advances=advances,
        bearings=bearings,
        offsets=offsets,
        outlines=tables["glyf"],  # type: ignore[arg-type]
    )


def _characters(cmap: bytes, glyph_count: int) -> dict[int, int]:
    found: dict[int, int] = {}
    places = {
        struct.unpack_from(">HH", cmap, at): struct.unpack_from(">L", cmap, at + 4)[0]
        for at in range(4, 4 + 8 * struct.unpack_from(">H", cmap, 2)[0], 8)
    }
    for key in ((0, 3), (3, 1), (0, 4), (3, 10)):  # the wider table last: it has the last word
        if key not in places:
            continue
        at = places[key]
        kind = struct.unpack_from(">H", cmap, at)[0]
        if kind == 12:
            groups = struct.unpack_from(">L", cmap, at + 12)[0]
            for first, last, glyph in struct.iter_unpack(">LLL", cmap[at + 16 : at + 16 + 12 * groups]):
                found.update(zip(range(first, last + 1), range(glyph, glyph + last - first + 1), strict=True))
        elif kind == 4:
            found.update(_characters_of_the_basic_plane(cmap, at))
    return {code: glyph for code, glyph in found.items() if 0 < glyph < glyph_count}


def _characters_of_the_basic_plane(cmap: bytes, at: int) -> dict[int, int]:
    found: dict[int, int] = {}
    doubled = struct.unpack_from(">H", cmap, at + 6)[0]
    count = doubled // 2
    ends = struct.unpack_from(f">{count}H", cmap, at + 14)
    starts = struct.unpack_from(f">{count}H", cmap, at + 16 + doubled)
    deltas = struct.unpack_from(f">{count}H", cmap, at + 16 + 2 * doubled)
    ranges_at = at + 16 + 3 * doubled
    ranges = struct.unpack_from(f">{count}H", cmap, ranges_at)
    for segment in range(count):
        for code in range(starts[segment], ends[segment] + 1):
            if ranges[segment] == 0:
                found[code] = (code + deltas[segment]) & 0xFFFF
            else:
                place = ranges_at + 2 * segment + ranges[segment] + 2 * (code - starts[segment])
                glyph = struct.unpack_from(">H", cmap, place)[0] if place + 2 <= len(cmap) else 0
                found[code] = (glyph + deltas[segment]) & 0xFFFF if glyph else 0
    return found


def _with_parts_renumbered(data: bytes, wanted: list[int], place: dict[int, int]) -> bytes:
    changed = bytearray(data)
    at, flags = 10, _MORE_COMPONENTS
    while flags & _MORE_COMPONENTS:
        flags, part = struct.unpack_from(">HH", changed, at)
        if part not in place:
            place[part] = len(wanted)
            wanted.append(part)
        struct.pack_into(">H", changed, at + 2, place[part])
        at += 8 if flags & _ARGS_ARE_WORDS else 6
        at += 2 if flags & _SCALE else 4 if flags & _X_AND_Y_SCALE else 8 if flags & _TWO_BY_TWO else 0
    return bytes(changed)


def _numbers(kind: str, data: bytes) -> "array[int]":
    values = array(kind, data)
    if sys.byteorder == "little":
        values.byteswap()
    return values


def _big_endian(values: "array[int]") -> bytes:
    if sys.byteorder == "little":
        values.byteswap()
    return values.tobytes()


def _sum(data: bytes) -> int:
    return sum(_numbers("I", data + b"\0" * (-len(data) % 4))) & 0xFFFFFFFF


def _file(tables: dict[str, bytes]) -> bytes:
    power = len(tables).bit_length() - 1
    directory = struct.pack(">4sHHHH", b"\0\1\0\0", len(tables), 16 << power, power, 16 * len(tables) - (16 << power))
    body = b""
    start = 12 + 16 * len(tables)
    head_at = 0
    for tag, data in tables.items():
        if tag == "head":
            head_at = start + len(body)
        directory += struct.pack(">4sLLL", tag.encode(), _sum(data), start + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    whole = bytearray(directory + body)
    struct.pack_into(">L", whole, head_at + 8, (0xB1B0AFBA - _sum(bytes(whole))) & 0xFFFFFFFF)
    return bytes(whole)
