"""How often it happened: one stepper, or one for each period, with what was put right in time."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.scoring.rules import Count
from ui.fields.counter import Counter
from ui.fields.field import Facts, Field
from ui.fields.flow import FlowLayout
from ui.fields.typed import plain
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.layouts import row


class CountField(Field):
    """`{"n"}`, with `mitigated` or `over` where the rule or the facts speak of them; `n` is a list with periods."""

    def __init__(self, rule: Count, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rule = rule
        self._facts: Facts = None
        self._is_required = rule.need is not None or rule.from_ is not None
        self.counters = [self._counter(name) for name in self._names()]
        self.mitigated = self._counter(rule.mitigation.text) if rule.mitigation else None
        self.over = Counter(self.tr("所辖单位数"), parent=self)
        self._over_parts = [Label(self.tr("所辖"), "second"), self.over, Label(self.tr("个单位平均"), "second")]
        self._averaged = Button(self.tr("按所辖单位平均"), "link", on_click=self._ask_average)
        self.over.changed.connect(lambda _value: self._commit())
        self._may_average = "平均" in rule.text and not rule.periods
        self.is_beside = not rule.periods and not rule.mitigation and not self._may_average
        self._lay_out()
        self._show_over(is_shown=False)

    def _names(self) -> list[str]:
        periods = self._rule.periods
        if periods is None:
            return [self._rule.text]
        return [
            self.tr("第{place}{name}").format(place=place, name=periods.name) for place in range(1, periods.count + 1)
        ]

    def _counter(self, name: str) -> Counter:
        counter = Counter(name, unit=self._rule.unit or "", parent=self)
        counter.changed.connect(lambda _value: self._commit())
        return counter

    def _lay_out(self) -> None:
        rule, unit = self._rule, self._rule.unit or ""
        expected = ""
        if rule.need is not None:
            expected = self.tr("应 {number} {unit}").format(number=plain(rule.need), unit=unit)
        elif rule.free is not None:
            expected = self.tr("允许 {number} {unit}").format(number=plain(rule.free), unit=unit)
        if rule.periods:
            flow = FlowLayout(self, gap=Gap.M)
            if expected:
                each = self.tr("每{name}{expected}").format(name=rule.periods.name, expected=expected)
                flow.addWidget(Label(each, "second"))
            for name, counter in zip(self._names(), self.counters, strict=True):
                pair = QWidget()
                row(Label(name, "second"), counter, gap=Gap.S, parent=pair)
                flow.addWidget(pair)
            return
        parts: list[QWidget] = [Label(expected, "second"), Label(self.tr("实"), "second")] if expected else []
        parts.append(self.counters[0])
        if not expected and unit:
            parts.append(Label(unit, "second"))
        if self.mitigated and rule.mitigation:
            parts += [Label(self.tr("其中{text}").format(text=rule.mitigation.text), "second"), self.mitigated]
        if self._may_average:
            parts += [*self._over_parts, self._averaged]
        else:
            for part in (*self._over_parts, self._averaged):
                part.setParent(self)
                part.hide()
        layout = row(*parts, gap=Gap.S, parent=self)
        if not self.is_beside:
            layout.addStretch(1)

    def show_facts(self, facts: Facts) -> None:
        """Show the saved numbers."""
        self._facts = facts
        given: Mapping[str, Any] = facts if isinstance(facts, Mapping) else {}
        n = given.get("n")
        numbers = list(n) if isinstance(n, list | tuple) else [n]
        for place, counter in enumerate(self.counters):
            counter.show_number(numbers[place] if place < len(numbers) else None)
        if self.mitigated:
            self.mitigated.show_number(given.get("mitigated"))
        self.over.show_number(given.get("over"))
        if "over" in given and self._may_average:
            self._show_over(is_shown=True)

    def first_control(self) -> QWidget | None:
        """The first stepper."""
        return self.counters[0]

    def gap(self) -> QWidget | None:
        """A stepper that has to be filled in, every period of them when something is due in each."""
        if self._is_required:
            return next((counter for counter in self.counters if counter.value is None), None)
        return None

    def settle(self) -> bool:
        """Take over what is being typed."""
        for counter in (*self.counters, *([self.mitigated] if self.mitigated else ()), self.over):
            counter.commit()
        return True

    def take_digit(self, digit: str) -> bool:
        """Digits go into the first stepper, or the first that is empty when there are several."""
        empty = next((counter for counter in self.counters if counter.value is None), self.counters[0])
        return empty.begin(digit)

    def _is_begun(self) -> bool:
        return any(counter.value is not None for counter in self.counters)

    def _ask_average(self) -> None:
        self._show_over(is_shown=True)
        self.over.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_over(self, *, is_shown: bool) -> None:
        for part in self._over_parts:
            part.setVisible(is_shown and self._may_average)
        self._averaged.setVisible(self._may_average and not is_shown)

    def _commit(self) -> None:
        facts = self._read()
        if facts == self._facts:
            return
        n = None if facts is None else facts["n"]
        if facts and "mitigated" in facts and isinstance(n, int) and int(facts["mitigated"]) > n:
            self.objected.emit(self.tr("其中的次数不能比总数多，没有记下。"))
            return
        self.objected.emit("")
        self._facts = facts
        self.answered.emit(facts)

    def _read(self) -> dict[str, Any] | None:
        if self._rule.periods:
            numbers = self._period_numbers()
            return {"n": numbers} if numbers else None
        if self.counters[0].value is None:
            return None
        facts: dict[str, Any] = {"n": self.counters[0].number}
        if self.mitigated and self.mitigated.value:
            facts["mitigated"] = self.mitigated.number
        if self.over.value:
            facts["over"] = self.over.number
        return facts

    def _period_numbers(self) -> list[int | str]:
        """As far as they are known; where nothing is due in a period, an empty one before others means none."""
        numbers = [counter.number for counter in self.counters]
        if self._is_required:
            known = next((place for place, number in enumerate(numbers) if number is None), len(numbers))
            return [number for number in numbers[:known] if number is not None]
        while numbers and numbers[-1] is None:
            numbers.pop()
        return [0 if number is None else number for number in numbers]
