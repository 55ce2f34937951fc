"""The unit's own figure among those of its peers, or what the office already worked out from them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget

from app.scoring.rules import Peer
from ui.fields.entry import NumberEntry
from ui.fields.field import Facts, Field, every
from ui.fields.flow import FlowLayout
from ui.fields.typed import plain
from ui.tokens import Gap
from ui.widgets.labels import Label
from ui.widgets.layouts import column


class PeerField(Field):
    """`{"value"}`, with `reference` (the average) or `rank` when they are known here."""

    def __init__(self, rule: Peer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rule = rule
        self._facts: Facts = None
        metric = rule.metric or rule.text
        self.value = NumberEntry(metric, rule.unit, is_signed=True)
        is_rank = rule.basis == "rank"
        self._key = "rank" if is_rank else "reference"
        known = self.tr("名次（已知时填）") if is_rank else self.tr("平均值（已知时填）")
        self.known = NumberEntry(known, "" if is_rank else rule.unit, is_whole=is_rank, is_signed=not is_rank)
        if is_rank:
            self.known.bound(Decimal(1), None)
        box = QWidget()
        flow = FlowLayout(box)
        for part in (
            Label(metric, "second"),
            self.value,
            Label(rule.unit, "second"),
            Label(known, "second"),
            self.known,
        ):
            flow.addWidget(part)
        self._said = Label("", "caption", wrap=True)
        column(box, self._said, gap=Gap.XS, parent=self)
        for entry in (self.value, self.known):
            entry.committed.connect(lambda _value: self._commit())
            entry.objected.connect(self.objected)

    def show_facts(self, facts: Facts) -> None:
        """Show what is saved, and whether the peers are still waited for."""
        self._facts = facts
        given: Mapping[str, Any] = facts if isinstance(facts, Mapping) else {}
        value, known = given.get("value"), given.get(self._key)
        with QSignalBlocker(self.value), QSignalBlocker(self.known):
            self.value.show_kept(None if value is None else Decimal(str(value)))
            if known is None:
                self.known.show_kept(None)
            else:
                self.known.show_kept(int(known) if self._key == "rank" else Decimal(str(known)))
        waits = bool(given) and known is None
        self._said.setText(self.tr("其他单位的数没有齐之前，这一项待补。") if waits else "")
        self._said.setVisible(waits)

    def first_control(self) -> QWidget | None:
        """The unit's own figure."""
        return self.value

    def gap(self) -> QWidget | None:
        """The own figure, unless the rank says all."""
        if self.value.kept is not None or (self._key == "rank" and self.known.kept is not None):
            return None
        return self.value

    def settle(self) -> bool:
        """Keep what is being typed."""
        return every([self.value.commit(), self.known.commit()])

    def take_digit(self, digit: str) -> bool:
        """Into the own figure."""
        self.value.start_with(digit)
        return True

    def _commit(self) -> None:
        facts: dict[str, Any] = {}
        if isinstance(self.value.kept, Decimal):
            facts["value"] = plain(self.value.kept)
        if isinstance(self.known.kept, int):
            facts["rank"] = self.known.kept
        elif isinstance(self.known.kept, Decimal):
            facts["reference"] = plain(self.known.kept)
        if (facts or None) != self._facts:
            self._facts = facts or None
            self.answered.emit(self._facts)
