"""The register as a table: which units a search and the filters leave, and what each cell says."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.pinyin import found_in
from app.domain.unit import Unit
from app.services.units import GRASS_ROOTS, UnitRow
from ui.models.inspection_words import StateWords, state_words
from ui.numbers import written
from ui.widgets.table import CellRole

Index = QModelIndex | QPersistentModelIndex

NAME, PARENT, PILOT, STATE, LAST = range(5)
ALL, SITES, RETIRED = "", "websites", "retired"
"""Places of the tree that are no unit: everything in use, the sub-sites, what is out of use."""


@dataclass(frozen=True, slots=True)
class UnitsFilter:
    """What is to be shown. `below` is a unit's id or one of ALL, SITES, RETIRED."""

    text: str = ""
    below: str = ALL
    owed_only: bool = False
    grass_roots_only: bool = False
    pilots_only: bool = False

    @property
    def is_narrowed(self) -> bool:
        """Whether more than the place in the tree limits what is shown."""
        return bool(self.text.strip()) or self.owed_only or self.grass_roots_only or self.pilots_only


@dataclass(frozen=True, slots=True)
class FoundUnit:
    """A row that the filter leaves, and where in its name the search was found."""

    row: UnitRow
    hit: tuple[int, int] | None = None


def found_units(rows: Iterable[UnitRow], wanted: UnitsFilter) -> list[FoundUnit]:
    """The rows that `wanted` leaves; with a search those whose beginning was found come first."""
    rows = tuple(rows)
    inside = ids_below(rows, wanted.below) if wanted.below not in (ALL, SITES, RETIRED) else None
    found = []
    for row in rows:
        if not _is_in_place(row.unit, wanted.below, inside) or not _passes(row, wanted):
            continue
        hit = None
        if wanted.text.strip():
            hit = found_in(wanted.text, row.unit.name, row.unit.initials)
            if hit is None and not (row.unit.code or "").startswith(wanted.text.strip()):
                continue
        found.append(FoundUnit(row, hit))
    if wanted.text.strip():
        found.sort(key=lambda one: one.hit is None or one.hit[0] > 0)
    return found


def ids_below(rows: Iterable[UnitRow], unit_id: str) -> frozenset[str]:
    """A unit's id and those of all units below it."""
    children: dict[str, list[str]] = {}
    for row in rows:
        if row.unit.parent_id:
            children.setdefault(row.unit.parent_id, []).append(row.unit.id)
    inside = {unit_id}
    waiting = [unit_id]
    while waiting:
        for child in children.get(waiting.pop(), ()):
            if child not in inside:
                inside.add(child)
                waiting.append(child)
    return frozenset(inside)


def _is_in_place(unit: Unit, below: str, inside: frozenset[str] | None) -> bool:
    if below == RETIRED:
        return not unit.is_active
    if not unit.is_active:
        return False
    if below == SITES:
        return unit.kind == "website"
    return inside is None or unit.id in inside


def _passes(row: UnitRow, wanted: UnitsFilter) -> bool:
    if wanted.owed_only and not row.is_owed:
        return False
    if wanted.grass_roots_only and row.unit.kind not in GRASS_ROOTS:
        return False
    return row.unit.is_pilot or not wanted.pilots_only


def total_of(row: UnitRow) -> Decimal | None:
    """The total of the inspection in sight."""
    e4 = row.inspection.total_e4 if row.inspection else None
    return None if e4 is None else Decimal(e4) / 10_000


def row_state(row: UnitRow) -> StateWords:
    """How far the district's inspection of a unit is; nothing for a street, which is not inspected."""
    if row.inspection is None and not row.is_inspected:
        return StateWords("—", colour="ink3")
    return state_words(row.inspection, row.items, written(total_of(row), ""))


class UnitsModel(QAbstractTableModel):
    """A face over found units; sorting rearranges them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._found: list[FoundUnit] = []
        self._states: list[StateWords] = []
        self._sorted_by: tuple[int, Qt.SortOrder] | None = None
        self._heads = (
            self.tr("单位"),
            self.tr("所属"),
            self.tr("试点"),
            self.tr("本活动区级检查"),
            self.tr("上次总分"),
        )

    def show_units(self, found: Sequence[FoundUnit]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self._found = list(found)
        if self._sorted_by is not None:
            self._arrange(*self._sorted_by)
        self._states = [row_state(one.row) for one in self._found]
        self.endResetModel()

    def at(self, row: int) -> UnitRow | None:
        """The unit in a row."""
        return self._found[row].row if 0 <= row < len(self._found) else None

    def place_of(self, unit_id: str) -> int:
        """The row of a unit, -1 when it is not shown."""
        return next((place for place, one in enumerate(self._found) if one.row.unit.id == unit_id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many units are shown."""
        return 0 if parent.isValid() else len(self._found)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many columns there are."""
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of the head; figures stand at the right like their column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section == LAST:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell says."""
        one, state, column = self._found[index.row()], self._states[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(one.row, state, column)
        if role == CellRole.HITS and column == NAME and one.hit is not None:
            return [one.hit]
        if role == CellRole.STATE and column == STATE:
            return state.glyph
        if role == CellRole.ICON and column == STATE and state.icon:
            return state.icon
        if role == CellRole.COLOUR:
            return state.colour if column == STATE else "ink2" if column == PARENT else None
        if role == Qt.ItemDataRole.TextAlignmentRole and column == LAST:
            return int(Qt.AlignmentFlag.AlignRight)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._heads[column]}：{self._text(one.row, state, column)}"
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 brings the order of the tree back at the next `show_units`."""
        self._sorted_by = None if column < 0 else (column, order)
        if self._sorted_by is None:
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        ids = [self._found[index.row()].row.unit.id for index in before]
        self._arrange(column, order)
        self._states = [row_state(one.row) for one in self._found]
        places = {one.row.unit.id: place for place, one in enumerate(self._found)}
        after = [self.index(places[unit_id], index.column()) for unit_id, index in zip(ids, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _arrange(self, column: int, order: Qt.SortOrder) -> None:
        descending = order == Qt.SortOrder.DescendingOrder
        if column == LAST:
            known = [one for one in self._found if one.row.last_total is not None]
            unknown = [one for one in self._found if one.row.last_total is None]
            known.sort(key=lambda one: one.row.last_total or Decimal(0), reverse=descending)
            self._found = [*known, *unknown]
            return
        self._found.sort(key=lambda one: self._sort_key(one.row, column), reverse=descending)

    @staticmethod
    def _sort_key(row: UnitRow, column: int) -> tuple[Any, ...]:
        if column == NAME:
            return (row.unit.initials or row.unit.name, row.unit.name)
        if column == PARENT:
            return (row.parent_name, row.unit.code or "", row.unit.name)
        if column == PILOT:
            return (not row.unit.is_pilot,)
        checked = row.inspection.checked if row.inspection else -1
        return (not row.is_inspected, row.inspection.is_frozen if row.inspection else False, checked)

    def _text(self, row: UnitRow, state: StateWords, column: int) -> str:
        if column == NAME:
            return row.unit.name
        if column == PARENT:
            return row.parent_name
        if column == PILOT:
            return self.tr("试点") if row.unit.is_pilot else ""
        if column == STATE:
            return state.words
        return written(row.last_total)
