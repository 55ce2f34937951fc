"""Shows one page of help: text in the theme's type, pictures no wider than the page."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QImage,
    QImageReader,
    QKeyEvent,
    QPixmap,
    QResizeEvent,
    QShowEvent,
    QTextCharFormat,
    QTextDocument,
)
from PySide6.QtWidgets import QSizePolicy, QTextBrowser, QTextEdit, QWidget

from ui.help.book import PICTURES_FOLDER, Topic
from ui.help.markup import Markup
from ui.theme import current_theme

PIXELS = 2
"""Pixels of a picture for each logical px of the window it was taken from."""
ALL_THE_HEIGHT = 4000
LEAST_HEIGHT = 160
SCROLL_ROOM = 16


class HelpText(QTextBrowser):
    """`link_taken(str)` with the link as it stands in the page; what it shows wears the theme."""

    link_taken = Signal(str)

    def __init__(self, keys: Sequence[tuple[str, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys, self._wanted, self._anchor = keys, "", ""
        self._topic: Topic | None = None
        self._folder: Path = PICTURES_FOLDER
        self._sizes: dict[str, tuple[int, int]] = {}
        self._pictures: dict[str, QPixmap] = {}
        self._shown_width = 0
        self.setProperty("kind", "bare")
        self.setAccessibleName(self.tr("帮助内容"))
        self.setOpenLinks(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.document().setDocumentMargin(0)
        self.anchorClicked.connect(lambda link: self.link_taken.emit(link.toString()))
        current_theme().changed.connect(self._render)

    def sizeHint(self) -> QSize:
        """As much height as there is."""
        return QSize(super().sizeHint().width(), ALL_THE_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """A few lines at least."""
        return QSize(0, LEAST_HEIGHT)

    def show_topic(self, topic: Topic, anchor: str = "", wanted: str = "") -> None:
        """Show a page from its top or from an anchor, with the words that were searched marked."""
        is_other = topic is not self._topic or wanted != self._wanted
        self._topic, self._anchor, self._wanted = topic, anchor, wanted
        if is_other:
            self._render()
        self._go_to_anchor()

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Pictures from the folder of help, scaled once and smoothly; nothing else is ever loaded."""
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return None
        file_name = Path(QUrl(name).path()).name
        size, ratio = QSize(*self._picture_size(file_name)), self.devicePixelRatioF()
        kept = self._pictures.get(file_name)
        if kept is None or kept.deviceIndependentSize().toSize() != size or kept.devicePixelRatio() != ratio:
            image = QImage(str(self._folder / file_name))
            ways = (Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
            kept = QPixmap.fromImage(image.scaled(size * ratio, *ways))
            kept.setDevicePixelRatio(ratio)
            self._pictures[file_name] = kept
        return kept

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+← belongs to the way back, not to the text."""
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """What was asked for before there was a width is laid out now."""
        super().showEvent(event)
        self._render()
        self._go_to_anchor()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit text and pictures to another width; the anchor stays where it was."""
        super().resizeEvent(event)
        if self._room() != self._shown_width:
            self._render()
            self._go_to_anchor()

    def _go_to_anchor(self) -> None:
        if self._anchor:
            self.scrollToAnchor(self._anchor)
        else:
            self.verticalScrollBar().setValue(0)

    def _room(self) -> int:
        return max(self.viewport().width() - SCROLL_ROOM, 1)

    def _render(self) -> None:
        if self._topic is None or not self.isVisible():
            return
        theme = current_theme()
        self._shown_width = self._room()
        document = self.document()
        document.clear()
        document.setDefaultFont(theme.font("body"))
        self.setHtml(Markup(theme.tokens, self._picture_size, self._keys).html(self._topic.text))
        self._mark_found()

    def _picture_size(self, name: str) -> tuple[int, int]:
        if name not in self._sizes:
            size = QImageReader(str(self._folder / name)).size()
            self._sizes[name] = (max(size.width(), 1), max(size.height(), 1))
        width, height = self._sizes[name]
        shown = min(width / PIXELS * current_theme().tokens.factor, self._room())
        return round(shown), round(shown * height / width)

    def _mark_found(self) -> None:
        marks = []
        colour = current_theme().tokens.colour
        found = self.document().find(self._wanted) if self._wanted else None
        while found is not None and not found.isNull():
            mark = QTextEdit.ExtraSelection()
            form = QTextCharFormat()
            form.setBackground(current_theme().colour("hit" if colour.hit != colour.surface else "selection"))
            mark.cursor, mark.format = found, form  # type: ignore[attr-defined] # fields of a C++ struct
            marks.append(mark)
            found = self.document().find(self._wanted, found)
        self.setExtraSelections(marks)
