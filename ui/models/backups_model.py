"""The backups of a store as a table: when, where, how much, and whether one was found good."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.services.backup_list import Backup
from ui.pages.days import moment_words
from ui.sizes import size_words
from ui.widgets.glyphs import State
from ui.widgets.table import CellRole

Index = QModelIndex | QPersistentModelIndex

WHEN, WHERE, UNITS, INSPECTIONS, ANSWERS, REPORTS, SIZE, FOUND = range(8)
NUMBERS = (UNITS, INSPECTIONS, ANSWERS, REPORTS, SIZE)


@dataclass(frozen=True, slots=True)
class Place:
    """A folder of backups under the name one knows it by."""

    name: str
    backup: Backup


class BackupsModel(QAbstractTableModel):
    """Rows in the order given; `found` says of single ones whether they stood the check."""

    def __init__(self, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._rows: tuple[Place, ...] = ()
        self._found: dict[str, bool] = {}
        self._heads = (
            self.tr("时间"),
            self.tr("放在哪里"),
            self.tr("单位"),
            self.tr("检查"),
            self.tr("答案"),
            self.tr("报告"),
            self.tr("大小"),
            self.tr("核对"),
        )

    def show(self, rows: Sequence[Place]) -> None:
        """Show other backups; what was found of known ones stays."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def at(self, row: int) -> Backup | None:
        """The backup of a row."""
        return self._rows[row].backup if 0 <= row < len(self._rows) else None

    def say_found(self, backup: Backup, *, is_good: bool) -> None:
        """Remember what the check of a backup found."""
        self._found[str(backup.path)] = is_good
        self.dataChanged.emit(self.index(0, FOUND), self.index(len(self._rows) - 1, FOUND))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many backups."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many columns."""
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The heads; those of numbers stand at the right."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section in NUMBERS:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell says."""
        place = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(place, index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in NUMBERS:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == CellRole.STATE and index.column() == FOUND:
            return self._state(place.backup)
        return None

    def _text(self, place: Place, column: int) -> str:
        backup, counts = place.backup, place.backup.counts
        match column:
            case 0:
                return moment_words(backup.made_at, self._today)
            case 1:
                return place.name
            case 6:
                return size_words(backup.size)
            case 7:
                return self._words(backup)
        if counts is None:
            return ""
        return str((counts.units, counts.inspections, counts.answers, counts.reports)[column - UNITS])

    def _words(self, backup: Backup) -> str:
        found = self._found.get(str(backup.path))
        if backup.state == "foreign":
            return self.tr("不是本机的")
        if backup.state == "damaged" or found is False:
            return self.tr("已损坏")
        return self.tr("完好") if found else self.tr("选中后核对")

    def _state(self, backup: Backup) -> State:
        found = self._found.get(str(backup.path))
        if backup.state != "whole" or found is False:
            return State.INCOMPLETE
        return State.PASSED if found else State.UNCHECKED
