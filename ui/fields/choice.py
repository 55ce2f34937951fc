"""Choosing one of several grades: option buttons that carry their marks."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.scoring.rules import Choice
from ui.fields.field import Facts, Field
from ui.fields.flow import FlowLayout
from ui.numbers import written
from ui.widgets.choices import ChoiceButton

ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class ChoiceField(Field):
    """`{"option": label}`; the chosen one pressed again takes the answer away."""

    def __init__(self, rule: Choice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options: dict[str, ChoiceButton] = {}
        self._chosen: str | None = None
        flow = FlowLayout(self)
        sign = "−" if rule.effect == "deduct" else ""
        for option in rule.options:
            points = self.tr("{points} 分").format(points=f"{sign if option.points else ''}{written(option.points)}")
            button = ChoiceButton(option.label, marks=points, parent=self)
            button.clicked.connect(lambda _checked=False, label=option.label: self._choose(label))
            self._options[option.label] = button
            flow.addWidget(button)
        self.let_pass(*self._options.values())

    def show_facts(self, facts: Facts) -> None:
        """Press the chosen one."""
        self._chosen = facts.get("option") if isinstance(facts, Mapping) else None
        self._show()

    def first_control(self) -> QWidget | None:
        """The chosen option, or the first."""
        return self._options.get(self._chosen or "") or next(iter(self._options.values()), None)

    def gap(self) -> QWidget | None:
        """The first option while none is chosen."""
        return None if self._chosen in self._options else self.first_control()

    def take_digit(self, digit: str) -> bool:
        """1 to 9 choose."""
        labels = list(self._options)
        place = int(digit) - 1
        if not 0 <= place < len(labels):
            return False
        self._options[labels[place]].setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._choose(labels[place], can_undo=False)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits choose, arrows move between the options without choosing."""
        buttons = list(self._options.values())
        here = next((place for place, button in enumerate(buttons) if button.hasFocus()), None)
        step = ARROWS.get(Qt.Key(event.key()))
        if step and here is not None and not event.modifiers():
            buttons[(here + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)
            return
        if event.text().isdecimal() and not event.modifiers() and self.take_digit(event.text()):
            return
        super().keyPressEvent(event)

    def _choose(self, label: str, *, can_undo: bool = True) -> None:
        chosen = None if can_undo and label == self._chosen else label
        is_new = chosen != self._chosen
        self._chosen = chosen
        self._show()
        if is_new:
            self.answered.emit({"option": chosen} if chosen else None)

    def _show(self) -> None:
        for label, button in self._options.items():
            button.setChecked(label == self._chosen)
