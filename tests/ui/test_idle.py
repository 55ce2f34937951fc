"""Nobody at the laptop: noticed once; typing in any field of any window counts as being there."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from ui.idle import IdleWatch
from ui.widgets.layouts import column


@pytest.fixture
def window(qtbot):
    window = QWidget()
    window.field = QLineEdit()
    column(window.field, parent=window)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    window.field.setFocus()
    qtbot.waitUntil(window.field.hasFocus)
    return window


@pytest.fixture
def watch(qapp, window):
    watch = IdleWatch(qapp, window)
    watch._timer.setTimerType(Qt.TimerType.PreciseTimer)  # a coarse one is off by up to three seconds
    return watch


def has_waited(watch: IdleWatch) -> bool:
    return watch._timer.remainingTime() < watch._timer.interval() - 20


def test_it_is_told_once_when_the_time_went_by(watch, qtbot):
    told = []
    watch.idle.connect(lambda: told.append(True))
    with qtbot.waitSignal(watch.idle):
        watch.after(0.001)
    assert told == [True]
    assert not watch._timer.isActive()


def test_typing_in_a_field_puts_it_off(watch, window, qtbot):
    watch.after(1)
    qtbot.waitUntil(lambda: has_waited(watch))
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
    assert window.field.text() == "a"
    assert not has_waited(watch)


def test_the_mouse_puts_it_off(watch, window, qtbot):
    watch.after(1)
    qtbot.waitUntil(lambda: has_waited(watch))
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(5, 5))
    assert not has_waited(watch)


def test_a_dialog_counts_too(watch, window, qtbot):
    watch.after(1)
    dialog = QDialog(window)
    dialog.setModal(True)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.waitUntil(lambda: has_waited(watch))
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_A)
    assert not has_waited(watch)


def test_nought_waits_for_nothing(watch):
    watch.after(5)
    watch.after(0)
    assert not watch._timer.isActive()
