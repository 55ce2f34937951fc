"""Finding the one unit to inspect, by letters or initials."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from app.services.units import UnitRow, UnitsOverview
from ui.models.units_model import LAST, NAME, PARENT, PILOT, STATE, UnitsFilter, UnitsModel, found_units
from ui.theme import current_theme
from ui.tokens import Gap
from ui.widgets.fields import SearchField
from ui.widgets.frames import Card
from ui.widgets.labels import Label
from ui.widgets.layouts import column
from ui.widgets.table import TableView

ROWS = 5
SHOWN_ROWS = 200
"""A longer list nobody reads; a letter more makes it short."""
WIDTHS = {PARENT: 110, STATE: 150}


class UnitPicker(QWidget):
    """`chosen(unit_id)` whenever another unit is marked, `accepted` on Enter in the list; ↓ steps into the list."""

    chosen = Signal(str)
    accepted = Signal()

    def __init__(self, overview: UnitsOverview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = [row for row in overview.rows if row.is_inspected and row.unit.is_active]
        self.search = SearchField(self.tr("单位名或拼音首字母"))
        self.model = UnitsModel(self)
        self.table = TableView(self.tr("单位"))
        self.table.setModel(self.model)
        self.table.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.table.horizontalHeader().hide()
        for hidden in (PILOT, LAST):
            self.table.hideColumn(hidden)
        self.table.stretch(NAME)
        self.table.set_widths(WIDTHS)
        self.table.horizontalHeader().setSectionResizeMode(PARENT, QHeaderView.ResizeMode.Fixed)
        self._nothing = Label("", "second", wrap=True)
        self._nothing.hide()
        self._list = Card(self.table, margins=1)
        column(self.search, self._list, self._nothing, gap=Gap.S, parent=self)
        self.search.searched.connect(self.look_for)
        self.search.left_downwards.connect(self._into_list)
        self.search.installEventFilter(self)
        self.table.opened.connect(lambda _index: self.accepted.emit())
        self.table.selectionModel().currentChanged.connect(lambda _now, _before: self._tell())
        self.setFocusProxy(self.search)
        self._settle()
        current_theme().changed.connect(self._settle)
        self.look_for("")

    @property
    def current(self) -> UnitRow | None:
        """The unit that is marked."""
        return self.model.at(self.table.currentIndex().row())

    def look_for(self, text: str) -> None:
        """Show what `text` finds; what was marked stays so, a single unit is marked at once."""
        kept = self.current
        found = found_units(self._rows, UnitsFilter(text=text))
        self.model.show_found(found[:SHOWN_ROWS])
        self._list.setVisible(bool(found))
        self._nothing.setVisible(not found)
        if not found:
            self._nothing.setText(
                self.tr("没有找到“{text}”。名册里没有的，请先在“单位”里添加。").format(text=text.strip())
                if text.strip()
                else self.tr("名册里还没有可以检查的单位，请先在“单位”里导入或添加。")
            )
        place = self.model.place_of(kept.unit.id) if kept else -1
        if place >= 0 or (text.strip() and len(found) == 1):
            self.table.mark(max(place, 0))
        else:
            self.table.clearSelection()
            self.table.setCurrentIndex(self.model.index(-1, -1))
        self._tell()

    def choose(self, unit_id: str) -> None:
        """Mark a unit that is known already."""
        place = next((place for place, row in enumerate(self._rows) if row.unit.id == unit_id), -1)
        if place < 0:
            return
        if self.model.place_of(unit_id) < 0:
            self.search.setText(self._rows[place].unit.name)
            self.look_for(self._rows[place].unit.name)
        self.table.mark(self.model.place_of(unit_id))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the search steps into the list; it must not press the dialog's main button."""
        is_press = watched is self.search and event.type() == QEvent.Type.KeyPress
        if not is_press or not isinstance(event, QKeyEvent):
            return False
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        self.look_for(self.search.text())
        self._into_list()
        return True

    def _into_list(self) -> None:
        if self.model.rowCount():
            if not self.table.currentIndex().isValid():
                self.table.mark(0)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self) -> None:
        current = self.current
        self.chosen.emit(current.unit.id if current else "")

    def _settle(self) -> None:
        tokens = current_theme().tokens
        rows = ROWS if tokens.factor == 1 else ROWS - 2
        self.table.setFixedHeight(rows * tokens.height.table_row)
