"""A bar of marks: got is solid, lost is hatched, not yet checked is empty."""

from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import current_theme
from ui.tokens import Colours, Gap

HATCH_STEP = 5.0
HATCH_STROKE = 2.0


def paint_hatch(painter: QPainter, rect: QRectF, colour: str, stroke: float = HATCH_STROKE) -> None:
    """Slanting lines in `colour` over `rect`; the caller sets the clip."""
    painter.setPen(QPen(QColor(colour), stroke))
    x = rect.left() - rect.height()
    while x < rect.right():
        painter.drawLine(QPointF(x, rect.bottom()), QPointF(x + rect.height(), rect.top()))
        x += HATCH_STEP


def paint_marks_bar(painter: QPainter, rect: QRectF, got: float, lost: float, colours: Colours) -> None:
    """Paint shares (0…1) of marks got and lost; what is left over stays empty."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    outline = QPainterPath()
    outline.addRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 2.5, 2.5)
    painter.fillPath(outline, QColor(colours.hover))
    painter.setClipPath(outline)
    solid = QRectF(rect.left(), rect.top(), rect.width() * got, rect.height())
    hatched = QRectF(solid.right(), rect.top(), rect.width() * lost, rect.height())
    if lost > 0:
        painter.fillRect(hatched, QColor(colours.surface))
        painter.setClipRect(hatched, Qt.ClipOperation.IntersectClip)
        paint_hatch(painter, hatched, colours.deduct)
        painter.setClipPath(outline)
    painter.fillRect(solid, QColor(colours.bar))
    painter.setClipping(False)
    painter.setPen(QPen(QColor(colours.line2), 1))
    painter.drawPath(outline)
    painter.restore()


class MarksBar(QWidget):
    """How much of the possible marks was got, lost and not yet looked at."""

    def __init__(self, *, thin: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thin = thin
        self._got = self._lost = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        current_theme().changed.connect(self.updateGeometry)

    def show_marks(self, got: Decimal | int, lost: Decimal | int, out_of: Decimal | int, says: str = "") -> None:
        """Show marks got and lost of `out_of` (0: empty bar); `says` is what a screen reader reads."""
        whole = float(out_of)
        self._got = min(max(float(got) / whole, 0.0), 1.0) if whole else 0.0
        self._lost = min(max(float(lost) / whole, 0.0), 1.0 - self._got) if whole else 0.0
        words = self.tr("得 {got}，扣 {lost}，满分 {whole}").format(got=got, lost=lost, whole=out_of)
        self.setAccessibleName(says or words)
        self.setToolTip(says or words)
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as it may, as high as the tokens say."""
        height = current_theme().tokens.height
        return QSize(height.logo * Gap.XS, height.bar_thin if self._thin else height.bar)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the three parts."""
        paint_marks_bar(QPainter(self), QRectF(self.rect()), self._got, self._lost, current_theme().tokens.colour)


class LegendSwatch(QWidget):
    """A small sample of one part of the bar: got, lost or empty."""

    def __init__(self, part: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shares = {"got": (1.0, 0.0), "lost": (0.0, 1.0)}.get(part, (0.0, 0.0))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        current_theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Twice as wide as high."""
        height = current_theme().tokens.height.bar
        return QSize(height * 2, height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the sample."""
        paint_marks_bar(QPainter(self), QRectF(self.rect()), *self._shares, current_theme().tokens.colour)
