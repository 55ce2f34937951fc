"""The bill names every bound that the sentences leave out, and what it starts from."""

from typing import Any

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.scoring.scheme import load_scheme
from tests.ui.pages.inspection.schemes import RULES, item, scheme
from ui.pages.inspection.bill import Bill

COUNT = {"kind": "count", "effect": "deduct", "points": "1", "unit": "次"}


def words(qtbot: QtBot, **more: Any) -> str:
    """What is to be read on the bill of an item of two rules."""
    rules = [{**COUNT, "cap": "2"}, {**COUNT, "cap": "3", "text": "每次扣1分，最多扣3分"}]
    bill = Bill(load_scheme(scheme([item("1.1", rules, **more)])).items[0], None)
    qtbot.addWidget(bill)
    bill.show_result(None, None)
    bill.show()
    return " ".join(label.text() for label in bill.findChildren(QLabel) if label.isVisible())


def test_a_cap_that_its_sentence_does_not_name_is_named(qtbot: QtBot) -> None:
    read = words(qtbot)
    assert "Alt+1 最多 2 分" in read
    assert "Alt+2 最多" not in read


@pytest.mark.parametrize(
    ("group", "said"),
    [
        ({"cap": "2.5", "pick": "sum"}, "Alt+1、Alt+2 合计最多 2.5 分"),
        ({"cap": None, "pick": "highest"}, "Alt+1、Alt+2 只取最高的一条"),
        ({"cap": "3", "pick": "highest"}, "Alt+1、Alt+2 只取最高的一条，最多 3 分"),
    ],
)
def test_rules_that_are_bounded_together_say_so(qtbot: QtBot, group: dict[str, Any], said: str) -> None:
    assert said in words(qtbot, groups=[{"rules": ["r1", "r2"], **group}])


def test_marks_below_zero_are_announced(qtbot: QtBot) -> None:
    assert "可倒扣" in words(qtbot, floor=None)
    assert "可倒扣" not in words(qtbot)


def test_an_item_of_met_or_not_met_has_no_base(qtbot: QtBot) -> None:
    rule = {"kind": "threshold", "metric": "走访率", "unit": "%", "op": ">=", "line": "80"}
    only = item("1.1", [rule], base="none", full_marks=None)
    loaded = load_scheme(scheme([only], full_marks="0", dimensions=[{"code": "1", "title": "大项", "full_marks": "0"}]))
    bill = Bill(loaded.items[0], None)
    qtbot.addWidget(bill)
    bill.show_result(None, None)
    bill.show()
    assert "只定达标或不达标" in " ".join(label.text() for label in bill.findChildren(QLabel))


def test_every_kind_has_a_row_with_its_key(qtbot: QtBot) -> None:
    loaded = load_scheme(scheme([item("1.1", RULES[:3])])).items[0]
    bill = Bill(loaded, None)
    qtbot.addWidget(bill)
    assert [row.rule.kind for row in bill.rows] == ["flag", "count", "count"]
    assert bill.strike(3) is True
    assert bill.strike(4) is False
