"""The menu of a table: copying, sorting by a column, and which columns are shown; by right click or the menu key."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QTableView


class TableMenu(QMenu):
    """Built anew each time it is asked for; the column that takes the room left over always stays."""

    def __init__(self, table: QTableView, copies: QAction) -> None:
        super().__init__(table)
        self._table = table
        self.addAction(copies)
        self.every = self.addAction(self.tr("全选"), table.selectAll)
        self.every.setShortcut("Ctrl+A")
        self.sorting = self.addMenu(self.tr("按哪一列排序"))
        self.columns = self.addMenu(self.tr("显示哪几列"))
        for column in self._in_order():
            self._offer(column)
        self.sorting.menuAction().setVisible(table.isSortingEnabled())

    def _in_order(self) -> list[int]:
        head = self._table.horizontalHeader()
        return [head.logicalIndex(at) for at in range(head.count())]

    def _offer(self, column: int) -> None:
        words = str(self._table.model().headerData(column, Qt.Orientation.Horizontal) or "").replace("&", "&&")
        if not words:
            return
        is_shown = not self._table.isColumnHidden(column)
        tick = self.columns.addAction(words)
        tick.setCheckable(True)
        tick.setChecked(is_shown)
        tick.setEnabled(not self._is_needed(column))
        tick.toggled.connect(lambda on, at=column: self._table.setColumnHidden(at, not on))
        if is_shown:
            self.sorting.addAction(words, lambda at=column: self._sort(at))

    def _is_needed(self, column: int) -> bool:
        head = self._table.horizontalHeader()
        return head.sectionResizeMode(column) == head.ResizeMode.Stretch

    def _sort(self, column: int) -> None:
        """Up first; the column that is sorted already turns round."""
        head = self._table.horizontalHeader()
        is_up = head.sortIndicatorSection() == column and head.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        self._table.sortByColumn(column, Qt.SortOrder.DescendingOrder if is_up else Qt.SortOrder.AscendingOrder)
