"""Where the score sheet's pages break."""

import json
from dataclasses import replace
from itertools import pairwise

import pytest
from variants import content_with

from app.reports.content import ReportContent, ScoreSheet
from app.reports.flow import Workbench
from app.reports.pen import MM
from app.reports.sheet_pages import closing_stand_alone, pages_of_sheet
from app.reports.sheet_rows import SheetSetter
from app.reports.tables import Row

ROOM = 156 * MM


def _pages(bench: Workbench, sheet: ScoreSheet) -> list[list[Row]]:
    return pages_of_sheet(bench.typesetter, sheet, ROOM - 25, ROOM)[1]


def _check(bench: Workbench, sheet: ScoreSheet) -> None:
    setter = SheetSetter(bench.typesetter, sheet)
    header = setter.header().height
    pages = _pages(bench, sheet)
    for number, page in enumerate(pages):
        assert sum(row.height for row in page) + header <= (ROOM if number else ROOM - 25) + 0.1
        for row, following in pairwise(page):
            if row.keeps_next:
                assert following.group == row.group
        assert not page[-1].keeps_next, "a last item left its subtotal behind"
    assert not closing_stand_alone(pages)


def test_the_worked_case_breaks_as_an_official_table_should(bench: Workbench, content: ReportContent):
    _check(bench, content.sheet)


@pytest.mark.parametrize("extra", range(0, 120, 6))
def test_whatever_the_length_subtotals_and_closing_rows_never_stand_alone(
    bench: Workbench, content: ReportContent, extra: int
):
    dimensions = list(content.sheet.dimensions)
    for place in (0, 4):
        items = list(dimensions[place].items)
        items[-1] = replace(items[-1], criteria=items[-1].criteria + "逐项核对并登记造册。" * (extra // 6))
        dimensions[place] = replace(dimensions[place], items=tuple(items))
    _check(bench, replace(content.sheet, dimensions=tuple(dimensions)))


def test_a_row_is_divided_only_with_two_lines_on_both_sides(bench: Workbench, content: ReportContent):
    first = content.sheet.dimensions[0]
    items = (replace(first.items[0], criteria="逐项核对并登记造册。" * 90), *first.items[1:])
    sheet = replace(content.sheet, dimensions=(replace(first, items=items), *content.sheet.dimensions[1:]))
    pages = _pages(bench, sheet)
    parts = [row for page in pages for row in page if row.code == "1.1"]
    assert len(parts) > 1
    for part in parts:
        for cell in part.cells:
            assert len(cell.stack) != 1 or cell.stays or cell.first == 2
    marks = [len(next(cell for cell in part.cells if cell.first == 7).stack) for part in parts]
    assert marks == [1] + [0] * (len(parts) - 1), "the marks stay with the first part"
    again = next(cell for cell in parts[1].cells if cell.first == 2).stack[0]
    assert "".join(unit.text for unit in again.units) == "1.1（续）"


def test_no_row_is_lost_or_printed_twice(bench: Workbench, content: ReportContent):
    codes = [row.code for page in _pages(bench, content.sheet) for row in page if row.code]
    assert codes == [item.code for dimension in content.sheet.dimensions for item in dimension.items]


def test_a_page_breaks_at_a_subtotal_when_that_costs_little(bench: Workbench, content: ReportContent):
    pages = _pages(bench, content.sheet)
    ends = [page[-1] for page in pages[:-1]]
    assert sum(not row.code for row in ends) >= 3


def test_items_of_another_class_are_no_part_of_the_sheet():
    def classes(raw: dict) -> None:
        raw["classes"] = ["城市", "农村"]
        raw["items"][5]["applies_to"] = ["农村"]

    def urban(answers: dict) -> None:
        answers["unit"]["class"] = "城市"
        del answers["items"]["1.6"]

    content = content_with(classes, urban)
    assert "1.6" not in json.dumps([item.code for one in content.sheet.dimensions for item in one.items])
