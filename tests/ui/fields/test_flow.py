"""Parts break onto as many lines as they need."""

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from ui.fields.flow import FlowLayout
from ui.tokens import Gap


def test_parts_break_lines_and_the_height_follows(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    flow = FlowLayout(window)
    parts = [QLabel() for _ in range(5)]
    for part in parts:
        part.setFixedSize(100, 30)
        flow.addWidget(part)
    assert flow.heightForWidth(540) == 30
    assert flow.heightForWidth(320) == 2 * 30 + Gap.S
    assert flow.heightForWidth(100) == 5 * 30 + 4 * Gap.S
    assert flow.minimumSize().width() == 100
    assert flow.sizeHint().width() == 5 * 100 + 4 * Gap.S
    window.resize(320, 100)
    window.show()
    assert parts[3].y() == 30 + Gap.S
    parts[0].hide()
    assert flow.heightForWidth(430) == 30


def test_parts_of_different_heights_stand_on_one_middle(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    flow = FlowLayout(window)
    tall, low = QLabel(), QLabel()
    tall.setFixedSize(50, 40)
    low.setFixedSize(50, 20)
    flow.addWidget(tall)
    flow.addWidget(low)
    window.resize(300, 60)
    window.show()
    assert low.geometry().center().y() == tall.geometry().center().y()


def test_an_empty_flow_has_no_size_and_gives_nothing_out() -> None:
    flow = FlowLayout()
    assert (flow.sizeHint().width(), flow.heightForWidth(100), flow.count()) == (0, 0, 0)
    assert flow.itemAt(0) is None
    assert flow.takeAt(0) is None
