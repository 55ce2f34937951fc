"""The list at the left of help: all topics, or what a search found."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.theme import BOLD, REGULAR, current_theme
from ui.tokens import Gap
from ui.widgets.style_option import rect_of, state_of, widget_of

ENTRY = Qt.ItemDataRole.UserRole
LEFT_OF_LINE = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line: where it leads, its title, and under it (for what was found) the page it stands in."""

    topic: str
    anchor: str
    title: str
    icon: str = ""
    under: str = ""


class Contents(QListWidget):
    """`entry_shown(Entry)` when another line is marked, `entered` on Enter, `typed(str)` for letters: they search."""

    entry_shown = Signal(object)
    entered = Signal()
    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "contents")
        self.setAccessibleName(self.tr("目录"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(EntryPainter(self))
        self.currentItemChanged.connect(self._tell)
        self.itemClicked.connect(lambda item: self.entry_shown.emit(item.data(ENTRY)))
        current_theme().changed.connect(self.doItemsLayout)

    def show_entries(self, entries: tuple[Entry, ...]) -> None:
        """Fill the list, marking none."""
        self.blockSignals(True)
        self.clear()
        for entry in entries:
            item = QListWidgetItem(self)
            item.setData(ENTRY, entry)
            words = f"{entry.title}，{entry.under}" if entry.under else entry.title
            item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
            item.setToolTip(words)
        self.blockSignals(False)

    def mark(self, place: int) -> None:
        """Mark a line without telling."""
        self.blockSignals(True)
        self.setCurrentRow(place)
        self.blockSignals(False)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes into the page; letters go into the search."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif plain and event.text().isprintable() and event.text().strip():
            self.typed.emit(event.text())
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _tell(self, item: QListWidgetItem | None, _before: object) -> None:
        if item is not None:
            self.entry_shown.emit(item.data(ENTRY))


class EntryPainter(QStyledItemDelegate):
    """An icon and a title, or a title over the page it stands in."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """One line of the list, or a row of two."""
        height = current_theme().tokens.height
        entry: Entry = index.data(ENTRY)
        return QSize(0, height.todo_row if entry.under else height.list_row)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one line."""
        entry: Entry = index.data(ENTRY)
        theme = current_theme()
        tokens, rect = theme.tokens, rect_of(option)
        is_current = bool(state_of(option) & QStyle.StateFlag.State_Selected)
        painter.save()
        if is_current:
            painter.fillRect(rect, theme.colour("selection"))
            painter.fillRect(QRect(rect.left(), rect.top(), tokens.edge, rect.height()), theme.colour("accent"))
        elif state_of(option) & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("hover"))
        inner = rect.adjusted(Gap.L, 0, -Gap.S, 0)
        if entry.icon:
            side = tokens.height.icon_button
            colour = tokens.colour.accent if is_current else tokens.colour.ink2
            icon = theme.icons.pixmap(entry.icon, side, colour, theme.ratio)
            painter.drawPixmap(inner.left(), inner.top() + (inner.height() - side) // 2, icon)
            inner.adjust(side + Gap.M, 0, 0, 0)
        if entry.under:
            upper, lower = inner.adjusted(0, Gap.S, 0, 0), inner.adjusted(0, 0, 0, -Gap.S)
            upper.setHeight(inner.height() // 2 - Gap.XS)
            lower.setTop(upper.bottom())
            self._words(painter, lower, entry.under, "caption", "ink3", is_bold=False)
            inner = upper
        self._words(painter, inner, entry.title, "body", "ink", is_bold=is_current)
        painter.restore()
        self._ring(painter, option)

    @staticmethod
    def _words(painter: QPainter, room: QRect, words: str, role: str, colour: str, *, is_bold: bool) -> None:
        theme = current_theme()
        painter.setFont(theme.font(role, BOLD if is_bold else REGULAR))
        painter.setPen(theme.colour(colour))
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, LEFT_OF_LINE, shown)

    @staticmethod
    def _ring(painter: QPainter, option: QStyleOptionViewItem) -> None:
        view, theme = widget_of(option), current_theme()
        is_here = isinstance(view, QAbstractItemView) and view.hasFocus() and theme.keyboard_in_use
        if not is_here or not state_of(option) & QStyle.StateFlag.State_Selected:
            return
        half = theme.tokens.ring / 2
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("focus"), theme.tokens.ring))
        painter.drawRoundedRect(QRectF(rect_of(option)).adjusted(half, half, -half, -half), Gap.XS, Gap.XS)
        painter.restore()
