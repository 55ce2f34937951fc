"""Numbers, dates and small words as a report prints them."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

_NUMERALS = "零一二三四五六七八九"
DASH = "—"
MINUS = "−"


def ordinal(number: int) -> str:
    """1 → 一, 12 → 十二, 25 → 二十五 (below 100)."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _NUMERALS[tens] + "十"
    return head + (_NUMERALS[ones] if ones or not tens else "")


def trimmed(value: Decimal | None) -> str:
    """Without trailing zeros or exponent: 3.5, 20, −0.5; None as a dash."""
    if value is None:
        return DASH
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace("-", MINUS) if text != "-0" else "0"


def fixed(value: Decimal | None, places: int) -> str:
    """With `places` decimals; None as a dash."""
    if value is None:
        return DASH
    return f"{rounded(value, places):f}".replace("-", MINUS)


def rounded(value: Decimal, places: int) -> Decimal:
    """Half up."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def difference(value: Decimal, places: int) -> str:
    """With its sign: +3.00, −0.25, 0.00."""
    text = fixed(value, places)
    return f"+{text}" if rounded(value, places) > 0 else text


def percent(part: Decimal | None, whole: Decimal | None) -> str:
    """92.9 %, one decimal; a dash where there is nothing to divide."""
    if part is None or not whole:
        return DASH
    return f"{fixed(part / whole * 100, 1)} %"


def day(value: date) -> str:
    """2026年9月16日."""
    return f"{value.year}年{value.month}月{value.day}日"


def in_fours(digest: str, count: int) -> str:
    """The first `count` characters of a digest in groups of four."""
    head = digest[:count]
    return " ".join(head[at : at + 4] for at in range(0, len(head), 4))
