"""The menu of a table: sorting and the choice of columns without a mouse."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.widgets.table import TableView


@pytest.fixture
def table(qtbot: QtBot) -> TableView:
    model = QStandardItemModel(0, 3)
    model.setHorizontalHeaderLabels(["单位", "所属", "总分"])
    for row in (("乙社区", "清风街道", "82"), ("甲社区", "平湖街道", "79")):
        model.appendRow([QStandardItem(text) for text in row])
    table = TableView("单位")
    table.setModel(model)
    table.stretch(0)
    table.sort_on_click()
    qtbot.addWidget(table)
    table.show()
    return table


def chosen(actions: list[QAction], words: str) -> QAction:
    return next(action for action in actions if action.text() == words)


def scores(table: TableView) -> list[str]:
    return [table.model().index(row, 2).data() for row in range(2)]


def test_a_column_is_hidden_and_shown_again_and_stays_out_of_what_is_copied(table: TableView) -> None:
    chosen(table.menu().columns.actions(), "所属").trigger()
    assert table.isColumnHidden(1)
    table.selectRow(0)
    chosen(table.menu().actions(), "复制成表格").trigger()
    assert QApplication.clipboard().text() == "单位\t总分\n乙社区\t82"
    chosen(table.menu().columns.actions(), "所属").trigger()
    assert not table.isColumnHidden(1)


def test_the_column_that_names_the_row_cannot_be_hidden(table: TableView) -> None:
    name = chosen(table.menu().columns.actions(), "单位")
    assert name.isChecked()
    assert not name.isEnabled()


def test_sorting_from_the_menu_goes_up_and_then_down(table: TableView) -> None:
    chosen(table.menu().sorting.actions(), "总分").trigger()
    assert scores(table) == ["79", "82"]
    chosen(table.menu().sorting.actions(), "总分").trigger()
    assert scores(table) == ["82", "79"]


def test_a_hidden_column_is_not_offered_for_sorting(table: TableView) -> None:
    table.setColumnHidden(2, True)
    assert "总分" not in [action.text() for action in table.menu().sorting.actions()]


def test_the_menu_key_opens_it_over_the_row_and_escape_closes_it(table: TableView, qtbot: QtBot) -> None:
    from PySide6.QtCore import QPoint, QTimer
    from PySide6.QtGui import QContextMenuEvent

    table.selectRow(1)
    seen: list[str] = []

    def look() -> None:
        menu = QApplication.activePopupWidget()
        assert menu is not None
        seen.extend(action.text() for action in menu.actions())
        qtbot.keyClick(menu, Qt.Key.Key_Escape)

    QTimer.singleShot(0, look)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), table.mapToGlobal(QPoint(5, 5)))
    QApplication.sendEvent(table.viewport(), event)
    assert seen == ["复制成表格", "全选", "按哪一列排序", "显示哪几列"]
