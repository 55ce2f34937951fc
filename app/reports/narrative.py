"""Section 二: what happened in words, and the table that compares dimensions with the self-check and last time."""

from decimal import Decimal
from math import ceil

from app.reports.content import Comparison, DimensionLine, NarrativeParagraph, ReportContent
from app.reports.flow import BODY, PITCH, Flow
from app.reports.paragraph import Span, Style
from app.reports.pen import MM
from app.reports.tables import HEADER_GREY, Grid, Padding, Row, axis_for, draw_table
from app.reports.wording import difference, fixed, trimmed

_HEAD = Style("hei", 10.5, 15, aligned="centre")
_MIDDLE = Style("song", 10.5, 15, aligned="centre")
_LEFT = Style("song", 10.5, 15)
_CLOSEST = 25.5  # points; 22 lines become at most 25
_WIDTHS = (10, 46, 17.5, 20, 20, 21.5, 21)


def draw_narrative(flow: Flow, content: ReportContent) -> None:
    """The narrative on a new page; where a few lines too many would take another page, the lines stand closer."""
    if not content.narrative and content.comparison is None:
        return
    if flow.page.number == 1 or flow.room < 120 * MM:
        flow.new_page()
    else:
        flow.to_grid(4 * MM)  # the result itself went to page 2
    table = None
    if content.comparison is not None and content.dimensions:
        table = _comparison(flow, content.dimensions, content.comparison, content)
    flow.pitch = _pitch_to_fit(flow, content, table)
    flow.heading(flow.section("情况说明"))
    _paragraphs(flow, content.narrative)
    if table is not None:
        flow.y += 2 * MM
        grid, header, rows = table
        draw_table(flow, grid, header, rows, "情况说明（续）")
        flow.to_grid(1.5 * MM)
    _paragraphs(flow, content.narrative_after)
    flow.pitch = PITCH


def _pitch_to_fit(flow: Flow, content: ReportContent, table: tuple[Grid, Row, list[Row]] | None) -> float:
    width, height = flow.page.width, flow.room
    before = 1 + sum(len(flow.text.lines(_spans(one), BODY, width)) for one in content.narrative)
    after = sum(len(flow.text.lines(_spans(one), BODY, width)) for one in content.narrative_after)
    taken = 0.0
    if table is not None:
        _grid, header, rows = table
        taken = header.height + sum(row.height for row in rows) + 3.5 * MM
    pitch = PITCH
    while pitch >= _CLOSEST:
        lines = before + ceil((taken - 0.01) / pitch) + after
        if lines * pitch <= height + 0.01:
            return pitch
        pitch -= 0.1
    return PITCH


def _spans(paragraph: NarrativeParagraph) -> tuple[Span, ...]:
    heading = ((paragraph.heading, "kai"),) if paragraph.heading else ()
    return (*heading, (paragraph.text, "fang"))


def _paragraphs(flow: Flow, paragraphs: tuple[NarrativeParagraph, ...]) -> None:
    for paragraph in paragraphs:
        flow.body(_spans(paragraph), running="情况说明（续）")


def _comparison(
    flow: Flow, lines: tuple[DimensionLine, ...], totals: Comparison, content: ReportContent
) -> tuple[Grid, Row, list[Row]]:
    grid = Grid(flow.text, _WIDTHS, Padding(3.4, 2.4, 2.8))
    places, total_places = content.sheet.places, content.outcome.total_places
    heads = ("序号", "大项", "满分", "自评", "考评", "自评差异", "上次检查")
    header = grid.row([grid.cell(n, head, _HEAD) for n, head in enumerate(heads)], fill=HEADER_GREY, edge=0.8)
    columns = [_figures(line, places) for line in lines]
    last = (
        trimmed(content.outcome.full_marks),
        fixed(totals.self_total, total_places),
        fixed(totals.total, total_places),
        _gap(totals.self_total, totals.total, total_places),
        fixed(totals.previous_total, total_places),
    )
    axes = [
        axis_for(grid.text, [row[n] for row in (*columns, last)], _MIDDLE, grid.edges[n + 3] - grid.edges[n + 2])
        for n in range(5)
    ]
    rows: list[Row] = []
    for line, figures in zip(lines, columns, strict=True):
        cells = [grid.cell(0, line.ordinal, _MIDDLE), grid.cell(1, line.title, _LEFT)]
        cells += [grid.figure(n + 2, value, _LEFT, axes[n]) for n, value in enumerate(figures)]
        rows.append(grid.row(cells))
    cells = [grid.cell(0, "总分", _HEAD, 1)]
    cells += [grid.figure(n + 2, value, _HEAD._replace(aligned="left"), axes[n]) for n, value in enumerate(last)]
    rows.append(grid.row(cells))
    return grid, header, rows


def _figures(line: DimensionLine, places: int) -> tuple[str, ...]:
    return (
        trimmed(line.full_marks),
        fixed(line.self_marks, places),
        fixed(line.marks, places),
        _gap(line.self_marks, line.marks, places),
        fixed(line.previous_marks, places),
    )


def _gap(own: Decimal | None, marks: Decimal | None, places: int) -> str:
    return "—" if own is None or marks is None else difference(own - marks, places)
