"""Marks that another office gave, and where they come from."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.scoring.rules import External
from ui.fields.entry import NumberEntry, WordsEntry
from ui.fields.field import ENTER_KEYS, Facts, Field, every
from ui.fields.typed import plain
from ui.numbers import written
from ui.widgets.labels import Label
from ui.widgets.layouts import row


class ExternalField(Field):
    """`{"marks", "source"}`; without them the item waits for the other office."""

    def __init__(self, rule: External, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: Facts = None
        most = rule.scale_from or rule.max
        self.marks = NumberEntry(self.tr("评分"), "分", width_in_characters=5)
        self.marks.bound(Decimal(0), most)
        self.source = WordsEntry(self.tr("来源"))
        self.source.setPlaceholderText(self.tr("哪个部门的哪份评分表"))
        span = self.tr("分（满分 {most}）").format(most=written(most))
        parts = (
            Label(self.tr("评分"), "second"),
            self.marks,
            Label(span, "second"),
            Label(self.tr("来源"), "second"),
            self.source,
        )
        layout = row(*parts, parent=self)
        layout.setStretchFactor(self.source, 1)
        for entry in (self.marks, self.source):
            entry.committed.connect(lambda _value: self._commit())
            entry.objected.connect(self.objected)

    def show_facts(self, facts: Facts) -> None:
        """Show what is saved."""
        is_half_typed = self._facts is None and self.marks.kept is None
        self._facts = facts
        given: Mapping[str, Any] = facts if isinstance(facts, Mapping) else {}
        marks = given.get("marks")
        with QSignalBlocker(self.marks), QSignalBlocker(self.source):
            self.marks.show_kept(None if marks is None else Decimal(str(marks)))
            if given or not is_half_typed:
                self.source.show_kept(given.get("source") or None)

    def first_control(self) -> QWidget | None:
        """The marks."""
        return self.marks

    def gap(self) -> QWidget | None:
        """A source that is owed; the marks themselves may be waited for."""
        if self.marks.kept is not None and not self.source.kept:
            return self.source
        return None

    def settle(self) -> bool:
        """Keep what is being typed."""
        return every([self.marks.commit(), self.source.commit()])

    def take_digit(self, digit: str) -> bool:
        """Into the marks."""
        self.marks.start_with(digit)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes from marks to their source."""
        if event.key() in ENTER_KEYS and self.gap() and not self.source.hasFocus():
            self.source.setFocus(Qt.FocusReason.TabFocusReason)
            return
        event.ignore()

    def _commit(self) -> None:
        facts: dict[str, Any] | None = None
        if isinstance(self.marks.kept, Decimal):
            facts = {"marks": plain(self.marks.kept)}
            if self.source.kept:
                facts["source"] = str(self.source.kept)
        if facts != self._facts:
            self._facts = facts
            self.answered.emit(facts)
