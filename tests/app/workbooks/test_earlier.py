"""Last year's table: totals, grades, marks and reasons by the words of its head; the rest is listed and left."""

from datetime import date
from decimal import Decimal

import pytest

from app.domain.unit import Unit
from app.progress import no_progress
from app.workbooks.earlier import EarlierColumn, read_earlier

REGISTER = (Unit("u1", "community", "莲花社区", "329901001"), Unit("u2", "community", "红梅社区"))
ITEMS = (EarlierColumn("1.1", "党组织设置"), EarlierColumn("1.4", "共驻共建议事机构"))


def read(path):
    return read_earlier(path, REGISTER, ITEMS, no_progress)


def test_a_line_gives_total_grade_marks_and_reasons(book):
    head = ("社区名称", "检查日期", "总分", "等次", "1.1", "1.4 共驻共建", "1.4扣分原因", "联系电话")
    table = read(book(head, ("莲花社区", "2025年6月12日", 87.9, "达标", 3.5, "3", "只开1次会", "1234567")))
    [one] = table.results
    assert (one.unit.id, one.day, one.total, one.grade) == ("u1", date(2025, 6, 12), Decimal("87.9"), "达标")
    assert one.marks == {"1.1": Decimal("3.5"), "1.4": Decimal(3)}
    assert one.reasons == {"1.4": "只开1次会"}
    assert [(found.kind, found.detail) for found in table.findings] == [("columns_unread", ("联系电话",))]


@pytest.mark.parametrize(
    ("title", "name"), [("2025年度成绩", "成绩.xlsx"), ("成绩", "2025年考评.xlsx"), ("成绩", "考评2025.xlsx")]
)
def test_a_year_in_the_name_of_sheet_or_file_is_its_last_day(book, title, name):
    [one] = read(book(("社区名称", "总分"), ("莲花社区", 90), title=title, name=name)).results
    assert one.day == date(2025, 12, 31)


def test_items_are_known_by_their_titles_too(book):
    head = ("社区名称", "年度", "党组织设置得分", "党组织设置存在问题")
    [one] = read(book(head, ("莲花社区", 2025, 3, "缺员1名"))).results
    assert (one.marks, one.reasons) == ({"1.1": Decimal(3)}, {"1.1": "缺员1名"})


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (("莲花社区", None, 90), "day_missing"),
        (("莲花社区", "夏天", 90), "bad_day"),
        (("莲花社区", "2025年", "优秀"), "not_a_number"),
        (("莲花社区", "2025年", "=SUM(1,2)"), "formula_without_value"),
        (("不认识社区", "2025年", 90), "unit_unknown"),
    ],
)
def test_a_line_with_an_error_is_told_and_not_read(book, row, kind):
    table = read(book(("社区名称", "检查日期", "总分"), row, ("红梅社区", "2025年", 80)))
    assert [found.kind for found in table.findings if found.severity == "error"] == [kind]
    assert [one.unit.id for one in table.results] == ["u2"]


def test_a_unit_without_any_result_is_no_line(book):
    table = read(book(("社区名称", "总分"), ("莲花社区", None)))
    assert table.results == ()
    assert [found for found in table.findings if found.severity == "error"] == []
