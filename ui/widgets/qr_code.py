"""A QR code, ink on paper in every theme: a reader needs the contrast."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import current_theme

SIDE = 164


class QrCode(QWidget):
    """`modules` are rows, True where dark, the white border among them; `name` is what a screen reader reads."""

    def __init__(self, modules: Sequence[Sequence[bool]], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._modules = modules
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        current_theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """A square, larger with larger text."""
        side = round(SIDE * current_theme().tokens.factor)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Whole pixels for each module: a blurred edge is what readers stumble over."""
        painter = QPainter(self)
        theme = current_theme()
        ink = theme.colour("ink")
        painter.fillRect(self.rect(), theme.colour("paper"))
        across = len(self._modules)
        ratio = self.devicePixelRatioF()
        module = max(int(min(self.width(), self.height()) * ratio // across), 1) / ratio
        start = (min(self.width(), self.height()) - module * across) / 2
        for y, line in enumerate(self._modules):
            for x, dark in enumerate(line):
                if dark:
                    place = QRectF(start + x * module, start + y * module, module, module)
                    painter.fillRect(place, ink)
