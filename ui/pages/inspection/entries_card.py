"""The card of a bonus or penalty: it may be given several times, each time for its own matter."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.domain.inspection import Section
from app.scoring.result import ItemResult
from app.scoring.table import Item
from app.services.opened import OpenInspection
from ui.fields.entry import WordsEntry
from ui.fields.field import Facts, every
from ui.numbers import written
from ui.pages.inspection.bill import Bill
from ui.pages.inspection.card import Card, CardHead
from ui.pages.inspection.evidence_row import EvidenceRow
from ui.pages.inspection.given import Given, with_fact, with_text
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.layouts import column, row


class EntryBill(QWidget):
    """One entry: its matter, its bill, a way to take it out. `changed` carries the whole entry."""

    changed = Signal(object)
    removed = Signal()

    def __init__(self, item: Item, unit_class: str | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._given: Given = {"facts": {}}
        self.topic = WordsEntry(self.tr("事项"))
        self.topic.setPlaceholderText(self.tr("哪一件事，如：区级先进党组织（文号、日期）"))
        self.bill = Bill(item, unit_class, has_exemptions=False)
        self._remove = Button(self.tr("删去这一条"), "quiet", on_click=self.removed.emit)
        above = row(Label(self.tr("事项"), "field"), self.topic, self._remove, gap=Gap.M)
        above.setStretch(1, 1)
        column(self.bill, above, gap=Gap.S, parent=self)
        self.bill.answered.connect(self._keep_fact)
        self.topic.committed.connect(lambda text: self._keep(with_text(self._given, "topic", str(text or ""))))

    @property
    def is_empty(self) -> bool:
        """Whether nothing was entered yet."""
        return not self._given.get("facts") and not self._given.get("topic")

    @property
    def given(self) -> Given:
        """The entry as it stands in the answers."""
        return self._given

    def show_entry(self, given: Given, result: ItemResult | None) -> None:
        """Show what is saved."""
        self._given = given
        self.bill.show_result(given, result)
        with QSignalBlocker(self.topic):
            self.topic.show_kept(given.get("topic") or None)

    def freeze(self, is_frozen: bool) -> None:
        """Take no more answers."""
        self.bill.freeze(is_frozen)
        self.topic.setReadOnly(is_frozen)
        self._remove.setVisible(not is_frozen)

    def _keep_fact(self, rule_id: str, facts: Facts) -> None:
        self._keep(with_fact(self._given, rule_id, facts))

    def _keep(self, given: Given) -> None:
        self._given = given
        self.changed.emit(given)


class EntriesCard(Card):
    """All entries of one bonus or penalty item, and a button for one more."""

    def __init__(self, section: Section, item: Item, opened: OpenInspection, parent: QWidget | None = None) -> None:
        super().__init__(section, item.code, parent)
        self._item, self._unit_class = item, opened.unit.class_
        extras = opened.scheme.bonus if section == "bonus" else opened.scheme.penalties
        standard = item.standard if item.standard != item.title else ""
        self._head = CardHead(item.code, item.title, item.methods, standard)
        self.entries: list[EntryBill] = []
        self._none = Label("", "second", wrap=True)
        self.add = Button(self.tr("记一条"), "standard", icon="plus", on_click=self._ask_entry)
        said = (
            self.tr("可以记几条，每条写明事项；同一事项只取最高的一条。")
            if extras.dedup_topics
            else self.tr("可以记几条，每条写明事项。")
        )
        self._said = Label(said, "caption", wrap=True)
        self.body.addWidget(self._head)
        self.body.addWidget(self._none)
        self._list = column(gap=Gap.L)
        self.body.addLayout(self._list)
        foot = row(self.add, self._said, gap=Gap.M)
        foot.setStretch(1, 1)
        self.body.addLayout(foot)
        self.evidence = EvidenceRow(item.evidence_hint)
        self.body.addWidget(self.evidence)
        self.body.addStretch(1)

    def show_opened(self, opened: OpenInspection) -> None:
        """Show all entries as they stand now; one that was begun and is still empty stays."""
        given: Sequence[Mapping[str, Any]] = (opened.answers.get(self.section) or {}).get(self.code) or ()
        results = (opened.result.bonus_entries if self.section == "bonus" else opened.result.penalty_entries).get(
            self.code, ()
        )
        begun = [entry for entry in self.entries if entry.is_empty]
        kept = [entry for entry in self.entries if not entry.is_empty]
        while len(kept) > len(given):
            self._drop(kept.pop())
        while len(kept) < len(given):
            kept.append(begun.pop(0) if begun else self._made())
        for place, (entry, answer) in enumerate(zip(kept, given, strict=True)):
            entry.show_entry(answer, results[place] if place < len(results) else None)
        is_bonus = self.section == "bonus"
        total = sum(abs(result.marks) for result in results if result.marks is not None)
        self._head.figure.show_figure(("+" if is_bonus else "−") + written(total) if total else "0", self.tr("分"))
        self._none.setText(self.tr("没有可以加分的就直接下一项。") if is_bonus else self.tr("没有要扣的就直接下一项。"))
        self._none.setVisible(not self.entries)
        self.add.set_label(self.tr("再记一条") if self.entries else self.tr("记一条"))

    def settle(self) -> bool:
        """Keep what is being typed."""
        return every(each for entry in self.entries for each in (entry.bill.settle(), entry.topic.commit()))

    def point_out_gap(self, *, aloud: bool) -> bool:
        """Facts that are owed, or a matter without a name; asked for once."""
        for entry in self.entries:
            if entry.is_empty:
                continue
            if (control := entry.bill.gap()) is not None:
                control.setFocus(Qt.FocusReason.TabFocusReason)
                if aloud:
                    entry.bill.say_missing(control)
                return True
            if not entry.topic.kept and not entry.topic.hasFocus():
                entry.topic.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return False

    def strike(self, number: int) -> bool:
        """Alt and a number: that row of the last entry; the first is made."""
        return self._last().bill.strike(number) if number <= len(self._item.rules) else False

    def take_digit(self, digit: str) -> bool:
        """Into the last entry; the first is made."""
        return self._last().bill.take_digit(digit)

    def freeze(self, is_frozen: bool) -> None:
        """Take no more answers."""
        self.add.setVisible(not is_frozen)
        for entry in self.entries:
            entry.freeze(is_frozen)

    def _last(self) -> EntryBill:
        return self.entries[-1] if self.entries else self._made()

    def _ask_entry(self) -> None:
        empty = next((entry for entry in self.entries if entry.is_empty), None) or self._made()
        control = empty.bill.rows[0].field.first_control()
        if control is not None:
            control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _made(self) -> EntryBill:
        entry = EntryBill(self._item, self._unit_class)
        entry.changed.connect(lambda _given: self._keep())
        entry.removed.connect(lambda: self._remove(entry))
        entry.bill.unchecked.connect(lambda: self._remove(entry))
        entry.show_entry({"facts": {}}, None)
        self.entries.append(entry)
        self._list.addWidget(entry)
        entry.show()  # at once, so that the keyboard can go there
        self._none.hide()
        return entry

    def _remove(self, entry: EntryBill) -> None:
        was_empty = entry.is_empty
        self._drop(entry)
        if not was_empty:
            self._keep()

    def _drop(self, entry: EntryBill) -> None:
        self.entries.remove(entry)
        self._list.removeWidget(entry)
        entry.hide()
        entry.deleteLater()

    def _keep(self) -> None:
        self._tell([dict(entry.given) for entry in self.entries if not entry.is_empty] or None)
