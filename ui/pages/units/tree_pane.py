"""The left pane of the register: districts and streets with their counts, and the ways in for new units."""

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.domain.unit import Unit
from ui.models.units_model import ALL
from ui.models.units_tree_model import COUNT_ROLE, DIVIDED_ROLE, KEY_ROLE, LEVEL_ROLE, UnitsTreeModel
from ui.theme import BOLD, REGULAR, current_theme
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.frames import Frame
from ui.widgets.labels import Label
from ui.widgets.layouts import column, row
from ui.widgets.style_option import rect_of, state_of, widget_of

MIDDLE = Qt.AlignmentFlag.AlignVCenter
LEFT_OF_LINE = int(Qt.AlignmentFlag.AlignLeft | MIDDLE | Qt.TextFlag.TextSingleLine)
RIGHT_OF_LINE = int(Qt.AlignmentFlag.AlignRight | MIDDLE | Qt.TextFlag.TextSingleLine)
WIDTH = 216


class PlacePainter(QStyledItemDelegate):
    """Title at its depth, count at the right end; the current line has its edge and ground."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The row height of the tokens, and the gap of a dividing line."""
        return QSize(0, current_theme().tokens.height.list_row + (Gap.S if index.data(DIVIDED_ROLE) else 0))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one line."""
        theme = current_theme()
        tokens = theme.tokens
        rect = QRect(rect_of(option))
        painter.save()
        if index.data(DIVIDED_ROLE):
            painter.fillRect(rect.left(), rect.top() + Gap.XS, rect.width(), tokens.hairline, theme.colour("line"))
            rect.setTop(rect.top() + Gap.S)
        is_current = bool(state_of(option) & QStyle.StateFlag.State_Selected)
        if is_current:
            painter.fillRect(rect, theme.colour("selection"))
            painter.fillRect(rect.left(), rect.top(), tokens.edge, rect.height(), theme.colour("accent"))
        elif state_of(option) & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("hover"))
        inside = rect.adjusted(Gap.CARD + index.data(LEVEL_ROLE) * Gap.L, 0, -Gap.L, 0)
        count = str(index.data(COUNT_ROLE))
        painter.setFont(theme.font("second"))
        painter.setPen(theme.colour("ink2"))
        painter.drawText(inside, RIGHT_OF_LINE, count)
        inside.setRight(inside.right() - painter.fontMetrics().horizontalAdvance(count) - Gap.S)
        painter.setFont(theme.font("body", BOLD if is_current else REGULAR))
        painter.setPen(theme.colour("ink"))
        title = painter.fontMetrics().elidedText(index.data(), Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, LEFT_OF_LINE, title)
        view = widget_of(option)
        if is_current and isinstance(view, QAbstractItemView) and view.hasFocus() and theme.keyboard_in_use:
            half = tokens.ring / 2
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("focus"), tokens.ring))
            painter.drawRoundedRect(
                QRectF(rect).adjusted(half, half, -half, -half), tokens.radius_key, tokens.radius_key
            )
        painter.restore()


class TreePane(Frame):
    """`chosen(key)` with a unit's id, or one of ALL, SITES, RETIRED."""

    chosen = Signal(str)
    import_asked = Signal()
    add_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("pane_left", parent)
        self.model = UnitsTreeModel(self)
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(PlacePainter(self.view))
        self.view.setMouseTracking(True)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setAccessibleName(self.tr("区和街道"))
        self._count = Label("", "second")
        self._head = QWidget()
        row(Label(self.tr("单位"), "section"), None, self._count, margins=(Gap.L, 0, Gap.L, 0), parent=self._head)
        self.import_button = Button(self.tr("从Excel导入"), "ghost", icon="inbox", on_click=self.import_asked.emit)
        self.add_button = Button(self.tr("加一个单位"), "ghost", icon="plus", on_click=self.add_asked.emit)
        foot = Frame("foot")
        left = column(self.add_button, self.import_button, gap=0, margins=(Gap.XS, Gap.XS, Gap.XS, Gap.XS), parent=foot)
        left.setAlignment(self.add_button, Qt.AlignmentFlag.AlignLeft)
        left.setAlignment(self.import_button, Qt.AlignmentFlag.AlignLeft)
        column(self._head, Frame("line"), self.view, foot, gap=0, parent=self)
        self.view.selectionModel().currentChanged.connect(self._tell)
        self._is_telling = True
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._settle()
        current_theme().changed.connect(self._settle)

    def show_units(self, units: Iterable[Unit], communities: int) -> None:
        """Show the tree; the place one was at stays."""
        kept = self.current
        self._is_telling = False
        self.model.show_units(units)
        self.view.setCurrentIndex(self.model.index(max(self.model.place_of(kept), 0)))
        self._is_telling = True
        self._count.setText(self.tr("{count} 个社区").format(count=communities))

    @property
    def current(self) -> str:
        """The key of the place one is at."""
        index = self.view.currentIndex()
        return str(index.data(KEY_ROLE)) if index.isValid() else ALL

    def go_to(self, key: str) -> None:
        """Go to a place by its key."""
        place = self.model.place_of(key)
        if place >= 0:
            self.view.setCurrentIndex(self.model.index(place))

    def _tell(self, index: QModelIndex) -> None:
        if self._is_telling and index.isValid():
            self.chosen.emit(str(index.data(KEY_ROLE)))

    def _settle(self) -> None:
        tokens = current_theme().tokens
        self.setFixedWidth(round(WIDTH * tokens.factor))
        self._head.setFixedHeight(tokens.height.page_bar)
        self.view.doItemsLayout()
