"""Bands of a value: in which one a figure lies, and whether they cover every figure exactly once."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from app.scoring.naming import band_label
from app.scoring.rules import Band
from app.scoring.shapes import Reader, good


def band_of(bands: tuple[Band, ...], value: Fraction) -> Band | None:
    """The band that holds `value`, None when none does."""
    return next((band for band in bands if _holds(band, value)), None)


def _holds(band: Band, value: Fraction) -> bool:
    if band.from_ is not None and (value < band.from_ or (value == band.from_ and band.bounds[0] == "(")):
        return False
    return band.to is None or value < band.to or (value == band.to and band.bounds[1] == "]")


def cover_bands(reader: Reader, path: str, bands: object, unit: str) -> Any:
    """Note overlaps and gaps, and give every band its label; `bands` as read, with what could not be read in it."""
    sound = good(bands)
    if not isinstance(bands, tuple) or len(sound) != len(bands):
        return bands
    empty = [index for index, band in sound if _is_empty(band)]
    for index in empty:
        reader.error(f"{path}[{index}]", "empty_band", "这一档里没有数：下限不小于上限")
    if not empty:
        _check_cover(reader, path, sorted((band for _, band in sound), key=_start))
    return tuple(replace(band, label=band_label(band.from_, band.to, band.bounds, unit)) for _, band in sound)


def _is_empty(band: Band) -> bool:
    if band.from_ is None or band.to is None:
        return False
    return band.from_ > band.to or (band.from_ == band.to and band.bounds != "[]")


def _start(band: Band) -> tuple[bool, Decimal, bool]:
    return band.from_ is not None, band.from_ or Decimal(0), band.bounds[0] == "("


def _check_cover(reader: Reader, path: str, bands: list[Band]) -> None:
    first, last = bands[0], bands[-1]
    # A share begins at 0 and a percentage or a mark out of a hundred ends at 100: such an end may be written out.
    if first.from_ is not None and not (first.from_ <= 0 and first.bounds[0] == "["):
        reader.error(path, "gap", f"{first.from_}以下没有档", at=str(first.from_))
    if last.to is not None and not (last.to >= 100 and last.bounds[1] == "]"):
        reader.error(path, "gap", f"{last.to}以上没有档", at=str(last.to))
    for one, following in pairwise(bands):
        end, start = one.to, following.from_
        both = one.bounds[1] == "]" and following.bounds[0] == "["
        if end is None or start is None or start < end or (start == end and both):
            reader.error(path, "overlap", f"两档重叠：{_words(one)}与{_words(following)}")
        elif start > end:
            reader.error(path, "gap", f"{end}到{start}之间没有档", at=f"{end}–{start}")
        elif one.bounds[1] == ")" and following.bounds[0] == "(":
            reader.error(path, "gap", f"恰好{end}时没有档", at=str(end))


def _words(band: Band) -> str:
    return band_label(band.from_, band.to, band.bounds, "")
