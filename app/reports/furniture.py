"""What stands around the type area of every page: page number, check code, running head, drill marks, 密级."""

from collections.abc import Sequence
from typing import Protocol

from app.reports.check_code import in_groups, page_check_code
from app.reports.document import A4, Page
from app.reports.paragraph import Style, Typesetter
from app.reports.pen import MM, Pen

_NUMBER = Style("song", 14, 14)
_SMALL = Style("song", 7.5, 14)
_CODE = Style("hei", 9, 14)
_RUNNING = Style("song", 9, 12)
_DRILL = Style("hei", 10.5, 12)
_DRILL_NOTE = Style("song", 7.5, 12)
_SECRECY = Style("hei", 15.75, 20)
_WATERMARK = Style("title", 150, 150)
_HEAD_BOX_MM = (15, 6.4)


class Furnished(Protocol):
    """What the margins of a document say: a report, a letter, a summary."""

    @property
    def rid(self) -> str:
        """The id that its check codes are made from."""

    @property
    def number(self) -> str:
        """Its 文号."""

    @property
    def drill(self) -> bool:
        """Whether every page is marked as practice."""

    @property
    def secrecy(self) -> str:
        """Its 密级, empty for none."""


def furnish_all(pages: Sequence[Page], text: Typesetter, content: Furnished) -> tuple[str, ...]:
    """Draw the margins of every page of a document and give back the check codes, in the order of the pages."""
    return tuple(
        furnish(
            page,
            text,
            rid=content.rid,
            pages=len(pages),
            label=content.number,
            drill=content.drill,
            secrecy=content.secrecy,
        )
        for page in pages
    )


def furnish(page: Page, text: Typesetter, *, rid: str, pages: int, label: str, drill: bool, secrecy: str = "") -> str:
    """Draw the margins of a page and give back its check code; `label` is the 文号 or what the sheet is (空白表)."""
    code = page_check_code(rid, page.number, pages)
    _foot(page, text, code, label, pages)
    middle = page.top - 7.8 * MM
    if page.running:
        room = page.width - (62 * MM if drill else 0)
        page.pen.line(text.fitted(page.running, _RUNNING, room), page.left, middle - 6)
    if secrecy:
        page.pen.line(text.one_line(secrecy, _SECRECY), page.left, middle - (24 if page.running else 10))
    if drill:
        _mark_as_drill(page, text, middle)
    return code


def _foot(page: Page, text: Typesetter, code: str, label: str, pages: int) -> None:
    odd = page.number % 2 == 1
    left = (28 if odd else 26) * MM
    right = left + 156 * MM
    top = (37 + 225 + 4.4) * MM  # the text itself 7 mm under the type area
    pen = page.foot
    number = text.one_line(f"— {page.number} —", _NUMBER)
    pen.line(number, right - 14 - number.width if odd else left + 14, top)
    pieces = [
        text.one_line("页校验码 ", _SMALL),
        text.one_line(in_groups(code), _CODE),
        text.fitted(f"　{label + '　' if label else ''}第{page.number}页，共{pages}页", _SMALL, 80 * MM),
    ]
    x = left if odd else right - sum(piece.width for piece in pieces)
    for piece in pieces:
        pen.line_on(piece, x, top + 7 + 0.38 * _SMALL.size)
        x += piece.width


def _mark_as_drill(page: Page, text: Typesetter, middle: float) -> None:
    width, height = (side * MM for side in _HEAD_BOX_MM)
    right = page.left + page.width
    page.pen.box(right - width, middle - height / 2, width, height, 0.9)
    page.pen.line(text.one_line("演 练", _DRILL), right - width, middle - 6, width, "centre")
    note = text.one_line("本件仅供演练，不作考评依据", _DRILL_NOTE)
    page.pen.line(note, right - width - 5 - note.width, middle - 6)
    watermark(page.back, text, *page.size)


def watermark(pen: Pen, text: Typesetter, width: float, height: float) -> None:
    """演练, large and grey, across the middle of a sheet, behind everything; legible in a 1-bit print."""
    word = text.one_line("演练", _WATERMARK if width > A4[0] / 2 else _WATERMARK._replace(size=30))
    pen.raw(f"q 0.94 g 0.8192 0.5736 -0.5736 0.8192 {width / 2:.2f} {height / 2:.2f} cm")
    pen.line_on(word, -word.width / 2, height + 0.38 * word.size)
    pen.raw("Q")
