"""A list becomes a workbook with its head, its numbers and days; the log tells that it went out in clear."""

from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from app.errors import TargetFailed
from app.services.list_export import export_list
from app.store import audit

HEAD = [("单位", 24), ("检查日期", 14), ("总分", 8)]
ROWS = [["莲花社区", date(2026, 1, 8), Decimal("87.9")], ["=1+1", None, None]]


def test_words_days_and_marks_stay_what_they_are(demo, tmp_path):
    target = tmp_path / "检查表.xlsx"
    assert export_list(demo, "检查", HEAD, ROWS, target) == 2
    sheet = openpyxl.load_workbook(target).active
    assert sheet.title == "检查（演练）"
    assert [cell.value for cell in sheet[1]] == ["单位", "检查日期", "总分"]
    assert [sheet["A2"].value, sheet["B2"].value.date(), sheet["C2"].value] == ["莲花社区", date(2026, 1, 8), 87.9]
    assert (sheet["A3"].value, sheet["A3"].data_type) == ("=1+1", "s")


def test_a_real_office_has_no_drill_on_its_sheet_and_the_log_tells(office, tmp_path):
    export_list(office, "检查", HEAD, ROWS, tmp_path / "a.xlsx")
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames == ["检查"]
    told = audit.entries(office.store, 1)[0]
    assert (told.act, told.about) == ("list exported in clear", "检查")


def test_nothing_is_left_where_it_cannot_be_put(demo, tmp_path):
    with pytest.raises(TargetFailed):
        export_list(demo, "检查", HEAD, ROWS, tmp_path / "no" / "a.xlsx")
