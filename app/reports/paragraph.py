"""Line breaking for Chinese: 避头尾, half marks, atoms kept whole, justification that stays unnoticed."""

from collections.abc import Sequence
from typing import NamedTuple

from app.reports.atoms import Splitter, Unit, is_ascii_pair, may_break, meeting, said
from app.reports.fonts import CLOSING, HALF_EMPTY, LATIN, OPENING, SPACE

WIDEST_GAP = 0.12  # em, added between two units of a justified line at most


class Style(NamedTuple):
    """How a text is set: voice, size in points, pitch of its lines, and whether it fills the measure."""

    voice: str
    size: float
    leading: float
    justified: bool = False
    aligned: str = "left"  # left | centre | right
    indent: float = 0.0  # of the first line, in points


class Line(NamedTuple):
    """One line ready to be drawn: units, the space before each, where it starts and how wide it is (points)."""

    units: Sequence[Unit]
    spaces: Sequence[float]  # spaces[n] stands before units[n]; spaces[0] moves the line's start
    start: float
    width: float
    leading: float
    size: float


Span = tuple[str, str]  # text, voice


class Typesetter:
    """Sets text into lines. One for each process: it keeps what it measured."""

    def __init__(self, splitter: Splitter) -> None:
        self._splitter = splitter

    def lines(self, text: str | Sequence[Span], style: Style, width: float) -> list[Line]:
        """Set a text (or spans of text and voice) to `width` points; a newline begins a new paragraph."""
        if isinstance(text, str):
            text = ((text, style.voice),)
        lines: list[Line] = []
        paragraph: list[Unit] = []
        for piece, voice in text:
            for number, part in enumerate(said(piece).split("\n")):
                if number:
                    lines += self._broken(paragraph, style, width)
                    paragraph = []
                paragraph += self._splitter.units(part, voice, style.size, width)
        lines += self._broken(paragraph, style, width)
        return lines

    def width(self, text: str, voice: str, size: float) -> float:
        """How wide a text is on one line, in points."""
        units = self._splitter.units(text, voice, size, 1e9)
        return sum(unit.width for unit in units) + sum(_spaces(units))

    def line_of_characters(self, text: str, voice: str, size: float) -> tuple[Unit, ...]:
        """Every character as a unit of its own, for figures on a fixed pitch."""
        return self._splitter.units(text, voice, size, 0.0)

    def one_line(self, text: str | Sequence[Span], style: Style, start: float = 0.0) -> Line:
        """The text on one line, however wide; `start` is where it begins."""
        if isinstance(text, str):
            text = ((text, style.voice),)
        units: list[Unit] = []
        for piece, voice in text:
            units += self._splitter.units(said(piece).replace("\n", " "), voice, style.size, 1e9)
        spaces = _spaces(units)
        width = sum(unit.width for unit in units) + sum(spaces)
        return Line(units, spaces, start, width, style.leading, style.size)

    def fitted(self, text: str | Sequence[Span], style: Style, width: float, least: float = 5.0) -> Line:
        """The text on one line, set smaller by half points until it fits `width` (not below `least` points)."""
        line = self.one_line(text, style)
        while line.width > width and style.size > least:
            style = style._replace(size=style.size - 0.5)
            line = self.one_line(text, style)
        return line

    def _broken(self, units: list[Unit], style: Style, width: float) -> list[Line]:
        if not units:
            return [Line((), (), 0.0, 0.0, style.leading, style.size)]
        spaces = _spaces(units)
        ends = _line_ends(units, spaces, width, style.indent)
        lines, start = [], 0
        for end in ends:
            indent = style.indent if start == 0 else 0.0
            lines.append(
                _line(units[start:end], spaces[start:end], style, width - indent, indent, end == len(units), start)
            )
            start = end
        return lines


def _spaces(units: Sequence[Unit]) -> list[float]:
    if not units:
        return []
    spaces = [0.0]
    before = units[0].last
    for unit in units[1:]:
        kind = unit.first
        if before & (CLOSING | OPENING | LATIN) or kind & LATIN:
            spaces.append(meeting(before, kind, unit.size))
        else:
            spaces.append(0.0)
        before = unit.last
    return spaces


def _line_ends(units: Sequence[Unit], spaces: Sequence[float], width: float, indent: float) -> list[int]:
    """Where each line ends, greedily: as many units as fit, a closing mark at the end counted at half its width."""
    ends: list[int] = []
    start, count = 0, len(units)
    while start < count:
        room = width - (indent if start == 0 else 0.0) + 0.01
        end = _furthest(units, spaces, start, room, first_line=start == 0)
        ends.append(end)
        start = end
        while start < count and units[start].text == " ":
            start += 1  # a space between two lines is drawn on neither
            ends[-1] = start
    if len(ends) > 1:
        _lend_to_the_last(units, ends)
    return ends


def _furthest(units: Sequence[Unit], spaces: Sequence[float], start: int, room: float, *, first_line: bool) -> int:
    count = len(units)
    first = units[start]
    used = first.width
    if first.first & OPENING and first.first & HALF_EMPTY and not first_line:
        used -= 0.5 * first.size
    best = 0
    at = start
    while True:
        unit = units[at]
        if used > room and used - (0.5 * unit.size if _can_be_half(unit) else 0.0) > room:
            break
        at += 1
        if at == count:
            return count
        after = units[at]
        if may_break(unit, after):
            best = at
        used += spaces[at] + after.width
    if best > start:
        return best
    return max(at, start + 1)  # nothing may break: rather an ugly line than one beyond the frame


def _can_be_half(unit: Unit) -> bool:
    return bool(unit.last & CLOSING and unit.last & HALF_EMPTY)


def _lend_to_the_last(units: Sequence[Unit], ends: list[int]) -> None:
    """The last line is never one character (and marks): the line above gives one."""
    start = ends[-2]
    last = [unit for unit in units[start:] if not unit.last & (CLOSING | OPENING | SPACE)]
    if len(last) > 1 or any(len(unit.text) > 1 for unit in last):
        return
    lowest = ends[-3] if len(ends) > 2 else 0
    for end in range(start - 1, max(lowest + 1, start - 5), -1):
        if may_break(units[end - 1], units[end]):
            ends[-2] = end
            return


def _line(
    units: Sequence[Unit],
    spaces: Sequence[float],
    style: Style,
    room: float,
    indent: float,
    is_last: bool,
    position: int,
) -> Line:
    while units and units[-1].text == " ":
        units, spaces = units[:-1], spaces[:-1]
    if not units:
        return Line((), (), indent, 0.0, style.leading, style.size)
    shift = 0.0
    if position and units[0].first & OPENING and units[0].first & HALF_EMPTY:
        shift = -0.5 * units[0].size
    if position or spaces[0]:
        spaces = [0.0, *spaces[1:]]
    width = sum([unit.width for unit in units]) + sum(spaces) + shift
    if width > room and _can_be_half(units[-1]):
        width = max(room, width - 0.5 * units[-1].size)
        missing = sum([unit.width for unit in units]) + sum(spaces) + shift - 0.5 * units[-1].size
        slack = width - missing
    else:
        slack = room - width
    if style.justified and not is_last and slack > 0.01:
        spaces, added = _stretched(units, spaces, slack)
        width += added if width < room else 0.0
    start = indent + shift
    if style.aligned == "centre":
        start += (room - width) / 2
    elif style.aligned == "right":
        start += room - width
    return Line(units, spaces, start, width, style.leading, style.size)


def _stretched(units: Sequence[Unit], spaces: Sequence[float], slack: float) -> tuple[list[float], float]:
    open_to_it = [at for at in range(1, len(units)) if not is_ascii_pair(units[at - 1], units[at])]
    if not open_to_it:
        return list(spaces), 0.0
    gap = min(slack / len(open_to_it), WIDEST_GAP * units[0].size)
    stretched = list(spaces)
    for at in open_to_it:
        stretched[at] += gap
    return stretched, gap * len(open_to_it)
