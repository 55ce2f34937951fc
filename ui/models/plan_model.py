"""An import before it happens, as a table of lines in groups: what is wrong first, then what would change."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.models.units_plan_words import column_words, finding_words
from ui.widgets.glyphs import State
from ui.widgets.table import CellRole

if TYPE_CHECKING:
    from app.workbooks.findings import CellFinding

Index = QModelIndex | QPersistentModelIndex
WHAT, SHEET, ROW, COLUMN, VALUE, WHY = range(6)


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One line of the table; `group` is error, warning, or what would happen."""

    group: str
    glyph: State
    what: str
    colour: str
    sheet: str
    row: str
    column: str
    value: str
    why: str


class PlanModel(QAbstractTableModel):
    """A face over the lines of a plan."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[PlanLine] = []
        self._lines: list[PlanLine] = []
        self._heads = (
            self.tr("会怎样"),
            self.tr("工作表"),
            self.tr("行"),
            self.tr("列"),
            self.tr("内容"),
            self.tr("说明"),
        )

    def show_lines(self, lines: Iterable[PlanLine]) -> None:
        """Show these lines, all groups of them."""
        self._all = list(lines)
        self.show_groups(tuple({line.group for line in self._all}))

    def finding_lines(self, findings: Iterable["CellFinding"]) -> Iterator[PlanLine]:
        """What was found wrong, or to be looked at, as lines."""
        for finding in findings:
            is_error = finding.severity == "error"
            yield PlanLine(
                group=finding.severity,
                glyph=State.INCOMPLETE if is_error else State.CONFLICT,
                what=self.tr("有错") if is_error else self.tr("留意"),
                colour="accent" if is_error else "deduct",
                sheet=finding.sheet,
                row=str(finding.row) if finding.row else "",
                column=column_words(finding),
                value=finding.value,
                why=finding_words(finding),
            )

    def show_groups(self, groups: Sequence[str]) -> None:
        """Show only lines of these groups."""
        self.beginResetModel()
        self._lines = [line for line in self._all if line.group in groups]
        self.endResetModel()

    def line(self, row: int) -> PlanLine:
        """One line that is shown."""
        return self._lines[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many lines are shown."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Six."""
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of the head."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section == ROW:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell says; a long explanation is its tool tip too."""
        line, column = self._lines[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return (line.what, line.sheet, line.row, line.column, line.value, line.why)[column]
        if role == CellRole.STATE and column == WHAT:
            return line.glyph
        if role == CellRole.COLOUR and column in (WHAT, SHEET, COLUMN):
            return line.colour if column == WHAT else "ink2"
        if role == CellRole.STRONG and column == WHAT:
            return line.group == "error"
        if role == Qt.ItemDataRole.TextAlignmentRole and column == ROW:
            return int(Qt.AlignmentFlag.AlignRight)
        return None
