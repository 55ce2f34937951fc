"""A line in which a number, a count, a day or some words are typed and kept when the line is left."""

from datetime import date
from decimal import Decimal

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.fields.field import ENTER_KEYS
from ui.fields.pause import Pause
from ui.fields.typed import NotRead, chinese_day, plain, read_count, read_day, read_number
from ui.theme import repolish
from ui.tokens import Gap


class Entry(QLineEdit):
    """A line that keeps its content at Enter, Tab and when it is left; a half-typed one stays inside.

    `committed` carries the new content (str, Decimal, int or date; None: emptied), `objected` the reason why it
    cannot be kept, "" when that is over. Escape brings back what was kept.
    """

    committed = Signal(object)
    objected = Signal(str)

    def __init__(self, name: str, width_in_characters: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept: object = None
        self._characters = width_in_characters
        self.setAccessibleName(name)

    @property
    def kept(self) -> object:
        """What was last kept or shown; None when empty."""
        return self._kept

    @property
    def is_refused(self) -> bool:
        """Whether the line holds something that could not be read."""
        return bool(self.property("state") == "invalid")

    def show_kept(self, value: object) -> None:
        """Show what is saved, unless something else is being typed right now or could not be read."""
        self._kept = value
        if self.is_refused or (self.hasFocus() and self.isModified() and self._is_changed()):
            return
        text = self._written(value)
        if text != self.text():
            self.setText(text)
        self.setModified(False)

    def commit(self) -> bool:
        """Keep what was typed; False when it cannot be read."""
        if not self.isModified() and not self.is_refused:
            return True
        try:
            value = self._read(self.text())
        except NotRead as fault:
            repolish(self, state="invalid")
            self.objected.emit(self._objection(fault, self.text()))
            return False
        self._settle_look()
        self.setModified(False)
        if value != self._kept:
            self._kept = value
            self.committed.emit(value)
        text = self._written(self._kept)
        if text != self.text():
            self.setText(text)
        return True

    def revert(self) -> None:
        """Back to what was kept."""
        self._settle_look()
        self.setText(self._written(self._kept))
        self.setModified(False)

    def start_with(self, digit: str) -> None:
        """Take the keyboard and begin anew with `digit`."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setText(digit)
        self.setModified(True)

    def sizeHint(self) -> QSize:
        """As wide as the characters it is meant for."""
        hint = super().sizeHint()
        if self._characters:
            digits = QFontMetrics(self.font()).horizontalAdvance("0" * self._characters)
            hint.setWidth(digits + 2 * Gap.M + Gap.S)
        return hint

    def minimumSizeHint(self) -> QSize:
        """Never narrower than that."""
        return self.sizeHint() if self._characters else super().minimumSizeHint()

    def event(self, event: QEvent) -> bool:
        """Ctrl+Z takes back typing while there is some, and the last answer otherwise."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
            and not self.isModified()
        ):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter keeps and travels on, Escape reverts."""
        if event.key() in ENTER_KEYS:
            if self.commit():
                event.ignore()
            return
        if event.key() == Qt.Key.Key_Escape and (self.isModified() or self.is_refused):
            self.revert()
            return
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            event.ignore()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes by keyboard types over what stands there."""
        super().focusInEvent(event)
        if event.reason() not in (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.PopupFocusReason):
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep what was typed, but not when only a menu or another window came between."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.commit()

    def _settle_look(self) -> None:
        if self.is_refused:
            repolish(self, state="")
            self.objected.emit("")

    def _is_changed(self) -> bool:
        return self.text() != self._written(self._kept)

    def _read(self, text: str) -> object:
        return text.strip() or None

    def _written(self, value: object) -> str:
        return "" if value is None else str(value)

    def _objection(self, fault: NotRead, text: str) -> str:
        match fault.fault:
            case "not_whole":
                said = self.tr("“{text}”不是整数，没有记下。")
            case "negative":
                said = self.tr("“{text}”小于零，没有记下。")
            case "too_large":
                said = self.tr("“{text}”太大了，没有记下。")
            case "not_a_day":
                said = self.tr("“{text}”不是日期，没有记下。可以写 2004-2-15、20040215 或 2004年2月15日。")
            case "out_of_bounds":
                said = self.tr("“{text}”不在允许的范围内，没有记下。")
            case _:
                said = self.tr("“{text}”不是数，没有记下。")
        return said.format(text=text if len(text) <= 20 else text[:19] + "…") + self._still()

    def _still(self) -> str:
        old = self._written(self._kept)
        return self.tr("原来的 {old} 仍然有效，按 Esc 恢复。").format(old=old) if old else ""


class WordsEntry(Entry):
    """A line for words, which are kept whenever the typing pauses: unlike half a number, half a sentence is true."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent=parent)
        self.pause = Pause(self._keep_so_far, self)
        self.textEdited.connect(lambda _text: self.pause.restart())

    def _keep_so_far(self) -> None:
        words = self.text().strip() or None
        if self.isModified() and words != self._kept and not self.isReadOnly():
            self._kept = words
            self.committed.emit(words)


class NumberEntry(Entry):
    """A line for a number; `Decimal`, or int where only whole ones make sense."""

    def __init__(
        self,
        name: str,
        unit: str = "",
        *,
        is_whole: bool = False,
        is_signed: bool = False,
        width_in_characters: int = 7,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, width_in_characters, parent)
        self._unit = unit
        self._is_whole = is_whole
        self._is_signed = is_signed
        self._least: Decimal | None = None
        self._most: Decimal | None = None
        self._step: Decimal | None = None
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)

    def bound(self, least: Decimal | None, most: Decimal | None, step: Decimal | None = None) -> None:
        """Refuse numbers outside these bounds, or not in whole steps from the least."""
        self._least, self._most, self._step = least, most, step

    def _read(self, text: str) -> object:
        number: Decimal | int | None
        number = (
            read_count(text, self._unit) if self._is_whole else read_number(text, self._unit, signed=self._is_signed)
        )
        if number is not None and not self._is_allowed(Decimal(number)):
            raise NotRead("out_of_bounds")
        return number

    def _is_allowed(self, number: Decimal) -> bool:
        if (self._least is not None and number < self._least) or (self._most is not None and number > self._most):
            return False
        return self._step is None or (number - (self._least or 0)) % self._step == 0

    def _written(self, value: object) -> str:
        return plain(value) if isinstance(value, Decimal | int | str) else ""

    def _objection(self, fault: NotRead, text: str) -> str:
        if fault.fault != "out_of_bounds":
            return super()._objection(fault, text)
        least, most, step = plain(self._least), plain(self._most), plain(self._step)
        if self._least is not None and self._most is not None:
            said = self.tr("“{text}”不在 {least} 到 {most} 之间，没有记下。")
        elif self._most is not None:
            said = self.tr("“{text}”大于 {most}，没有记下。")
        else:
            said = self.tr("“{text}”小于 {least}，没有记下。")
        if self._step is not None and self._is_between(text):
            said = self.tr("“{text}”不是每 {step} 一档的数，没有记下。")
        return said.format(text=text, least=least, most=most, step=step) + self._still()

    def _is_between(self, text: str) -> bool:
        number = read_number(text, self._unit, signed=self._is_signed)
        least, most = self._least, self._most
        return number is not None and (least is None or number >= least) and (most is None or number <= most)


class DayEntry(Entry):
    """A line for a day, typed in any of the usual ways and shown as 2004年2月15日."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, 15, parent)
        self.setPlaceholderText(self.tr("如 2004-2-15"))

    def _read(self, text: str) -> object:
        return read_day(text)

    def _written(self, value: object) -> str:
        return chinese_day(value) if isinstance(value, date) else ""
