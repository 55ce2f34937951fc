"""How a number is typed and written: any width of digits in, half-width digits and a true minus out."""

import unicodedata
from decimal import Decimal

MINUS = "−"
SIGNS = str.maketrans({"。": ".", "．": ".", "，": "", ",": "", MINUS: "-", "－": "-", " ": ""})


def half_width(text: str) -> str:
    """The text with full-width digits, points and signs made half-width."""
    return unicodedata.normalize("NFKC", text).translate(SIGNS)


def written(value: Decimal | int | None, nothing: str = "—") -> str:
    """The number as people read it: no exponent, no needless zeros, U+2212 as the minus."""
    if value is None:
        return nothing
    text = f"{Decimal(value):f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace("-", MINUS)
