"""The summary report: landscape tables of a campaign, twenty rows a page, ranks and what needs a person's eye in 黑."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from app.reports.content import every_text
from app.reports.document import Sheets
from app.reports.flow import Flow, Workbench
from app.reports.furniture import furnish_all
from app.reports.paragraph import Line, Style
from app.reports.pen import MM
from app.reports.report import RenderedReport
from app.reports.tables import EDGE, HEADER_GREY, INNER, OUTER, Cell, Grid, Padding, Row, axis_for, figure_line
from app.reports.workbench import installed_workbench

_WIDTH_MM = 225.0
_ROW = 5.2 * MM
_TITLE = Style("title", 22, 34, aligned="centre")
_TABLE_TITLE = Style("hei", 15.75, 22, aligned="centre")
_SMALL = Style("song", 9, 15)
_NOTE = Style("song", 9, 13)
_HEAD = Style("hei", 9, 11.5, aligned="centre")
_TEXT = Style("song", 9, 11.5)
_MIDDLE = Style("song", 9, 11.5, aligned="centre")


@dataclass(frozen=True, slots=True)
class SummaryColumn:
    """A column: its head (a newline breaks it), its share of the width, and how its cells stand."""

    head: str
    width: float  # any unit: the widths of a table are scaled to 225 mm
    kind: Literal["text", "centre", "figure"] = "text"
    strong: bool = False  # printed in 黑, as ranks are


@dataclass(frozen=True, slots=True)
class SummaryTable:
    """A table of the summary; `strong` are (row, column) of cells that need a person's eye."""

    title: str
    columns: tuple[SummaryColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    left_note: str = ""
    right_note: str = ""
    strong: frozenset[tuple[int, int]] = frozenset()
    notes: tuple[tuple[str, str], ...] = ()  # lead word in 黑, text


@dataclass(frozen=True, slots=True)
class SummaryContent:
    """A summary report, whole."""

    rid: str
    number: str
    title: str
    tables: tuple[SummaryTable, ...]
    drill: bool = False
    secrecy: str = ""
    made_at: datetime | None = None


def render_summary(content: SummaryContent, bench: Workbench | None = None) -> RenderedReport:
    """Lay out the tables in their order, small ones one under the other. Raises CharactersWithoutFont."""
    bench = bench or installed_workbench()
    bench.library.check(every_text(content))
    flow = Flow(bench, Sheets(bench.library))
    page = flow.new_page(landscape=True)
    if content.title:
        flow.lines(flow.text.lines(content.title, _TITLE, page.width))
    for number, table in enumerate(content.tables):
        _table(flow, table, first=number == 0)
    codes = furnish_all(flow.sheets.pages, flow.text, content)
    return RenderedReport(flow.sheets.to_bytes(content.title, content.made_at), len(codes), codes, ())


def _table(flow: Flow, table: SummaryTable, *, first: bool) -> None:
    grid, header, rows = _set(flow, table)
    heading = 22 + (15 if table.left_note or table.right_note else 0)
    least = heading + header.height + sum(row.height for row in rows[:5])
    if not first:
        if flow.room < least + 4 * MM:
            flow.new_page(landscape=True)
        elif flow.y > flow.page.top:
            flow.y += 4 * MM
    _heading(flow, table)
    waiting, done = list(rows), 0
    while True:
        room = flow.room - header.height
        count, used = 0, 0.0
        while count < len(waiting) and used + waiting[count].height <= room + 0.01:
            used += waiting[count].height
            count += 1
        if len(waiting) - count == 1 and count > 1:
            count -= 1  # the last two rows of a table stay together
        if count == 0 and waiting and flow.y > flow.page.top:
            flow.new_page(landscape=True, running=f"{table.title}（续）")
            continue
        count = max(count, 1) if waiting else 0
        _part(flow, grid, [header, *waiting[:count]], done)
        done += count
        waiting = waiting[count:]
        if not waiting:
            break
        flow.new_page(landscape=True, running=f"{table.title}（续）")
    _notes(flow, table)


def _set(flow: Flow, table: SummaryTable) -> tuple[Grid, Row, list[Row]]:
    total = sum(column.width for column in table.columns)
    widths = [column.width / total * _WIDTH_MM for column in table.columns]
    grid = Grid(flow.text, widths, Padding(2.2, 1.6, 1.6))
    header = grid.row([grid.cell(n, column.head, _HEAD) for n, column in enumerate(table.columns)], fill=HEADER_GREY)
    axes = [
        axis_for(flow.text, [row[n] for row in table.rows], _TEXT, grid.edges[n + 1] - grid.edges[n])
        if column.kind == "figure"
        else 0.0
        for n, column in enumerate(table.columns)
    ]
    rows = []
    for number, values in enumerate(table.rows):
        cells = [
            _cell(grid, n, column, values[n], axes[n], strong=column.strong or (number, n) in table.strong)
            for n, column in enumerate(table.columns)
        ]
        rows.append(grid.row(cells, _ROW))
    return grid, header, rows


def _cell(grid: Grid, n: int, column: SummaryColumn, value: str, axis: float, *, strong: bool) -> Cell:
    voice = "hei" if strong else "song"
    if column.kind == "figure" and value.lstrip("+−")[:1].isdigit():
        line = figure_line(grid.text, value, _TEXT._replace(voice=voice), axis - grid.padding.side)
        return Cell(n, n, (line,))
    style = _TEXT if column.kind == "text" else _MIDDLE
    return grid.cell(n, value, style._replace(voice=voice))


def _heading(flow: Flow, table: SummaryTable) -> None:
    page, text = flow.page, flow.text
    page.pen.line(text.fitted(table.title, _TABLE_TITLE, page.width), page.left, flow.y, page.width, "centre")
    flow.y += _TABLE_TITLE.leading
    if table.left_note or table.right_note:
        right = text.fitted(table.right_note, _SMALL, page.width / 2)
        page.pen.line(text.fitted(table.left_note, _SMALL, page.width - right.width - 9), page.left, flow.y)
        page.pen.line(right, page.left + page.width - right.width, flow.y)
        flow.y += _SMALL.leading


def _part(flow: Flow, grid: Grid, rows: Sequence[Row], done: int) -> None:
    pen, left, top = flow.page.pen, flow.page.left, flow.y
    grid.fill(pen, rows, left, top)
    y = top
    for number, row in enumerate(rows):
        grid.draw(pen, row, left, y)
        y += row.height
        if number < len(rows) - 1:
            fifth = number == 0 or (done + number) % 5 == 0
            pen.rule(left, y, left + grid.width, y, EDGE if fifth else INNER)
    pen.box(left, top, grid.width, y - top, OUTER)
    flow.y = y


def _notes(flow: Flow, table: SummaryTable) -> None:
    lines: list[Line] = []
    for lead, words in table.notes:
        spans = ((lead, "hei"), (f"　{words}", "song")) if lead else ((words, "song"),)
        lines += flow.text.lines(spans, _NOTE, flow.page.width)
    if not lines:
        return
    flow.y += 2
    for line in lines:
        if flow.room < _NOTE.leading:
            flow.new_page(landscape=True, running=f"{table.title}（续）")
        flow.page.pen.line(line, flow.page.left, flow.y)
        flow.y += line.leading
