"""The table: opened by Enter, copied as a table, ticked by Space, painted from the tokens."""

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication

from ui.theme import Theme
from ui.tokens import LIGHT, Contrast, TextSize
from ui.widgets.table import CellRole, TableView

ROWS = [("莲花社区", "清风街道", "87.5"), ("柳河社区", "清风街道", "82"), ("绿化新村社区", "平湖街道", "79.4")]


@pytest.fixture
def table(qtbot):
    model = QStandardItemModel(0, 3)
    model.setHorizontalHeaderLabels(["单位", "所属", "上次总分"])
    for row in ROWS:
        items = [QStandardItem(text) for text in row]
        items[0].setData([(0, 2)], CellRole.HITS)
        items[1].setData("passed", CellRole.STATE)
        items[2].setTextAlignment(Qt.AlignmentFlag.AlignRight)
        model.appendRow(items)
    model.item(0, 2).setData("pencil", CellRole.ICON)
    model.item(1, 2).setData("deduct", CellRole.COLOUR)
    model.item(1, 2).setData(True, CellRole.STRONG)
    table = TableView("单位")
    table.setModel(model)
    table.stretch(0)
    table.resize(700, 300)
    qtbot.addWidget(table)
    with qtbot.waitExposed(table):
        table.show()
    table.activateWindow()
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    return table


def test_enter_and_double_click_open_the_row(table, qtbot):
    table.selectRow(1)
    with qtbot.waitSignal(table.opened) as told:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert told.args[0].row() == 1
    at = table.visualRect(table.model().index(2, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    with qtbot.waitSignal(table.opened):
        qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_copying_takes_heads_and_shown_columns_in_their_order(table, qtbot):
    table.selectRow(0)
    table.selectionModel().select(
        table.model().index(2, 0), QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    )
    table.setColumnHidden(1, True)
    table.horizontalHeader().moveSection(2, 0)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "上次总分\t单位\n87.5\t莲花社区\n79.4\t绿化新村社区"


def test_sorting_begins_only_with_a_click(table):
    table.sort_on_click()
    assert table.model().index(0, 0).data() == "莲花社区"
    table.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    assert table.model().index(0, 0).data() == "绿化新村社区"


def test_space_ticks_all_selected_rows(table, qtbot):
    for row in range(3):
        table.model().item(row, 0).setCheckable(True)
        table.model().item(row, 0).setCheckState(Qt.CheckState.Unchecked)
    table.selectAll()
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert [table.model().item(row, 0).checkState() for row in range(3)] == [Qt.CheckState.Checked] * 3


def test_a_click_turns_a_tick(table, qtbot):
    table.model().item(1, 0).setCheckState(Qt.CheckState.Checked)
    at = table.visualRect(table.model().index(1, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert table.model().item(1, 0).checkState() == Qt.CheckState.Unchecked


def test_a_selected_row_has_the_edge_and_not_only_a_colour(table, qapp):
    table.selectRow(1)
    qapp.processEvents()
    rect = table.visualRect(table.model().index(1, 0))
    image = table.viewport().grab().toImage()
    assert image.pixelColor(rect.left() + 1, rect.center().y()).name().upper() == LIGHT.accent
    assert image.pixelColor(rect.right() - 4, rect.top() + 6).name().upper() == LIGHT.selection


def test_the_row_with_the_keyboard_has_a_ring_inside(table, theme: Theme, qapp):
    theme.keyboard_in_use = True
    table.setCurrentIndex(table.model().index(0, 0))
    qapp.processEvents()
    image = table.viewport().grab().toImage()
    assert image.pixelColor(300, 1).name().upper() == LIGHT.focus


def test_the_row_under_the_mouse_is_tinted_as_a_whole(table, qtbot, qapp):
    table.clearSelection()
    qtbot.mouseMove(table.viewport(), table.visualRect(table.model().index(2, 0)).center())
    qtbot.waitUntil(lambda: table.hovered_row == 2)
    table._hover(-1)
    assert table.hovered_row == -1


def test_rows_grow_with_the_text(table, theme: Theme):
    before = table.rowHeight(0)
    theme.wear(Contrast.LIGHT, TextSize.EXTRA)
    assert (before, table.rowHeight(0)) == (44, 59)
