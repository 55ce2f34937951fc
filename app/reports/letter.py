"""Documents in the form of GB/T 9704: title, addressee, text on the grid, tables, office and date, 版记."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from app.reports.content import every_text
from app.reports.document import Sheets
from app.reports.flow import BODY_SIZE, PITCH, Flow, Workbench
from app.reports.furniture import furnish_all
from app.reports.paragraph import Style
from app.reports.pen import MM
from app.reports.report import RenderedReport
from app.reports.sign_off import SignField
from app.reports.tables import EDGE, HEADER_GREY, Grid, Padding, Row, axis_for, draw_table
from app.reports.workbench import installed_workbench

_TITLE = Style("title", 22, 34, aligned="centre")
_NUMBER = Style("fang", BODY_SIZE, PITCH, aligned="centre")
_PLAIN = Style("fang", BODY_SIZE, PITCH, justified=True)
_HEAD = Style("hei", 10.5, 14.6, aligned="centre")
_TEXT = Style("song", 10.5, 14.6, justified=True)
_MIDDLE = Style("song", 10.5, 14.6, aligned="centre")
_LEFT = Style("song", 10.5, 14.6)
_IMPRINT = Style("fang", 14, 22)


@dataclass(frozen=True, slots=True)
class LetterParagraph:
    """`level` 1: 一、 in 黑; 2: （一） in 楷, the text behind it; 0: body. `lead` is the heading."""

    text: str
    lead: str = ""
    level: Literal[0, 1, 2] = 0


@dataclass(frozen=True, slots=True)
class LetterColumn:
    """A column of a table in a letter; widths are scaled to the type area."""

    head: str
    width: float
    kind: Literal["text", "centre", "figure"] = "text"


@dataclass(frozen=True, slots=True)
class LetterTable:
    """A table in a letter; `least_mm` leaves room in its rows to write by hand."""

    columns: tuple[LetterColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    least_mm: float = 0.0


@dataclass(frozen=True, slots=True)
class LetterContent:
    """A document, whole. `places` are lines to sign at its end (签名 and date), each a field to sign digitally."""

    rid: str
    number: str
    title: tuple[str, ...]
    addressee: str
    parts: tuple[LetterParagraph | LetterTable, ...]
    office: str = ""
    date: str = ""  # 2026年9月16日
    attachments: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    place_mm: float = 12.0  # how high a place is; a digital signature needs 17
    copies_to: str = ""
    issued: str = ""  # 示例区委组织部　2026年9月16日印发
    drill: bool = False
    secrecy: str = ""
    made_at: datetime | None = None


def render_letter(content: LetterContent, bench: Workbench | None = None) -> RenderedReport:
    """Lay out a document on the grid. The same content gives the same bytes. Raises CharactersWithoutFont."""
    bench = bench or installed_workbench()
    bench.library.check(every_text(content))
    flow = Flow(bench, Sheets(bench.library))
    page = flow.new_page()
    for line in content.title:
        flow.lines(flow.text.lines(line, _TITLE, page.width))
    if content.number:
        flow.lines(flow.text.lines(content.number, _NUMBER, page.width))
    flow.to_grid()
    if content.addressee:
        flow.lines(flow.text.lines(f"{content.addressee}：", _PLAIN, page.width))
    for part in content.parts:
        if isinstance(part, LetterTable):
            _table(flow, part)
        else:
            _paragraph(flow, part)
    fields = _end(flow, content)
    codes = furnish_all(flow.sheets.pages, flow.text, content)
    pdf = flow.sheets.to_bytes(" ".join((content.number, *content.title)).strip(), content.made_at)
    return RenderedReport(pdf, len(codes), codes, fields)


def _paragraph(flow: Flow, part: LetterParagraph) -> None:
    if part.level == 1:
        flow.heading(part.lead)
        if part.text:
            flow.body(part.text)
    else:
        lead = ((part.lead, "kai" if part.level == 2 else "fang"),) if part.lead else ()
        flow.body((*lead, (part.text, "fang")))


def _table(flow: Flow, table: LetterTable) -> None:
    total = sum(column.width for column in table.columns)
    grid = Grid(flow.text, [column.width / total * 156 for column in table.columns], Padding(2.4, 2.6, 3.0))
    heads = [grid.cell(n, column.head, _HEAD) for n, column in enumerate(table.columns)]
    header = grid.row(heads, fill=HEADER_GREY, edge=EDGE)
    axes = [
        axis_for(grid.text, [row[n] for row in table.rows], _LEFT, grid.edges[n + 1] - grid.edges[n])
        for n in range(len(table.columns))
    ]
    rows: list[Row] = []
    for values in table.rows:
        cells = []
        for n, (column, value) in enumerate(zip(table.columns, values, strict=True)):
            if column.kind == "figure":
                cells.append(grid.figure(n, value, _LEFT, axes[n]))
            else:
                style = _TEXT if column.kind == "text" else _MIDDLE
                cells.append(grid.cell(n, value, style, stays=column.kind != "text"))
        rows.append(grid.row(cells, table.least_mm * MM))
    flow.y += 1.5 * MM
    draw_table(flow, grid, header, rows, "（续）")
    flow.to_grid(1.5 * MM)


def _end(flow: Flow, content: LetterContent) -> tuple[SignField, ...]:
    if content.attachments:
        flow.to_grid(PITCH)
        many = len(content.attachments) > 1
        for number, name in enumerate(content.attachments, 1):
            lead = "附件：" if number == 1 else "　　　"
            _kept(flow, 1)
            line = flow.text.lines(f"{lead}{f'{number}.' if many else ''}{name}", _PLAIN._replace(indent=31.5), 442)
            flow.lines(line)
    fields = _places(flow, content.places, content.place_mm) if content.places else ()
    if content.office or content.date:
        _signature(flow, content)
    if content.copies_to or content.issued:
        _imprint(flow, content)
    return fields


def _kept(flow: Flow, lines: int) -> None:
    if flow.room < lines * flow.pitch - 0.01:
        flow.new_page()


def _places(flow: Flow, places: Sequence[str], height_mm: float) -> tuple[SignField, ...]:
    flow.y += 2 * MM
    style = Style("song", 10.5, 14)
    fields = []
    for number, name in enumerate(places):
        if flow.room < height_mm * MM:
            flow.new_page()
        page, foot = flow.page, flow.y + (height_mm - 1.8) * MM
        label = flow.text.fitted(f"{name}（签名）", style, 60 * MM)
        page.pen.line(label, page.left, foot - 5.2 * MM)
        page.pen.rule(page.left + 48 * MM, foot, page.left + 104 * MM, foot, 0.6)
        page.pen.line(flow.text.one_line("　　　年　　月　　日", style), page.left + 108 * MM, foot - 5.2 * MM)
        left, right = page.left + 44 * MM, page.left + 106 * MM
        rect = (left, page.size[1] - foot + 1, right, page.size[1] - flow.y - 1)
        fields.append(SignField(f"sign_{number + 1}_1", page.number - 1, rect, number, 0, name))
        flow.y += height_mm * MM
    return tuple(fields)


def _signature(flow: Flow, content: LetterContent) -> None:
    """The office above the date, centred on it, four characters from the right edge; room for a seal over both."""
    flow.to_grid()
    if flow.room < 4 * PITCH:
        flow.new_page()
    flow.y += 2 * PITCH
    page = flow.page
    date = flow.text.one_line(content.date, _PLAIN)
    right = page.left + page.width - 4 * BODY_SIZE
    middle = right - date.width / 2
    office = flow.text.fitted(content.office, _PLAIN, 2 * (page.left + page.width - middle))
    page.pen.line(office, middle - office.width / 2, flow.y)
    page.pen.line(date, right - date.width, flow.y + PITCH)
    flow.y += 2 * PITCH


def _imprint(flow: Flow, content: LetterContent) -> None:
    """版记 at the foot of the last page: copies, then who issued it and when."""
    lines = []
    if content.copies_to:
        lines.append(flow.text.lines(f"抄送：{content.copies_to}", _IMPRINT, 156 * MM - 28))
    if content.issued:
        lines.append(flow.text.lines(content.issued, _IMPRINT, 156 * MM - 28))
    height = sum(len(part) for part in lines) * _IMPRINT.leading + 4
    if flow.room < height + 6:
        flow.new_page()
    page = flow.page
    y = page.top + page.height - height
    page.pen.rule(page.left, y, page.left + page.width, y, 1.0)
    for number, part in enumerate(lines):
        if number:
            page.pen.rule(page.left, y, page.left + page.width, y, 0.7)
        for line in part:
            page.pen.line(line, page.left + 14, y + 1)
            y += line.leading
    y = page.top + page.height - 1
    page.pen.rule(page.left, y, page.left + page.width, y, 1.0)
