"""Draws the score sheet, landscape in an upright stack: header, rows, merged cells at the left, frame and rules."""

from collections.abc import Sequence

from app.reports.content import ScoreSheet
from app.reports.flow import Flow
from app.reports.paragraph import Line, Style
from app.reports.sheet_pages import pages_of_sheet
from app.reports.sheet_rows import SheetSetter
from app.reports.tables import EDGE, OUTER, Row


def draw_score_sheet(flow: Flow, sheet: ScoreSheet, particulars: str, running: str) -> list[tuple[str, str]]:
    """Section 三 on landscape pages of its own. Gives back the reasons too long for their cells, by item code."""
    page = flow.new_page(landscape=True)
    title = Style("hei", 15.75, 20)
    side = Style("song", 9, 20)
    heading = flow.text.one_line(flow.mark(flow.section("考评计分表")), title)
    flow.page.pen.line(heading, page.left, page.top)
    given = flow.text.fitted(particulars, side, page.width - heading.width - 12)
    flow.page.pen.line(given, page.left + page.width - given.width, page.top + 1)
    flow.y += 25
    setter, pages = pages_of_sheet(flow.text, sheet, flow.room, page.height)
    for number, rows in enumerate(pages):
        if number:
            flow.new_page(landscape=True, running=running)
        draw_sheet_page(flow, setter, rows, pages[number - 1] if number else [])
    return list(dict.fromkeys(setter.long_reasons))


def draw_sheet_page(flow: Flow, setter: SheetSetter, rows: Sequence[Row], before: Sequence[Row]) -> None:
    """One page of rows under the header row, merged cells at the left, frame and rules."""
    pen, left, grid = flow.page.pen, flow.page.left, setter.grid
    top = flow.y
    header = setter.header()
    grid.fill(pen, [header, *rows], left, top)
    grid.draw(pen, header, left, top)
    y = top + header.height
    pen.rule(left, y, left + grid.width, y, EDGE)
    start = y
    for number, row in enumerate(rows):
        grid.draw(pen, row, left, y)
        y += row.height
        following = rows[number + 1] if number + 1 < len(rows) else None
        if setter.has_dimensions and row.group >= 0 and (following is None or following.group != row.group):
            again = bool(before) and before[-1].group == row.group and rows[0].group == row.group
            _draw_group(flow, setter, row, again, start, y)
        if following is not None:
            inside = setter.has_dimensions and row.group >= 0 and following.group == row.group
            pen.rule(left + (grid.edges[2] if inside else 0), y, left + grid.width, y, row.edge)
            if not inside:
                start = y
    pen.box(left, top, grid.width, y - top, OUTER)
    flow.y = y


def _draw_group(flow: Flow, setter: SheetSetter, row: Row, again: bool, start: float, end: float) -> None:
    pen, left, grid = flow.page.pen, flow.page.left, setter.grid
    for cell in setter.group_cells(row, again):
        middle = (start + end - cell.height) / 2
        for entry in cell.stack:
            if isinstance(entry, Line):
                pen.line(entry, left + grid.edges[cell.first] + grid.padding.side, middle)
            middle += entry.leading
        right = left + grid.edges[cell.first + 1]
        pen.rule(right, start, right, end)
