"""Honours by level: how many of each."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from app.scoring.rules import Levels
from ui.fields.counter import Counter
from ui.fields.field import Facts, Field
from ui.fields.flow import FlowLayout
from ui.fields.typed import plain
from ui.tokens import Gap
from ui.widgets.labels import Label
from ui.widgets.layouts import row


class LevelsField(Field):
    """`{label: how many}` of the levels that were reached."""

    def __init__(self, rule: Levels, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: Facts = None
        self.counters: dict[str, Counter] = {}
        flow = FlowLayout(self, gap=Gap.M)
        for level in rule.levels:
            points = self.tr("{label}（{points} 分）").format(label=level.label, points=plain(level.points))
            counter = Counter(points, most=99, parent=self)
            counter.changed.connect(lambda _value: self._commit())
            self.counters[level.label] = counter
            pair = QWidget()
            row(Label(points, "second"), counter, parent=pair)
            flow.addWidget(pair)

    def show_facts(self, facts: Facts) -> None:
        """Show the saved numbers."""
        self._facts = facts
        given: Mapping[str, Any] = facts if isinstance(facts, Mapping) else {}
        for label, counter in self.counters.items():
            counter.show_number(given.get(label))

    def first_control(self) -> QWidget | None:
        """The lowest level."""
        return next(iter(self.counters.values()))

    def settle(self) -> bool:
        """Take over what is being typed."""
        for counter in self.counters.values():
            counter.commit()
        return True

    def take_digit(self, digit: str) -> bool:
        """Into the lowest level."""
        return next(iter(self.counters.values())).begin(digit)

    def _commit(self) -> None:
        facts = {label: counter.number for label, counter in self.counters.items() if counter.value} or None
        if facts != self._facts:
            self._facts = facts
            self.answered.emit(facts)
