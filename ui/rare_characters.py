"""Rare characters of names on the screen: a second font of ours, read once the window lies painted."""

import gzip
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

from app.paths import RESOURCES
from ui.theme import FAMILY

FONT = RESOURCES / "fonts" / "WuyouKai-Regular.ttf.gz"


def read_rare_font(path: Path = FONT) -> bytes:
    """The font's bytes, for `draw_rare_characters`; takes a tenth of a second, so not in the window's thread.

    Empty where the font is missing or broken: then the system draws what it can.
    """
    try:
        return gzip.decompress(path.read_bytes())
    except (OSError, EOFError, gzip.BadGzipFile):
        return b""


def draw_rare_characters(font: bytes) -> bool:
    """Draw from this font what the window's own lacks, from now on and in what is open; False when that cannot be."""
    number = QFontDatabase.addApplicationFontFromData(font) if font else -1
    for family in QFontDatabase.applicationFontFamilies(number) if number >= 0 else ():
        QFont.insertSubstitution(FAMILY, family)
    return number >= 0
