"""The left pane: the items by dimension, how many are done, and finding one."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QSizePolicy, QWidget

from app.domain.inspection import Section
from app.services.opened import OpenInspection
from ui.fields.field import ENTER_KEYS
from ui.models.items_model import ROW, ItemsModel, Row
from ui.pages.inspection.item_painter import ItemPainter
from ui.theme import current_theme
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.fields import SearchField
from ui.widgets.frames import Frame
from ui.widgets.glyphs import State
from ui.widgets.labels import Label
from ui.widgets.layouts import column, row


class ItemView(QListView):
    """A list in which letters and digits do not jump about: they belong to the card."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Only keys that move in the list are its own."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End) and not event.modifiers():
            super().keyPressEvent(event)
        else:
            event.ignore()


class FindField(SearchField):
    """A search whose Enter means: go there; not: note the item."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ends here."""
        super().keyPressEvent(event)
        if event.key() in ENTER_KEYS:
            event.accept()


class ItemList(Frame):
    """`chosen(section, code)` when a person goes to an item."""

    chosen = Signal(str, str)
    next_open_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("pane_left", parent)
        self.model = ItemsModel()
        self.view = ItemView()
        self.view.setModel(self.model)
        self._painter = ItemPainter(self.view)
        self.view.setItemDelegate(self._painter)
        self.view.setUniformItemSizes(True)
        self.view.setMouseTracking(True)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setAccessibleName(self.tr("考评项"))
        self._initials: dict[str, str] = {}
        self._count = Label("", "second")
        self._head = QWidget()
        row(Label(self.tr("考评项"), "section"), None, self._count, margins=(Gap.L, 0, Gap.L, 0), parent=self._head)
        self.search = FindField(self.tr("编号、名称或拼音首字母"))
        self._search_box = QWidget()
        row(self.search, margins=(Gap.M, Gap.S, Gap.M, 0), parent=self._search_box)
        self._search_box.hide()
        self._nothing = Label(self.tr("没有找到这样的考评项"), "second", wrap=True)
        self._nothing.setContentsMargins(Gap.L, Gap.M, Gap.L, 0)
        self._nothing.hide()
        self.find_button = Button(self.tr("找考评项"), "ghost", hint="Ctrl+F", on_click=self.ask_search)
        self.next_open = Button(self.tr("下一未查"), "ghost", hint="Ctrl+↓", on_click=self.next_open_asked.emit)
        self._foot = Frame("foot")
        row(self.find_button, self.next_open, gap=Gap.NONE, margins=(Gap.XS, Gap.XS, Gap.XS, Gap.XS), parent=self._foot)
        rule = Frame("line")
        column(self._head, rule, self._search_box, self._nothing, self.view, self._foot, gap=Gap.NONE, parent=self)
        self.model.modelReset.connect(self._measure_codes)
        self.view.selectionModel().currentChanged.connect(self._tell_chosen)
        self.search.searched.connect(self._filter)
        self.search.left_downwards.connect(lambda: self.view.setFocus(Qt.FocusReason.OtherFocusReason))
        self.search.returnPressed.connect(self.end_search)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._is_telling = True
        self._settle()
        current_theme().changed.connect(self._settle)

    # What it shows

    def show_opened(self, opened: OpenInspection) -> None:
        """Show the inspection as it stands; the place in the list stays."""
        current = self.current
        self.model.show_opened(opened)
        items = [row for row in self.model.rows if row.section == "items"]
        done = sum(row.state is not State.UNCHECKED for row in items)
        self._count.setText(self.tr("已查 {done} / {count}").format(done=done, count=len(items)))
        if current is not None and self.current != current and current.section is not None:
            self.show_current(current.section, current.code)

    def show_current(self, section: Section, code: str) -> None:
        """Mark an item as the one on the card, without telling `chosen`."""
        place = self.model.place_of(section, code)
        if place is None:
            return
        self._is_telling = False
        self.view.setCurrentIndex(self.model.index(place))
        # A head directly above is shown with its first item.
        above = max(place - 1, 0) if self.model.rows[max(place - 1, 0)].is_head else place
        self.view.scrollTo(self.model.index(above))
        self.view.scrollTo(self.model.index(place))
        self._is_telling = True

    @property
    def current(self) -> Row | None:
        """The line that is marked."""
        index = self.view.currentIndex()
        return index.data(ROW) if index.isValid() else None

    @property
    def place(self) -> int:
        """Its place among all lines, 0 when none is marked."""
        return max(self.view.currentIndex().row(), 0)

    # Finding

    def ask_search(self) -> None:
        """Open the search and type into it."""
        self._search_box.show()
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def end_search(self) -> None:
        """Go to the first item found and show all again."""
        text = self.search.text().strip()
        found = next((at for at, row in enumerate(self.model.rows) if self._matches(row, text)), None) if text else None
        self._close_search()
        if found is not None:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
            self.view.setCurrentIndex(self.model.index(found))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the search."""
        if event.key() == Qt.Key.Key_Escape and self._search_box.isVisible():
            self._close_search()
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the marked line in sight."""
        super().resizeEvent(event)
        self.view.scrollTo(self.view.currentIndex())

    def _close_search(self) -> None:
        self.search.clear()
        self._search_box.hide()
        self._filter("")

    def _filter(self, text: str) -> None:
        shown = 0
        for at, line in enumerate(self.model.rows):
            is_hidden = bool(text) and not self._matches(line, text)
            self.view.setRowHidden(at, is_hidden)
            shown += not is_hidden
        self._nothing.setVisible(shown == 0)

    def _matches(self, line: Row, text: str) -> bool:
        if line.is_head:
            return False
        wanted = text.casefold()
        if line.shown_code.casefold().startswith(wanted) or wanted in line.title.casefold():
            return True
        return wanted.isascii() and wanted.isalpha() and wanted in self._initials_of(line.title)

    def _initials_of(self, title: str) -> str:
        if title not in self._initials:
            from app.domain.pinyin import initials_of

            self._initials[title] = initials_of(title)
        return self._initials[title]

    def _tell_chosen(self, index: QModelIndex, _before: QModelIndex) -> None:
        line: Row | None = index.data(ROW) if index.isValid() else None
        if self._is_telling and line is not None and line.section is not None:
            self.chosen.emit(line.section, line.code)

    def _measure_codes(self) -> None:
        metrics = QFontMetrics(current_theme().font("second"))
        self._painter.code_width = max(
            (metrics.horizontalAdvance(row.shown_code) for row in self.model.rows), default=0
        )

    def _settle(self) -> None:
        self._measure_codes()
        tokens = current_theme().tokens
        width = round(tokens.pane_list * (1 + (tokens.factor - 1) * 0.55))  # 280 · 311 · 331, as drawn at 特大
        self.setFixedWidth(width)
        self._head.setFixedHeight(tokens.height.button + Gap.S)
        self.next_open.setVisible(not tokens.totals_fold)
        self.view.doItemsLayout()
