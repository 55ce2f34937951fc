"""The marks that several judges gave, one entry for each of them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.scoring.rules import Panel
from ui.fields.entry import NumberEntry
from ui.fields.field import ENTER_KEYS, Facts, Field, every
from ui.fields.flow import FlowLayout
from ui.fields.typed import plain
from ui.numbers import written
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.layouts import column, row

FEWEST = 3
"""How many empty entries stand ready."""


class PanelField(Field):
    """`{"marks": [..]}` of the entries that are filled in; Enter goes on to the next, in an empty one it is done."""

    def __init__(self, rule: Panel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rule = rule
        self._facts: Facts = None
        self.entries: list[NumberEntry] = []
        box = QWidget()
        self._flow = FlowLayout(box)
        self._more = Button(self.tr("再加一人"), "quiet", icon="plus", on_click=lambda: self._add().setFocus())
        said = self.tr("每人 0–{most} 分").format(most=written(rule.max))
        if rule.trim_from:
            said += self.tr("，{people} 人以上去掉一个最高分和一个最低分").format(people=rule.trim_from)
        self._said = Label(said, "caption", wrap=True)
        layout = column(box, gap=Gap.XS, parent=self)
        layout.addLayout(row(self._more, self._said))
        for _ in range(FEWEST):
            self._add()

    def show_facts(self, facts: Facts) -> None:
        """Show the saved marks."""
        self._facts = facts
        marks = list(facts.get("marks", ())) if isinstance(facts, Mapping) else []
        if [plain(Decimal(mark)) for mark in marks] == self._given():
            return
        while len(self.entries) < len(marks):
            self._add()
        for place, entry in enumerate(self.entries):
            with QSignalBlocker(entry):
                entry.show_kept(Decimal(marks[place]) if place < len(marks) else None)

    def first_control(self) -> QWidget | None:
        """The first entry that is empty, or the first."""
        return next((entry for entry in self.entries if entry.kept is None), self.entries[0])

    def gap(self) -> QWidget | None:
        """The first entry while there are no marks."""
        return None if self._given() else self.entries[0]

    def settle(self) -> bool:
        """Keep what is being typed."""
        return every(entry.commit() for entry in self.entries)

    def take_digit(self, digit: str) -> bool:
        """Into the first empty entry."""
        entry = self.first_control()
        if isinstance(entry, NumberEntry):
            entry.start_with(digit)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter behind marks goes to the next entry, made when there is none."""
        here = next((place for place, entry in enumerate(self.entries) if entry.hasFocus()), None)
        if event.key() in ENTER_KEYS and here is not None and self.entries[here].kept is not None:
            following = self.entries[here + 1] if here + 1 < len(self.entries) else self._add()
            following.setFocus(Qt.FocusReason.TabFocusReason)
            return
        event.ignore()

    def _given(self) -> list[str]:
        return [plain(entry.kept) for entry in self.entries if isinstance(entry.kept, Decimal)]

    def _add(self) -> NumberEntry:
        entry = NumberEntry(self.tr("第 {place} 人").format(place=len(self.entries) + 1), "分", width_in_characters=5)
        entry.bound(Decimal(0), self._rule.max)
        entry.committed.connect(lambda _value: self._commit())
        entry.objected.connect(self.objected)
        self._flow.addWidget(entry)
        entry.show()  # a layout shows what is added later only when the event loop runs again; keys come before
        if self.entries:
            self.setTabOrder(self.entries[-1], entry)
        self.setTabOrder(entry, self._more)
        self.entries.append(entry)
        return entry

    def _commit(self) -> None:
        marks = self._given()
        facts: dict[str, Any] | None = {"marks": marks} if marks else None
        if facts != self._facts:
            self._facts = facts
            self.answered.emit(facts)
