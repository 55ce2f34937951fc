"""A measured value and the band it falls in, with marks of one's own where a band leaves a range."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget

from app.scoring.rules import Band, Bands
from ui.fields.entry import NumberEntry
from ui.fields.field import Facts
from ui.fields.measured import MeasuredField
from ui.fields.number_line import NumberLine, Segment
from ui.fields.typed import plain
from ui.fields.value import exact_value
from ui.numbers import written
from ui.widgets.labels import Label
from ui.widgets.layouts import row

HALF = Fraction(1, 2)


def rising(bands: Sequence[Band]) -> tuple[Band, ...]:
    """The bands from low to high values."""
    return tuple(sorted(bands, key=lambda band: (band.from_ is not None, band.from_ or Decimal(0))))


def band_of(bands: Sequence[Band], value: Fraction) -> int | None:
    """Which of the bands holds `value`, exactly by their bounds."""
    for place, band in enumerate(bands):
        low, high = band.from_, band.to
        above = low is None or value > low or (value == low and band.bounds.startswith("["))
        below = high is None or value < high or (value == high and band.bounds.endswith("]"))
        if above and below:
            return place
    return None


def share_within(band: Band, value: Fraction) -> Fraction:
    """How far into the band the value lies, 0 to 1; the middle where the band has no end."""
    if band.from_ is None or band.to is None or band.to == band.from_:
        return HALF
    low = Fraction(band.from_)
    return (value - low) / (Fraction(band.to) - low)


def segments(bands: Sequence[Band], sign: str, proportion: str) -> tuple[Segment, ...]:
    """The bands as pieces of a number line; `sign` goes before marks, `proportion` stands for 按比例."""
    made = []
    for band in bands:
        if band.range:
            worth = f"{sign}{written(band.range[0])}–{written(band.range[1])}"
        elif band.points is None:
            worth = proportion
        else:
            worth = f"{sign if band.points else ''}{written(band.points)}"
        made.append(Segment(edge=plain(band.from_), label=worth, is_costly=bool(sign == "−" and band.points)))
    return tuple(made)


class BandsField(MeasuredField):
    """VALUE, and `marks` where the band that it falls in leaves a range."""

    def __init__(self, rule: Bands, parent: QWidget | None = None) -> None:
        self._bands = rising(rule.bands)
        sign = "−" if rule.effect == "deduct" else ""
        super().__init__(rule.metric or rule.text, rule.unit, parent=parent)
        self.add_line(NumberLine(segments(self._bands, sign, "")))
        self._marks_given: str | None = None
        self.marks = NumberEntry(self.tr("在本档内给分"))
        self._marks_row = QWidget()
        self._range = Label("", "second")
        row(Label(self.tr("本档给分"), "second"), self.marks, self._range, None, parent=self._marks_row)
        self._column.addWidget(self._marks_row)
        self._marks_row.hide()
        self.marks.committed.connect(self._keep_marks)
        self.marks.objected.connect(self.objected)

    def show_facts(self, facts: Facts) -> None:
        """Show the saved value, and the marks given within its band."""
        super().show_facts(facts)
        given = facts if isinstance(facts, Mapping) else {}
        self._marks_given = given.get("marks")
        with QSignalBlocker(self.marks):
            self.marks.show_kept(Decimal(self._marks_given) if self._marks_given is not None else None)

    def gap(self) -> QWidget | None:
        """The value, then the marks where they are asked for."""
        if (missing := super().gap()) is not None:
            return missing
        return self.marks if self._marks_row.isVisibleTo(self) and self._marks_given is None else None

    def settle(self) -> bool:
        """Keep what is being typed."""
        return super().settle() and (not self._marks_row.isVisibleTo(self) or self.marks.commit())

    def _is_begun(self) -> bool:
        return super()._is_begun() or self._marks_row.isVisibleTo(self)

    def _keep_marks(self, marks: object) -> None:
        self._marks_given = plain(marks) if isinstance(marks, Decimal) else None
        if isinstance(self._facts, Mapping):
            self._commit({key: value for key, value in self._facts.items() if key != "marks"})

    def _with_more(self, value: Mapping[str, Any]) -> Mapping[str, Any]:
        measured = exact_value(value, self._unit)
        place = band_of(self._bands, measured) if measured is not None else None
        bounds = self._bands[place].range if place is not None else None
        if bounds is None or self._marks_given is None or not bounds[0] <= Decimal(self._marks_given) <= bounds[1]:
            self._marks_given = None
            return value
        return {**value, "marks": self._marks_given}

    def _point(self, facts: Mapping[str, Any] | None) -> None:
        super()._point(facts)
        place = self.line.hit if self.line else None
        bounds = self._bands[place].range if place is not None else None
        self._marks_row.setVisible(bounds is not None)
        if bounds is not None:
            self.marks.bound(*bounds)
            self._range.setText(
                self.tr("{least} 到 {most} 分").format(least=written(bounds[0]), most=written(bounds[1]))
            )

    def _place_of(self, value: Any) -> tuple[int | None, Any]:
        place = band_of(self._bands, value)
        return (None, None) if place is None else (place, share_within(self._bands[place], value))
