"""Ticks, cards and option buttons by mouse and by key."""

from PySide6.QtCore import QPoint, Qt

from ui.widgets.choices import ChoiceButton, RadioCards, TickBox

OPTIONS = [("a", "优秀", "4 分"), ("b", "良好", "3 分"), ("c", "一般", "1 分")]


def test_the_whole_row_of_a_tick_can_be_pressed(qtbot):
    box = TickBox("会议议定事项无落实记录的，扣0.5分")
    qtbot.addWidget(box)
    box.resize(500, box.heightForWidth(500))
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(480, 10))
    assert box.isChecked()
    assert box.height() >= 38


def test_space_ticks(qtbot):
    box = TickBox(name="第一条")
    qtbot.addWidget(box)
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert box.isChecked()
    assert box.accessibleName() == "第一条"


def test_long_words_wrap_and_grow_the_row(qtbot):
    box = TickBox("未成立由社区党组织牵头的协调议事机构的，扣2分；" * 6)
    qtbot.addWidget(box)
    assert box.heightForWidth(300) > 2 * box.heightForWidth(2000)


def test_a_digit_chooses_the_option_with_that_number(qtbot):
    buttons = RadioCards("等次", OPTIONS)
    qtbot.addWidget(buttons)
    buttons.show()
    with qtbot.waitSignal(buttons.chosen) as told:
        qtbot.keyClick(buttons, "2")
    assert told.args == ["b"]
    assert buttons.value == "b"


def test_a_digit_without_an_option_does_nothing(qtbot):
    buttons = RadioCards("等次", OPTIONS)
    qtbot.addWidget(buttons)
    qtbot.keyClick(buttons, "7")
    assert buttons.value is None


def test_arrows_move_the_choice(qtbot):
    buttons = RadioCards("等次", OPTIONS)
    qtbot.addWidget(buttons)
    with qtbot.waitExposed(buttons):
        buttons.show()
    buttons.set_value("a")
    first, second, _third = buttons._options.values()
    first.setFocus()
    with qtbot.waitSignal(buttons.chosen) as told:
        qtbot.keyClick(first, Qt.Key.Key_Right)
    assert told.args == ["b"]
    assert second.isChecked()


def test_a_choice_that_is_shown_is_not_told(qtbot):
    cards = RadioCards("您主要做什么", OPTIONS)
    qtbot.addWidget(cards)
    told = []
    cards.chosen.connect(told.append)
    cards.set_value("c")
    assert (cards.value, told) == ("c", [])
    cards.set_value(None)
    assert cards.value is None


def test_marks_are_part_of_what_is_read_aloud(qtbot):
    button = ChoiceButton("优秀", marks="4 分")
    qtbot.addWidget(button)
    assert button.accessibleName() == "优秀，4 分"
