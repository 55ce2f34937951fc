"""上次结果: references beside an inspection; what was signed here goes first, nothing is counted."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import Workbook, load_workbook

from app.domain.inspection import Change
from app.errors import FiguresChanged, ImportHasErrors
from app.services.demo import do_main_job, fill_in
from app.services.earlier import (
    apply_earlier_import,
    last_earlier_import,
    plan_earlier_import,
    save_earlier_template,
    undo_earlier_import,
)
from app.services.home import home_view
from app.services.inspections import answer, open_inspection
from app.services.pages import _previous
from app.services.reports import pages_to_show
from app.services.units import units_overview

HEAD = ("单位名称", "检查日期", "总分", "等次", "1.4", "1.4扣分原因")


@pytest.fixture
def table(tmp_path):
    def write(*rows, head=HEAD, name="去年.xlsx"):
        book = Workbook()
        for row in (head, *rows):
            book.worksheets[0].append(row)
        book.save(tmp_path / name)
        return tmp_path / name

    return write


def line(unit="莲花社区", day="2025年6月12日", total=87.9, marks=3, reason="只开1次会"):
    return (unit, day, total, "达标", marks, reason)


def brought_in(workspace, path, kind="previous"):
    return apply_earlier_import(workspace, plan_earlier_import(workspace, path), kind)


def draft(workspace, unit="莲花社区"):
    return fill_in(workspace, {"unit": unit, "answers": {"items": {}}}, "district")


def test_an_imported_result_stands_beside_an_inspection_and_says_so(demo, table):
    assert brought_in(demo, table(line())) == 1
    last = draft(demo).previous
    assert (last.visited_on, last.total, last.is_imported) == (date(2025, 6, 12), Decimal("87.9"), True)
    assert (last.item_marks, last.item_reasons) == ({"1.4": Decimal(3)}, {"1.4": "只开1次会"})
    assert _previous(draft(demo, "柳河社区")) is None
    assert _previous(replace(draft(demo, "桂园社区"), previous=last)).label == "2025年检查（导入）"


def test_an_imported_result_counts_nowhere(demo, table):
    before = home_view(demo).coverage
    brought_in(demo, table(line(), line("柳河社区")))
    assert home_view(demo).coverage == before
    rows = {row.unit.name: row for row in units_overview(demo).rows}
    assert rows["莲花社区"].imported_last == (date(2025, 6, 12), Decimal("87.9"))
    assert (rows["莲花社区"].inspection, rows["莲花社区"].last_total, rows["莲花社区"].is_owed) == (None, None, True)


def test_what_was_signed_here_goes_before_what_was_imported(demo, table):
    signed = do_main_job(demo).opened
    brought_in(demo, table(line(signed.unit.name)))
    from app.domain.inspection import Inspector
    from app.services.inspections import NewInspection, start_inspection

    team = signed.inspection.inspectors
    assert isinstance(team[0], Inspector)
    new = NewInspection(
        signed.unit.id, "district", team, team[0].person_id, demo.today(), second_visit_reason="群众有反映"
    )
    again = open_inspection(demo, start_inspection(demo, new).id)
    assert not again.previous.is_imported
    assert again.previous.inspection_id == signed.inspection.id


def test_a_result_of_a_later_day_is_no_last_time(demo, table):
    brought_in(demo, table(line(day="2099-01-01")))
    assert draft(demo).previous is None


def test_an_imported_self_check_is_compared_and_stays_out_of_the_report(demo, table):
    brought_in(demo, table(line(total=100)), "self")
    opened = draft(demo)
    assert (opened.self_check.total, opened.self_check.is_imported) == (Decimal(100), True)
    opened = answer(demo, opened, Change("items", "1.4", {"facts": {}}))
    assert pages_to_show(demo, opened.inspection.id).pages > 0
    fill_in(demo, {"unit": "莲花社区", "answers": {"items": {"1.4": {"facts": {}}}}}, "self")
    assert not open_inspection(demo, opened.inspection.id).self_check.is_imported


def test_the_same_table_once_more_changes_nothing_and_another_kind_is_new(demo, table):
    path = table(line())
    brought_in(demo, path)
    plan = plan_earlier_import(demo, path)
    assert [action for _read, action in plan.actions("previous")] == ["same"]
    assert [action for _read, action in plan.actions("self")] == ["new"]
    changed = plan_earlier_import(demo, table(line(total=80)))
    assert [action for _read, action in changed.actions("previous")] == ["changed"]


def test_errors_stop_the_import_until_their_lines_are_left_out(demo, table):
    plan = plan_earlier_import(demo, table(line(total="优秀"), line("柳河社区")))
    with pytest.raises(ImportHasErrors):
        apply_earlier_import(demo, plan, "previous")
    assert apply_earlier_import(demo, plan.without_errors(), "previous") == 1
    assert draft(demo).previous is None


def test_another_import_meanwhile_makes_the_plan_worthless(demo, table):
    plan = plan_earlier_import(demo, table(line()))
    brought_in(demo, table(line(total=1), name="另一份.xlsx"))
    with pytest.raises(FiguresChanged):
        apply_earlier_import(demo, plan, "previous")


def test_an_import_is_taken_back(demo, table):
    brought_in(demo, table(line()))
    undo_earlier_import(demo, last_earlier_import(demo).id)
    assert draft(demo).previous is None
    assert last_earlier_import(demo) is None


def test_the_template_can_be_filled_in_and_read(demo, tmp_path):
    path = tmp_path / "模板.xlsx"
    count = save_earlier_template(demo, path)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    assert sheet.max_row == count + 1
    words = [cell.value for cell in sheet[1]]
    sheet.cell(2, words.index("检查日期") + 1, "2025年")
    sheet.cell(2, words.index("总分") + 1, 88)
    sheet.cell(2, words.index("1.4扣分原因") + 1, "只开1次会")
    book.save(path)
    plan = plan_earlier_import(demo, path)
    assert plan.findings == ()
    assert [(read.total, read.reasons) for read in plan.table.results] == [(Decimal(88), {"1.4": "只开1次会"})]
