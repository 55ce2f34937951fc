"""The phrases of one item as a table: the phrase, how often it was written, what becomes of it."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.phrases import Phrase
from ui.widgets.table import CellRole

Index = QModelIndex | QPersistentModelIndex
TEXT, TIMES, STATE = range(3)


class PhrasesModel(QAbstractTableModel):
    """A face over phrases."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.phrases: tuple[Phrase, ...] = ()
        self._heads = (self.tr("常用语"), self.tr("用过"), self.tr("怎么提示"))
        self._states = {
            "pinned": self.tr("排在前面"),
            "own": self.tr("自己加的"),
            "learnt": self.tr("按次数排"),
            "hidden": self.tr("不再出现"),
        }

    def show_phrases(self, phrases: tuple[Phrase, ...]) -> None:
        """Show these."""
        self.beginResetModel()
        self.phrases = phrases
        self.endResetModel()

    def at(self, row: int) -> Phrase | None:
        """The phrase of a row."""
        return self.phrases[row] if 0 <= row < len(self.phrases) else None

    def place_of(self, text: str) -> int:
        """The row of a phrase, -1 where there is none."""
        return next((row for row, phrase in enumerate(self.phrases) if phrase.text == text), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many there are."""
        return 0 if parent.isValid() else len(self.phrases)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Three."""
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of the head."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell says; hidden phrases are grey."""
        phrase, column = self.phrases[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            times = self.tr("{times} 次").format(times=phrase.times) if phrase.times else ""
            return (phrase.text, times, self._states[phrase.state])[column]
        if role == CellRole.COLOUR:
            return "ink2" if phrase.state == "hidden" or column != TEXT else "ink"
        return None
