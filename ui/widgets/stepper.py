"""A whole or decimal number between minus and plus, as quick by digits as by finger."""

from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.numbers import half_width
from ui.theme import BOLD, current_theme

REPEAT_AFTER_MS, REPEAT_EVERY_MS = 400, 120


class Stepper(QWidget):
    """A number from `least` to `most`, or None while it has not been entered.

    Digits replace the value as they are typed and count when another key, Enter or leaving the field ends them;
    ↑ ↓ and the ends change it at once, the wheel only while it has the focus, Delete makes it None again.
    `changed` carries a Decimal or None, never a half-typed number.
    """

    changed = Signal(object)

    def __init__(
        self,
        name: str,
        *,
        least: Decimal | int = 0,
        most: Decimal | int = 9999,
        step: Decimal | int = 1,
        decimals: int = 0,
        may_be_empty: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._decimals, self._may_be_empty = name, decimals, may_be_empty
        self._least, self._most, self._step = Decimal(least), Decimal(most), Decimal(step)
        self._value: Decimal | None = None if may_be_empty else self._least
        self._typed: str | None = None
        self._pressed = 0
        self._repeat = QTimer(self)
        self._repeat.timeout.connect(self._repeat_step)
        self.setFocusPolicy(Qt.FocusPolicy.WheelFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        current_theme().changed.connect(self.updateGeometry)
        self._tell()

    @property
    def value(self) -> Decimal | None:
        """What was entered, None when nothing was."""
        return self._value

    def set_value(self, value: Decimal | int | None) -> None:
        """Show a value without telling `changed`; what is half-typed is dropped."""
        self._typed = None
        self._value = None if value is None else Decimal(value)
        self._tell()

    def commit(self) -> None:
        """Take over what is being typed; called when the focus leaves and by a page before it turns."""
        if self._typed is None:
            return
        typed, self._typed = self._typed, None
        try:
            self._become(Decimal(typed) if typed else None)
        except InvalidOperation:
            self.update()

    def step_by(self, steps: int) -> None:
        """Add `steps` steps, inside the bounds; nothing entered counts as one below the least."""
        self.commit()
        if self._value is None:
            self._become(self._least if steps < 0 else max(self._least, min(self._step, self._most)))
        else:
            self._become(self._value + steps * self._step)

    def type_text(self, text: str) -> bool:
        """Begin or go on typing with digits (half or full width); False when the text is not a number's."""
        text = half_width(text)
        ahead = (self._typed or "") + text
        if (
            not text
            or not all(sign in "0123456789." for sign in text)
            or ahead.count(".") > (1 if self._decimals else 0)
        ):
            return False
        whole, _point, part = ahead.partition(".")
        if len(whole) <= len(str(int(self._most))) and len(part) <= self._decimals:
            self._typed = ahead
            self.update()
        return True

    def sizeHint(self) -> QSize:
        """Two square ends and room for the largest number between."""
        tokens = current_theme().tokens
        end = tokens.height.stepper
        widest = "8" * (len(str(int(self._most))) + (self._decimals + 1 if self._decimals else 0))
        figures = current_theme().font("item_title", BOLD)
        room = self._metrics_width(figures, widest) + end // 2
        return QSize(2 * end + max(room, end + end // 4), end)

    def minimumSizeHint(self) -> QSize:
        """It never shrinks: its ends are what fingers press."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits, ↑ ↓, Page keys, Backspace, Delete and Enter; all else goes to the page."""
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        steps: dict[int, int] = {
            Qt.Key.Key_Up: 1,
            Qt.Key.Key_Plus: 1,
            Qt.Key.Key_Down: -1,
            Qt.Key.Key_Minus: -1,
            Qt.Key.Key_PageUp: 10,
            Qt.Key.Key_PageDown: -10,
        }
        if plain and key in steps:
            self.step_by(steps[key])
        elif plain and key == Qt.Key.Key_Backspace:
            shown = self._typed if self._typed is not None else self._shown_value()
            self._typed = shown[:-1] if shown else ""
            self.update()
        elif plain and key == Qt.Key.Key_Delete:
            self._typed = ""
            self.commit()
        elif plain and key == Qt.Key.Key_Escape and self._typed is not None:
            self._typed = None
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.commit()
            event.ignore()  # Enter still means "next item" to the page
        elif not (plain and event.text() and self.type_text(event.text())):
            event.ignore()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Digits that come through a Chinese input method."""
        self.type_text(event.commitString())
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn only with the focus; otherwise the page scrolls."""
        if not self.hasFocus() or event.angleDelta().y() == 0:
            event.ignore()
            return
        self.step_by(1 if event.angleDelta().y() > 0 else -1)
        event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was typed counts when one leaves."""
        super().focusOutEvent(event)
        self._repeat.stop()
        self.commit()
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Press an end; holding it goes on."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._pressed = self._end_at(event.position().toPoint().x())
        if self._pressed and self.isEnabled():
            self.step_by(self._pressed)
            self._repeat.start(REPEAT_AFTER_MS)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Stop going on."""
        self._pressed = 0
        self._repeat.stop()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Look disabled when it is."""
        super().changeEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the frame, the ends and the number."""
        theme = current_theme()
        tokens, colours = theme.tokens, theme.tokens.colour
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(colours.line2), tokens.hairline)
        if not self.isEnabled():
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(QColor(colours.surface if self.isEnabled() else colours.hover))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), tokens.radius, tokens.radius)
        left, right = self._end_rect(-1), self._end_rect(1)
        painter.setPen(QPen(QColor(colours.line), tokens.hairline))
        painter.drawLine(left.right() + 1, 1, left.right() + 1, self.height() - 2)
        painter.drawLine(right.left() - 1, 1, right.left() - 1, self.height() - 2)
        for rect, sign in ((left, -1), (right, 1)):
            self._paint_sign(painter, rect, sign, colours.ink if self._may_step(sign) else colours.line3)
        painter.setPen(QColor(colours.ink if self.isEnabled() else colours.ink3))
        painter.setFont(theme.font("item_title", BOLD))
        middle = QRect(left.right() + 1, 0, right.left() - left.right() - 1, self.height())
        text = self._typed if self._typed is not None else self._shown_value()
        painter.drawText(middle, Qt.AlignmentFlag.AlignCenter, text or ("" if self._typed is not None else "—"))
        if self._typed is not None:
            half = self._metrics_width(painter.font(), text or "") / 2
            x, third = middle.center().x() + half + tokens.hairline * 2, self.height() / 3.6
            painter.setPen(QPen(QColor(colours.ink), tokens.hairline * 1.5))
            painter.drawLine(QPointF(x, third), QPointF(x, self.height() - third))

    def _paint_sign(self, painter: QPainter, rect: QRect, sign: int, colour: str) -> None:
        arm = current_theme().tokens.height.icon * 0.3
        painter.setPen(QPen(QColor(colour), 2.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        centre = QRectF(rect).center()
        painter.drawLine(centre - QPointF(arm, 0), centre + QPointF(arm, 0))
        if sign > 0:
            painter.drawLine(centre - QPointF(0, arm), centre + QPointF(0, arm))

    def _may_step(self, sign: int) -> bool:
        if not self.isEnabled():
            return False
        return self._value is None or (self._value < self._most if sign > 0 else self._value > self._least)

    def _repeat_step(self) -> None:
        self._repeat.setInterval(REPEAT_EVERY_MS)
        self.step_by(self._pressed)

    def _become(self, value: Decimal | None) -> None:
        if value is None and not self._may_be_empty:
            value = self._least
        if value is not None:
            value = min(max(value, self._least), self._most)
        if value != self._value:
            self._value = value
            self._tell()
            self.changed.emit(value)
        else:
            self.update()

    def _tell(self) -> None:
        self.setAccessibleName(self._name)
        self.setAccessibleDescription(self._shown_value() or self.tr("没有填"))
        self.update()

    def _shown_value(self) -> str:
        return "" if self._value is None else f"{self._value:f}"

    def _end_rect(self, sign: int) -> QRect:
        end = current_theme().tokens.height.stepper
        return QRect(0, 0, end, self.height()) if sign < 0 else QRect(self.width() - end, 0, end, self.height())

    def _end_at(self, x: int) -> int:
        end = current_theme().tokens.height.stepper
        return -1 if x < end else 1 if x >= self.width() - end else 0

    @staticmethod
    def _metrics_width(font: QFont, text: str) -> int:
        return QFontMetrics(font).horizontalAdvance(text)
