"""The bytes of a signed PDF: which are covered by a signature, and whether they are the ones that were signed."""

import hashlib
import re
from dataclasses import dataclass

from app.identity.cms import DetachedSignature, NotOurSignature, read_signature

_BYTE_RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]")
_HEX = re.compile(rb"<([0-9A-F]+)>")


@dataclass(frozen=True, slots=True)
class ByteRange:
    """The two stretches a signature covers: [0, gap_start) and [gap_end, end); the gap holds the signature itself."""

    gap_start: int
    gap_end: int
    end: int

    @classmethod
    def from_numbers(cls, numbers: tuple[int, ...]) -> "ByteRange | None":
        """From the four numbers of /ByteRange; None when they leave out anything but one gap."""
        if len(numbers) != 4:
            return None
        start, length, gap_end, tail = numbers
        if start != 0 or not 0 < length < gap_end or tail <= 0:
            return None
        return cls(length, gap_end, gap_end + tail)


class BrokenSeal(ValueError):  # noqa: N818 - names the fact, as all errors here do
    """A signature whose own bytes, or the bytes it covers, are not what was signed; `is_shape` when its form is off."""

    def __init__(self, *, is_shape: bool) -> None:
        super().__init__(is_shape)
        self.is_shape = is_shape


def byte_ranges(pdf: bytes) -> tuple[ByteRange, ...]:
    """Every sound /ByteRange that stands in the bytes, without reading the file as a PDF."""
    found = (ByteRange.from_numbers(tuple(map(int, match.groups()))) for match in _BYTE_RANGE.finditer(pdf))
    return tuple(one for one in found if one is not None)


def open_seal(pdf: bytes, covered: ByteRange) -> DetachedSignature:
    """The signature in the gap, checked against the bytes it covers; raises BrokenSeal.

    The gap is `<` hexadecimal digits `>` and nothing else, the digits are upper case, hold one signature and after
    it zeros only: what no digest covers leaves no room to hide anything.
    """
    gap = _HEX.fullmatch(pdf, covered.gap_start, covered.gap_end)
    if covered.end > len(pdf) or gap is None or len(gap[1]) % 2:
        raise BrokenSeal(is_shape=True)
    contents = bytes.fromhex(gap[1].decode())
    length = _der_length(contents)
    if contents[length:].strip(b"\0"):
        raise BrokenSeal(is_shape=True)
    try:
        signature = read_signature(contents[:length])
    except NotOurSignature as error:
        raise BrokenSeal(is_shape=True) from error
    digest = hashlib.sha256(memoryview(pdf)[: covered.gap_start])
    digest.update(memoryview(pdf)[covered.gap_end : covered.end])
    if signature.digest != digest.digest() or not signature.holds:
        raise BrokenSeal(is_shape=False)
    return signature


def _der_length(data: bytes) -> int:
    """How many bytes the DER value at the start of `data` says it has, header included."""
    if len(data) < 2 or data[1] < 0x80:
        return 2 + (data[1] if len(data) > 1 else 0)
    count = data[1] & 0x7F
    return 2 + count + int.from_bytes(data[2 : 2 + count], "big")
