"""One cell of a table brought by somebody: from whatever Excel made of it to clean text, with what was found."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from app.workbooks.findings import FindingKind

LONGEST_CODE = 40
EXACT_DIGITS = 15
"""Excel keeps fifteen digits of a number; the rest becomes zeros."""
CODE_LENGTHS = frozenset({6, 9, 12})
"""Digits of the 统计用区划代码 of a district, of a street, of a community (6, 9, 12)."""

Found = tuple[FindingKind, tuple[str, ...]]

_ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!"})
_SCIENTIFIC = re.compile(r"\d(\.\d+)?E[+]?\d+", re.IGNORECASE)
_LOOKS_LIKE_A_DATE = re.compile(r"(19|20)\d\d([-/.年])\d{1,2}([-/.月])\d{1,2}日?( .*)?|\d{1,2}月\d{1,2}日")
_CODE = re.compile(rf"[0-9A-Za-z](?:[0-9A-Za-z._-]{{0,{LONGEST_CODE - 1}}})", re.ASCII)
_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\u00ad]")
_BLANKS = re.compile(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])")
"""Blanks between Chinese characters are made for looks (莲 花 社 区); those between Latin words mean something."""
_FULL_WIDTH = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}


def shown(value: object) -> str:
    """A cell's value as a reader would recognise it, at most eighty characters."""
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    text = "" if value is None else str(value)
    return "".join(c if c.isprintable() else "␣" for c in text[:80])


def text_of(value: object, found: list[Found]) -> str:
    """The cell as clean text: no blanks around, no line breaks, half-width letters and digits, NFC.

    Dates, numbers, error values and control characters are found and give an empty text.
    """
    if value is None:
        return ""
    if isinstance(value, datetime | date | time | timedelta):
        found.append(("date_in_cell", ()))
        return ""
    if isinstance(value, bool | int | float):
        found.append(("number_in_cell", ()))
        return ""
    return _cleaned(str(value), found)


def code_of(value: object, found: list[Found]) -> str:
    """The cell as a code. A number is taken only where Excel cannot have changed it; else it is an error."""
    if isinstance(value, datetime | date | time | timedelta):
        found.append(("date_in_cell", ()))
        return ""
    if isinstance(value, bool):
        found.append(("bad_code", (str(LONGEST_CODE),)))
        return ""
    if isinstance(value, int | float):
        return _numeric_code(value, found)
    text = _cleaned(str(value), found) if value is not None else ""
    if not text:
        return ""
    if _SCIENTIFIC.fullmatch(text):
        found.append(("code_rounded", ()))
        return ""
    if _LOOKS_LIKE_A_DATE.fullmatch(text):
        found.append(("date_in_cell", ()))
        return ""
    if not _CODE.fullmatch(text) or text.lower().startswith("u-"):
        found.append(("bad_code", (str(LONGEST_CODE),)))
        return ""
    return text


def _numeric_code(value: int | float, found: list[Found]) -> str:
    digits = str(int(value)) if value == value and abs(value) < 10**18 and value == int(value) else ""
    if not digits or len(digits) > EXACT_DIGITS:
        found.append(("code_rounded", ()))
        return ""
    if value < 0 or len(digits) not in CODE_LENGTHS:
        found.append(("number_in_cell", ()))
        return ""
    found.append(("number_as_code", (digits,)))
    return digits


def _cleaned(raw: str, found: list[Found]) -> str:
    if raw in _ERRORS:
        found.append(("cell_error", ()))
        return ""
    text = raw.replace("_x000D_", "\n")
    text = _INVISIBLE.sub("", text)
    bad = next((c for c in text if unicodedata.category(c) in ("Cc", "Cs", "Co", "Cn") and c not in "\t\n\r"), None)
    if bad is not None:
        found.append(("control_character", (f"U+{ord(bad):04X}",)))
        return ""
    narrow = _BLANKS.sub("", text.strip())
    if narrow != raw:
        found.append(("spaces", (narrow,)))
    plain = narrow.translate(_FULL_WIDTH)
    if plain != narrow:
        found.append(("full_width", (plain,)))
    return unicodedata.normalize("NFC", plain)
