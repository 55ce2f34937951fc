"""What can be told of somebody else's PDF without showing it: how many pages, and whether it asks for a password."""

from dataclasses import dataclass
from typing import BinaryIO

from pyhanko.pdf_utils.crypt import AuthStatus
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader


@dataclass(frozen=True, slots=True)
class PdfLook:
    """`pages` 0: not known; `is_locked`: nobody can read it without its password."""

    pages: int
    is_locked: bool


def look_at_pdf(file: BinaryIO) -> PdfLook:
    """A PDF that nobody but its own program can read is not refused here: it has no known pages."""
    try:
        reader = PdfFileReader(file, strict=False)
        if reader.encrypted and reader.decrypt(b"").status is AuthStatus.FAILED:
            return PdfLook(0, is_locked=True)
        count = reader.root["/Pages"]["/Count"]
    except (PdfError, KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, RecursionError):
        return PdfLook(0, is_locked=False)  # what is no whole PDF fails in all these ways
    return PdfLook(max(int(count), 0) if isinstance(count, int) else 0, is_locked=False)
