"""What a person typed, read as a number, a count or a day; the way offices write them is understood."""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Literal

Fault = Literal["not_a_number", "negative", "not_whole", "too_large", "not_a_day", "out_of_bounds"]

LARGEST = Decimal(10) ** 12
FINEST = 6
"""Places after the point that are kept as typed; more is taken for a slip of the hand."""

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(\D|$))", re.ASCII)
_DAY = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?", re.ASCII)
_SOLID_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)


class NotRead(ValueError):  # noqa: N818 - names the fact, as all errors here do
    """The text says nothing that is asked for here; `fault` says in which way."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault: Fault = fault


def read_number(text: str, unit: str = "", *, signed: bool = False) -> Decimal | None:
    """The number in `text`, None for nothing typed; full-width digits, 1,234, 88% and the own unit are understood.

    Raises NotRead.
    """
    plain = unicodedata.normalize("NFKC", text).strip().replace("。", ".").replace("−", "-")
    if not plain:
        return None
    for ending in filter(None, (unicodedata.normalize("NFKC", unit), "%", "‰", "分")):
        plain = plain.removesuffix(ending).rstrip()
    plain = _THOUSANDS.sub("", plain)
    if not _NUMBER.fullmatch(plain):
        raise NotRead("not_a_number")
    number = Decimal(plain)
    if number < 0 and not signed:
        raise NotRead("negative")
    if abs(number) > LARGEST:
        raise NotRead("too_large")
    if -int(number.as_tuple().exponent) > FINEST:
        raise NotRead("not_a_number")
    return number + 0


def read_count(text: str, unit: str = "") -> int | None:
    """A whole number of things, None for nothing typed. Raises NotRead."""
    number = read_number(text, unit)
    if number is None:
        return None
    if number != number.to_integral_value():
        raise NotRead("not_whole")
    return int(number)


def read_day(text: str) -> date | None:
    """The day in 2004-2-15, 2004.2.15, 2004/2/15, 20040215 or 2004年2月15日, None for nothing typed. Raises NotRead."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        return None
    found = _DAY.fullmatch(plain) or _SOLID_DAY.fullmatch(plain)
    if not found:
        raise NotRead("not_a_day")
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError as error:
        raise NotRead("not_a_day") from error


def plain(number: Decimal | int | str | None) -> str:
    """A number without exponent and without trailing zeros, as it stands in facts and on the screen; "" for None."""
    if number is None:
        return ""
    value = Decimal(number)
    text = format(value, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def chinese_day(day: date) -> str:
    """2026年1月8日."""
    return f"{day.year}年{day.month}月{day.day}日"
