"""A measured value: typed as it is, or as two numbers to divide."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from ui.fields.entry import NumberEntry
from ui.fields.field import every
from ui.fields.flow import FlowLayout
from ui.fields.typed import NotRead, plain, read_number
from ui.widgets.buttons import Button
from ui.widgets.labels import Label

PER_CENT = ("%", "％", "百分点", "个百分点")
PER_MILLE = ("‰",)
DIVIDES = "÷"


def factor_of(unit: str) -> int:
    """What a quotient is multiplied by to stand in `unit`: % and 百分点 100, ‰ 1000, else 1."""
    return 100 if unit in PER_CENT else 1000 if unit in PER_MILLE else 1


def exact_value(facts: Mapping[str, str] | None, unit: str) -> Fraction | None:
    """The measured value in `unit`, exactly; None when there is none or the divisor is zero."""
    if not facts:
        return None
    if "value" in facts:
        return Fraction(Decimal(facts["value"]))
    if "num" not in facts or "den" not in facts:
        return None
    den = Fraction(Decimal(facts["den"]))
    return Fraction(Decimal(facts["num"])) / den * factor_of(unit) if den else None


def rounded(value: Fraction, places: int = 2) -> str:
    """A value for the eye: to `places`, half up, 约 in front when that is not exact."""
    scaled = abs(value) * 10**places
    whole = int(scaled + Fraction(1, 2))
    text = ("−" if value < 0 else "") + plain(Decimal(whole).scaleb(-places))
    return text if scaled == whole else "约" + text


class RatioEntry(NumberEntry):
    """A share typed as 0.95 or as 95%."""

    def _read(self, text: str) -> object:
        number = read_number(text)
        if number is not None and text.strip().endswith(("%", "％")):
            number = number / 100
        if number is not None and not self._is_allowed(number):
            raise NotRead("out_of_bounds")
        return number


class ValueEntry(QWidget):
    """One number with its unit, or a numerator and a denominator; a button changes between the two.

    `changed` carries `{"value"}`, `{"num", "den"}` or None, never half of them.
    """

    changed = Signal(object)
    objected = Signal(str)

    def __init__(
        self, metric: str, unit: str, *, is_share: bool = False, is_signed: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._unit, self._is_share = unit, is_share
        self._facts: Mapping[str, str] | None = None
        num_name, den_name = self._names(metric)
        self._metric = Label(metric, "second")
        entry = RatioEntry(metric) if is_share else NumberEntry(metric, unit, is_signed=is_signed)
        self.value, self.num, self.den = entry, NumberEntry(num_name), NumberEntry(den_name)
        self._value_parts = [
            self._metric,
            self.value,
            Label(self.tr("（1 即全部，也可写 95%）") if is_share else unit, "second"),
        ]
        self._parts_of_quotient = [
            Label(num_name, "second"),
            self.num,
            Label(DIVIDES, "second"),
            Label(den_name, "second"),
            self.den,
        ]
        self._quotient = Label("", "second")
        self._other_way = Button("", "link", on_click=lambda: self.divide(not self.is_divided, keyboard=True))
        flow = FlowLayout(self)
        for part in (*self._value_parts, *self._parts_of_quotient, self._quotient, self._other_way):
            flow.addWidget(part)
        for each in (self.value, self.num, self.den):
            each.committed.connect(self._commit)
            each.objected.connect(self.objected)
        self.is_divided = False
        self.divide(DIVIDES in metric)

    def divide(self, is_divided: bool, *, keyboard: bool = False) -> None:
        """Ask for two numbers, or for one."""
        self.is_divided = is_divided
        for part in self._value_parts:
            part.setVisible(not is_divided)
        for part in (*self._parts_of_quotient, self._quotient):
            part.setVisible(is_divided)
        self._other_way.set_label(self.tr("改填比值") if is_divided else self.tr("改填两数相除"))
        if keyboard:
            self.first_control().setFocus()

    def show_facts(self, facts: Mapping[str, str] | None) -> None:
        """Show what is saved, in the way it was entered."""
        is_half_typed = not self._facts and self._is_half()
        self._facts = facts
        facts = facts or {}
        if facts:
            self.divide("value" not in facts)
        for entry, key in ((self.value, "value"), (self.num, "num"), (self.den, "den")):
            with QSignalBlocker(entry):
                if facts or not is_half_typed:
                    entry.show_kept(Decimal(facts[key]) if key in facts else None)
        value = exact_value(facts, "%" if self._is_share else self._unit)
        unit = "%" if self._is_share else self._unit
        self._quotient.setText(f"= {rounded(value)} {unit}".rstrip() if value is not None and self.is_divided else "")

    def first_control(self) -> NumberEntry:
        """Where typing begins."""
        return self.num if self.is_divided else self.value

    def gap(self) -> NumberEntry | None:
        """The first of its numbers that is missing."""
        entries = (self.num, self.den) if self.is_divided else (self.value,)
        return next((entry for entry in entries if entry.kept is None), None)

    def is_begun(self) -> bool:
        """Whether one of two numbers is there and the other is not."""
        return self._is_half()

    def settle(self) -> bool:
        """Keep what is being typed; False when it cannot be read."""
        return every(entry.commit() for entry in (self.value, self.num, self.den) if entry.isVisibleTo(self))

    def _is_half(self) -> bool:
        return self.is_divided and (self.num.kept is None) != (self.den.kept is None)

    def _commit(self) -> None:
        if not self.is_divided:
            value = self.value.kept
            self._tell({"value": plain(value)} if isinstance(value, Decimal) else None)
        elif isinstance(self.num.kept, Decimal) and isinstance(self.den.kept, Decimal):
            self._tell({"num": plain(self.num.kept), "den": plain(self.den.kept)})
        elif self.num.kept is None and self.den.kept is None:
            self._tell(None)

    def _tell(self, facts: Mapping[str, str] | None) -> None:
        if facts != self._facts:
            self._facts = facts
            self.changed.emit(facts)

    def _names(self, metric: str) -> tuple[str, str]:
        """What is divided by what, from a metric such as 完成件数÷承诺件数."""
        if DIVIDES in metric:
            num, den = metric.split(DIVIDES, 1)
            return num.strip(), den.strip()
        return self.tr("分子"), self.tr("分母")
