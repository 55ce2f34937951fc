"""A stepper as the fields use it: page keys turn the page, saved values never disturb what is being typed."""

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.fields.typed import plain
from ui.widgets.stepper import Stepper

MEASURES = frozenset(
    {"平方米", "㎡", "亩", "公里", "米", "万元", "元", "小时", "学时", "吨", "%", "百分点", "个百分点", "‰"}
)
"""Units of what is measured, not counted: they have places after the point."""

PAGE_KEYS = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class Counter(Stepper):
    """How many; `number` is the fact's JSON (an int, or a decimal string), None while it is not entered."""

    def __init__(
        self, name: str, *, unit: str = "", most: int = 9999, may_be_empty: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            name, most=most, decimals=2 if unit in MEASURES else 0, may_be_empty=may_be_empty, parent=parent
        )

    @property
    def number(self) -> int | str | None:
        """What stands in the facts."""
        if self.value is None:
            return None
        return int(self.value) if self.value == self.value.to_integral_value() else plain(self.value)

    def show_number(self, number: int | str | None) -> None:
        """Show what is saved."""
        value = None if number is None else Decimal(number)
        # Compared as text: 13.0 was typed, 13 was saved, 13 is shown.
        if str(value) != str(self.value):
            self.set_value(value)

    def begin(self, digit: str) -> bool:
        """Take the keyboard and begin with `digit`."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        return self.type_text(digit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys go to the page; the others as in every stepper."""
        if event.key() in PAGE_KEYS:
            self.commit()
            event.ignore()
            return
        super().keyPressEvent(event)
