"""A half-typed value never leaves its line; a wrong one is explained and the old one stays."""

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.fields.entry import DayEntry, Entry, NumberEntry
from ui.widgets.layouts import column


class Line:
    """An entry with another line to go to, and what the entry told."""

    def __init__(self, qtbot: QtBot, entry: Entry) -> None:
        self.entry, self.other, self.window = entry, QLineEdit(), QWidget()
        self.kept: list[object] = []
        self.objections: list[str] = []
        column(entry, self.other, parent=self.window)
        qtbot.addWidget(self.window)
        entry.committed.connect(self.kept.append)
        entry.objected.connect(self.objections.append)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        entry.setFocus(Qt.FocusReason.TabFocusReason)

    def type(self, text: str) -> None:
        """Keys."""
        QTest.keyClicks(self.entry, text)

    def press(self, key: Qt.Key) -> None:
        """One key."""
        QTest.keyClick(self.entry, key)


@pytest.fixture
def number(qtbot: QtBot) -> Line:
    """A line for per cent, with 88 in it."""
    entry = NumberEntry("到会率", "%")
    entry.bound(Decimal(0), Decimal(100))
    entry.show_kept(Decimal(88))
    return Line(qtbot, entry)


def test_nothing_is_told_while_one_types(number: Line) -> None:
    number.type("9")
    assert number.kept == []
    number.type("5.5")
    assert number.kept == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab])
def test_enter_and_tab_keep_what_was_typed(number: Line, key: Qt.Key) -> None:
    number.type("95")
    number.press(key)
    assert number.kept == [Decimal(95)]


def test_leaving_by_mouse_keeps_what_was_typed(number: Line) -> None:
    number.type("95")
    QTest.mouseClick(number.other, Qt.MouseButton.LeftButton)
    number.other.setFocus()
    assert number.kept == [Decimal(95)]


def test_the_same_value_again_is_not_told(number: Line) -> None:
    number.type("88.0")
    number.press(Qt.Key.Key_Return)
    assert number.kept == []
    assert number.entry.text() == "88"


@pytest.mark.parametrize(
    ("text", "word"), [("abc", "不是数"), ("-1", "小于零"), ("120", "0 到 100"), ("9" * 20, "太大")]
)
def test_what_cannot_be_kept_is_explained_and_the_old_value_stays(number: Line, text: str, word: str) -> None:
    number.type(text)
    number.press(Qt.Key.Key_Return)
    assert number.kept == []
    assert word in number.objections[-1]
    assert "88" in number.objections[-1]
    assert number.entry.is_refused
    assert number.entry.text() == text
    number.press(Qt.Key.Key_Escape)
    assert number.entry.text() == "88"
    assert number.objections[-1] == ""
    assert not number.entry.is_refused


def test_a_mended_value_is_kept(number: Line) -> None:
    number.type("abc")
    number.press(Qt.Key.Key_Return)
    number.entry.selectAll()
    number.type("91")
    number.press(Qt.Key.Key_Return)
    assert number.kept == [Decimal(91)]
    assert number.objections[-1] == ""


def test_an_emptied_line_takes_the_value_away(number: Line) -> None:
    number.entry.selectAll()
    number.press(Qt.Key.Key_Delete)
    number.press(Qt.Key.Key_Return)
    assert number.kept == [None]


def test_a_saved_value_does_not_disturb_typing(number: Line) -> None:
    number.type("9")
    number.entry.show_kept(Decimal(70))
    assert number.entry.text() == "9"
    number.press(Qt.Key.Key_Escape)
    assert number.entry.text() == "70"


def test_steps_are_held(qtbot: QtBot) -> None:
    entry = NumberEntry("扣分", "分")
    entry.bound(Decimal(0), Decimal(3), Decimal("0.5"))
    line = Line(qtbot, entry)
    line.type("0.7")
    line.press(Qt.Key.Key_Return)
    assert "每 0.5 一档" in line.objections[-1]
    entry.selectAll()
    line.type("1.5")
    line.press(Qt.Key.Key_Return)
    assert line.kept == [Decimal("1.5")]


def test_bounds_on_one_side_are_named(qtbot: QtBot) -> None:
    for least, most, text, word in ((None, Decimal(5), "6", "大于 5"), (Decimal(1), None, "0", "小于 1")):
        entry = NumberEntry("名次", is_whole=True)
        entry.bound(least, most)
        line = Line(qtbot, entry)
        line.type(text)
        line.press(Qt.Key.Key_Return)
        assert word in line.objections[-1]


def test_a_whole_number_is_asked_for(qtbot: QtBot) -> None:
    line = Line(qtbot, NumberEntry("名次", is_whole=True))
    line.type("1.5")
    line.press(Qt.Key.Key_Return)
    assert "不是整数" in line.objections[-1]


def test_a_day_is_shown_in_chinese(qtbot: QtBot) -> None:
    line = Line(qtbot, DayEntry("收到"))
    line.type("20040215")
    line.press(Qt.Key.Key_Return)
    assert line.kept == [date(2004, 2, 15)]
    assert line.entry.text() == "2004年2月15日"
    line.entry.selectAll()
    line.type("2004-2-30")
    line.press(Qt.Key.Key_Return)
    assert "不是日期" in line.objections[-1]
    assert "2004年2月15日" in line.objections[-1]


def test_a_long_wrong_text_is_quoted_in_part(qtbot: QtBot) -> None:
    line = Line(qtbot, NumberEntry("数"))
    line.type("x" * 60)
    line.press(Qt.Key.Key_Return)
    assert "x" * 20 not in line.objections[-1]
    assert "…" in line.objections[-1]


def test_enter_travels_on_only_after_the_value_was_kept(qtbot: QtBot) -> None:
    seen: list[int] = []

    class Parent(QWidget):
        def keyPressEvent(self, event: object) -> None:
            seen.append(event.key())  # type: ignore[attr-defined]

    entry, parent = NumberEntry("数"), Parent()
    column(entry, parent=parent)
    qtbot.addWidget(parent)
    parent.show()
    parent.activateWindow()
    qtbot.waitUntil(parent.isActiveWindow)
    entry.setFocus()
    QTest.keyClicks(entry, "x")
    QTest.keyClick(entry, Qt.Key.Key_Return)
    assert seen == []
    QTest.keyClick(entry, Qt.Key.Key_Backspace)
    QTest.keyClicks(entry, "3")
    QTest.keyClick(entry, Qt.Key.Key_Return)
    assert seen == [Qt.Key.Key_Return]
