"""The list of who signs: each place with its state; an open one can be chosen, a mark by hand taken back."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.domain.signing import SignatureMark, SignPlace
from ui.theme import BOLD, MEDIUM, REGULAR, current_theme
from ui.tokens import Gap
from ui.widgets.glyphs import State, paint_glyph
from ui.widgets.layouts import clear, column


class SignerRow(QAbstractButton):
    """One place: glyph, who, and whether it is signed; pressing an open one turns the dialog to it.

    `can_redo` says that the mark that stands there can still be taken back.
    """

    def __init__(
        self,
        place: SignPlace,
        mark: SignatureMark | None,
        today: date,
        *,
        current: bool,
        can_redo: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._today = today
        self._mark, self._is_current = mark, current
        self._is_stamp = place.is_stamp
        self.field, self.takes_back = place.field, mark is not None and can_redo
        self._who = (mark.name if mark and mark.name else place.name) or short_label(place.label)
        self._state = self._state_words()
        self.setEnabled((mark is None or self.takes_back) and not place.is_stamp and not current)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if self.isEnabled() else Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("{who}，{state}").format(who=self._who, state=self._state))
        self.setToolTip(place.label)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        current_theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """A row that a finger meets."""
        tokens = current_theme().tokens
        return QSize(tokens.touch, max(tokens.height.button - Gap.HAIR, 1))

    def focus_ring_rect(self) -> QRect:
        """Inside: the rows touch each other."""
        return self.rect().adjusted(0, Gap.XS, 0, -Gap.XS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint glyph, name and state."""
        theme = current_theme()
        tokens, colours = theme.tokens, theme.tokens.colour
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isEnabled() and self.underMouse():
            painter.fillRect(self.rect(), QColor(colours.hover))
        side = tokens.height.glyph
        box = QRectF(0, (self.height() - side) / 2, side, side)
        if self._is_current:
            pixmap = theme.icons.pixmap("pencil", side, colours.accent, self.devicePixelRatioF())
            painter.drawPixmap(box.topLeft().toPoint(), pixmap)
        else:
            paint_glyph(painter, box, self._glyph(), colours)
        state_font = theme.font("second", BOLD if self._is_current else REGULAR)
        painter.setFont(state_font)
        painter.setPen(QColor(colours.accent if self._is_current else colours.ink3))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._state)
        font = theme.font("body", BOLD if self._is_current else MEDIUM if self._mark else REGULAR)
        painter.setFont(font)
        painter.setPen(QColor(colours.ink if self._mark or self._is_current else colours.ink2))
        left = side + Gap.S
        room = self.width() - left - QFontMetrics(state_font).horizontalAdvance(self._state) - Gap.S
        who = QFontMetrics(font).elidedText(self._who, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(left, 0, room, self.height()), Qt.AlignmentFlag.AlignVCenter, who)

    def _glyph(self) -> State:
        if self._mark is None:
            return State.UNCHECKED
        return State.NOT_APPLICABLE if self._mark.manner == "refused" else State.PASSED

    def _state_words(self) -> str:
        if self._is_current:
            return self.tr("正在签")
        if self._mark is None:
            return self.tr("在纸上盖章") if self._is_stamp else self.tr("未签")
        said = self._mark_words(self._mark)
        return self.tr("{state} · 撤回").format(state=said) if self.takes_back else said

    def _mark_words(self, mark: SignatureMark) -> str:
        if mark.manner == "refused":
            return self.tr("拒签")
        if mark.manner == "paper":
            return self.tr("纸上签")
        at = mark.at.astimezone()
        if at.date() == self._today:
            return f"{at:%H:%M}"
        return self.tr("{month}月{day}日").format(month=at.month, day=at.day)


class SignerList(QWidget):
    """All places; `chosen(str)` has the field of an open one that was pressed, `redo(str)` that of a mark by hand."""

    chosen = Signal(str)
    redo = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = column(gap=0, parent=self)

    def show_signers(
        self,
        places: Sequence[SignPlace],
        marks: Mapping[str, SignatureMark],
        current: str | None,
        today: date,
        *,
        can_redo: bool,
    ) -> None:
        """Show who has signed, who signs now, who is still to sign; marks by hand can be taken back if `can_redo`."""
        clear(self._rows)
        for place in places:
            is_current = place.field == current
            shown = SignerRow(place, marks.get(place.field), today, current=is_current, can_redo=can_redo)
            shown.clicked.connect(self._pressed)
            self._rows.addWidget(shown)

    def _pressed(self) -> None:
        pressed = self.sender()
        if isinstance(pressed, SignerRow):
            (self.redo if pressed.takes_back else self.chosen).emit(pressed.field)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↑ ↓ go from one open place to the next."""
        steps: dict[int, int] = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        by = steps.get(event.key())
        if by is None:
            super().keyPressEvent(event)
        elif by > 0:
            self.focusNextChild()
        else:
            self.focusPreviousChild()


def short_label(label: str) -> str:
    """The label without what stands in brackets, but for stamps: 检查组成员（两人以上） → 检查组成员."""
    return label if label.endswith("（盖章）") else label.split("（", maxsplit=1)[0].split("(", maxsplit=1)[0]
