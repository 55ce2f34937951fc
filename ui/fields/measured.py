"""What the editors of measured rules share: the value's entry over a number line of what it is worth."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.fields.field import Facts, Field
from ui.fields.number_line import NumberLine
from ui.fields.value import ValueEntry, exact_value
from ui.tokens import Gap
from ui.widgets.layouts import column


class MeasuredField(Field):
    """VALUE facts, `{"value"}` or `{"num", "den"}`; a subclass may add to them and says where they fall."""

    def __init__(self, metric: str, unit: str, *, is_share: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unit = unit
        self._facts: Facts = None
        self.entry = ValueEntry(metric, unit, is_share=is_share, parent=self)
        self.line: NumberLine | None = None
        self.entry.changed.connect(self._commit)
        self.entry.objected.connect(self.objected)
        self._column = column(self.entry, gap=Gap.XS, parent=self)

    def add_line(self, line: NumberLine) -> None:
        """Put a number line under the value."""
        self.line = line
        self._column.addWidget(line)

    def show_facts(self, facts: Facts) -> None:
        """Show the saved value and where it falls."""
        self._facts = facts
        given: Mapping[str, Any] | None = facts if isinstance(facts, Mapping) else None
        self.entry.show_facts(given)
        self._point(given)

    def first_control(self) -> QWidget | None:
        """Where typing begins."""
        return self.entry.first_control()

    def gap(self) -> QWidget | None:
        """The number that is missing."""
        return self.entry.gap()

    def settle(self) -> bool:
        """Keep what is being typed."""
        return self.entry.settle()

    def take_digit(self, digit: str) -> bool:
        """Digits begin the first number that is still empty, else the value anew."""
        entry = self.entry.gap() or self.entry.first_control()
        entry.start_with(digit)
        return True

    def _is_begun(self) -> bool:
        return self.entry.is_begun()

    def _commit(self, value: object) -> None:
        facts = self._with_more(value) if isinstance(value, Mapping) else None
        if facts != self._facts:
            self._facts = facts
            self._point(facts)
            self.answered.emit(facts)

    def _with_more(self, value: Mapping[str, Any]) -> Mapping[str, Any]:
        return value

    def _point(self, facts: Mapping[str, Any] | None) -> None:
        if self.line is not None:
            value = exact_value(facts, self._unit)
            segment, share = self._place_of(value) if value is not None else (None, None)
            self.line.point_at(segment, *([share] if share is not None else []))

    def _place_of(self, _value: Any) -> tuple[int | None, Any]:
        return None, None
