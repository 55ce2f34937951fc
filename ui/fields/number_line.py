"""A line cut into bands with the marks of each, and a pointer where the measured value falls."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import BOLD, REGULAR, current_theme
from ui.tokens import Gap

LEAST_SEGMENT = 36


@dataclass(frozen=True, slots=True)
class Segment:
    """One band from low to high values: its lower edge ("" for none) and what it is worth in a few characters."""

    edge: str
    label: str
    is_costly: bool = False


class NumberLine(QWidget):
    """Bands drawn equally wide, so that narrow and endless ones can be read alike; the hit one stands out by a
    darker line, bold marks and a pointer."""

    def __init__(self, segments: Sequence[Segment], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._segments = tuple(segments)
        self._hit: int | None = None
        self._share = Fraction(1, 2)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @property
    def hit(self) -> int | None:
        """Which segment the value falls into."""
        return self._hit

    def point_at(self, segment: int | None, share: Fraction = Fraction(1, 2)) -> None:
        """Point into `segment`, `share` of the way from its lower to its upper edge; None takes the pointer away."""
        self._hit, self._share = segment, max(Fraction(1, 20), min(Fraction(19, 20), share))
        self.setAccessibleName("" if segment is None else self._segments[segment].label)
        self.update()

    def sizeHint(self) -> QSize:
        """As high as a pointer, a bar and one line of small text over and under it."""
        line = current_theme().tokens.type.caption + Gap.XS
        return QSize(len(self._segments) * LEAST_SEGMENT * 2, 2 * line + Gap.M)

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for any card."""
        return QSize(LEAST_SEGMENT * len(self._segments), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw labels over the bar, edges under it."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = theme.tokens.type.caption + Gap.XS
        width = self.width() / max(1, len(self._segments))
        top = line + Gap.XS
        for place, segment in enumerate(self._segments):
            bar = QRectF(place * width + 0.5, top, width - 2, Gap.S)
            is_hit = place == self._hit
            colour = ("deduct" if segment.is_costly else "ok") if is_hit else "line3"
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(colour))
            painter.drawRoundedRect(bar, Gap.HAIR, Gap.HAIR)
            painter.setFont(theme.font("caption", BOLD if is_hit else REGULAR))
            painter.setPen(theme.colour(("deduct" if segment.is_costly else "ok") if is_hit else "ink3"))
            painter.drawText(
                QRectF(place * width, 0, width, line),
                Qt.AlignmentFlag.AlignCenter,
                self._fit(painter, segment.label, width),
            )
            if segment.edge:
                painter.setFont(theme.font("caption"))
                painter.setPen(theme.colour("ink3"))
                painter.drawText(
                    QRectF((place - 0.5) * width, top + Gap.S, width, line),
                    Qt.AlignmentFlag.AlignCenter,
                    self._fit(painter, segment.edge, width),
                )
        if self._hit is not None:
            x = (self._hit + float(self._share)) * width
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("ink"))
            painter.drawPolygon(
                QPolygonF(
                    [
                        QPointF(x, top + Gap.S - 1),
                        QPointF(x - Gap.XS - 1, top + Gap.M + Gap.XS),
                        QPointF(x + Gap.XS + 1, top + Gap.M + Gap.XS),
                    ]
                )
            )

    @staticmethod
    def _fit(painter: QPainter, text: str, width: float) -> str:
        return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(width))
