"""A measured value and the steps that it lies below or above its line."""

from fractions import Fraction
from typing import Any

from PySide6.QtWidgets import QWidget

from app.scoring.rules import Steps
from ui.fields.measured import MeasuredField
from ui.fields.number_line import NumberLine, Segment
from ui.fields.typed import plain
from ui.fields.value import PER_CENT
from ui.numbers import written


class StepsField(MeasuredField):
    """VALUE; the number line tells the side on which marks are moved."""

    def __init__(self, rule: Steps, parent: QWidget | None = None) -> None:
        super().__init__(rule.metric or rule.text, rule.unit, parent=parent)
        self._rule = rule
        sign = "−" if rule.effect == "deduct" else "+"
        points = f"{sign}{written(rule.points)}"
        moved = self.tr("每 {step}{unit} {points}").format(
            step=written(rule.step), unit=self._unit_of_step(rule.unit), points=points
        )
        edge = f"{plain(rule.line)}{rule.unit}"
        labels = (moved, "0") if rule.direction == "below" else ("0", moved)
        costly = rule.effect == "deduct"
        pieces = [
            Segment("", labels[0], costly and labels[0] == moved),
            Segment(edge, labels[1], costly and labels[1] == moved),
        ]
        self.add_line(NumberLine(pieces))

    def _unit_of_step(self, unit: str) -> str:
        return self.tr(" 个百分点") if unit in PER_CENT else unit

    def _place_of(self, value: Any) -> tuple[int | None, Any]:
        line = Fraction(self._rule.line)
        is_above = value > line or (value == line and self._rule.direction == "below")
        return int(is_above), None
