"""Columns of 外部数据 are told by code or title, each with its own source and day where there is one."""

from datetime import date
from decimal import Decimal

import pytest

from app.domain.unit import Unit
from app.progress import no_progress
from app.workbooks.figures import FigureColumn, read_figures

TOWN, VILLAGE = "城市", "农村"
REGISTER = (
    Unit("u1", "community", "莲花社区", class_=TOWN),
    Unit("u2", "community", "红梅社区", class_=VILLAGE),
    Unit("s1", "street", "清风街道"),
)
COLUMNS = (
    FigureColumn("5.4", "a", "external", "社会治安", "综治办评分", Decimal(0), Decimal(3), "区综治办"),
    FigureColumn("5.5", "a", "peer", "群众安全感", "高于平均得1分", classes=(TOWN,)),
    FigureColumn("6.1", "a", "external", "文明创建", "甲", Decimal(0), Decimal(2), is_only=False),
    FigureColumn("6.1", "b", "external", "文明创建", "乙", Decimal(0), Decimal(2), is_only=False),
)


def read(path):
    return read_figures(path, REGISTER, COLUMNS, frozenset({"community"}), no_progress)


@pytest.mark.parametrize("word", ["5.4", "5.4 社会治安", "5.4综治得分", "社会治安", "全年社会治安得分", "５．４"])
def test_a_column_is_known_by_code_or_by_title(book, word):
    [one] = read(book(("社区名称", word), ("莲花社区", 2))).figures
    assert (one.figure.place.code, one.figure.value, one.figure.source) == ("5.4", 2, "区综治办")


@pytest.mark.parametrize("word", ["5.44", "15.4", "6.1 文明创建", "其他"])
def test_a_column_that_is_not_certain_is_none(book, word):
    assert read(book(("社区名称", word), ("莲花社区", 2))).figures == ()


def test_two_rules_of_one_item_are_told_apart_by_their_ids(book):
    found = read(book(("社区名称", "6.1(a)", "6.1（b） 文明创建"), ("莲花社区", 1, 2))).figures
    assert [(one.figure.place.rule, one.figure.value) for one in found] == [("a", 1), ("b", 2)]


def test_an_items_own_source_and_day_stand_before_those_of_the_line(book):
    head = ("社区名称", "5.4", "5.4来源", "5.5", "来源", "日期", "5.5日期")
    found = read(book(head, ("莲花社区", 2, "综治办第3号", 90, "统计局", "2026-01-05", "2025年"))).figures
    assert [(one.figure.source, one.figure.day) for one in found] == [
        ("综治办第3号", date(2026, 1, 5)),
        ("统计局", date(2025, 12, 31)),
    ]


def test_an_item_of_another_class_or_level_is_pointed_out_and_left(book):
    table = read(book(("单位", "5.5", "5.4"), ("红梅社区", 90, 1), ("清风街道", None, 1)))
    assert [one.figure.place.code for one in table.figures] == ["5.4"]
    assert [(one.kind, one.row) for one in table.findings] == [("unit_out_of_scope", 2), ("unit_out_of_scope", 3)]


def test_a_unit_may_take_no_part_in_a_comparison_but_has_to_have_its_marks(book):
    table = read(book(("社区名称", "5.5", "5.4"), ("莲花社区", "不参加", "不参加")))
    assert [(one.figure.place.code, one.figure.value) for one in table.figures] == [("5.5", None)]
    assert [one.kind for one in table.findings] == ["not_a_number"]


def test_a_source_that_is_a_whole_story_is_refused(book):
    table = read(book(("社区名称", "5.4", "来源"), ("莲花社区", 1, "长" * 61)))
    assert [one.kind for one in table.findings] == ["too_long"]
