"""Exact numbers: read from decimal text, rounded half away from zero, shown to a person."""

import re
from decimal import Decimal
from fractions import Fraction

# Fifteen digits before the point are more than any mark, head count or budget in yuan needs; the bound keeps hostile
# input from growing numbers without end.
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,20})?\Z")
_LARGEST = 10**15

ZERO = Fraction(0)
ONE = Fraction(1)
_SHOWN_PLACES = 4


def read_number(raw: object) -> Decimal | None:
    """`raw` as a Decimal when it is a plain decimal string or an integer; None for anything else, floats included."""
    if isinstance(raw, str):
        return Decimal(raw) if _NUMBER.match(raw) else None
    if isinstance(raw, int) and not isinstance(raw, bool) and -_LARGEST < raw < _LARGEST:
        return Decimal(raw)
    return None


def read_whole(raw: object) -> int | None:
    """`raw` as an int when it is an integer or the digits of one; None for anything else."""
    number = read_number(raw)
    if number is None or number != int(number):
        return None
    return int(number)


def rounded(value: Fraction, places: int) -> Decimal:
    """`value` rounded once to `places` digits, half away from zero (四舍五入, also below zero)."""
    scaled = abs(value) * 10**places
    units = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    sign = 1 if value < 0 and units else 0
    return Decimal((sign, tuple(int(digit) for digit in str(units)), -places))


def decimal_of(value: Fraction) -> Decimal:
    """`value` as a Decimal without trailing zeros; beyond 30 places, where no mark of ours has any, it is cut."""
    return Decimal(plain(rounded(value, 30)))


def plain(value: Decimal) -> str:
    """`value` without exponent, trailing zeros or a negative zero, as results are written."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def is_short(value: Fraction) -> bool:
    """Whether `value` has at most four decimal places."""
    return bool(10**_SHOWN_PLACES % value.denominator == 0)


def shown(value: Fraction | Decimal) -> str:
    """`value` for a trace: exact up to four places, else cut there and followed by …; minus is U+2212."""
    if isinstance(value, Decimal):
        return plain(value).replace("-", "−")
    if is_short(value):
        return plain(rounded(value, _SHOWN_PLACES)).replace("-", "−")
    units = abs(value.numerator) * 10**_SHOWN_PLACES // value.denominator
    whole, rest = divmod(units, 10**_SHOWN_PLACES)
    return f"{'−' if value < 0 else ''}{whole}.{rest:0{_SHOWN_PLACES}d}…"


def signed(value: Fraction) -> str:
    """`value` with its sign in full width, as a step of a trace: ＋2, −0.5, 0."""
    return f"＋{shown(value)}" if value > 0 else shown(value)
