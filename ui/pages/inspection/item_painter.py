"""Paints one line of the item list, so that a thousand of them cost no widgets."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.models.items_model import ROW, Row
from ui.theme import BOLD, MEDIUM, REGULAR, Theme, current_theme
from ui.tokens import Gap
from ui.widgets.glyphs import paint_glyph
from ui.widgets.style_option import rect_of, state_of, widget_of

LEFT, RIGHT = Gap.L, Gap.L
MIDDLE = Qt.AlignmentFlag.AlignVCenter
LEFT_OF_LINE = int(Qt.AlignmentFlag.AlignLeft | MIDDLE | Qt.TextFlag.TextSingleLine)
RIGHT_OF_LINE = int(Qt.AlignmentFlag.AlignRight | MIDDLE | Qt.TextFlag.TextSingleLine)
TONES = {"missing": "accent", "deduct": "deduct", "quiet": "ink2"}


class ItemPainter(QStyledItemDelegate):
    """State glyph, code, title, figure; a head in smaller type over a gap."""

    code_width = 0
    """Room for the longest code, set by the list."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """All lines are equally high: the view need not ask for each."""
        return QSize(0, current_theme().tokens.height.list_row)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one line."""
        row: Row = index.data(ROW)
        theme = current_theme()
        painter.save()
        if row.is_head:
            self._paint_head(painter, rect_of(option), row, theme)
        else:
            self._paint_item(painter, option, row, theme)
        painter.restore()

    def _paint_head(self, painter: QPainter, rect: QRect, row: Row, theme: Theme) -> None:
        inner = rect.adjusted(LEFT, Gap.S, -RIGHT, 0)
        painter.setFont(theme.font("caption", MEDIUM))
        painter.setPen(theme.colour("ink2"))
        painter.drawText(inner, RIGHT_OF_LINE, row.figure)
        room = inner.width() - painter.fontMetrics().horizontalAdvance(row.figure) - Gap.S
        painter.drawText(
            inner, LEFT_OF_LINE, painter.fontMetrics().elidedText(row.title, Qt.TextElideMode.ElideRight, room)
        )

    def _paint_item(self, painter: QPainter, option: QStyleOptionViewItem, row: Row, theme: Theme) -> None:
        rect, tokens = rect_of(option), theme.tokens
        is_current = bool(state_of(option) & QStyle.StateFlag.State_Selected)
        if is_current:
            painter.fillRect(rect, theme.colour("selection"))
            painter.fillRect(QRect(rect.left(), rect.top(), tokens.edge, rect.height()), theme.colour("accent"))
        elif state_of(option) & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("hover"))
        side = tokens.height.glyph
        glyph = QRectF(rect.left() + LEFT, rect.top() + (rect.height() - side) / 2, side, side)
        if row.state is not None:
            paint_glyph(painter, glyph, row.state, tokens.colour)
        x = rect.left() + LEFT + side + Gap.S
        painter.setFont(theme.font("second"))
        painter.setPen(theme.colour("ink2"))
        painter.drawText(QRect(x, rect.top(), self.code_width, rect.height()), LEFT_OF_LINE, row.shown_code)
        x += self.code_width + Gap.S
        tone = TONES.get(row.tone, "ink")
        painter.setFont(
            theme.font(
                "second" if row.tone == "quiet" else "body",
                BOLD if row.tone == "missing" else MEDIUM if row.tone != "quiet" else REGULAR,
            )
        )
        painter.setPen(theme.colour(tone))
        painter.drawText(rect.adjusted(0, 0, -RIGHT, 0), RIGHT_OF_LINE, row.figure)
        room = rect.right() - RIGHT - painter.fontMetrics().horizontalAdvance(row.figure) - Gap.S - x
        painter.setFont(theme.font("body", BOLD if is_current else REGULAR))
        painter.setPen(theme.colour("ink"))
        title = painter.fontMetrics().elidedText(row.title, Qt.TextElideMode.ElideRight, max(room, 0))
        painter.drawText(QRect(x, rect.top(), max(room, 0), rect.height()), LEFT_OF_LINE, title)
        self._paint_ring(painter, option, theme)

    @staticmethod
    def _paint_ring(painter: QPainter, option: QStyleOptionViewItem, theme: Theme) -> None:
        view = widget_of(option)
        if not (isinstance(view, QAbstractItemView) and view.hasFocus() and theme.keyboard_in_use):
            return
        if state_of(option) & QStyle.StateFlag.State_Selected:
            half = theme.tokens.ring / 2
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("focus"), theme.tokens.ring))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect_of(option)).adjusted(half, half, -half, -half), Gap.XS, Gap.XS)
