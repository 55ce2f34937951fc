"""The area one signs in, with pen, finger or mouse; strokes are kept as lines with a width, never as a picture."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QTabletEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.signing import Point, Strokes
from ui.theme import current_theme
from ui.tokens import Gap

THICK, THIN = 0.022, 0.008
BASELINE = 0.78
QUICK = 2.2  # heights of the area per second at which a line gets thin
NEAR = 0.004


class SignatureArea(QWidget):
    """Collects strokes; `changed` after each. The paper keeps the ratio `RATIO`, so a signature is never stretched.

    Who cannot draw signs another way (a certificate's passphrase, or on paper): the dialog offers that by keyboard.
    """

    changed = Signal()
    RATIO = 2.0

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strokes: list[tuple[Point, ...]] = []
        self._drawn: list[Point] = []
        self._last_ms = 0
        self.setAttribute(Qt.WidgetAttribute.WA_StaticContents)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        current_theme().changed.connect(self.updateGeometry)
        self._tell()

    @property
    def strokes(self) -> Strokes:
        """What was written, in the order of writing."""
        return tuple(self._strokes)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written."""
        return not self._strokes

    def set_strokes(self, strokes: Sequence[tuple[Point, ...]]) -> None:
        """Show strokes that were kept."""
        self._strokes = list(strokes)
        self._tell()

    def undo(self) -> None:
        """Take the last stroke back (退一笔)."""
        if self._strokes:
            self._strokes.pop()
            self._tell()
            self.changed.emit()

    def clear(self) -> None:
        """Begin again (重写)."""
        if self._strokes:
            self._strokes.clear()
            self._tell()
            self.changed.emit()

    def sizeHint(self) -> QSize:
        """As large as the picture of the dialog shows."""
        height = current_theme().tokens.height
        return QSize(round(height.signature * self.RATIO), height.signature)

    def minimumSizeHint(self) -> QSize:
        """Still large enough for a finger."""
        height = current_theme().tokens.height
        return QSize(round(height.signature_least * self.RATIO), height.signature_least)

    def paper(self) -> QRectF:
        """The part of the area that strokes are measured in, centred."""
        width = min(self.width(), self.height() * self.RATIO)
        height = width / self.RATIO
        return QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)

    def tabletEvent(self, event: QTabletEvent) -> None:
        """The pen: its pressure is the width."""
        width = THIN + (THICK - THIN) * event.pressure()
        if event.type() == QEvent.Type.TabletPress:
            self._begin(event.position(), event.timestamp(), width)
        elif event.type() == QEvent.Type.TabletMove and self._drawn:
            self._go_on(event.position(), event.timestamp(), width)
        elif event.type() == QEvent.Type.TabletRelease:
            self._end()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Mouse, and a finger that Qt hands on as one."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._begin(event.position(), event.timestamp(), None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on writing."""
        if self._drawn:
            self._go_on(event.position(), event.timestamp(), None)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Lift."""
        self._end()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint paper, base line and strokes."""
        tokens = current_theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.colour.line2), tokens.hairline))
        painter.setBrush(QColor(tokens.colour.paper))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), tokens.radius, tokens.radius)
        pen = QPen(QColor(tokens.colour.line2), tokens.hairline, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        base = round(self.height() * BASELINE)
        painter.drawLine(Gap.XL, base, self.width() - Gap.XL, base)
        paint_strokes(painter, self.paper(), [*self._strokes, tuple(self._drawn)], tokens.colour.ink)

    def _begin(self, at: QPointF, when_ms: int, width: float | None) -> None:
        self._drawn = [self._point(at, (THICK + THIN) / 2 if width is None else width)]
        self._last_ms = when_ms
        self.update()

    def _go_on(self, at: QPointF, when_ms: int, width: float | None) -> None:
        last = self._drawn[-1]
        point = self._point(at, last[2])
        far = (((point[0] - last[0]) * self.RATIO) ** 2 + (point[1] - last[1]) ** 2) ** 0.5
        if far < NEAR:
            return
        if width is None:
            speed = far * 1000 / max(when_ms - self._last_ms, 1)
            wanted = THICK - (THICK - THIN) * min(speed / QUICK, 1.0)
            width = last[2] * 0.7 + wanted * 0.3
        self._drawn.append((point[0], point[1], round(width, 4)))
        self._last_ms = when_ms
        self.update()

    def _end(self) -> None:
        if self._drawn:
            self._strokes.append(tuple(self._drawn))
            self._drawn = []
            self._tell()
            self.changed.emit()

    def _point(self, at: QPointF, width: float) -> Point:
        paper = self.paper()
        x = min(max((at.x() - paper.left()) / paper.width(), 0.0), 1.0)
        y = min(max((at.y() - paper.top()) / paper.height(), 0.0), 1.0)
        return round(x, 4), round(y, 4), round(width, 4)

    def _tell(self) -> None:
        self.setAccessibleName(self.tr("手写签名"))
        written = self.tr("已写 {count} 笔").format(count=len(self._strokes))
        self.setAccessibleDescription(written if self._strokes else self.tr("还没有写"))
        self.update()


def paint_strokes(painter: QPainter, paper: QRectF, strokes: Sequence[tuple[Point, ...]], colour: str) -> None:
    """Paint strokes into `paper`, smooth and with their own widths."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for stroke in strokes:
        points = [
            (QPointF(paper.left() + x * paper.width(), paper.top() + y * paper.height()), width * paper.height())
            for x, y, width in stroke
        ]
        if len(points) == 1:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colour))
            painter.drawEllipse(points[0][0], points[0][1] / 1.6, points[0][1] / 1.6)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for at in range(1, len(points)):
            before, here = points[at - 1], points[at]
            path = QPainterPath((points[at - 2][0] + before[0]) * 0.5 if at > 1 else before[0])
            path.quadTo(before[0], (before[0] + here[0]) * 0.5)
            if at == len(points) - 1:
                path.lineTo(here[0])
            pen = QPen(QColor(colour), (before[1] + here[1]) / 2)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.drawPath(path)
    painter.restore()
