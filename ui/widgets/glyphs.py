"""The states of items and imported things, each painted as a shape of its own."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import current_theme
from ui.tokens import Colours

GRID = 18.0
STROKE = 1.7
MARK = 2.0


class State(StrEnum):
    """What a glyph says; the word or figure beside it says the same."""

    UNCHECKED = "unchecked"
    PASSED = "passed"
    DEDUCTED = "deducted"
    NOT_APPLICABLE = "not_applicable"
    INCOMPLETE = "incomplete"
    PENDING = "pending"
    NEW = "new"
    HAD = "had"
    WAITING = "waiting"
    CONFLICT = "conflict"


def paint_glyph(painter: QPainter, rect: QRectF, state: State, colours: Colours) -> None:
    """Paint the glyph of `state` filling `rect` (a square); the painter is left as it was."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / GRID, rect.height() / GRID)
    SHAPES[state](painter, colours)
    painter.restore()


def _pen(painter: QPainter, colour: str, width: float = STROKE, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> None:
    pen = QPen(QColor(colour), width, style, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)


def _disc(painter: QPainter, colour: str) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(QRectF(1.5, 1.5, 15, 15))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _ring(painter: QPainter, colour: str, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> None:
    _pen(painter, colour, style=style)
    painter.drawEllipse(QRectF(2.35, 2.35, 13.3, 13.3))


def _unchecked(painter: QPainter, colours: Colours) -> None:
    _ring(painter, colours.line2)


def _passed(painter: QPainter, colours: Colours) -> None:
    _disc(painter, colours.ok)
    _pen(painter, colours.on_accent, MARK)
    painter.drawPolyline(QPolygonF([QPointF(5.6, 9.3), QPointF(8, 11.7), QPointF(12.5, 6.8)]))


def _deducted(painter: QPainter, colours: Colours) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.deduct))
    painter.drawRoundedRect(QRectF(2, 2, 14, 14), 3.2, 3.2)
    _pen(painter, colours.on_accent, MARK)
    painter.drawLine(QPointF(5.6, 9), QPointF(12.4, 9))


def _not_applicable(painter: QPainter, colours: Colours) -> None:
    _ring(painter, colours.ink3)
    painter.drawLine(QPointF(4.6, 13.4), QPointF(13.4, 4.6))


def _incomplete(painter: QPainter, colours: Colours) -> None:
    _pen(painter, colours.accent)
    painter.drawPolygon(QPolygonF([QPointF(9, 2.2), QPointF(16.4, 15.4), QPointF(1.6, 15.4)]))
    painter.drawLine(QPointF(9, 7.2), QPointF(9, 10.4))
    painter.drawPoint(QPointF(9, 12.9))


def _pending(painter: QPainter, colours: Colours) -> None:
    pen = QPen(QColor(colours.ink2), STROKE, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([1.9, 1.17])  # eight dashes around the circle
    painter.setPen(pen)
    painter.drawEllipse(QRectF(2.35, 2.35, 13.3, 13.3))
    _pen(painter, colours.ink2)
    painter.drawPolyline(QPolygonF([QPointF(9, 5.8), QPointF(9, 9.2), QPointF(11.2, 10.6)]))


def _new(painter: QPainter, colours: Colours) -> None:
    _disc(painter, colours.ok)
    _pen(painter, colours.on_accent, MARK)
    painter.drawLine(QPointF(5.6, 9), QPointF(12.4, 9))
    painter.drawLine(QPointF(9, 5.6), QPointF(9, 12.4))


def _had(painter: QPainter, colours: Colours) -> None:
    _ring(painter, colours.ink2)
    painter.drawLine(QPointF(5.9, 7.4), QPointF(12.1, 7.4))
    painter.drawLine(QPointF(5.9, 10.6), QPointF(12.1, 10.6))


def _conflict(painter: QPainter, colours: Colours) -> None:
    painter.setBrush(QColor(colours.deduct))
    _pen(painter, colours.deduct, 1.0)
    painter.drawPolygon(QPolygonF([QPointF(9, 1.4), QPointF(16.6, 9), QPointF(9, 16.6), QPointF(1.4, 9)]))
    _pen(painter, colours.on_accent)
    painter.drawLine(QPointF(9, 5.6), QPointF(9, 9.2))
    painter.drawPoint(QPointF(9, 12))


SHAPES: Mapping[State, Callable[[QPainter, Colours], None]] = {
    State.UNCHECKED: _unchecked,
    State.PASSED: _passed,
    State.DEDUCTED: _deducted,
    State.NOT_APPLICABLE: _not_applicable,
    State.INCOMPLETE: _incomplete,
    State.PENDING: _pending,
    State.NEW: _new,
    State.HAD: _had,
    State.WAITING: _pending,
    State.CONFLICT: _conflict,
}


class StateGlyph(QWidget):
    """One state glyph in a layout."""

    def __init__(self, state: State | str = State.UNCHECKED, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = State(state)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_state(self._state)
        current_theme().changed.connect(self.updateGeometry)

    @property
    def state(self) -> State:
        """What it shows."""
        return self._state

    def set_state(self, state: State | str) -> None:
        """Show another state."""
        self._state = State(state)
        self.setAccessibleName(self._word())
        self.setToolTip(self._word())
        self.update()

    def sizeHint(self) -> QSize:
        """The glyph size of the tokens."""
        side = current_theme().tokens.height.glyph
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it in the middle."""
        side = self.sizeHint().width()
        rect = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        paint_glyph(QPainter(self), rect, self._state, current_theme().tokens.colour)

    def _word(self) -> str:
        return {
            State.UNCHECKED: self.tr("未查"),
            State.PASSED: self.tr("无问题"),
            State.DEDUCTED: self.tr("有扣分"),
            State.NOT_APPLICABLE: self.tr("不适用"),
            State.INCOMPLETE: self.tr("缺内容"),
            State.PENDING: self.tr("待补"),
            State.NEW: self.tr("新"),
            State.HAD: self.tr("已有"),
            State.WAITING: self.tr("要等"),
            State.CONFLICT: self.tr("冲突"),
        }[self._state]


class IconLabel(QWidget):
    """One line icon in a layout, in a token colour."""

    def __init__(self, name: str, *, colour: str = "ink2", size: str = "icon", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._colour, self._size = name, colour, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        current_theme().changed.connect(self.updateGeometry)

    def set_icon(self, name: str, colour: str = "ink2") -> None:
        """Show another icon."""
        self._name, self._colour = name, colour
        self.update()

    def sizeHint(self) -> QSize:
        """The size of icons in text, or in the status bar."""
        side = getattr(current_theme().tokens.height, self._size)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it at the device's ratio."""
        theme = current_theme()
        colour = getattr(theme.tokens.colour, self._colour)
        pixmap = theme.icons.pixmap(self._name, self.sizeHint().width(), colour, self.devicePixelRatioF())
        QPainter(self).drawPixmap(0, (self.height() - self.sizeHint().height()) // 2, pixmap)
