"""What a line break may not divide: characters, words of digits and letters, numbers with their units, dates, 文号."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from app.reports.fonts import (
    CLOSING,
    HALF_EMPTY,
    HAN,
    LATIN,
    NO_END,
    NO_START,
    OPENING,
    SPACE,
    FontLibrary,
    Sign,
    without_unseen,
)

GAP = 0.06  # em between a digit or letter and a Hanzi

_UNITS = (
    "个百分点|百分点|平方米|平方公里|公里|周年|个工作日|工作日|个月|小时|分钟|万元|亿元|"
    "[次分名人项个例处份件年月日天元米期条票户篇类级所支部岁页号届季周家场档户只台套间座万亿倍轮组]"
)
_NUMBER = r"[−＋+×÷＝=≥≤<>-]?\d+(?:[.,:]\d+)*"
_ATOM = re.compile(
    r"\d{4}年\d{1,2}月\d{1,2}日"
    r"|\d{1,2}月\d{1,2}日"
    r"|\d{4}年\d{1,2}月"
    r"|[一-龥]{0,3}〔\d{4}〕[第一-龥]{0,3}\d+号"
    r"|" + _NUMBER + r"(?:[%％‰℃㎡]|" + _UNITS + r")?(?![A-Za-z\d.])"
    r"|[A-Za-z0-9][A-Za-z0-9._:/@#&+%~-]*"
    r"|—{2,}|…{2,}"
    r"|[\s\S]"
)
_BRACKETED_YEAR = re.compile(r"(?<=[一-龥])[\[［【（(](\d{4})[\]］】）)](?=第?\d+号)")


class Unit(NamedTuple):
    """A piece of text that stays on one line, with its width in points and how it meets its neighbours."""

    text: str
    signs: tuple[Sign, ...]
    inner: tuple[float, ...]  # points added after each character but the last
    width: float
    first: int  # flags of the first character
    last: int
    voice: str
    size: float


def said(text: str) -> str:
    """The text as it is printed: years of a 文号 in 六角括号, nothing that draws nothing, tabs as spaces."""
    if "[" in text or "［" in text or "(" in text or "（" in text or "【" in text:
        text = _BRACKETED_YEAR.sub(r"〔\1〕", text)
    return without_unseen(text).replace("\t", " ").replace("\r", "")


def meeting(before: int, after: int, size: float) -> float:
    """Points between two neighbours: less where two marks share their empty halves, more between digit and Hanzi."""
    if before & HALF_EMPTY and before & CLOSING and after & (CLOSING | OPENING) and after & HALF_EMPTY:
        return -0.5 * size
    if before & OPENING and after & OPENING and after & HALF_EMPTY:
        return -0.5 * size
    if (before & HAN and after & LATIN) or (before & LATIN and after & HAN):
        return GAP * size
    return 0.0


class Splitter:
    """Splits text of one voice and size into units; results are kept, since reports repeat their texts."""

    def __init__(self, library: FontLibrary) -> None:
        self._library = library
        self.units = lru_cache(maxsize=20_000)(self._units)
        self._single: dict[tuple[str, str, float], Unit] = {}

    def _units(self, text: str, voice: str, size: float, widest: float) -> tuple[Unit, ...]:
        """Units of `text`; an atom wider than 0.9 of `widest` is divided into its characters."""
        return tuple(self._each(text, voice, size, widest))

    def _each(self, text: str, voice: str, size: float, widest: float) -> Iterator[Unit]:
        single = self._single
        for match in _ATOM.finditer(text):
            atom = match.group()
            unit = single.get((atom, voice, size))
            if unit is None:
                unit = single[atom, voice, size] = self._unit(atom, voice, size)
            if len(atom) > 1 and unit.width > 0.9 * widest:
                for character in atom:
                    yield self._unit(character, voice, size)
            else:
                yield unit

    def _unit(self, text: str, voice: str, size: float) -> Unit:
        table = self._library.signs[voice]
        signs = tuple([table[character] for character in text])
        inner = tuple([meeting(a.kind, b.kind, size) for a, b in pairwise(signs)])
        if text[0] == "—" and len(text) > 1:
            width = len(text) * size  # stretched when drawn, so that they join
        else:
            width = sum([sign.width for sign in signs]) * size + sum(inner)
        first, last = signs[0].kind, signs[-1].kind
        return Unit(text, signs, inner, width, first, last, voice, size)


def is_ascii_pair(before: Unit, after: Unit) -> bool:
    """Whether the two meet in two ASCII characters, between which nothing is ever added."""
    return before.text[-1] < "\x7f" and after.text[0] < "\x7f"


def may_break(before: Unit, after: Unit) -> bool:
    """避头尾: whether a line may end with `before` and the next begin with `after`."""
    if before.last & NO_END or after.first & NO_START:
        return False
    if is_ascii_pair(before, after):
        return bool(before.last & SPACE) and not after.first & SPACE
    return not (after.first & SPACE and after.text == " ")
