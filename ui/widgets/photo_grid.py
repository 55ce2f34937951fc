"""A grid of small pictures to tick: Space or a click takes one, Ctrl+A all."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.theme import current_theme
from ui.tokens import Gap
from ui.widgets.choices import paint_tick
from ui.widgets.style_option import rect_of, state_of

WIDE, HIGH = 132, 99
"""Logical px of a picture at standard text size."""
SETTLES_MS = 120
"""After scrolling has come to rest, what is seen is asked for."""
Index = QModelIndex | QPersistentModelIndex


class PhotoDelegate(QStyledItemDelegate):
    """A picture that fills its place, when it was taken, and a tick in its corner."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """The same for all, growing with the text."""
        factor = current_theme().tokens.factor
        line = current_theme().tokens.height.icon + Gap.XS
        return QSize(round(WIDE * factor) + 2 * Gap.XS, round(HIGH * factor) + line + 2 * Gap.XS)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one photo."""
        theme = current_theme()
        tokens = theme.tokens
        is_taken = bool(state_of(option) & QStyle.StateFlag.State_Selected)
        is_current = bool(state_of(option) & QStyle.StateFlag.State_HasFocus)
        rect: QRect = rect_of(option).adjusted(Gap.XS, Gap.XS, -Gap.XS, -Gap.XS)
        line = tokens.height.icon + Gap.XS
        place = rect.adjusted(0, 0, 0, -line)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(place, theme.colour("sunken"))
        pixmap = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(pixmap, QPixmap):
            painter.drawPixmap(place, pixmap, _middle(pixmap, place))
        else:
            side = tokens.height.icon
            middle = QRect(place.center().x() - side // 2, place.center().y() - side // 2, side, side)
            theme.icon("image", "ink2", side).paint(painter, middle)
        painter.setPen(QPen(theme.colour("ink" if is_taken else "line2"), 2 if is_taken else 1))
        painter.drawRect(place)
        tick = QRectF(place.left() + Gap.XS, place.top() + Gap.XS, tokens.height.tick, tokens.height.tick)
        painter.fillRect(tick, QColor(tokens.colour.surface))
        paint_tick(painter, tick, ticked=is_taken, enabled=True, tokens=tokens)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour("ink2"))
        words = rect.adjusted(0, rect.height() - line, 0, 0)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignCenter), str(index.data() or ""))
        if is_current and theme.keyboard_in_use:
            painter.setPen(QPen(theme.colour("focus"), tokens.ring))
            painter.drawRect(rect_of(option).adjusted(1, 1, -1, -1))
        painter.restore()


class PhotoGrid(QListView):
    """`came_into_sight` when other photos are seen; `taken_changed` when others are ticked."""

    came_into_sight = Signal()
    taken_changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.MultiSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(PhotoDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(SETTLES_MS)
        self._rest.timeout.connect(self.came_into_sight)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._rest.start())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size shows others."""
        super().resizeEvent(event)
        self._rest.start()

    def follow(self, model: QAbstractItemModel) -> None:
        """Show this model, which lives as long as the grid."""
        model.setParent(self)
        self.setModel(model)
        model.modelReset.connect(self._start_again)
        self.selectionModel().selectionChanged.connect(lambda _now, _before: self.taken_changed.emit())

    def in_sight(self) -> list[int]:
        """The rows that are seen, from top to bottom."""
        seen = self.viewport().rect()
        return [row for row in range(self.model().rowCount()) if self._touches(row, seen)]

    def _start_again(self) -> None:
        self._rest.start(0)
        self.taken_changed.emit()

    def _touches(self, row: int, seen: QRect) -> bool:
        return self.visualRect(self.model().index(row, 0)).intersects(seen)


def _middle(pixmap: QPixmap, place: QRect) -> QRect:
    size = place.size().scaled(pixmap.size(), Qt.AspectRatioMode.KeepAspectRatio)
    left, top = (pixmap.width() - size.width()) // 2, (pixmap.height() - size.height()) // 2
    return QRect(left, top, size.width(), size.height())
