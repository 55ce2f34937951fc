"""The materialised result of an inspection, and marks between ten-thousandths and decimal text."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

_MOST_DIGITS = 9

ItemScore = tuple[str, int | None, str]
"""Item code, marks in ten-thousandths (None: not scored), and the state that scoring names."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What scoring made of the answers at one moment: kept beside them, so that lists need no scoring.

    `total_e4` is in ten-thousandths, None until something is scored. `checked` counts items with an answer.
    `item_scores` has every item of the scheme once.
    """

    total_e4: int | None = None
    grade: str | None = None
    is_provisional: bool = True
    checked: int = 0
    item_scores: tuple[ItemScore, ...] = ()


@lru_cache(maxsize=4096)  # an import of thousands asks for the same few hundred marks again and again
def to_e4(marks: Decimal | str | None) -> int | None:
    """Ten-thousandths of `marks`; ValueError for what is no number, beyond a billion, or finer than four places."""
    if marks is None:
        return None
    try:
        value = Decimal(marks)
    except InvalidOperation as error:
        raise ValueError(f"no marks: {marks!r}") from error
    if not value.is_finite() or value.adjusted() > _MOST_DIGITS:
        raise ValueError(f"no marks: {marks!r}")
    scaled = value * 10_000
    if scaled != int(scaled):
        raise ValueError(f"more than four places: {marks}")
    return int(scaled)


def from_e4(marks_e4: int | None) -> Decimal | None:
    """The marks as a decimal without trailing zeros and without exponent."""
    if marks_e4 is None:
        return None
    whole, part = divmod(abs(marks_e4), 10_000)
    text = f"{whole}.{part:04d}".rstrip("0").rstrip(".")
    return Decimal(f"-{text}" if marks_e4 < 0 else text)


def text_of(marks_e4: int | None) -> str | None:
    """The marks as JSON carries them: `"4.35"`."""
    marks = from_e4(marks_e4)
    return None if marks is None else str(marks)
