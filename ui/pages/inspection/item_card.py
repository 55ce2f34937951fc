"""The card of one item: a bill, what to compare with, the reason."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.inspection import Change
from app.scoring.result import ItemResult
from app.scoring.table import Item
from app.services.opened import OpenInspection
from ui.fields.field import Facts, every
from ui.numbers import written
from ui.pages.inspection.bill import Bill
from ui.pages.inspection.card import Card, CardHead
from ui.pages.inspection.comparison import ComparisonStrip
from ui.pages.inspection.evidence_row import EvidenceRow
from ui.pages.inspection.given import Given, given_for, with_fact, with_text
from ui.pages.inspection.peers import Peers
from ui.pages.inspection.phrase_row import Offer
from ui.pages.inspection.reason import Reason
from ui.tokens import Gap
from ui.widgets.labels import Label
from ui.widgets.layouts import row


class ItemCard(Card):
    """Everything about one item of the table."""

    def __init__(
        self,
        item: Item,
        opened: OpenInspection,
        phrases: Offer | None = None,
        parent: QWidget | None = None,
        *,
        are_phrases_editable: bool = False,
    ) -> None:
        super().__init__("items", item.code, parent)
        self._item = item
        self._given: Given | None = None
        self._result: ItemResult | None = None
        self._head = CardHead(item.code, item.title, item.methods, item.standard)
        self.bill = Bill(item, opened.unit.class_)
        self._comparison = ComparisonStrip()
        self._figure_note = Label("", "second", wrap=True)
        self.reason = Reason(phrases, is_editable=are_phrases_editable)
        parts: list[QWidget] = [self._head, self.bill, self._comparison]
        self._peers = self._peers_of(item)
        if self._peers is not None:
            parts.append(self._peers)
        self.evidence = EvidenceRow(item.evidence_hint)
        self.reason.field.setAcceptDrops(False)  # a dropped file is evidence, not a line of text
        parts += [self._figure_note, self.reason, self.evidence]
        for part in parts:
            self.body.addWidget(part)
        if item.scored_by:
            self.body.addLayout(self._note(self.tr("评分单位"), item.scored_by))
        self.body.addStretch(1)
        self.bill.answered.connect(self._keep_fact)
        self.bill.exempted.connect(self._keep_exemption)
        self.bill.unchecked.connect(lambda: self._tell(None))
        self.reason.committed.connect(lambda text: self._tell(with_text(self._given, "reason", text)))

    def show_opened(self, opened: OpenInspection) -> None:
        """Show the item as it stands now."""
        self._given = given_for(opened.answers, "items", self.code)
        self._result = result = opened.result.items.get(self.code)
        marks = result.marks if result else None
        full = self._item.full_marks
        rest = self.tr("/ {full} 分").format(full=written(full)) if full is not None else self.tr("分")
        self._head.figure.show_figure(written(marks), rest if self._item.base != "none" else "")
        self.bill.show_result(self._given, result)
        self._comparison.show_item(self.code, marks, opened.self_check, opened.previous)
        said = opened.figures.get(self.code, "")
        self._figure_note.setText(self.tr("{said}，导入时填入").format(said=said) if said else "")
        self._figure_note.setVisible(bool(said))
        given = self._given or {}
        is_exempt = bool(given.get("exempt"))
        lost = bool(result and any(rule.amount is not None and rule.amount < 0 for rule in result.rules))
        self.reason.name(self.tr("说明理由") if is_exempt else self.tr("扣分原因"))
        self.reason.show_reason(str(given.get("reason") or ""), is_owed=is_exempt or lost)
        if self._peers is not None:
            self._peers.show_given((opened.answers.get("peers") or {}).get(self.code))

    def settle(self) -> bool:
        """Keep what is being typed."""
        self.reason.field.commit()
        return every([self.bill.settle(), self._peers.settle() if self._peers else True])

    def point_out_gap(self, *, aloud: bool) -> bool:
        """The first fact that is owed, or the reason of an exemption."""
        if self._owes_exemption_reason():
            self.reason.focus()
            return True
        control = self.bill.gap()
        if control is None:
            return False
        control.setFocus(Qt.FocusReason.TabFocusReason)
        if aloud:
            self.bill.say_missing(control)
        return True

    def nothing_found(self) -> Change | None:
        """An untouched item is looked at, without a finding."""
        return Change("items", self.code, {"facts": {}}) if self._given is None else None

    def strike(self, number: int) -> bool:
        """Alt and a number: the rule in that row."""
        return self.bill.strike(number)

    def take_digit(self, digit: str) -> bool:
        """Into the first editor with a use for it."""
        return self.bill.take_digit(digit)

    def focus_reason(self) -> QWidget | None:
        """To the reason."""
        self.reason.focus()
        return self.reason

    def strike_exemption(self) -> bool:
        """Tick the exemption, and go on to its reason."""
        if not self.bill.strike_exemption():
            return False
        if self._owes_exemption_reason():
            self.reason.focus()
        return True

    @property
    def exemption_word(self) -> str:
        """不适用, or another circumstance."""
        effects = {one.effect for one in self._item.exemptions}
        if not effects:
            return ""
        return self.tr("不适用") if effects == {"not_applicable"} else self.tr("特殊情形")

    def freeze(self, is_frozen: bool) -> None:
        """Take no more answers; texts can still be read and copied."""
        self.bill.freeze(is_frozen)
        self.reason.field.setReadOnly(is_frozen)
        if self._peers is not None:
            self._peers.setEnabled(not is_frozen)

    def _owes_exemption_reason(self) -> bool:
        exempt = (self._given or {}).get("exempt")
        asked = next((one for one in self._item.exemptions if one.id == exempt), None)
        return asked is not None and asked.requires == "reason" and not (self._given or {}).get("reason")

    def _keep_fact(self, rule_id: str, facts: Facts) -> None:
        self._tell(with_fact(self._given, rule_id, facts))

    def _keep_exemption(self, name: str) -> None:
        self._tell(with_text(self._given, "exempt", name))
        if name and self._owes_exemption_reason():
            self.reason.focus()

    def _peers_of(self, item: Item) -> Peers | None:
        is_marks = any(one.effect == "peer_average" for one in item.exemptions)
        if not is_marks and not any(rule.kind == "peer" for rule in item.rules):
            return None
        peers = Peers(is_marks=is_marks)
        peers.answered.connect(lambda given: self.changed.emit(Change("peers", self.code, given)))
        return peers

    @staticmethod
    def _note(name: str, words: str) -> QHBoxLayout:
        line = row(Label(name, "second"), Label(words, "second", wrap=True), gap=Gap.M)
        line.setStretch(1, 1)
        return line
