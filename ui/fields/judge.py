"""Marks that the team decides on, with the reason that they owe; once, or once for each case."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.scoring.rules import Judge
from ui.fields.entry import NumberEntry, WordsEntry
from ui.fields.field import ENTER_KEYS, Facts, Field, every
from ui.fields.typed import plain
from ui.numbers import written
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.layouts import column, row


class JudgeLine(QWidget):
    """Marks and their reason in one line; `changed` after either was kept."""

    changed = Signal()
    objected = Signal(str)
    removed = Signal()

    def __init__(self, rule: Judge, *, is_entry: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rule = rule
        self.marks = NumberEntry(self.tr("分数"), "分", width_in_characters=5)
        # A deducting judge may say that it did not happen, whatever the least deduction is.
        least = Decimal(0) if rule.effect == "deduct" else rule.min
        self.marks.bound(least, rule.max, rule.step if not (rule.effect == "deduct" and rule.min) else None)
        self.reason = WordsEntry(self.tr("理由"))
        self.reason.setPlaceholderText(self.tr("写明事实和理由"))
        span = self.tr("扣") if rule.effect == "deduct" else self.tr("得")
        parts: list[QWidget] = [Label(span, "second"), self.marks, Label(self._span(), "second"), self.reason]
        if is_entry:
            parts.append(Button(self.tr("删去"), "quiet", on_click=self.removed.emit))
        layout = row(*parts, parent=self)
        layout.setStretchFactor(self.reason, 1)
        for entry in (self.marks, self.reason):
            entry.committed.connect(lambda _value: self.changed.emit())
            entry.objected.connect(self.objected)

    def _span(self) -> str:
        if self._rule.max is None:
            return self.tr("分")
        return self.tr("分（{least}–{most}）").format(least=written(self._rule.min), most=written(self._rule.max))

    def show_facts(self, facts: Mapping[str, Any]) -> None:
        """Show what is saved."""
        marks = facts.get("marks")
        for entry, value in (
            (self.marks, None if marks is None else Decimal(marks)),
            (self.reason, facts.get("reason") or None),
        ):
            with QSignalBlocker(entry):
                entry.show_kept(value)

    @property
    def facts(self) -> dict[str, str] | None:
        """Its facts, None without marks; the reason follows when it is known."""
        if not isinstance(self.marks.kept, Decimal):
            return None
        reason = {"reason": str(self.reason.kept)} if self.reason.kept else {}
        return {"marks": plain(self.marks.kept), **reason}

    def gap(self) -> QWidget | None:
        """The reason that marks ask for: any deduction, any award below the most."""
        if not isinstance(self.marks.kept, Decimal):
            return self.marks
        free = Decimal(0) if self._rule.effect == "deduct" else self._rule.max
        return self.reason if self.marks.kept != free and not self.reason.kept else None

    def settle(self) -> bool:
        """Keep what is being typed in both."""
        return every([self.marks.commit(), self.reason.commit()])


class JudgeField(Field):
    """`{"marks", "reason"}`, or `{"entries": [{"marks", "reason"}]}` with `per`."""

    def __init__(self, rule: Judge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rule = rule
        self._facts: Facts = None
        self._lines: list[JudgeLine] = []
        self._more = Button(
            self.tr("再记一{per}").format(per=rule.per or ""), "quiet", icon="plus", on_click=self._ask_more
        )
        self._column = column(gap=Gap.XS, parent=self)
        self._column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self._more.setVisible(rule.per is not None)
        if rule.per is None:
            self._add_line()

    def show_facts(self, facts: Facts) -> None:
        """Show what is saved."""
        self._facts = facts
        given: Mapping[str, Any] = facts if isinstance(facts, Mapping) else {}
        if self._rule.per is None:
            self._lines[0].show_facts(given)
            return
        entries = list(given.get("entries", ()))
        begun = [line for line in self._lines if line.facts is None]
        kept = [line for line in self._lines if line.facts is not None]
        while len(kept) > len(entries):
            self._drop(kept.pop())
        while len(kept) < len(entries):
            kept.append(begun.pop(0) if begun else self._add_line())
        for line, entry in zip(kept, entries, strict=True):
            line.show_facts(entry)

    def first_control(self) -> QWidget | None:
        """The first marks, or the button that adds some."""
        return self._lines[0].marks if self._lines else self._more

    def gap(self) -> QWidget | None:
        """A reason that is owed; marks only where they have to be given."""
        for line in self._lines:
            if line.facts is not None and (missing := line.gap()) is not None:
                return missing
        if self._rule.effect == "award" and self._facts is None:
            return self.first_control()
        return None

    def settle(self) -> bool:
        """Keep what is being typed."""
        return every(line.settle() for line in self._lines)

    def strike(self) -> None:
        """Begin typing; with `per` a first entry is opened."""
        if not self._lines:
            self._ask_more()
        else:
            super().strike()

    def take_digit(self, digit: str) -> bool:
        """Into the first marks."""
        if not self._lines:
            self._ask_more()
        self._lines[0].marks.start_with(digit)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes from marks to a reason that is owed."""
        if event.key() in ENTER_KEYS:
            for line in self._lines:
                if line.facts is not None and (missing := line.gap()) is not None and not missing.hasFocus():
                    missing.setFocus(Qt.FocusReason.TabFocusReason)
                    return
        event.ignore()

    def _ask_more(self) -> None:
        self._add_line().marks.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_line(self) -> JudgeLine:
        line = JudgeLine(self._rule, is_entry=self._rule.per is not None, parent=self)
        line.changed.connect(self._commit)
        line.objected.connect(self.objected)
        line.removed.connect(lambda: self._remove(line))
        self._lines.append(line)
        self._column.insertWidget(len(self._lines) - 1, line)
        line.show()  # at once, so that the keyboard can go there
        return line

    def _remove(self, line: JudgeLine) -> None:
        self._drop(line)
        self._commit()

    def _drop(self, line: JudgeLine) -> None:
        self._lines.remove(line)
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()

    def _commit(self) -> None:
        entries = [given for line in self._lines if (given := line.facts) is not None]
        facts: Facts = None
        if entries:
            facts = {"entries": entries} if self._rule.per is not None else entries[0]
        if facts != self._facts:
            self._facts = facts
            self.answered.emit(facts)
