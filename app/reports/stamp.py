"""What a digital signature looks like on the page: drawn strokes as vectors, who, when, under which certificate."""

from collections.abc import Sequence

from app.reports.document import Sheets
from app.reports.flow import Workbench
from app.reports.furniture import watermark
from app.reports.paragraph import Style
from app.reports.pen import MM, Pen, Stroke
from app.reports.sign_off import NAME_ROW_MM
from app.reports.workbench import installed_workbench

_TINY = Style("song", 7.5, 9.6)
_KAI = Style("kai", 22, 26)
_UNDER_MM = 11.4


def render_signature_appearance(
    strokes: Sequence[Stroke],
    name: str,
    post: str,
    time_text: str,
    certificate_text: str,
    size_mm: tuple[float, float],
    *,
    note: str = "屏幕手写，已附数字签名",
    drill: bool = False,
    bench: Workbench | None = None,
) -> bytes:
    """A PDF of one page of `size_mm`, drawn over a sign field of that size; without strokes the name is set in 楷.

    A high place (an inspector's) keeps the row free in which the report prints the name. Raises CharactersWithoutFont.
    """
    bench = bench or installed_workbench()
    bench.library.check((name, post, time_text, certificate_text, note))
    sheets = Sheets(bench.library)
    width, height = size_mm[0] * MM, size_mm[1] * MM
    page = sheets.add_sized(width, height)
    page.size = (width, height)
    if drill:
        watermark(page.back, bench.typesetter, width, height)
    note = note if strokes else note.replace("屏幕手写，", "")
    about = "　".join(part for part in (name, post) if part)
    said = [part for part in (time_text, certificate_text, note) if part]
    if height > 0.6 * width:
        line = height - (NAME_ROW_MM + _UNDER_MM) * MM
        _signed(page.pen, bench, strokes, name, (4, 0.25 * line, width - 8, 0.72 * line))
        _lines(page.pen, bench, said, 0, height - _UNDER_MM * MM + 1, width)
    else:
        share = 0.42 if width > 4 * height else 0.5
        words = [about, *said]
        _signed(page.pen, bench, strokes, name, (width * (1 - share * 0.88), 2, width * share * 0.78, height * 0.66))
        _lines(page.pen, bench, words, 0, max(0.0, height - 1 - 9.6 * len(words)), width * (1 - share) - 2)
    return sheets.to_bytes("签名")


def _signed(
    pen: Pen, bench: Workbench, strokes: Sequence[Stroke], name: str, box: tuple[float, float, float, float]
) -> None:
    x, y, width, height = box
    if strokes:
        pen.strokes(strokes, x, y, width, height)
        return
    style = _KAI
    line = bench.typesetter.one_line(name, style)
    while (line.width > width or style.size > height) and style.size > 6:
        style = style._replace(size=style.size - 1)
        line = bench.typesetter.one_line(name, style)
    pen.line_on(line, x + (width - line.width) / 2, y + height - 2)


def _lines(pen: Pen, bench: Workbench, said: Sequence[str], x: float, y: float, width: float) -> None:
    for text in said:
        style = _TINY
        while bench.typesetter.width(text, style.voice, style.size) > width and style.size > 4:
            style = style._replace(size=style.size - 0.5)
        pen.line(bench.typesetter.one_line(text, style), x, y)
        y += _TINY.leading
