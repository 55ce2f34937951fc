"""The calculation under the marks (计分过程): steps that stay whole, new lines that begin with an arrow."""

import re
from collections.abc import Sequence

from app.reports.paragraph import Line, Style, Typesetter

TRACE = Style("song", 7.5, 10.6)
_ARROW = re.compile(r"\s*→\s*")
_MINUS = re.compile(r"(?<![\dA-Za-z])-(?=\d)")


def steps_of(trace: Sequence[str]) -> list[str]:
    """The steps as printed: one arrow between two of them, none before the first, a true minus sign."""
    steps: list[str] = []
    for entry in trace:
        steps += [step for step in _ARROW.split(_MINUS.sub("−", entry).strip()) if step]
    return steps


def trace_lines(text: Typesetter, trace: Sequence[str], width: float) -> list[Line]:
    """Steps to lines: a step that fits a line is never cut, and the base never stands alone."""
    steps = steps_of(trace)
    lines: list[Line] = []
    line = ""
    for number, step in enumerate(steps):
        piece = f"→{step}" if number else step
        if not line or text.width(line + piece, TRACE.voice, TRACE.size) <= width:
            line += piece
        elif number == 1 and text.width(line, TRACE.voice, TRACE.size) < width / 3:
            line += piece  # a short base with the first step, however long
        else:
            lines += text.lines(line, TRACE, width)
            line = piece
        if text.width(line, TRACE.voice, TRACE.size) > width:
            broken = text.lines(line, TRACE, width)
            lines += broken[:-1]
            line = "".join(unit.text for unit in broken[-1].units)
    if line:
        lines += text.lines(line, TRACE, width)
    return lines
