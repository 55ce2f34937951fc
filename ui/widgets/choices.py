"""Ticks, and cards of which one is chosen, perhaps with their marks."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QWidget

from ui.theme import BOLD, MEDIUM, REGULAR, current_theme
from ui.tokens import Gap, Tokens
from ui.widgets.layouts import column, row

if TYPE_CHECKING:
    from PySide6.QtGui import QEnterEvent, QFont

WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


def paint_tick(painter: QPainter, rect: QRectF, *, ticked: bool, enabled: bool, tokens: Tokens) -> None:
    """Paint a tick box filling `rect`."""
    colours = tokens.colour
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = rect.adjusted(0.75, 0.75, -0.75, -0.75)
    edge, ground = (colours.ink, colours.ink) if ticked else (colours.line2, colours.surface)
    if not enabled:
        edge, ground = colours.line2, colours.ink3 if ticked else colours.hover
    painter.setPen(QPen(QColor(edge), 1.5, Qt.PenStyle.SolidLine if enabled else Qt.PenStyle.DashLine))
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(box, tokens.radius_key, tokens.radius_key)
    if ticked:
        unit = rect.width() / 22
        pen = QPen(QColor(colours.surface), 2.2 * unit)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        points = [QPointF(6, 11.4), QPointF(9.6, 15), QPointF(16.2, 7.6)]
        painter.drawPolyline(QPolygonF([rect.topLeft() + point * unit for point in points]))
    painter.restore()


def paint_radio(painter: QPainter, rect: QRectF, *, chosen: bool, tokens: Tokens) -> None:
    """Paint a radio circle filling `rect`."""
    colours = tokens.colour
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width = rect.width() * 0.3 if chosen else 1.5
    inset = width / 2 + 0.3
    painter.setPen(QPen(QColor(colours.ink if chosen else colours.line2), width))
    painter.setBrush(QColor(colours.surface))
    painter.drawEllipse(rect.adjusted(inset, inset, -inset, -inset))
    painter.restore()


class TickBox(QAbstractButton):
    """A tick with its sentence; the whole row can be pressed. `toggled(bool)` tells of changes.

    With `fixed_words` empty the box stands alone, its `name` is what a screen reader reads.
    """

    def __init__(self, words: str = "", *, name: str = "", ticked: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setChecked(ticked)
        self.setText(words.replace("&", "&&"))
        self._words = words
        self.setAccessibleName(name or words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        across = QSizePolicy.Policy.Preferred if words else QSizePolicy.Policy.Fixed
        policy = QSizePolicy(across, QSizePolicy.Policy.Preferred)  # a fixed height would cut wrapped words
        policy.setHeightForWidth(bool(words))
        self.setSizePolicy(policy)
        current_theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Wide enough for the words on one line, up to 44 characters."""
        tokens = current_theme().tokens
        if not self._words:
            return QSize(tokens.height.tick_row, tokens.height.tick_row)
        metrics = QFontMetrics(current_theme().font("body"))
        words = min(metrics.horizontalAdvance(self._words), metrics.horizontalAdvance("汉") * 44)
        width = self._words_left(tokens) + words + Gap.S
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """It may get narrow and wrap."""
        tokens = current_theme().tokens
        return QSize(tokens.height.tick_row * (3 if self._words else 1), tokens.height.tick_row)

    def heightForWidth(self, width: int) -> int:
        """At least a row that a finger meets."""
        tokens = current_theme().tokens
        room = QRect(0, 0, max(width - self._words_left(tokens) - Gap.S, 1), tokens.window_height * Gap.L)
        height = QFontMetrics(current_theme().font("body")).boundingRect(room, int(WRAPPED), self._words).height()
        return max(tokens.height.tick_row, height + Gap.S)

    def focus_ring_rect(self) -> QRect:
        """The ring goes around the whole row."""
        return self.rect()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint box and words."""
        theme = current_theme()
        tokens = theme.tokens
        side = tokens.height.tick
        painter = QPainter(self)
        left = Gap.S if self._words else (self.width() - side) / 2
        box = QRectF(left, (self.height() - side) / 2, side, side)
        paint_tick(painter, box, ticked=self.isChecked(), enabled=self.isEnabled(), tokens=tokens)
        painter.setFont(theme.font("body"))
        painter.setPen(QColor(tokens.colour.ink if self.isEnabled() else tokens.colour.ink3))
        painter.drawText(self.rect().adjusted(self._words_left(tokens), 0, -Gap.S, 0), int(WRAPPED), self._words)

    def enterEvent(self, event: "QEnterEvent") -> None:
        """Nothing changes under the mouse but the cursor."""
        super().enterEvent(event)
        self.setCursor(Qt.CursorShape.PointingHandCursor if self.isEnabled() else Qt.CursorShape.ArrowCursor)

    @staticmethod
    def _words_left(tokens: Tokens) -> int:
        return Gap.S + tokens.height.tick + Gap.S + Gap.HAIR


class ChoiceButton(QAbstractButton):
    """One of several: a card with a circle, a title, a second line, and perhaps its marks at the right."""

    def __init__(
        self, title: str, second: str = "", *, marks: str = "", key: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._title, self._second, self._marks, self._key = title, second, marks, key
        self.setCheckable(True)
        self.setAutoExclusive(False)
        self.setAccessibleName("，".join(part for part in (title, marks) if part))
        self.setAccessibleDescription(second)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        current_theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Wide enough for one line of each text."""
        theme = current_theme()
        title = QFontMetrics(theme.font("body", BOLD)).horizontalAdvance(self._title)
        second = QFontMetrics(theme.font("caption")).horizontalAdvance(self._second)
        limit = QFontMetrics(theme.font("body")).horizontalAdvance("汉") * 30
        width = self._left() + min(max(title, second), limit) + self._right() + Gap.HAIR
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """It may wrap."""
        return QSize(self._left() + self._right() + current_theme().tokens.touch, current_theme().tokens.height.button)

    def heightForWidth(self, width: int) -> int:
        """Both texts wrapped, and never lower than a button."""
        title, second = self._heights(max(width - self._left() - self._right(), 1))
        around = 2 * (Gap.L if self._second else Gap.XS)
        return max(current_theme().tokens.height.button, title + second + around)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card."""
        theme = current_theme()
        tokens, colours = theme.tokens, theme.tokens.colour
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 2.0 if self.isChecked() else 1.0
        quiet = colours.line if self._second else colours.line2
        painter.setPen(QPen(QColor(colours.ink if self.isChecked() else quiet), width))
        painter.setBrush(QColor(colours.hover if self.underMouse() and not self.isChecked() else colours.surface))
        if not self.isEnabled():
            painter.setBrush(QColor(colours.hover))
        inset = width / 2
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), tokens.radius, tokens.radius
        )
        side = tokens.height.tick if self._second else tokens.height.glyph
        circle = QRectF(Gap.L if self._second else Gap.M, (self.height() - side) / 2, side, side)
        paint_radio(painter, circle, chosen=self.isChecked(), tokens=tokens)
        room = self.width() - self._left() - self._right()
        title, second = self._heights(room)
        top = (self.height() - title - second) // 2
        painter.setPen(QColor(colours.ink if self.isEnabled() else colours.ink3))
        painter.setFont(self._title_font())
        painter.drawText(QRect(self._left(), top, room, title), int(WRAPPED), self._title)
        painter.setFont(theme.font("caption"))
        painter.setPen(QColor(colours.ink3))
        painter.drawText(QRect(self._left(), top + title, room, second), int(WRAPPED), self._second)
        if self._marks:
            painter.setFont(theme.font("body", BOLD))
            painter.setPen(QColor(colours.ink))
            edge = self.rect().adjusted(0, 0, -Gap.M, 0)
            painter.drawText(edge, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._marks)

    def _title_font(self) -> "QFont":
        weight = BOLD if self.isChecked() else MEDIUM if self._second else REGULAR
        return current_theme().font("body", weight)

    def _heights(self, room: int) -> tuple[int, int]:
        theme = current_theme()
        page = QRect(0, 0, room, theme.tokens.window_height * Gap.L)
        title = QFontMetrics(theme.font("body", BOLD)).boundingRect(page, int(WRAPPED), self._title).height()
        if not self._second:
            return title, 0
        second = QFontMetrics(theme.font("caption")).boundingRect(page, int(WRAPPED), self._second).height()
        return title, second

    def _left(self) -> int:
        height = current_theme().tokens.height
        return Gap.L + height.tick + Gap.M if self._second else Gap.M + height.glyph + Gap.S

    def _right(self) -> int:
        marks = QFontMetrics(current_theme().font("body", BOLD)).horizontalAdvance(self._marks)
        return (marks + Gap.L if marks else 0) + Gap.M


class OneOf(QWidget):
    """Several cards or buttons of which one is chosen; ← → ↑ ↓ move the choice, digits choose directly.

    `chosen(str)` carries the key of a choice that a person made. One stop for Tab.
    """

    chosen = Signal(str)

    def __init__(
        self,
        name: str,
        options: Sequence[tuple[str, ChoiceButton]],
        *,
        upright: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._options = dict(options)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        for button in self._options.values():
            self._group.addButton(button)
            button.clicked.connect(self._tell)
        build = column if upright else row
        build(*self._options.values(), gap=Gap.S if upright else Gap.M, parent=self)

    @property
    def value(self) -> str | None:
        """The key of the chosen one, None before any was."""
        return next((key for key, button in self._options.items() if button.isChecked()), None)

    def set_value(self, key: str | None) -> None:
        """Show a choice that is already kept; None shows that nothing was chosen."""
        self._group.setExclusive(False)
        for name, button in self._options.items():
            button.setChecked(name == key)
        self._group.setExclusive(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit chooses the option with that number; Delete is left to the page."""
        digit = event.text()
        buttons = list(self._options.values())
        if (
            digit.isdecimal()
            and not event.modifiers() & Qt.KeyboardModifier.AltModifier
            and 1 <= int(digit) <= len(buttons)
        ):
            buttons[int(digit) - 1].setFocus(Qt.FocusReason.ShortcutFocusReason)
            buttons[int(digit) - 1].click()
            return
        super().keyPressEvent(event)

    def _tell(self) -> None:
        if (value := self.value) is not None:
            self.chosen.emit(value)


class RadioCards(OneOf):
    """Cards with a title and a second line: (key, title, second line)."""

    def __init__(
        self,
        name: str,
        options: Sequence[tuple[str, str, str]],
        *,
        upright: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        made = [(key, ChoiceButton(title, second)) for key, title, second in options]
        super().__init__(name, made, upright=upright, parent=parent)
