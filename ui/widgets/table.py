"""The table of the program: rows painted from the model, opened by Enter, copied as a table."""

from collections.abc import Mapping
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPen,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.theme import BOLD, REGULAR, Theme, current_theme
from ui.tokens import Gap
from ui.widgets.choices import paint_tick
from ui.widgets.glyphs import State, paint_glyph
from ui.widgets.table_menu import TableMenu

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent, QPersistentModelIndex

    Index = QModelIndex | QPersistentModelIndex
from ui.widgets.style_option import rect_of, widget_of


class CellRole(IntEnum):
    """What a model may say of a cell beyond text and alignment."""

    STATE = Qt.ItemDataRole.UserRole + 101
    """A `State`: its glyph before the text."""
    STRONG = Qt.ItemDataRole.UserRole + 102
    """True: bold."""
    COLOUR = Qt.ItemDataRole.UserRole + 103
    """The name of a text colour of the tokens: ink2, deduct, accent, ok."""
    HITS = Qt.ItemDataRole.UserRole + 104
    """(start, length) pairs of letters that a search found."""
    ICON = Qt.ItemDataRole.UserRole + 105
    """The name of a line icon before the text."""


class RowDelegate(QStyledItemDelegate):
    """Paints cells from the tokens; the view says which row is hovered."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: "Index") -> QSize:
        """The row height of the tokens and the width of the text."""
        theme = current_theme()
        text = str(index.data() or "")
        font = theme.font("body", BOLD if index.data(CellRole.STRONG) else REGULAR)
        width = QFontMetrics(font).horizontalAdvance(text) + 2 * Gap.M + self._before(index, theme)
        return QSize(width, theme.tokens.height.table_row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: "Index") -> None:
        """One cell: ground, edge, glyph or icon, text with what was found, ring."""
        theme = current_theme()
        colours = theme.tokens.colour
        view = widget_of(option)
        table = view if isinstance(view, TableView) else None
        selected = table is not None and table.selectionModel().isSelected(index)
        rect = rect_of(option)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = colours.selection if selected else colours.hover if table and table.hovered_row == index.row() else ""
        if ground:
            painter.fillRect(rect, QColor(ground))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(colours.line))
        first = table is not None and table.is_first_shown(index.column())
        if selected and first:
            painter.fillRect(rect.left(), rect.top(), theme.tokens.edge, rect.height(), QColor(colours.accent))
        self._paint_inside(painter, rect, index, theme)
        if (
            table is not None
            and table.hasFocus()
            and theme.keyboard_in_use
            and index.row() == table.currentIndex().row()
        ):
            self._paint_ring(painter, table, rect, theme)
        painter.restore()

    def _paint_inside(self, painter: QPainter, rect: QRect, index: "Index", theme: Theme) -> None:
        tokens, colours = theme.tokens, theme.tokens.colour
        inside = rect.adjusted(Gap.M, 0, -Gap.M, 0)
        ticked = index.data(Qt.ItemDataRole.CheckStateRole)
        if ticked is not None:
            side = tokens.height.glyph + Gap.HAIR
            box = QRectF(inside.left(), rect.center().y() - side / 2 + 1, side, side)
            on = Qt.CheckState(ticked) == Qt.CheckState.Checked
            paint_tick(painter, box, ticked=on, enabled=True, tokens=tokens)
        state, icon = index.data(CellRole.STATE), index.data(CellRole.ICON)
        if state:
            side = tokens.height.glyph
            paint_glyph(
                painter, QRectF(inside.left(), rect.center().y() - side / 2 + 1, side, side), State(state), colours
            )
        elif icon:
            side = tokens.height.icon_small + Gap.HAIR
            pixmap = theme.icons.pixmap(icon, side, colours.ink2, theme.ratio)
            painter.drawPixmap(inside.left(), rect.center().y() - side // 2 + 1, pixmap)
        inside.setLeft(inside.left() + self._before(index, theme))
        font = theme.font("body", BOLD if index.data(CellRole.STRONG) else REGULAR)
        text = QFontMetrics(font).elidedText(str(index.data() or ""), Qt.TextElideMode.ElideRight, inside.width())
        alignment = index.data(Qt.ItemDataRole.TextAlignmentRole) or Qt.AlignmentFlag.AlignLeft
        flags = int(alignment) & int(Qt.AlignmentFlag.AlignHorizontal_Mask) | int(Qt.AlignmentFlag.AlignVCenter)
        self._paint_hits(painter, inside, text, index, theme)
        painter.setFont(font)
        painter.setPen(QColor(getattr(colours, index.data(CellRole.COLOUR) or "ink")))
        painter.drawText(inside, flags | int(Qt.TextFlag.TextSingleLine), text)

    @staticmethod
    def _paint_hits(painter: QPainter, inside: QRect, text: str, index: "Index", theme: Theme) -> None:
        metrics = QFontMetrics(theme.font("body", BOLD if index.data(CellRole.STRONG) else REGULAR))
        for start, length in index.data(CellRole.HITS) or ():
            left = inside.left() + metrics.horizontalAdvance(text[:start])
            width = metrics.horizontalAdvance(text[start : start + length])
            top = inside.center().y() - metrics.height() // 2
            painter.fillRect(left, top, width, metrics.height(), QColor(theme.tokens.colour.hit))
            painter.fillRect(left, top + metrics.height() - 1, width, 2, QColor(theme.tokens.colour.ink))

    @staticmethod
    def _before(index: "Index", theme: Theme) -> int:
        height = theme.tokens.height
        width = 0
        if index.data(Qt.ItemDataRole.CheckStateRole) is not None:
            width += height.glyph + Gap.HAIR + Gap.S
        if index.data(CellRole.STATE):
            width += height.glyph + Gap.S
        elif index.data(CellRole.ICON):
            width += height.icon_small + Gap.HAIR + Gap.S
        return width

    @staticmethod
    def _paint_ring(painter: QPainter, table: "TableView", rect: QRect, theme: Theme) -> None:
        half = theme.tokens.ring / 2
        whole = QRectF(half, rect.top() + half, table.viewport().width() - 2 * half, rect.height() - 2 * half - 1)
        painter.setClipRect(rect)
        painter.setPen(QPen(QColor(theme.tokens.colour.focus), theme.tokens.ring))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(whole, theme.tokens.radius_key, theme.tokens.radius_key)


class TableView(QTableView):
    """Rows are selected whole. `opened(QModelIndex)` after Enter or a double click; Ctrl+C copies with the heads.

    A right click or the menu key offers copying, sorting and which columns are shown (`menu`).
    A click on a head sorts, the arrow stands beside its word. Columns stretch by `stretch(column)`.
    A model with CheckStateRole in a column gets Space on the selected rows.
    """

    opened = Signal(QModelIndex)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hovered_row = -1
        self._widths: dict[int, int] = {}
        self.setAccessibleName(name)
        self.setItemDelegate(RowDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setSectionsMovable(True)
        head.setMinimumSectionSize(Gap.XL)
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(lambda at: self.menu().exec(head.mapToGlobal(at)))
        self.doubleClicked.connect(self.opened)
        self._settle()
        current_theme().changed.connect(self._settle)

    def stretch(self, column: int) -> None:
        """Let one column take the room that is left over."""
        self.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def set_widths(self, widths: Mapping[int, int]) -> None:
        """How wide columns are, in logical px at standard size; they grow with the text."""
        self._widths = dict(widths)
        self._settle()

    def mark(self, row: int, column: int = 0) -> None:
        """Stand on a row, and see it."""
        index = self.model().index(row, column)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)

    def sort_on_click(self) -> None:
        """Let a click on a head sort by it, a third one no more; the model (or a proxy) must know how."""
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)  # the model's own order comes first
        self.horizontalHeader().setSortIndicatorClearable(True)
        self.setSortingEnabled(True)

    def is_first_shown(self, column: int) -> bool:
        """Whether this column stands at the left edge now."""
        head = self.horizontalHeader()
        return all(head.isSectionHidden(head.logicalIndex(at)) for at in range(head.visualIndex(column)))

    def selected_rows(self) -> list[int]:
        """The rows that are selected, from top to bottom."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def shown_columns(self) -> list[int]:
        """The columns one sees, in the order one sees them."""
        head = self.horizontalHeader()
        order = [head.logicalIndex(at) for at in range(head.count())]
        return [column for column in order if not self.isColumnHidden(column)]

    def as_text(self, rows: list[int]) -> str:
        """Heads and rows as lines of cells parted by tabs, as a spreadsheet takes them; hidden columns stay out."""
        model, columns = self.model(), self.shown_columns()
        titles = [str(model.headerData(column, Qt.Orientation.Horizontal) or "") for column in columns]
        lines = [[str(model.index(row, column).data() or "") for column in columns] for row in rows]
        return "\n".join(
            "\t".join(cell.replace("\t", " ").replace("\n", " ") for cell in cells) for cells in [titles, *lines]
        )

    def menu(self) -> TableMenu:
        """What may be done with the table, as it stands now; the one who opens it waits until it is closed."""
        copies = QAction(self.tr("复制成表格"), self)
        copies.setShortcut("Ctrl+C")
        copies.setEnabled(bool(self.selectedIndexes()))
        copies.triggered.connect(self.copy)
        menu = TableMenu(self, copies)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.aboutToHide.connect(copies.deleteLater)
        return menu

    def copy(self) -> None:
        """Put the selected rows on the clipboard as a table."""
        QApplication.clipboard().setText(self.as_text(self.selected_rows()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu at the mouse, or at the current row when a key asks for it."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        rect = self.visualRect(self.currentIndex())
        self.menu().exec(self.viewport().mapToGlobal(rect.bottomLeft()) if by_key else event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Ctrl+C copies, Space ticks."""
        current = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current.isValid():
            self.opened.emit(current)
        elif event.matches(QKeySequence.StandardKey.Copy) and self.selectedIndexes():
            self.copy()
        elif event.key() == Qt.Key.Key_Space and self._tick_selected():
            pass
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the row under the mouse."""
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()).row())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a tick turns it."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        left = event.button() == Qt.MouseButton.LeftButton
        if left and index.isValid() and index.data(Qt.ItemDataRole.CheckStateRole) is not None:
            self._turn(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a card, keep off the round corners of its border."""
        super().resizeEvent(event)
        around = self.parentWidget()
        if around is not None and around.property("role") == "card":
            radius = current_theme().tokens.radius_card - 1
            path = QPainterPath()
            path.addRoundedRect(QRectF(self.rect()), radius, radius)
            self.setMask(QRegion(path.toFillPolygon().toPolygon()))

    def leaveEvent(self, event: "QEvent") -> None:
        """Nothing is under the mouse any more."""
        super().leaveEvent(event)
        self._hover(-1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming by key, stand on a row."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.model() is not None and self.model().rowCount():
            first = self.model().index(0, 0)
            self.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.viewport().update()

    def _tick_selected(self) -> bool:
        column = next((at for at in range(self._columns()) if self._can_tick(self.currentIndex().row(), at)), None)
        if column is None:
            return False
        for row in self.selected_rows() or [self.currentIndex().row()]:
            self._turn(self.model().index(row, column))
        return True

    def _can_tick(self, row: int, column: int) -> bool:
        index = self.model().index(row, column)
        return index.isValid() and index.data(Qt.ItemDataRole.CheckStateRole) is not None

    def _columns(self) -> int:
        return self.model().columnCount() if self.model() is not None else 0

    def _turn(self, index: QModelIndex) -> None:
        on = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked
        state = Qt.CheckState.Unchecked if on else Qt.CheckState.Checked
        self.model().setData(index, state.value, Qt.ItemDataRole.CheckStateRole)

    def _hover(self, row: int) -> None:
        if row != self.hovered_row:
            self.hovered_row = row
            self.viewport().update()

    def _settle(self) -> None:
        tokens = current_theme().tokens
        self.verticalHeader().setDefaultSectionSize(tokens.height.table_row)
        self.horizontalHeader().setFixedHeight(tokens.height.table_head)
        for column, width in self._widths.items():
            self.setColumnWidth(column, round(width * tokens.factor))
