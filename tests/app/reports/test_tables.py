"""Cells, rows and plain tables."""

import pytest

from app.reports.document import Sheets
from app.reports.flow import Flow, Workbench
from app.reports.paragraph import Line, Style
from app.reports.pen import MM
from app.reports.tables import Divider, Grid, Padding, Row, axis_for, draw_table, figure_line

TEXT = Style("song", 9, 12.5)


@pytest.fixture
def grid(bench: Workbench) -> Grid:
    return Grid(bench.typesetter, (20, 100, 36), Padding(2.8, 2.2, 2.6))


def _flow(bench: Workbench) -> Flow:
    flow = Flow(bench, Sheets(bench.library))
    flow.new_page()
    return flow


def _row(grid: Grid, words: str, n: int = 0) -> Row:
    return grid.row([grid.cell(0, str(n), TEXT), grid.cell(1, words, TEXT, stays=False), grid.cell(2, "", TEXT)])


def _points(line: Line) -> float:
    """Where the decimal point's left edge stands."""
    x = line.start
    for unit, space in zip(line.units, line.spaces, strict=True):
        x += space
        if unit.text == ".":
            break
        x += unit.width
    return x


def test_figures_stand_on_one_decimal_axis_though_digits_differ_in_width(bench: Workbench):
    style = Style("song", 9, 12.5)
    values = ("11.11", "99.95", "3.5", "20", "−0.25", "111.9")
    axis = axis_for(bench.typesetter, values, style, 60)
    for value in values:
        line = figure_line(bench.typesetter, value, style, axis)
        pitch = 0.562 * 9
        assert _points(line) == pytest.approx(axis, abs=pitch / 4 + 0.1), value


def test_the_figures_of_a_column_are_centred_as_a_whole(bench: Workbench):
    style = Style("song", 9, 12.5)
    line = figure_line(bench.typesetter, "99.99", style, axis_for(bench.typesetter, ("99.99",), style, 60))
    assert line.start + line.width / 2 == pytest.approx(30, abs=0.6)


def test_what_is_no_number_is_centred(grid: Grid):
    cell = grid.figure(0, "—", TEXT, 20)
    assert cell.stack[0].start > 10
    assert grid.figure(0, "", TEXT, 20).stack == ()


def test_a_row_that_fits_or_may_not_be_divided_stays_whole(grid: Grid):
    assert grid.divided(_row(grid, "检查"), 100, lambda _row: None) is None
    stuck = grid.row([grid.cell(1, "检查" * 400, TEXT)])
    assert grid.divided(stuck, 100, lambda _row: None) is None
    short = _row(grid, "检查\n检查\n检查")
    assert grid.divided(short, 30, lambda _row: None) is None, "two lines on both sides need four"


def test_a_divider_never_ends_the_first_part(bench: Workbench, grid: Grid):
    lines = bench.typesetter.lines("检查\n检查\n检查\n检查\n检查", TEXT, 200)
    cell = grid.cell(1, "", TEXT, stays=False)
    stack = (*lines[:3], Divider(), *lines[3:])
    row = grid.row([type(cell)(1, 1, stack, stays=False)])
    first, second = grid.divided(row, 3 * 12.5 + 4.6 + 5, lambda _row: None)
    assert isinstance(first.cells[0].stack[-1], Line)
    assert isinstance(second.cells[0].stack[0], Line)
    assert len(first.cells[0].stack) + len(second.cells[0].stack) == 5


def test_a_row_higher_than_a_page_runs_on_and_the_header_is_repeated(bench: Workbench, grid: Grid):
    flow = _flow(bench)
    header = _row(grid, "表头")
    rows = [
        _row(grid, "第一行"),
        _row(grid, "逐项核对并登记造册。" * 250, 2),
        _row(grid, "第三行", 3),
        _row(grid, "末行", 4),
    ]
    draw_table(flow, grid, header, rows, "（续）")
    assert len(flow.sheets.pages) >= 2
    assert flow.sheets.pages[1].running == "（续）"


def test_a_header_is_never_left_with_a_single_row_below_it(bench: Workbench, grid: Grid):
    flow = _flow(bench)
    header = _row(grid, "表头")
    flow.y = flow.page.top + flow.page.height - header.height - 1.5 * _row(grid, "行").height
    draw_table(flow, grid, header, [_row(grid, "行", n) for n in range(6)], "")
    assert not flow.sheets.pages[0].pen.operators
    assert len(flow.sheets.pages) == 2


def test_an_undividable_row_too_high_for_any_page_is_drawn_once_and_ends(bench: Workbench, grid: Grid):
    flow = _flow(bench)
    flow.y += 20 * MM
    draw_table(flow, grid, None, [grid.row([grid.cell(1, "检查" * 4000, TEXT)])], "")
    assert len(flow.sheets.pages) == 2
