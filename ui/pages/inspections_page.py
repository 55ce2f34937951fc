"""检查: every inspection of this machine, found by unit, kind and state."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QSizePolicy, QStackedWidget, QWidget

from app.domain.inspection import INSPECTION_KINDS, KIND_NAMES, InspectionKind
from app.errors import AppError
from app.services.inspection_rows import InspectionRow
from app.services.inspections import inspection_rows
from app.services.list_export import export_list
from app.services.standing_marks import marks_by_inspection
from app.services.units import initials_by_unit
from app.services.workspace import Workspace
from ui.dialogs.workbook_target import workbook_target
from ui.models.inspections_model import (
    CHECKED,
    DAY,
    DRAFT,
    GRADE,
    KIND,
    OPEN,
    PROVISIONAL,
    READY,
    SIGNED,
    STATE,
    STREET,
    TEAM,
    TOTAL,
    UNIT,
    VOID,
    InspectionsFilter,
    InspectionsModel,
    found_inspections,
    groups_of,
)
from ui.pages.filter_row import FilterRow
from ui.tokens import Gap
from ui.widgets.busy import Toast
from ui.widgets.buttons import Button
from ui.widgets.chips import FilterChip
from ui.widgets.fields import SearchField
from ui.widgets.frames import Card, EmptyState, PageBar, PageFoot
from ui.widgets.labels import ElidingLabel, Label
from ui.widgets.layouts import column, line
from ui.widgets.table import TableView

WIDTHS = {STREET: 118, KIND: 150, DAY: 146, TEAM: 150, STATE: 176, CHECKED: 92, TOTAL: 84, GRADE: 100}
SEARCH_WIDTH = 260
SHEET_WIDTHS = {UNIT: 28, STREET: 18, DAY: 14, TEAM: 28, CHECKED: 10, TOTAL: 8}
"""In characters, where it is not the usual one."""
USUAL_SHEET_WIDTH = 16
GROUPS = (DRAFT, READY, SIGNED, PROVISIONAL, OPEN, VOID)


class InspectionsPage(QWidget):
    """`open_asked(inspection_id)` on Enter or a double click, `new_asked` for a new one.

    `figures_asked` to import what other offices say (外部数据), `earlier_asked` for results of before (上次结果).
    """

    open_asked = Signal(str)
    new_asked = Signal()
    figures_asked = Signal()
    earlier_asked = Signal()

    def __init__(
        self, workspace: Workspace, messages: Callable[[AppError], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace, self._messages = workspace, messages
        self._rows: tuple[InspectionRow, ...] = ()
        self._initials: dict[str, str] = {}
        self.model = InspectionsModel(self)
        self.table = TableView(self.tr("检查"))
        self.table.setModel(self.model)
        self.table.sort_on_click()
        self.table.stretch(UNIT)
        self.table.set_widths(WIDTHS)
        self.search = SearchField(self.tr("单位、首字母、文号、检查人"))
        self.state_chips = {group: FilterChip(words) for group, words in self._group_words().items()}
        self.kind_chips: dict[InspectionKind, FilterChip] = {
            kind: FilterChip(KIND_NAMES[kind]) for kind in INSPECTION_KINDS
        }
        self.filters = FilterRow(
            self.search,
            *self.state_chips.values(),
            line(upright=True),
            *self.kind_chips.values(),
            search_width=SEARCH_WIDTH,
        )
        self._count = Label("", "second")
        self.export_button = Button(self.tr("导出Excel"), "ghost", icon="download", on_click=self._export)
        self._words = ElidingLabel("", "second")
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.open_button = Button(self.tr("打开"), icon="folder-open", hint="Enter", on_click=self._open)
        self.new_button = Button(
            self.tr("新建检查"), "primary", icon="plus", shortcut="Ctrl+N", on_click=self.new_asked.emit
        )
        self.figures_button = Button(
            self.tr("外部数据"), "ghost", icon="file-spreadsheet", on_click=self.figures_asked.emit
        )
        self.earlier_button = Button(self.tr("上次结果"), "ghost", icon="upload", on_click=self.earlier_asked.emit)
        self._nothing = EmptyState("", self.tr("取消筛选"), self.clear_filters, icon="search")
        self._empty = EmptyState(
            self.tr("还没有检查。选一个社区，定好类型和检查组，就可以开始。"),
            self.tr("新建检查"),
            self.new_asked.emit,
            icon="clipboard-check",
        )
        self._lists = QStackedWidget()
        self._pages = QStackedWidget()
        self._toast = Toast(self)
        self._build()
        self._wire()
        self.reload()

    # What others may ask

    def shown(self) -> None:
        """Look again whenever one comes back; the keyboard stands in the table."""
        self.reload()
        focused = QApplication.focusWidget()
        if focused is None or not self.isAncestorOf(focused):
            self._into_table()

    def reload(self) -> None:
        """Read the list anew; filters and mark stay."""
        kept = self.current.inspection.id if self.current else ""
        marks = marks_by_inspection(self._workspace)
        rows = inspection_rows(self._workspace)
        self._rows = tuple(
            replace(one, marks=found) if (found := marks.get(one.inspection.id)) else one for one in rows
        )
        self._initials = initials_by_unit(self._workspace)
        counts = dict.fromkeys(GROUPS, 0)
        for shown in self._rows:
            for group in groups_of(shown):
                counts[group] += 1
        for group, chip in self.state_chips.items():
            chip.show_count(counts[group])
            chip.setVisible(counts[group] > 0 or chip.isChecked() or group in (DRAFT, SIGNED))
        self._pages.setCurrentIndex(0 if self._rows else 1)
        self._filter(kept)

    def show_list(self, group: str) -> None:
        """List one group of states only: draft, ready, signed, provisional, open or void."""
        self.clear_filters()
        if group in self.state_chips:
            self.state_chips[group].setChecked(True)

    def look_for(self, text: str) -> None:
        """Search, from outside."""
        self.search.setText(text)
        self._filter()

    @property
    def current(self) -> InspectionRow | None:
        """The inspection one stands on."""
        return self.model.at(self.table.currentIndex().row())

    def clear_filters(self) -> None:
        """Show everything but what is void."""
        self.filters.clear()
        self._filter()

    # Building

    def _group_words(self) -> dict[str, str]:
        return {
            DRAFT: self.tr("草稿"),
            READY: self.tr("查完待签"),
            SIGNED: self.tr("已签字"),
            PROVISIONAL: self.tr("暂定"),
            OPEN: self.tr("待裁定、待选择"),
            VOID: self.tr("已作废"),
        }

    def _build(self) -> None:
        title = Label(self.tr("检查"), "item_title")
        self._lists.addWidget(Card(self.table, margins=1))
        self._lists.addWidget(self._nothing)
        body = column(self.filters, self._lists, gap=Gap.M, margins=(Gap.CARD, Gap.M, Gap.CARD, Gap.M))
        body.setStretch(1, 1)
        filled = QWidget()
        foot = PageFoot(self._words, self.open_button, self.new_button)
        column(
            PageBar(title, self._count, None, self.earlier_button, self.figures_button, self.export_button),
            body,
            foot,
            gap=0,
            parent=filled,
        )
        self._pages.addWidget(filled)
        self._pages.addWidget(self._empty)
        column(self._pages, gap=0, parent=self)

    def _wire(self) -> None:
        self.filters.changed.connect(self._filter)
        self.filters.left.connect(self._into_table)
        self.table.opened.connect(lambda _index: self._open())
        self.table.selectionModel().currentChanged.connect(lambda _now, _before: self._show_current())
        self.table.selectionModel().selectionChanged.connect(lambda _now, _before: self._show_current())
        QShortcut(QKeySequence("Ctrl+F"), self, self.filters.into_search)

    # Showing

    def _filter(self, kept: str = "") -> None:
        kept = kept or (self.current.inspection.id if self.current else "")
        wanted = InspectionsFilter(
            text=self.search.text(),
            kinds=frozenset(kind for kind, chip in self.kind_chips.items() if chip.isChecked()),
            groups=frozenset(group for group, chip in self.state_chips.items() if chip.isChecked()),
        )
        found = found_inspections(self._rows, wanted, self._initials)
        self.model.show_found(found)
        count = self.tr("{count} 份").format(count=len(found))
        if len(found) < len(self._rows):
            count = self.tr("{count} 份，共 {whole} 份").format(count=len(found), whole=len(self._rows))
        self._count.setText(count)
        self.export_button.explain_disabled("" if found else self.tr("现在没有列出检查，没有可以导出的。"))
        self._lists.setCurrentIndex(0 if found else 1)
        self._nothing.say(self.tr("没有这样的检查。") if wanted.is_narrowed else self.tr("这里只有已作废的检查。"))
        self._nothing.button.setVisible(wanted.is_narrowed)
        self._mark(kept)

    def _mark(self, inspection_id: str) -> None:
        if self.model.rowCount():
            self.table.mark(max(self.model.place_of(inspection_id), 0))
        self._show_current()

    def _show_current(self) -> None:
        shown, rows = self.current, self.table.selected_rows()
        self.open_button.explain_disabled("" if shown else self.tr("先在表里选一份检查。"))
        if len(rows) > 1:
            self._words.setText(self.tr("已选 {count} 份，Ctrl+C 可以复制成表格").format(count=len(rows)))
        elif shown is None:
            self._words.setText("")
        else:
            parts = [shown.unit_name, KIND_NAMES[shown.inspection.kind], shown.inspection.doc_number]
            self._words.setText(" · ".join(part for part in parts if part))

    # Doing

    def _open(self) -> None:
        if self.current is not None:
            self.open_asked.emit(self.current.inspection.id)

    def _export(self) -> None:
        path = workbook_target(self, self.tr("导出检查表"), self.tr("检查表.xlsx"))
        if path is None:
            return
        columns = self.table.shown_columns()
        head = [
            (self.model.headerData(at, Qt.Orientation.Horizontal), SHEET_WIDTHS.get(at, USUAL_SHEET_WIDTH))
            for at in columns
        ]
        rows = [[self.model.value(place, at) for at in columns] for place in range(self.model.rowCount())]
        try:
            count = export_list(self._workspace, self.tr("检查"), head, rows, path)
        except AppError as error:
            self._messages(error)
            return
        self._toast.say(
            self.tr("已导出{count}份检查：{name}。没有加密，用完请删除。").format(count=count, name=path.name)
        )

    def _into_table(self) -> None:
        empty = self._empty if not self._rows else self._nothing
        where = self.table if self.model.rowCount() else empty.button
        where.setFocus(Qt.FocusReason.OtherFocusReason)
