"""One row of the bill: the rule's key, its sentence word for word, its editor, its amount."""

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.scoring.result import RuleResult
from app.scoring.rules import Rule
from ui.fields.field import Facts, Field
from ui.fields.flag import FlagField
from ui.fields.kinds import editor_for
from ui.numbers import written
from ui.theme import current_theme, repolish
from ui.tokens import Gap
from ui.widgets.frames import Frame
from ui.widgets.labels import KeyCap, Label
from ui.widgets.layouts import column, row

LAST_KEY = 9
LONG_SENTENCE = 60
"""Characters above which no editor stands beside the sentence."""


def amount_text(amount: Decimal | None) -> str:
    """−1, +2, 0; nothing while it is not known."""
    if amount is None:
        return ""
    return f"+{written(amount)}" if amount > 0 else written(amount)


class RuleRow(Frame):
    """`answered` and `objected` are those of the editor."""

    answered = Signal(object)

    def __init__(self, rule: Rule, place: int, unit_class: str | None, parent: QWidget | None = None) -> None:
        super().__init__("bill_row", parent)
        self.rule = rule
        self.field: Field = editor_for(rule, unit_class)
        # A long sentence needs the whole width; its editor goes under it.
        self._is_beside = self.field.is_beside and (
            isinstance(self.field, FlagField) or len(rule.text) <= LONG_SENTENCE
        )
        self._amount = Label("", "strong")
        self._amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._sentence = Label(rule.text, wrap=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._objection = Label("", "second", state="missing", wrap=True)
        self._objection.hide()
        self._is_nagging = False
        key = KeyCap(f"Alt+{place}") if place <= LAST_KEY else QWidget()
        self._key = key
        self._slot = QWidget()
        if isinstance(self.field, FlagField):
            self._slot = self.field
        above = row(key, self._slot, self._sentence, gap=Gap.XS)
        above.setStretchFactor(self._sentence, 1)
        above.setAlignment(key, Qt.AlignmentFlag.AlignVCenter)
        if self._is_beside and self.field is not self._slot:
            above.addWidget(self.field)
        above.addSpacing(Gap.S)
        above.addWidget(self._amount)
        top = Gap.HAIR if self._is_beside else Gap.S
        body = column(above, gap=Gap.XS, margins=(Gap.L, top, Gap.L, Gap.HAIR), parent=self)
        self._below = QWidget()
        under = column(gap=Gap.XS, margins=(0, 0, 0, Gap.S), parent=self._below)
        if not self._is_beside:
            under.addWidget(self.field)
        under.addWidget(self._objection)
        body.addWidget(self._below)
        self._below.setVisible(not self._is_beside)
        self.field.answered.connect(self.answered)
        self.field.objected.connect(self.object_to)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._settle()
        current_theme().changed.connect(self._settle)

    def show_result(self, facts: Facts, result: RuleResult | None) -> None:
        """Show what is saved and what it moves."""
        self.field.show_facts(facts)
        if self._is_nagging and self.field.gap() is None:
            self.object_to("")
        amount = result.amount if result else None
        text, tone = amount_text(amount), ""
        if self.rule.effect in ("zero", "full"):
            struck = facts is True
            text = (self.tr("不得分") if self.rule.effect == "zero" else self.tr("满分")) if struck else "0"
            tone = "deduct" if struck and self.rule.effect == "zero" else "" if struck else "quiet"
        elif amount is not None:
            tone = "deduct" if amount < 0 else "quiet" if not amount else ""
        if self.rule.kind == "note":
            text = ""
        if text != self._amount.text():
            self._amount.setText(text)
        repolish(self._amount, state=tone, role="second" if tone == "quiet" else "strong")
        self.set_state("deduct" if tone == "deduct" else "")

    def nag(self, sentence: str) -> None:
        """Say beneath the row that something is owed; it goes once it is there."""
        self.object_to(sentence)
        self._is_nagging = True

    def object_to(self, sentence: str) -> None:
        """Say beneath the row why what was typed is not kept; an empty sentence when that is over."""
        self._is_nagging = False
        self._objection.setText(sentence)
        self._objection.setVisible(bool(sentence))
        self._below.setVisible(bool(sentence) or not self._is_beside)

    @property
    def objection(self) -> str:
        """What is said beneath."""
        return self._objection.text()

    def _settle(self) -> None:
        tokens = current_theme().tokens
        self._key.setFixedWidth(round(42 * tokens.factor) if current_theme().shows_key_caps else 0)
        self._slot.setFixedWidth(tokens.height.tick_row)
        self._amount.setMinimumWidth(round(52 * tokens.factor))
        self.setMinimumHeight(tokens.height.rule_row)
        left = self._key.width() + tokens.height.tick_row + 2 * Gap.XS
        layout = self._below.layout()
        if layout is not None:
            layout.setContentsMargins(left, 0, 0, Gap.S)
