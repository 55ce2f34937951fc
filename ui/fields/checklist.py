"""A list to tick off: what is there is ticked, or only the number of what is missing is kept."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from app.scoring.rules import Checklist, Element
from ui.fields.counter import Counter
from ui.fields.field import Facts, Field
from ui.fields.flow import FlowLayout
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.choices import TickBox
from ui.widgets.labels import KeyCap, Label, Tag
from ui.widgets.layouts import column, row

LONG_ELEMENT = 18
"""Characters above which the elements stand in one column."""
KEYS = "123456789"


class ChecklistField(Field):
    """`{"present": [ids]}` in the order of the list, or `{"missing": n}`."""

    def __init__(self, rule: Checklist, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._elements = rule.elements
        self._facts: Facts = None
        self._size = len(rule.elements) or rule.size
        self.ticks: dict[str, TickBox] = {}
        self._lacks: dict[str, Tag] = {}
        self.missing = Counter(self.tr("缺几项"), most=self._size, parent=self)
        self.missing.changed.connect(lambda _value: self._commit_missing())
        self.all_there = Button(self.tr("全有"), "quiet", hint="0", on_click=lambda: self._tick_all(ticked=True))
        self.none_there = Button(self.tr("全无"), "quiet", on_click=lambda: self._tick_all(ticked=False))
        self._other_way = Button("", "link", on_click=self._change_way)
        self._list = QWidget()
        self._fill_list()
        self._number = QWidget()
        whole = self.tr("共 {size} 项，缺").format(size=self._size)
        row(Label(whole, "second"), self.missing, Label(self.tr("项"), "second"), parent=self._number)
        self._hint = Label(self.tr("有的打勾，可直接按数字键"), "caption")
        self._buttons = QWidget()
        buttons = FlowLayout(self._buttons)
        for part in (self._number, self._hint, self.all_there, self.none_there, self._other_way):
            buttons.addWidget(part)
        column(self._list, self._buttons, gap=Gap.XS, parent=self)
        self.let_pass(*self.ticks.values())
        self._is_counted = False
        self._show_way(is_counted=not self._elements)

    def _fill_list(self) -> None:
        grid = QGridLayout(self._list)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Gap.L)
        grid.setVerticalSpacing(0)
        columns = 1 if any(len(element.text) > LONG_ELEMENT for element in self._elements) else 2
        for place, element in enumerate(self._elements):
            grid.addWidget(self._line(place, element), place // columns, place % columns)
        for at in range(columns):
            grid.setColumnStretch(at, 1)

    def _line(self, place: int, element: Element) -> QWidget:
        line = QWidget()
        tick = TickBox(element.text, parent=line)
        lack = Tag(self.tr("缺"), state="deduct", parent=line)
        policy = lack.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        lack.setSizePolicy(policy)
        lack.hide()
        parts: list[QWidget | None] = [KeyCap(KEYS[place], line)] if place < len(KEYS) else []
        row(*parts, tick, lack, None, gap=Gap.XS, parent=line)
        tick.clicked.connect(lambda _checked=False: self._commit_ticks())
        self.ticks[element.id] = tick
        self._lacks[element.id] = lack
        return line

    def show_facts(self, facts: Facts) -> None:
        """Show what is saved, in the way it was entered."""
        self._facts = facts
        given: Mapping[str, Any] = facts if isinstance(facts, Mapping) else {}
        if given:
            self._show_way(is_counted="missing" in given)
        self.missing.show_number(given.get("missing"))
        present = given.get("present", ())
        for key, tick in self.ticks.items():
            tick.setChecked(key in present)
            self._lacks[key].setVisible("present" in given and key not in present)

    def first_control(self) -> QWidget | None:
        """The number, or the first tick."""
        return self.missing if self._is_counted else next(iter(self.ticks.values()))

    def gap(self) -> QWidget | None:
        """Where to begin while nothing is known."""
        return self.first_control() if self._facts is None else None

    def settle(self) -> bool:
        """Take over what is being typed."""
        self.missing.commit()
        return True

    def take_digit(self, digit: str) -> bool:
        """0 says all are there, 1 to 9 tick one; in the other way the digit begins the number."""
        if self._is_counted:
            return self.missing.begin(digit)
        if digit == "0":
            self._tick_all(ticked=True)
            return True
        if int(digit) > len(self.ticks):
            return False
        tick = list(self.ticks.values())[int(digit) - 1]
        tick.setFocus(Qt.FocusReason.ShortcutFocusReason)
        tick.click()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits tick, ↑ and ↓ go from line to line."""
        ticks = list(self.ticks.values())
        here = next((place for place, tick in enumerate(ticks) if tick.hasFocus()), None)
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1}.get(
            Qt.Key(event.key())
        )
        if here is not None and step and not event.modifiers():
            ticks[(here + step) % len(ticks)].setFocus(Qt.FocusReason.TabFocusReason)
            return
        if event.text().isdecimal() and not event.modifiers() and self.take_digit(event.text()):
            return
        super().keyPressEvent(event)

    def _tick_all(self, *, ticked: bool) -> None:
        for tick in self.ticks.values():
            tick.setChecked(ticked)
        self._commit_ticks()

    def _commit_ticks(self) -> None:
        present = [key for key, tick in self.ticks.items() if tick.isChecked()]
        self._tell({"present": present})

    def _commit_missing(self) -> None:
        number = self.missing.number
        self._tell(None if number is None else {"missing": number})

    def _tell(self, facts: Facts) -> None:
        if facts != self._facts:
            self.show_facts(facts)
            self.answered.emit(facts)

    def _change_way(self) -> None:
        self._show_way(is_counted=not self._is_counted)
        if control := self.first_control():
            control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_way(self, *, is_counted: bool) -> None:
        self._is_counted = is_counted
        self._number.setVisible(is_counted)
        for part in (self._list, self._hint, self.all_there, self.none_there):
            part.setVisible(not is_counted)
        self._other_way.setVisible(bool(self._elements))
        self._other_way.set_label(self.tr("逐项打勾") if is_counted else self.tr("只记缺几项"))
