"""When it was due and when it came in."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget

from app.scoring.rules import Late
from ui.fields.entry import DayEntry
from ui.fields.field import Facts, Field, every
from ui.fields.flow import FlowLayout
from ui.tokens import Gap
from ui.widgets.labels import Label
from ui.widgets.layouts import column


class LateField(Field):
    """`{"due", "received"}` as ISO dates, once both are known."""

    def __init__(self, rule: Late, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rule = rule
        self._facts: Facts = None
        self.due = DayEntry(self.tr("应报送日期"))
        self.received = DayEntry(self.tr("收到日期"))
        box = QWidget()
        flow = FlowLayout(box)
        for part in (Label(self.tr("应报送"), "second"), self.due, Label(self.tr("收到"), "second"), self.received):
            flow.addWidget(part)
        self._said = Label("", "second")
        column(box, self._said, gap=Gap.XS, parent=self)
        for entry in (self.due, self.received):
            entry.committed.connect(lambda _value: self._commit())
            entry.objected.connect(self.objected)

    def show_facts(self, facts: Facts) -> None:
        """Show the saved days."""
        is_half_typed = self._facts is None and self._is_begun()
        self._facts = facts
        given: Mapping[str, Any] = facts if isinstance(facts, Mapping) else {}
        if given or not is_half_typed:
            for entry, key in ((self.due, "due"), (self.received, "received")):
                with QSignalBlocker(entry):
                    entry.show_kept(date.fromisoformat(given[key]) if key in given else None)
        self._say()

    def first_control(self) -> QWidget | None:
        """The day it was due."""
        return self.due

    def gap(self) -> QWidget | None:
        """The other day, once one is known."""
        if self._is_begun():
            return next((entry for entry in (self.due, self.received) if entry.kept is None), None)
        return None

    def settle(self) -> bool:
        """Keep what is being typed."""
        return every([self.due.commit(), self.received.commit()])

    def take_digit(self, digit: str) -> bool:
        """Into the first empty day."""
        entry = self.received if self.due.kept is not None and self.received.kept is None else self.due
        entry.start_with(digit)
        return True

    def _is_begun(self) -> bool:
        return (self.due.kept is None) != (self.received.kept is None)

    def _commit(self) -> None:
        due, received = self.due.kept, self.received.kept
        facts: dict[str, Any] | None = None
        if isinstance(due, date) and isinstance(received, date):
            facts = {"due": due.isoformat(), "received": received.isoformat()}
        elif due is not None or received is not None:
            return
        if facts != self._facts:
            self._facts = facts
            self._say()
            self.answered.emit(facts)

    def _say(self) -> None:
        due, received = self.due.kept, self.received.kept
        said = ""
        if isinstance(due, date) and isinstance(received, date):
            days = (received - due).days
            said = self.tr("迟 {days} 天").format(days=days) if days > 0 else self.tr("没有迟到")
            if days > 0 and self._rule.days == "working":
                said += self.tr("，扣分只计工作日")
        self._said.setText(said)
        self._said.setVisible(bool(said))
