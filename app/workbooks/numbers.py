"""Numbers and days in the cells of a table that an office made: exact, however Excel or a hand wrote them."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from app.workbooks.cells import Found, text_of
from app.workbooks.findings import WARNINGS

FINEST = 6
"""Places after the point that Excel's arithmetic leaves whole; what lies beyond is its rounding."""
LARGEST = Decimal(10) ** 9

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(\D|$))", re.ASCII)
_DAY = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?", re.ASCII)
_SOLID_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_YEAR = re.compile(r"(\d{4})(?:年度?)?", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1990, 2100


def number_of(value: object, found: list[Found]) -> Decimal | None:
    """The number of a cell, None for a blank one; 88分, 88%, full-width digits and 1,234 are understood.

    What is none is found and gives None.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, datetime | date | time | timedelta):
        found.append(("date_in_cell", ()))
        return None
    if isinstance(value, bool):
        found.append(("not_a_number", ()))
        return None
    if isinstance(value, int | float):
        return _exact(value, found)
    own: list[Found] = []
    text = text_of(value, own)
    if any(kind not in WARNINGS for kind, _detail in own):
        found.extend(own)
        return None
    plain = unicodedata.normalize("NFKC", text).replace("。", ".").replace("−", "-").strip()
    for ending in ("分", "%", "‰"):
        plain = plain.removesuffix(ending).rstrip()
    plain = _THOUSANDS.sub("", plain)
    if not _NUMBER.fullmatch(plain) or abs(Decimal(plain)) > LARGEST:
        found.append(("not_a_number", ()))
        return None
    number = Decimal(plain) + 0
    if plain != str(value).strip():  # digits in a column of texts are what they are
        found.append(("number_as_text", (format(number, "f"),)))
    return number


def day_of(value: object, found: list[Found]) -> date | None:
    """The day of a cell, None for a blank one; a year alone is its last day (the result of a year)."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    digits = (
        str(int(value))
        if isinstance(value, int | float) and not isinstance(value, bool) and value == int(value)
        else ""
    )
    text = unicodedata.normalize("NFKC", digits or (value if isinstance(value, str) else "")).strip()
    text = "".join(text.split())
    if match := _DAY.fullmatch(text) or _SOLID_DAY.fullmatch(text):
        try:
            day = date(*(int(part) for part in match.groups()))
        except ValueError:
            found.append(("bad_day", ()))
            return None
    elif match := _YEAR.fullmatch(text):
        day = date(int(match.group(1)) or 1, 12, 31)
    else:
        found.append(("bad_day", ()))
        return None
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        found.append(("bad_day", ()))
        return None
    return day


def _exact(value: int | float, found: list[Found]) -> Decimal | None:
    if value != value or abs(value) > LARGEST:
        found.append(("not_a_number", ()))
        return None
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    rounded = round(number, FINEST).normalize()
    return Decimal(format(rounded, "f")) + 0
