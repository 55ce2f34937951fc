"""The ring: there after a key, gone after the mouse, inside what scrolls."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from ui.theme import Theme
from ui.widgets.focus_ring import FocusRing, _Overlay
from ui.widgets.layouts import column, scrolling
from ui.widgets.table import TableView


@pytest.fixture
def ring(qapp: QApplication, theme: Theme) -> FocusRing:
    """The one ring that comes with the look."""
    (ring,) = qapp.findChildren(FocusRing)
    return ring


@pytest.fixture
def window(qtbot, ring: FocusRing):
    window = QWidget()
    window.first, window.second = QLineEdit(), QPushButton("记下")
    column(window.first, window.second, gap=20, margins=20, parent=window)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    window.first.setFocus()
    qtbot.waitUntil(window.first.hasFocus)
    return window


def overlay(window: QWidget) -> _Overlay | None:
    return next((each for each in window.findChildren(_Overlay) if each.isVisible()), None)


def test_a_key_shows_it_outside_the_control(window, qtbot):
    qtbot.keyClick(window.first, Qt.Key.Key_Tab)
    shown = overlay(window)
    assert window.second.hasFocus()
    assert shown is not None
    assert shown.geometry().contains(window.second.geometry().adjusted(-2, -2, 2, 2))
    assert shown.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


def test_the_mouse_hides_it(window, qtbot):
    qtbot.keyClick(window.first, Qt.Key.Key_Tab)
    qtbot.mouseClick(window.second, Qt.MouseButton.LeftButton)
    assert overlay(window) is None


def test_it_follows_what_moves(window, qtbot):
    qtbot.keyClick(window.first, Qt.Key.Key_Tab)
    window.second.move(window.second.pos() + QPoint(0, 15))
    shown = overlay(window)
    assert shown is not None
    assert shown.geometry().center() == window.second.geometry().center()


def test_it_goes_with_its_control(window, qtbot):
    qtbot.keyClick(window.first, Qt.Key.Key_Tab)
    window.first.setEnabled(False)
    window.second.hide()
    assert overlay(window) is None


def test_it_survives_a_window_that_is_gone(window, qtbot, qapp):
    qtbot.keyClick(window.first, Qt.Key.Key_Tab)
    other = QLineEdit()
    qtbot.addWidget(other)
    window.second.deleteLater()
    with qtbot.waitExposed(other):
        other.show()
    other.activateWindow()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    qtbot.keyClick(other, "a")
    assert overlay(other) is not None


def test_what_is_scrolled_away_has_none(window, qtbot, qapp):
    content = QWidget()
    inner = QLineEdit()
    column(QPushButton("上"), *[QPushButton(str(number)) for number in range(20)], inner, parent=content)
    area = scrolling(content)
    window.layout().addWidget(area)
    window.resize(300, 300)
    qapp.processEvents()
    inner.setFocus()
    qtbot.waitUntil(inner.hasFocus)
    qtbot.keyClick(inner, "a")
    area.verticalScrollBar().setValue(0)
    assert overlay(window) is None
    area.ensureWidgetVisible(inner)
    assert overlay(window) is not None


def test_tables_draw_their_own(window, qtbot):
    table = TableView("单位")
    window.layout().addWidget(table)
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert overlay(window) is None
