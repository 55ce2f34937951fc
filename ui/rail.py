"""The left rail: the places of the program, with how much waits in each."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.theme import BOLD, MEDIUM, REGULAR, current_theme
from ui.tokens import Gap
from ui.widgets.frames import Frame
from ui.widgets.layouts import column


class RailEntry(QAbstractButton):
    """One place: icon over word, a red edge while one is there, a number when something waits."""

    def __init__(self, icon: str, word: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._word, self._waiting = icon, word, 0
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(word)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._settle()
        current_theme().changed.connect(self._settle)

    def show_waiting(self, count: int) -> None:
        """Show how many things wait there; 0 shows nothing."""
        self._waiting = count
        self.setAccessibleDescription(self.tr("有 {count} 项待办").format(count=count) if count else "")
        self.update()

    def sizeHint(self) -> QSize:
        """The rail's width, the entry's height."""
        tokens = current_theme().tokens
        return QSize(tokens.rail_width - tokens.hairline, tokens.rail_entry)

    def minimumSizeHint(self) -> QSize:
        """On a low screen the entries move together; icon and word stay whole."""
        theme = current_theme()
        words = QFontMetrics(theme.font("caption", BOLD)).height()
        return QSize(self.sizeHint().width(), theme.tokens.rail_icon + Gap.XS + words)

    def focus_ring_rect(self) -> QRect:
        """Inside, as the entries touch each other."""
        return self.rect().adjusted(Gap.XS, Gap.XS, -Gap.XS, -Gap.XS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↑ ↓ belong to the rail, Enter presses as Space does."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, edge, icon, word and number."""
        theme = current_theme()
        tokens, colours = theme.tokens, theme.tokens.colour
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        here = self.isChecked()
        if here:
            painter.fillRect(self.rect(), QColor(colours.tint))
            painter.fillRect(QRect(0, 0, tokens.edge, self.height()), QColor(colours.accent))
        elif self.underMouse():
            painter.fillRect(self.rect(), QColor(colours.hover))
        font = theme.font("caption", BOLD if here else REGULAR)
        metrics = QFontMetrics(font)
        size = tokens.rail_icon
        top = (self.height() - size - Gap.XS - metrics.height()) // 2
        icon = theme.icons.pixmap(self._icon, size, colours.accent if here else colours.ink2, self.devicePixelRatioF())
        painter.drawPixmap((self.width() - size) // 2, top, icon)
        painter.setFont(font)
        painter.setPen(QColor(colours.accent if here else colours.ink2))
        words = QRect(0, top + size + Gap.XS, self.width(), metrics.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self._word)
        if self._waiting:
            self._paint_waiting(painter, top)

    def _paint_waiting(self, painter: QPainter, top: int) -> None:
        theme = current_theme()
        font = theme.font("key", MEDIUM)
        text = str(self._waiting) if self._waiting < 100 else "99+"
        height = theme.tokens.height.glyph
        width = max(height + Gap.HAIR, QFontMetrics(font).horizontalAdvance(text) + Gap.M)
        badge = QRectF(self.width() / 2 + Gap.S + Gap.HAIR, top - Gap.XS, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.tokens.colour.bar))
        painter.drawRoundedRect(badge, height / 2, height / 2)
        painter.setFont(font)
        painter.setPen(QColor(theme.tokens.colour.on_accent))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)

    def _settle(self) -> None:
        self.setMaximumHeight(current_theme().tokens.rail_entry)
        self.updateGeometry()
        self.update()


class Rail(Frame):
    """All entries; `chosen(str)` carries the key of the one that was pressed. ↑ ↓ move between them."""

    chosen = Signal(str)

    def __init__(self, places: Sequence[tuple[str, str, str, bool]], parent: QWidget | None = None) -> None:
        """Each place is (key, icon, word, stands at the bottom)."""
        super().__init__("rail", parent)
        self.setAccessibleName(self.tr("去哪里"))
        self._entries: dict[str, RailEntry] = {}
        upper: list[RailEntry] = []
        lower: list[RailEntry] = []
        for key, icon, word, at_bottom in places:
            entry = RailEntry(icon, word)
            entry.clicked.connect(lambda _checked=False, key=key: self._choose(key))
            self._entries[key] = entry
            (lower if at_bottom else upper).append(entry)
        column(*upper, None, *lower, gap=Gap.NONE, margins=(0, Gap.S, 0, Gap.S), parent=self)
        self._settle()
        current_theme().changed.connect(self._settle)

    def show_current(self, key: str) -> None:
        """Mark where one is."""
        for name, entry in self._entries.items():
            entry.setChecked(name == key)

    def show_waiting(self, key: str, count: int) -> None:
        """Show how many things wait in a place."""
        if key in self._entries:
            self._entries[key].show_waiting(count)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↑ ↓ go to the neighbour."""
        entries = list(self._entries.values())
        at = next((index for index, entry in enumerate(entries) if entry.hasFocus()), None)
        steps: dict[int, int] = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        step = steps.get(event.key())
        if at is None or step is None:
            super().keyPressEvent(event)
            return
        entries[(at + step) % len(entries)].setFocus(Qt.FocusReason.TabFocusReason)

    def _choose(self, key: str) -> None:
        self.show_current(key)
        self.chosen.emit(key)

    def _settle(self) -> None:
        self.setFixedWidth(current_theme().tokens.rail_width)

    def changeEvent(self, event: QEvent) -> None:
        """Repaint its entries with the palette."""
        super().changeEvent(event)
        self.update()
