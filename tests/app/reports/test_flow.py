"""Body text on the grid."""

from app.reports.document import Sheets
from app.reports.flow import PITCH, Flow, Workbench
from app.reports.pen import MM


def _flow(bench: Workbench) -> Flow:
    flow = Flow(bench, Sheets(bench.library))
    flow.new_page()
    return flow


def test_twenty_two_lines_of_twenty_eight_characters_fill_a_page(bench: Workbench):
    flow = _flow(bench)
    assert abs(22 * PITCH - 225 * MM) < 0.01
    flow.body("检" * (26 + 21 * 28))
    assert len(flow.sheets.pages) == 1
    assert flow.room < 0.1


def test_one_line_is_never_left_alone_on_either_page(bench: Workbench):
    for used in range(18, 22):
        for lines in range(2, 7):
            flow = _flow(bench)
            flow.y += used * PITCH
            flow.body("检" * (26 + (lines - 1) * 28))
            first = len(flow.sheets.pages[0].pen.operators)
            second = len(flow.sheets.pages[1].pen.operators) if len(flow.sheets.pages) > 1 else 0
            assert first + second == lines
            assert first != 1
            assert second != 1, (used, lines)


def test_a_heading_takes_two_lines_of_what_follows_with_it(bench: Workbench):
    flow = _flow(bench)
    flow.y += 20 * PITCH
    flow.heading("一、检查结果")
    assert len(flow.sheets.pages) == 2
    assert flow.sheets.outline == [("一、检查结果", 2)]


def test_the_way_back_to_the_grid(bench: Workbench):
    flow = _flow(bench)
    flow.y += 1.2 * PITCH
    flow.to_grid()
    assert abs(flow.y - flow.page.top - 2 * PITCH) < 0.1


def test_margins_are_mirrored_for_binding(bench: Workbench):
    sheets = Sheets(bench.library)
    assert [round(sheets.add().left / MM) for _ in range(3)] == [28, 26, 28]
    assert round(sheets.add(landscape=True).top / MM) == 26
