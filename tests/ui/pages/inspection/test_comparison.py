"""The strip beside an item: what the unit gave itself, what was found last time."""

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.services.opened import Comparison
from ui.pages.inspection.comparison import ComparisonStrip

OWN = Comparison("i-1", date(2026, 1, 2), Decimal(93), {"1.4": Decimal(4), "1.5": None}, {})
LAST = Comparison("i-2", date(2025, 6, 12), Decimal(88), {"1.4": Decimal(3)}, {"1.4": "联席会议少1次"})


@pytest.fixture
def strip(qtbot: QtBot) -> ComparisonStrip:
    """A strip on the screen."""
    strip = ComparisonStrip()
    qtbot.addWidget(strip)
    strip.resize(700, 40)
    strip.show()
    return strip


def words(strip: ComparisonStrip) -> str:
    """What is to be read."""
    return " ".join(label.text() for label in strip.findChildren(QLabel) if not label.isHidden())


@pytest.mark.parametrize(
    ("marks", "said"), [("2.5", "本次低 1.5"), ("4", "与本次相同"), ("4.5", "本次高 0.5"), (None, "自评 4")]
)
def test_the_difference_to_the_self_check_is_named(strip: ComparisonStrip, marks: str | None, said: str) -> None:
    strip.show_item("1.4", None if marks is None else Decimal(marks), OWN, LAST)
    assert said in words(strip)
    assert "上次 3 2025年6月12日：联席会议少1次" in words(strip)


def test_without_a_reason_last_time_nothing_was_wrong(strip: ComparisonStrip) -> None:
    strip.show_item("1.4", Decimal(3), None, Comparison("i-3", date(2025, 6, 12), None, {"1.4": Decimal(4)}))
    assert "无问题" in words(strip)
    assert "自评" not in words(strip)


def test_with_nothing_to_compare_there_is_no_strip(strip: ComparisonStrip) -> None:
    strip.show_item("2.1", Decimal(3), OWN, LAST)
    assert strip.isHidden()
    strip.show_item("1.5", Decimal(3), OWN, None)
    assert "自评 —" in words(strip)
