"""A measured value against a line: reached or not."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from PySide6.QtWidgets import QWidget

from app.scoring.rules import Threshold
from ui.fields.measured import MeasuredField
from ui.fields.number_line import NumberLine, Segment
from ui.fields.typed import plain
from ui.numbers import written


class ThresholdField(MeasuredField):
    """VALUE; the line is that of the unit's class where the rule has one for each."""

    def __init__(self, rule: Threshold, unit_class: str | None = None, parent: QWidget | None = None) -> None:
        self._rule = rule
        self._line_at: Decimal | None = rule.line
        if rule.line_by_class:
            self._line_at = rule.line_by_class.get(unit_class or "")
        super().__init__(rule.metric or rule.text, rule.unit, parent=parent)
        if self._line_at is not None:
            self.add_line(self._number_line(self._line_at))

    def _number_line(self, line: Decimal) -> NumberLine:
        sign = "−" if self._rule.effect == "deduct" else "+"
        worth = f"{sign}{written(self._rule.points)}" if self._rule.points else self.tr("达标")
        missed = "0" if self._rule.points else self.tr("未达标")
        labels = (missed, worth) if self._rule.op in (">=", ">") else (worth, missed)
        edge = f"{plain(line)}{self._rule.unit}"
        costly = self._rule.effect == "deduct"
        return NumberLine(
            [
                Segment("", labels[0], costly and labels[0] == worth),
                Segment(edge, labels[1], costly and labels[1] == worth),
            ]
        )

    def _place_of(self, value: Any) -> tuple[int | None, Any]:
        if self._line_at is None:
            return None, None
        line = Fraction(self._line_at)
        is_high = value >= line if self._rule.op in (">=", "<") else value > line
        return int(is_high), None
