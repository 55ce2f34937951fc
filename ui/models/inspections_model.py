"""Inspections as a table, and which of them a search and the filters leave."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.inspection import KIND_NAMES, Inspection, InspectionKind
from app.domain.pinyin import found_in
from app.services.inspection_rows import InspectionRow
from ui.models.inspection_words import StateWords, state_words
from ui.numbers import written
from ui.pages.days import day_words
from ui.widgets.table import CellRole

Index = QModelIndex | QPersistentModelIndex

UNIT, STREET, KIND, DAY, TEAM, STATE, CHECKED, TOTAL, GRADE = range(9)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

DRAFT, READY, SIGNED, PROVISIONAL, VOID = "draft", "ready", "signed", "provisional", "void"
"""Groups of states that a person asks for; 暂定 ones are signed too."""


@dataclass(frozen=True, slots=True)
class InspectionsFilter:
    """What is to be shown: empty sets leave everything."""

    text: str = ""
    kinds: frozenset[InspectionKind] = frozenset()
    groups: frozenset[str] = frozenset()

    @property
    def is_narrowed(self) -> bool:
        """Whether anything limits what is shown."""
        return bool(self.text.strip() or self.kinds or self.groups)


@dataclass(frozen=True, slots=True)
class FoundInspection:
    """A row that the filter leaves, and where the search was found in the unit's name."""

    row: InspectionRow
    hit: tuple[int, int] | None = None


def groups_of(row: InspectionRow) -> frozenset[str]:
    """The groups an inspection belongs to."""
    inspection = row.inspection
    if inspection.state == "void":
        return frozenset({VOID})
    if inspection.is_frozen:
        return frozenset({SIGNED, PROVISIONAL} if inspection.is_provisional else {SIGNED})
    is_ready = inspection.state == "complete" or (row.items > 0 and inspection.checked >= row.items)
    return frozenset({DRAFT, READY} if is_ready else {DRAFT})


def found_inspections(
    rows: Iterable[InspectionRow], wanted: InspectionsFilter, initials: Mapping[str, str]
) -> list[FoundInspection]:
    """The rows that `wanted` leaves; `initials` by unit id. Without a filter on states, void ones stay out."""
    found = []
    for row in rows:
        groups = groups_of(row)
        if wanted.kinds and row.inspection.kind not in wanted.kinds:
            continue
        if not (groups & wanted.groups if wanted.groups else VOID not in groups or wanted.text.strip()):
            continue
        hit = None
        if wanted.text.strip():
            hit = found_in(wanted.text, row.unit_name, initials.get(row.inspection.unit_id, ""))
            if hit is None and not _mentions(row, wanted.text.strip()):
                continue
        found.append(FoundInspection(row, hit))
    return found


def _mentions(row: InspectionRow, text: str) -> bool:
    inspection = row.inspection
    places = (inspection.doc_number, row.street_name, *(inspector.name for inspector in inspection.inspectors))
    return any(text in place for place in places)


class InspectionsModel(QAbstractTableModel):
    """A face over found inspections; sorting rearranges them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._found: list[FoundInspection] = []
        self._sorted_by: tuple[int, Qt.SortOrder] | None = None
        self._heads = (
            self.tr("单位"),
            self.tr("所属"),
            self.tr("类型"),
            self.tr("检查日期"),
            self.tr("检查组"),
            self.tr("状态"),
            self.tr("已查"),
            self.tr("总分"),
            self.tr("等次"),
        )

    def show_inspections(self, found: Sequence[FoundInspection]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self._found = list(found)
        if self._sorted_by is not None:
            self._arrange(*self._sorted_by)
        self.endResetModel()

    def at(self, row: int) -> InspectionRow | None:
        """The inspection in a row."""
        return self._found[row].row if 0 <= row < len(self._found) else None

    def place_of(self, inspection_id: str) -> int:
        """The row of an inspection, -1 when it is not shown."""
        return next((n for n, one in enumerate(self._found) if one.row.inspection.id == inspection_id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many inspections are shown."""
        return 0 if parent.isValid() else len(self._found)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many columns there are."""
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of the head; figures stand at the right like their column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return RIGHT if role == Qt.ItemDataRole.TextAlignmentRole and section in (CHECKED, TOTAL) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell says."""
        one, column = self._found[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(one.row, column)
        if role == CellRole.HITS and column == UNIT and one.hit is not None:
            return [one.hit]
        if role == CellRole.STATE and column == STATE:
            return self._state(one.row).glyph
        if role == CellRole.ICON and column == STATE:
            return self._state(one.row).icon or None
        if role == CellRole.COLOUR:
            return self._colour(one.row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole and column in (CHECKED, TOTAL):
            return int(Qt.AlignmentFlag.AlignRight)
        if role == Qt.ItemDataRole.ToolTipRole and column == TEAM:
            return "、".join(inspector.name for inspector in one.row.inspection.inspectors)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._heads[column]}：{self._text(one.row, column)}"
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 brings the latest first again at the next `show_inspections`."""
        self._sorted_by = None if column < 0 else (column, order)
        if self._sorted_by is None:
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        ids = [self._found[index.row()].row.inspection.id for index in before]
        self._arrange(column, order)
        places = {one.row.inspection.id: place for place, one in enumerate(self._found)}
        after = [self.index(places[wanted], index.column()) for wanted, index in zip(ids, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _arrange(self, column: int, order: Qt.SortOrder) -> None:
        self._found.sort(key=lambda one: self._sort_key(one.row, column), reverse=order == Qt.SortOrder.DescendingOrder)

    def _sort_key(self, row: InspectionRow, column: int) -> tuple[Any, ...]:
        inspection = row.inspection
        if column == DAY:
            return (inspection.visited_on, inspection.started_at)
        if column == CHECKED:
            return (inspection.checked,)
        if column == TOTAL:
            return (row.total is not None, row.total or 0)
        if column == STATE:
            return (inspection.is_frozen, inspection.state, inspection.checked)
        return (self._text(row, column),)

    def _text(self, row: InspectionRow, column: int) -> str:
        inspection = row.inspection
        if column == CHECKED:
            return f"{inspection.checked} / {row.items}"
        if column == TOTAL:
            return written(row.total) if inspection.checked else "—"
        if column == STATE:
            return self._state(row).words
        if column == GRADE:
            return self._grade(inspection)
        if column == TEAM:
            return self._team(row)
        return {
            UNIT: row.unit_name,
            STREET: row.street_name,
            KIND: KIND_NAMES[inspection.kind],
            DAY: day_words(inspection.visited_on),
        }[column]

    def _grade(self, inspection: Inspection) -> str:
        if not inspection.is_frozen and inspection.checked == 0:
            return "—"
        return inspection.grade or "—"

    def _team(self, row: InspectionRow) -> str:
        names = [inspector.name for inspector in row.inspection.inspectors]
        if not names:
            return "—"
        first = row.leader_name or names[0]
        if len(names) == 1:
            return first
        return self.tr("{name}等{count}人").format(name=first, count=len(names))

    def _state(self, row: InspectionRow) -> StateWords:
        """How many are checked stands in a column of its own here."""
        if row.inspection.state == "draft" and READY not in groups_of(row):
            return StateWords(self.tr("草稿"), icon="pencil")
        return state_words(row.inspection, row.items)

    @staticmethod
    def _colour(row: InspectionRow, column: int) -> str | None:
        if row.inspection.state == "void":
            return "ink3"
        return "ink2" if column in (STREET, TEAM) else None
