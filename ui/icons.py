"""The kept set of line icons, drawn sharply at any size in any colour."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.paths import RESOURCES

LUCIDE_STROKE = b'stroke-width="2"'
OUR_STROKE = b'stroke-width="1.7"'
CURRENT = b"currentColor"
LOGO = "logo"


class Icons:
    """Pixmaps of the SVGs in one folder, kept by name, size, colour and device ratio."""

    def __init__(self, folder: Path = RESOURCES / "icons") -> None:
        self._folder = folder
        self._sources: dict[str, bytes] = {}
        self._shapes: dict[tuple[str, int], QImage] = {}
        self._pixmaps: dict[tuple[str, int, str, float], QPixmap] = {}

    def pixmap(self, name: str, size: int, colour: str, ratio: float = 1.0) -> QPixmap:
        """`name` at `size` logical px in `colour` (#RRGGBB), for a screen of `ratio`."""
        wanted = (name, size, colour, ratio)
        if wanted not in self._pixmaps:
            self._pixmaps[wanted] = self._drawn(name, size, colour, ratio)
        return self._pixmaps[wanted]

    def icon(
        self, name: str, size: int, colours: tuple[str, str], ratio: float = 1.0, room: tuple[int, int] = (0, 0)
    ) -> QIcon:
        """The same as an icon for a button: `colours` while enabled and disabled, empty `room` before and after."""
        icon = QIcon()
        for colour, mode in zip(colours, (QIcon.Mode.Normal, QIcon.Mode.Disabled), strict=True):
            icon.addPixmap(_with_room(self.pixmap(name, size, colour, ratio), *room), mode)
        return icon

    def logo(self, size: int, colour: str, ratio: float = 1.0) -> QPixmap:
        """The program's mark: a rounded square in the accent colour with a list and a tick."""
        return self.pixmap(LOGO, size, colour, ratio)

    def _drawn(self, name: str, size: int, colour: str, ratio: float) -> QPixmap:
        pixels = round(size * ratio)
        if name == LOGO:
            image = _rendered(self._source(name).replace(CURRENT, colour.encode()), pixels)
        else:
            image = self._shape(name, pixels).copy()
            painter = QPainter(image)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
            painter.fillRect(image.rect(), QColor(colour))
            painter.end()
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(ratio)
        return pixmap

    def _shape(self, name: str, pixels: int) -> QImage:
        """The icon in black: its lines have one colour, so that every other colour is laid over it."""
        if (name, pixels) not in self._shapes:
            self._shapes[name, pixels] = _rendered(self._source(name).replace(CURRENT, b"#000"), pixels)
        return self._shapes[name, pixels]

    def _source(self, name: str) -> bytes:
        if name not in self._sources:
            text = (self._folder / f"{name}.svg").read_bytes()
            self._sources[name] = text.replace(LUCIDE_STROKE, OUR_STROKE)
        return self._sources[name]


def _with_room(pixmap: QPixmap, before: int, after: int) -> QPixmap:
    if not before and not after:
        return pixmap
    ratio = pixmap.devicePixelRatio()
    wider = QPixmap(pixmap.width() + round((before + after) * ratio), pixmap.height())
    wider.setDevicePixelRatio(ratio)
    wider.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wider)
    painter.drawPixmap(before, 0, pixmap)
    painter.end()
    return wider


def _rendered(svg: bytes, pixels: int) -> QImage:
    image = QImage(QSize(pixels, pixels), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg)).render(painter)
    painter.end()
    return image
