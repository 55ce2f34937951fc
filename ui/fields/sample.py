"""A sample: how many were drawn, and how many of them failed."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from app.scoring.rules import Sample
from ui.fields.counter import Counter
from ui.fields.field import Facts, Field
from ui.widgets.labels import Label
from ui.widgets.layouts import row


class SampleField(Field):
    """`{"drawn", "failed"}`, as soon as both are known and fit together."""

    def __init__(self, rule: Sample, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: Facts = None
        self._size = rule.size
        self.drawn = Counter(self.tr("抽查份数"), most=rule.size, parent=self)
        self.failed = Counter(self.tr("不合格份数"), most=rule.size, parent=self)
        for counter in (self.drawn, self.failed):
            counter.changed.connect(lambda _value: self._commit())
        wanted = self.tr("应抽 {size} 份").format(size=rule.size)
        parts = (
            Label(wanted, "second"),
            Label(self.tr("实抽"), "second"),
            self.drawn,
            Label(self.tr("不合格"), "second"),
            self.failed,
        )
        row(*parts, None, parent=self)

    def show_facts(self, facts: Facts) -> None:
        """Show the saved numbers."""
        is_half_typed = self._facts is None and self._is_begun()
        self._facts = facts
        given: Mapping[str, Any] = facts if isinstance(facts, Mapping) else {}
        if given or not is_half_typed:
            self.drawn.show_number(given.get("drawn"))
            self.failed.show_number(given.get("failed"))

    def first_control(self) -> QWidget | None:
        """How many were drawn."""
        return self.drawn

    def gap(self) -> QWidget | None:
        """Whichever of the two is missing."""
        return next((counter for counter in (self.drawn, self.failed) if counter.value is None), None)

    def settle(self) -> bool:
        """Take over what is being typed."""
        self.drawn.commit()
        self.failed.commit()
        return True

    def take_digit(self, digit: str) -> bool:
        """Into the first empty one."""
        counter = self.gap()
        return (counter if isinstance(counter, Counter) else self.drawn).begin(digit)

    def _is_begun(self) -> bool:
        return self.drawn.value is not None or self.failed.value is not None

    def _commit(self) -> None:
        drawn, failed = self.drawn.number, self.failed.number
        facts = None if drawn is None or failed is None else {"drawn": drawn, "failed": failed}
        if facts is None and self._is_begun():
            return
        if drawn is not None and failed is not None and int(failed) > int(drawn):
            self.objected.emit(self.tr("不合格的份数不能比抽查的多，没有记下。"))
            return
        self.objected.emit("")
        if facts != self._facts:
            self._facts = facts
            self.answered.emit(facts)
