"""Photos as they come from phones: whether they can be read, when they were taken, upright and small copies."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from PIL import Image, ImageOps

from app.errors import PictureTooLarge, PictureUnreadable

MOST_PIXELS = 120_000_000
"""Beyond the largest phone cameras (108 megapixels); a larger one would take gigabytes to open."""
PRINT_SIDE = 1_100
"""Pixels of the longer side on paper: 76 mm at 360 dots an inch."""
SCAN_SIDE = 2_000
"""Of a scan that fills a page: 220 mm at 230 dots an inch."""
_FORMATS = ("JPEG", "PNG", "HEIF")
_EXIF, _TAKEN, _CHANGED = 0x8769, 36867, 306
_EXIF_TIME = re.compile(r"(\d{4})[:-](\d{2})[:-](\d{2})[ T](\d{2}:\d{2}:\d{2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo that could be opened: size upright, the camera's time (ISO, no zone; or empty), two upright copies."""

    width: int
    height: int
    taken_at: str
    printed: bytes
    small: bytes


def examined(file: BinaryIO, side: int, small: int) -> Picture:
    """Open a photo wholly; make the copy to print, of at most `side` pixels, and the small one.

    Raises PictureTooLarge and PictureUnreadable (not an image, or cut off).
    """
    with _opened(file) as image:
        taken = _taken_at(image)
        width, height = image.size
        upright = _upright(image, side)
        if (upright.width < upright.height) != (width < height):
            width, height = height, width
        printed = _as_jpeg(upright)
        upright.thumbnail((small, small), Image.Resampling.LANCZOS, reducing_gap=3.0)
        return Picture(width, height, taken, printed, _as_jpeg(upright))


def copy_of(file: BinaryIO, *, side: int, turn: int = 0) -> bytes:
    """An upright JPEG of at most `side` pixels, turned `turn` degrees clockwise. Raises as `examined` does."""
    with _opened(file) as image:
        upright = _upright(image, side)
        return _as_jpeg(upright.rotate(-turn, expand=True) if turn else upright)


def turned(jpeg: bytes, turn: int) -> bytes:
    """One of our own copies turned `turn` degrees clockwise."""
    if not turn:
        return jpeg
    with _opened(io.BytesIO(jpeg)) as image:
        return _as_jpeg(image.rotate(-turn, expand=True))


@contextmanager
def _opened(file: BinaryIO) -> Iterator[Image.Image]:
    from pi_heif import register_heif_opener

    register_heif_opener()
    try:
        with Image.open(file, formats=_FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise PictureTooLarge(image.width * image.height, MOST_PIXELS)
            yield image
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureTooLarge(None, MOST_PIXELS) from error
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError, KeyError, RuntimeError) as error:
        raise PictureUnreadable from error  # decoders fail in all these ways on bytes that are no picture


def _upright(image: Image.Image, side: int) -> Image.Image:
    image.draft("RGB", (side, side))
    image.load()
    image.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=3.0)
    upright = ImageOps.exif_transpose(image)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        over = upright.convert("RGBA")
        white = Image.new("RGB", over.size, "white")
        white.paste(over, mask=over.getchannel("A"))
        return white
    return upright.convert("RGB")


def _taken_at(image: Image.Image) -> str:
    exif = image.getexif()
    for told in (exif.get_ifd(_EXIF).get(_TAKEN), exif.get(_CHANGED)):
        match = _EXIF_TIME.match(str(told or ""))
        if match:
            year, month, day, time = match.groups()
            try:
                return datetime.fromisoformat(f"{year}-{month}-{day}T{time}").isoformat()
            except ValueError:
                continue  # cameras whose clock was never set write 0000:00:00
    return ""


def _as_jpeg(image: Image.Image) -> bytes:
    data = io.BytesIO()
    image.save(data, "JPEG", quality=82, optimize=True)
    return data.getvalue()
