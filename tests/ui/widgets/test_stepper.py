"""The stepper: digits go straight in, its ends and the arrow keys change it, half-typed numbers stay inside."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QImage, QInputMethodEvent, QPainter, QTransform, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from ui.widgets.layouts import column
from ui.widgets.stepper import Stepper

Key = Qt.Key


@pytest.fixture
def shown(qtbot):
    """Shows a stepper beside another field and gives (stepper, other, values that were told)."""

    kept = []

    def show(**settings):
        ground, stepper, other = QWidget(), Stepper("实开次数", **settings), QLineEdit()
        column(stepper, other, parent=ground)
        qtbot.addWidget(ground)
        kept.append(ground)
        told = []
        stepper.changed.connect(told.append)
        with qtbot.waitExposed(ground):
            ground.show()
        ground.activateWindow()
        stepper.setFocus()
        qtbot.waitUntil(stepper.hasFocus)
        return stepper, other, told

    return show


def test_nothing_is_entered_at_first(shown):
    stepper, _other, told = shown()
    assert stepper.value is None
    assert told == []
    assert stepper.accessibleDescription() == "没有填"


def test_digits_are_told_only_when_they_are_finished(shown, qtbot):
    stepper, _other, told = shown(most=99)
    qtbot.keyClicks(stepper, "12")
    assert told == []
    qtbot.keyClick(stepper, Key.Key_Return)
    assert told == [Decimal(12)]


def test_leaving_finishes_what_was_typed(shown, qtbot):
    stepper, other, told = shown(most=99)
    qtbot.keyClicks(stepper, "7")
    other.setFocus()
    assert told == [Decimal(7)]


def test_full_width_digits_from_an_input_method_count(shown, qtbot):
    stepper, _other, told = shown(most=99)
    event = QInputMethodEvent()
    event.setCommitString("１５")
    QApplication.sendEvent(stepper, event)
    stepper.commit()
    assert told == [Decimal(15)]


def test_letters_are_left_to_the_page(shown, qtbot):
    stepper, _other, told = shown()
    qtbot.keyClicks(stepper, "a")
    stepper.commit()
    assert told == []


def test_up_and_down_count(shown, qtbot):
    stepper, _other, told = shown(most=2)
    for _turn in range(3):
        qtbot.keyClick(stepper, Key.Key_Up)
    qtbot.keyClick(stepper, Key.Key_Down)
    assert told == [1, 2, 1]


def test_the_first_step_down_enters_nought(shown, qtbot):
    stepper, _other, told = shown()
    qtbot.keyClick(stepper, Key.Key_Down)
    assert told == [0]


def test_values_stay_inside_the_bounds(shown, qtbot):
    stepper, _other, told = shown(least=1, most=20)
    qtbot.keyClicks(stepper, "99")
    qtbot.keyClick(stepper, Key.Key_Return)
    assert told == [20]


def test_both_ends_can_be_pressed(shown, qtbot):
    stepper, _other, told = shown()
    stepper.set_value(4)
    left, right = QPoint(10, 20), QPoint(stepper.width() - 10, 20)
    qtbot.mouseClick(stepper, Qt.MouseButton.LeftButton, pos=right)
    qtbot.mouseClick(stepper, Qt.MouseButton.LeftButton, pos=left)
    qtbot.mouseClick(stepper, Qt.MouseButton.LeftButton, pos=stepper.rect().center())
    assert told == [5, 4]


def test_the_ends_are_forty_wide_and_high(shown):
    stepper, _other, _told = shown()
    assert stepper._end_rect(-1).size().toTuple() == stepper._end_rect(1).size().toTuple() == (40, 40)


def test_delete_takes_the_entry_back(shown, qtbot):
    stepper, _other, told = shown()
    stepper.set_value(3)
    qtbot.keyClick(stepper, Key.Key_Delete)
    assert told == [None]


def test_a_stepper_that_must_have_a_value_falls_back_to_its_least(shown, qtbot):
    stepper, _other, told = shown(may_be_empty=False, least=2)
    stepper.set_value(5)
    qtbot.keyClick(stepper, Key.Key_Delete)
    assert told == [2]


def test_backspace_edits_the_number(shown, qtbot):
    stepper, _other, told = shown(most=999)
    stepper.set_value(123)
    qtbot.keyClick(stepper, Key.Key_Backspace)
    stepper.commit()
    assert told == [12]


def test_escape_drops_what_was_typed(shown, qtbot):
    stepper, _other, told = shown()
    qtbot.keyClicks(stepper, "8")
    qtbot.keyClick(stepper, Key.Key_Escape)
    stepper.commit()
    assert told == []


def test_decimals_only_where_they_are_allowed(shown, qtbot):
    stepper, _other, told = shown(decimals=1, most=100)
    qtbot.keyClicks(stepper, "2.55")
    stepper.commit()
    assert told == [Decimal("2.5")]
    whole, _other, told = shown()
    qtbot.keyClicks(whole, "2.5")
    whole.commit()
    assert told == [25]


def test_a_value_that_is_shown_is_not_told(shown):
    stepper, _other, told = shown()
    stepper.set_value(3)
    assert (stepper.value, told) == (3, [])


def wheel(widget: QWidget, turns: int) -> QWheelEvent:
    at = QPointF(widget.rect().center())
    none = Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(
        at,
        widget.mapToGlobal(at),
        QPoint(),
        QPoint(0, 120 * turns),
        Qt.MouseButton.NoButton,
        none,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)
    return event


def test_the_wheel_turns_it_only_with_the_focus(shown):
    stepper, other, told = shown()
    wheel(stepper, 1)
    assert told == [1]
    other.setFocus()
    assert not wheel(stepper, 1).isAccepted()
    assert told == [1]


def test_enter_still_reaches_the_page(shown, qtbot):
    stepper, _other, _told = shown()
    seen = []

    class Page(QWidget):
        def keyPressEvent(self, event):
            seen.append(event.key())

    page = Page()
    qtbot.addWidget(page)
    stepper.setParent(page)
    qtbot.keyClicks(stepper, "1")
    qtbot.keyClick(stepper, Key.Key_Return)
    assert seen == [Key.Key_Return]
    assert stepper.value == 1


def test_it_paints_in_every_state(shown, qtbot):
    stepper, _other, _told = shown()
    qtbot.keyClicks(stepper, "4")
    assert not stepper.grab().isNull()
    stepper.setEnabled(False)
    QApplication.sendEvent(stepper, QEvent(QEvent.Type.EnabledChange))
    assert not stepper.grab().isNull()


def test_plus_stands_in_the_middle_of_its_end(shown):
    stepper, _other, _told = shown()
    image = QImage(40, 40, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    stepper._paint_sign(painter, QRect(0, 0, 39, 39), 1, "#000000")
    painter.end()
    plus = image.copy(0, 0, 39, 39)
    assert plus.transformed(QTransform.fromScale(-1, 1)) == plus
    assert plus.transformed(QTransform.fromScale(1, -1)) == plus
