"""交接清单: what was handed over in which bundle, what the successor does, and three places to sign."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.reports.content import every_text
from app.reports.document import Sheets
from app.reports.flow import Flow, Workbench
from app.reports.paragraph import Style
from app.reports.pen import MM
from app.reports.tables import INNER, OUTER, Grid, Padding, Row
from app.reports.wording import day
from app.reports.workbench import installed_workbench

_TITLE = Style("title", 22, 36, aligned="centre")
_LABEL = Style("hei", 10.5, 16, aligned="centre")
_VALUE = Style("song", 10.5, 16)
_HEAD = Style("hei", 12, 22)
_TEXT = Style("song", 11, 18, justified=True)
_ROW_MM, _SIGN_ROW_MM, _HASH_PIECE = 9, 14, 32

TITLE = "五有自查交接清单"
_SIGNS = ("移交人", "接收人", "监交人")


@dataclass(frozen=True, slots=True)
class HandoverSheet:
    """What the sheet says; `lines` are pairs of a word and what stands beside it, `steps` what is to be done next."""

    office: str
    made_on: date
    sha256: str
    lines: tuple[tuple[str, str], ...]
    steps: tuple[str, ...]


def render_handover_sheet(sheet: HandoverSheet, bench: Workbench | None = None) -> bytes:
    """One A4 page to be signed and filed. Raises CharactersWithoutFont."""
    bench = bench or installed_workbench()
    bench.library.check([*every_text(sheet), TITLE])
    flow = Flow(bench, Sheets(bench.library))
    page = flow.new_page()
    flow.y = 24 * MM
    flow.lines(flow.text.lines(TITLE, _TITLE, page.width))
    flow.y += 3 * MM
    _particulars(flow, sheet)
    flow.y += 5 * MM
    flow.lines(flow.text.lines("接下来怎么做", _HEAD, page.width))
    _steps(flow, sheet.steps)
    flow.y += 4 * MM
    _signs(flow)
    return flow.sheets.to_bytes(TITLE)


def _particulars(flow: Flow, sheet: HandoverSheet) -> None:
    grid = Grid(flow.text, (30, 126), Padding(3.4, 4, 4.4))
    digest = " ".join(sheet.sha256[start : start + _HASH_PIECE] for start in range(0, len(sheet.sha256), _HASH_PIECE))
    pairs = (("单位", sheet.office), ("日期", day(sheet.made_on)), *sheet.lines, ("SHA-256", digest))
    rows = [
        grid.row([grid.cell(0, word, _LABEL), grid.cell(1, value, _VALUE)], _ROW_MM * MM, edge=INNER)
        for word, value in pairs
    ]
    _draw(flow, grid, rows)


def _steps(flow: Flow, sentences: Sequence[str]) -> None:
    hang = 18.0
    for number, sentence in enumerate(sentences, 1):
        flow.page.pen.line(flow.text.one_line(f"{number}.", _TEXT), flow.page.left, flow.y)
        for line in flow.text.lines(sentence, _TEXT, flow.page.width - hang):
            flow.page.pen.line(line, flow.page.left + hang, flow.y)
            flow.y += line.leading


def _signs(flow: Flow) -> None:
    grid = Grid(flow.text, (26, 26, 26, 26, 26, 26), Padding(3.4, 4, 4.4))
    words = [text for sign in _SIGNS for text in (sign, "")]
    dates = [text for _sign in _SIGNS for text in ("日期", "")]
    rows = [
        grid.row([grid.cell(place, text, _LABEL) for place, text in enumerate(each)], height * MM, edge=INNER)
        for each, height in ((words, _SIGN_ROW_MM), (dates, _ROW_MM))
    ]
    _draw(flow, grid, rows)


def _draw(flow: Flow, grid: Grid, rows: Sequence[Row]) -> None:
    """A table that never leaves its page."""
    pen, left, top = flow.page.pen, flow.page.left, flow.y
    grid.fill(pen, rows, left, top)
    for row in rows:
        grid.draw(pen, row, left, flow.y)
        flow.y += row.height
        if row is not rows[-1]:
            pen.rule(left, flow.y, left + grid.width, flow.y, row.edge)
    pen.box(left, top, grid.width, flow.y - top, OUTER)
