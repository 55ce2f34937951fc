"""Rows that a search and the filters left, as a table that sorts them and keeps the marks in place."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.models.inspection_words import StateWords
from ui.widgets.table import CellRole

Index = QModelIndex | QPersistentModelIndex
Row = TypeVar("Row")

NAME = 0
"""The column in which a search is found."""
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class Found(Generic[Row]):
    """A row that the filter leaves, and where the search was found in the unit's name."""

    row: Row
    hit: tuple[int, int] | None = None


class FoundModel(QAbstractTableModel, Generic[Row]):
    """A face over found rows; sorting rearranges them. What a cell says and what it sorts by is the subclass's."""

    def __init__(self, *, state: int, figures: frozenset[int], parent: QObject | None = None) -> None:
        """`state` is the column with a glyph or icon before its words; `figures` stand at the right."""
        super().__init__(parent)
        self._heads: tuple[str, ...] = ()
        """The words over the columns, set by the subclass: only its own `tr` knows them."""
        self._state_column, self._figures = state, figures
        self._found: list[Found[Row]] = []
        self._states: dict[str, StateWords] = {}
        self._sorted_by: tuple[int, Qt.SortOrder] | None = None

    # What a subclass says

    def _id(self, row: Row) -> str:
        raise NotImplementedError

    def _text(self, row: Row, column: int) -> str:
        """The words of any column but that of the state."""
        raise NotImplementedError

    def _state(self, row: Row) -> StateWords:
        raise NotImplementedError

    def _colour(self, row: Row, column: int) -> str | None:
        raise NotImplementedError

    def _sort_key(self, row: Row, column: int) -> tuple[Any, ...]:
        raise NotImplementedError

    # What others may ask

    def show_found(self, found: Sequence[Found[Row]]) -> None:
        """Show these rows, in the order a person last asked for."""
        self.beginResetModel()
        self._found = list(found)
        self._states.clear()
        if self._sorted_by is not None:
            self._arrange(*self._sorted_by)
        self.endResetModel()

    def at(self, place: int) -> Row | None:
        """What stands in a row of the table."""
        return self._found[place].row if 0 <= place < len(self._found) else None

    def place_of(self, wanted: str) -> int:
        """Where the one with this id stands, -1 when it is not shown."""
        return next((place for place, one in enumerate(self._found) if self._id(one.row) == wanted), -1)

    # What Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many are shown."""
        return 0 if parent.isValid() else len(self._found)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many columns there are."""
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of the head; figures stand at the right like their column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return RIGHT if role == Qt.ItemDataRole.TextAlignmentRole and section in self._figures else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell says."""
        one, column = self._found[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(one.row, column)
        if role == CellRole.HITS and column == NAME and one.hit is not None:
            return [one.hit]
        if role == CellRole.STATE and column == self._state_column:
            return self._known_state(one.row).glyph
        if role == CellRole.ICON and column == self._state_column:
            return self._known_state(one.row).icon or None
        if role == CellRole.COLOUR:
            return self._colour(one.row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole and column in self._figures:
            return int(Qt.AlignmentFlag.AlignRight)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._heads[column]}：{self._words(one.row, column)}"
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 brings the order of the list back at the next `show_found`."""
        self._sorted_by = None if column < 0 else (column, order)
        if self._sorted_by is None:
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        ids = [self._id(self._found[index.row()].row) for index in before]
        self._arrange(column, order)
        places = {self._id(one.row): place for place, one in enumerate(self._found)}
        after = [self.index(places[wanted], index.column()) for wanted, index in zip(ids, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _arrange(self, column: int, order: Qt.SortOrder) -> None:
        self._found.sort(key=lambda one: self._sort_key(one.row, column), reverse=order == Qt.SortOrder.DescendingOrder)

    def _words(self, row: Row, column: int) -> str:
        return self._known_state(row).words if column == self._state_column else self._text(row, column)

    def _known_state(self, row: Row) -> StateWords:
        """Worked out once for each row: a table asks again for every cell it paints."""
        key = self._id(row)
        if key not in self._states:
            self._states[key] = self._state(row)
        return self._states[key]
