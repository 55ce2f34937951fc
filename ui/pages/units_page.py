"""单位: the register with its tree, search and filters; from here inspections begin."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QSizePolicy, QStackedWidget, QWidget

from app.domain.unit import UnitKind
from app.errors import AppError
from app.services.unit_changes import add_unit, set_pilot
from app.services.units import GRASS_ROOTS, UnitRow, UnitsOverview, export_units, units_overview
from app.services.workspace import Workspace
from ui.dialogs.signing_passphrase_dialog import SigningPassphraseDialog
from ui.dialogs.unit_dialog import UnitDialog
from ui.dialogs.units_import_dialog import UnitsImportDialog
from ui.dialogs.workbook_target import put_units_template, workbook_target
from ui.models.units_model import ALL, LAST, NAME, PARENT, PILOT, STATE, UnitsFilter, UnitsModel, found_units
from ui.pages.filter_row import FilterRow
from ui.pages.units.detail_card import DetailCard
from ui.pages.units.tree_pane import TreePane
from ui.tasks import Tasks
from ui.tokens import Gap
from ui.widgets.busy import Toast
from ui.widgets.buttons import Button
from ui.widgets.chips import FilterChip
from ui.widgets.fields import SearchField
from ui.widgets.frames import Card, EmptyState, PageFoot
from ui.widgets.labels import ElidingLabel, Label
from ui.widgets.layouts import column, row
from ui.widgets.table import TableView

WIDTHS = {PARENT: 150, PILOT: 84, STATE: 200, LAST: 110}
SEARCH_WIDTH = 240


class UnitsPage(QWidget):
    """`inspect_asked(unit_id)` to begin an inspection, `open_asked(inspection_id)` to go on with one.

    `changed` after units were imported, added or marked.
    """

    inspect_asked = Signal(str)
    open_asked = Signal(str)
    changed = Signal()

    def __init__(
        self,
        workspace: Workspace,
        tasks: Tasks,
        messages: Callable[[AppError], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._tasks, self._messages = workspace, tasks, messages
        self._overview: UnitsOverview | None = None
        self.tree = TreePane()
        self.model = UnitsModel(self)
        self.table = TableView(self.tr("单位"))
        self.table.setModel(self.model)
        self.table.sort_on_click()
        self.table.stretch(NAME)
        self.table.set_widths(WIDTHS)
        self.search = SearchField(self.tr("单位名或拼音首字母"))
        self.owed_chip = FilterChip(self.tr("没有区级检查"))
        self.communities_chip = FilterChip(self.tr("只看社区"))
        self.pilots_chip = FilterChip(self.tr("示范点试点"))
        chips = (self.owed_chip, self.communities_chip, self.pilots_chip)
        self.filters = FilterRow(self.search, *chips, search_width=SEARCH_WIDTH)
        self.export_button = Button(self.tr("导出Excel"), "ghost", icon="download", on_click=self._export)
        self._found_words = Label("", "strong")
        self._found_hint = ElidingLabel("", "second")
        self.detail = DetailCard()
        self._nothing = EmptyState("", self.tr("取消筛选"), self.clear_filters, icon="search")
        self._list_card = Card(self.table, margins=1)
        self._lists = QStackedWidget()
        self._lists.addWidget(self._list_card)
        self._lists.addWidget(self._nothing)
        self._chosen_words = ElidingLabel("", "medium")
        self._chosen_words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.start_button = Button(
            self.tr("开始检查"), "primary", icon="clipboard-check", hint="Enter", on_click=self._start
        )
        self._empty = EmptyState(
            self.tr("单位名册还是空的。用您手头的社区名册Excel就行，列名不用改；也可以先一个一个添加。"),
            self.tr("从Excel导入"),
            self.import_units,
            icon="building-2",
        )
        self._toast = Toast(self)
        self._build()
        self._wire()
        self.reload()
        self.communities_chip.setChecked(bool(self._overview and self._overview.coverage.of))

    # What others may ask

    def shown(self) -> None:
        """Look again whenever one comes back; the keyboard stands in the table."""
        self.reload()
        focused = QApplication.focusWidget()
        if focused is None or not self.isAncestorOf(focused):
            self._into_table()

    def reload(self) -> None:
        """Read the register anew; filters, place and mark stay."""
        kept = self.current.unit.id if self.current else ""
        self._overview = units_overview(self._workspace)
        units = self._overview.units
        self.tree.show_units(units, sum(unit.kind in GRASS_ROOTS and unit.is_active for unit in units))
        self.owed_chip.show_count(len(self._overview.coverage.owed))
        self._pages.setCurrentIndex(0 if units else 1)
        self._filter(kept)

    def show_owed(self) -> None:
        """List what the general survey still lacks."""
        self.clear_filters()
        self.tree.go_to(ALL)
        self.owed_chip.setChecked(True)

    def look_for(self, text: str) -> None:
        """Search for a unit, from outside."""
        self.search.setText(text)
        self._filter()

    @property
    def current(self) -> UnitRow | None:
        """The unit one stands on."""
        return self.model.at(self.table.currentIndex().row())

    def import_units(self) -> None:
        """Open the import."""
        dialog = UnitsImportDialog(self._workspace, self._tasks, self._messages, parent=self.window())
        if dialog.ask():
            self._after_change(self.tr("导入完成：{words}。").format(words=dialog.result_words))

    def add_one(self, kind: UnitKind | None = None) -> None:
        """Ask for one unit, of this kind at first, and add it; the keyboard then stands on it."""
        if self._overview is None:
            return
        dialog = UnitDialog(
            self._overview.units,
            lambda new, passphrase: add_unit(self._workspace, new, passphrase),
            above=self.tree.current,
            begins_as=kind,
            asks_passphrase=not self._workspace.is_demo,
            parent=self.window(),
        )
        if dialog.ask() and dialog.made is not None:
            self._after_change(self.tr("已添加{name}。").format(name=dialog.made.name))
            self._mark(dialog.made.id)
            self._into_table()
        elif dialog.failure is not None:
            self._messages(dialog.failure)

    def clear_filters(self) -> None:
        """Show everything below the place one is at."""
        self.filters.clear()
        self._filter()

    # Building

    def _build(self) -> None:
        top = row(self.filters, self.export_button, gap=Gap.M)
        top.setStretch(0, 1)
        top.setAlignment(self.export_button, Qt.AlignmentFlag.AlignTop)
        found = row(self._found_words, self._found_hint, gap=Gap.M)
        found.setStretch(1, 1)
        right = QWidget()
        body = column(top, found, self._lists, self.detail, gap=Gap.M, margins=(Gap.CARD, Gap.M, Gap.CARD, Gap.M))
        body.setStretch(2, 1)
        column(body, PageFoot(self._chosen_words, self.start_button), gap=0, parent=right)
        filled = QWidget()
        row(self.tree, right, gap=0, parent=filled)
        self._empty_template = Button(self.tr("先要一个空白模板"), "link", on_click=self.save_template)
        self._empty_add = Button(self.tr("加一个单位"), "link", on_click=self.add_one)
        empty = QWidget()
        centred = column(
            None, self._empty, row(None, self._empty_add, self._empty_template, None, gap=Gap.L), None, parent=empty
        )
        centred.setStretch(0, 1)
        centred.setStretch(3, 2)
        self._pages = QStackedWidget()
        self._pages.addWidget(filled)
        self._pages.addWidget(empty)
        column(self._pages, gap=0, parent=self)

    def _wire(self) -> None:
        self.tree.chosen.connect(lambda _key: self._filter())
        self.tree.import_asked.connect(self.import_units)
        self.tree.add_asked.connect(self.add_one)
        self.filters.changed.connect(self._filter)
        self.filters.left.connect(self._into_table)
        self.table.opened.connect(lambda _index: self._start())
        self.table.selectionModel().currentChanged.connect(lambda _now, _before: self._show_current())
        self.table.selectionModel().selectionChanged.connect(lambda _now, _before: self._show_chosen())
        self.model.modelReset.connect(self._show_current)
        self.detail.pilot_asked.connect(self._set_pilot)
        QShortcut(QKeySequence("Ctrl+F"), self, self.filters.into_search)

    # Showing

    def _filter(self, kept: str = "") -> None:
        if self._overview is None:
            return
        kept = kept or (self.current.unit.id if self.current else "")
        wanted = UnitsFilter(
            text=self.search.text(),
            below=self.tree.current,
            owed_only=self.owed_chip.isChecked(),
            grass_roots_only=self.communities_chip.isChecked(),
            pilots_only=self.pilots_chip.isChecked(),
        )
        found = found_units(self._overview.rows, wanted)
        self.model.show_found(found)
        self._say_found(len(found), wanted)
        self._lists.setCurrentIndex(0 if found else 1)
        self._nothing.say(self._why_nothing(wanted))
        self._nothing.button.setVisible(wanted.is_narrowed)
        self._mark(kept)

    def _say_found(self, count: int, wanted: UnitsFilter) -> None:
        if wanted.text.strip():
            words = self.tr("“{text}” 找到 {count} 个单位").format(text=wanted.text.strip(), count=count)
            hint = self.tr("拼音首字母、单位名、区划代码都可以")
        else:
            words = self.tr("{count} 个单位").format(count=count)
            hint = self.tr("只有区级检查算普查覆盖；自查、互查不代替")
        self._found_words.setText(words)
        self._found_hint.setText(hint)

    def _why_nothing(self, wanted: UnitsFilter) -> str:
        if wanted.text.strip():
            return self.tr("没有找到“{text}”。可以换几个字，或者用拼音首字母，例如“莲花”写 lh。").format(
                text=wanted.text.strip()
            )
        if wanted.owed_only and not wanted.pilots_only:
            return self.tr("这里的社区都已经有签了字的区级检查。")
        return self.tr("这里没有这样的单位。")

    def _mark(self, unit_id: str) -> None:
        if self.model.rowCount():
            self.table.mark(max(self.model.place_of(unit_id), 0))
        self._show_current()

    def _show_current(self) -> None:
        shown = self.current
        self.detail.show_unit(shown)
        self._show_chosen()
        if shown is None:
            self.start_button.set_label(self.tr("开始检查"))
            self.start_button.explain_disabled(self.tr("先在表里选一个单位。"))
            return
        inspection = shown.inspection
        if inspection is None:
            self.start_button.set_label(self.tr("开始检查"))
        else:
            self.start_button.set_label(self.tr("看检查") if inspection.is_frozen else self.tr("接着检查"))
        reason = ""
        if inspection is None and not shown.unit.is_active:
            reason = self.tr("这个单位已停用，不能开始检查。")
        elif inspection is None and not shown.is_inspected:
            reason = self.tr("现在的考评方案不检查这一级，请选一个社区。")
        self.start_button.explain_disabled(reason)

    def _show_chosen(self) -> None:
        rows = self.table.selected_rows()
        if len(rows) > 1:
            words = self.tr("已选 {count} 个，Ctrl+C 可以复制成表格").format(count=len(rows))
        else:
            words = self.current.unit.name if self.current else ""
        self._chosen_words.setText(words)

    # Doing

    def _start(self) -> None:
        shown = self.current
        if shown is None or not self.start_button.isEnabled():
            return
        if shown.inspection is None:
            self.inspect_asked.emit(shown.unit.id)
        else:
            self.open_asked.emit(shown.inspection.id)

    def _into_table(self) -> None:
        if self.model.rowCount():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_pilot(self, unit_id: str, is_pilot: bool) -> None:
        if self._workspace.is_demo:
            try:
                set_pilot(self._workspace, unit_id, is_pilot)
            except AppError as error:
                self._messages(error)
                return
        else:
            dialog = SigningPassphraseDialog(
                self.tr("标为试点") if is_pilot else self.tr("取消试点"),
                self.tr("改单位名册要用您的口令签名，别人才能确认是谁改的。"),
                lambda passphrase: set_pilot(self._workspace, unit_id, is_pilot, passphrase),
                parent=self.window(),
            )
            if not dialog.ask():
                if dialog.failure is not None:
                    self._messages(dialog.failure)
                return
        said = self.tr("{name}已标为示范点试点。") if is_pilot else self.tr("{name}不再是示范点试点。")
        name = (
            next((row.unit.name for row in self._overview.rows if row.unit.id == unit_id), "") if self._overview else ""
        )
        self._after_change(said.format(name=name))

    def _export(self) -> None:
        path = workbook_target(self, self.tr("导出单位表"), self.tr("单位表.xlsx"))
        shown = [row.unit for place in range(self.model.rowCount()) if (row := self.model.at(place)) is not None]
        if path is None:
            return
        try:
            count = export_units(self._workspace, shown, path)
        except AppError as error:
            self._messages(error)
            return
        self._toast.say(self.tr("已导出{count}个单位：{name}").format(count=count, name=path.name))

    def save_template(self) -> None:
        """Put an empty units table where the person wants it."""
        path = put_units_template(self, self._messages)
        if path is not None:
            self._toast.say(self.tr("模板已存好：{name}").format(name=path.name))

    def _after_change(self, said: str) -> None:
        self.reload()
        self._toast.say(said)
        self.changed.emit()
