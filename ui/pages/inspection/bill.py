"""The bill of one item or entry: what it starts from, a row per rule, exemptions, what is left and why."""

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.scoring.result import ItemResult
from app.scoring.table import Exemption, Group, Item
from ui.fields.field import KeysPass, every
from ui.fields.flag import FlagField
from ui.numbers import written
from ui.pages.inspection.given import Given, facts_of
from ui.pages.inspection.rule_row import RuleRow
from ui.theme import current_theme, repolish
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.choices import TickBox
from ui.widgets.frames import Frame
from ui.widgets.labels import KeyCap, Label
from ui.widgets.layouts import column, row

ARROW = " → "


class ExemptionRow(Frame):
    """A circumstance that the table itself excuses, to be ticked."""

    ticked = Signal(bool)

    def __init__(self, exemption: Exemption, *, has_key: bool, parent: QWidget | None = None) -> None:
        super().__init__("bill_row", parent)
        self.exemption = exemption
        self.tick = TickBox(name=exemption.text, parent=self)
        self._key: QWidget = KeyCap("F4") if has_key else QWidget()
        self._said = Label("", "second")
        words = Label(exemption.text, wrap=True)
        parts = (self._key, self.tick, words, self._said)
        layout = row(*parts, gap=Gap.XS, margins=(Gap.L, Gap.HAIR, Gap.L, Gap.HAIR), parent=self)
        layout.setStretchFactor(words, 1)
        KeysPass(self).over(self.tick)
        self.tick.clicked.connect(lambda: self.ticked.emit(self.tick.isChecked()))
        self._settle()
        current_theme().changed.connect(self._settle)

    def show_ticked(self, is_ticked: bool) -> None:
        """Whether it is the one that is claimed."""
        self.tick.setChecked(is_ticked)
        self._said.setText(self._word() if is_ticked else "")

    def _word(self) -> str:
        return {
            "not_applicable": self.tr("不适用"),
            "full_marks": self.tr("满分"),
            "no_deduct": self.tr("不扣分"),
            "peer_average": self.tr("取平均分"),
            "redistribute": self.tr("分值分摊"),
        }.get(self.exemption.effect, "")

    def _settle(self) -> None:
        tokens = current_theme().tokens
        self._key.setFixedWidth(round(42 * tokens.factor) if current_theme().shows_key_caps else 0)
        self.setMinimumHeight(tokens.height.rule_row)


class Bill(Frame):
    """`answered(rule id, facts)`, `exempted(exemption id or "")`, `unchecked` when the answer is to be taken away."""

    answered = Signal(str, object)
    exempted = Signal(str)
    unchecked = Signal()

    def __init__(
        self, item: Item, unit_class: str | None, *, has_exemptions: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__("card", parent)
        self._item = item
        self.rows = [RuleRow(rule, place, unit_class) for place, rule in enumerate(item.rules, start=1)]
        exemptions: Sequence[Exemption] = item.exemptions if has_exemptions else ()
        self.exemptions = [ExemptionRow(one, has_key=not at) for at, one in enumerate(exemptions)]
        self._state: str = "unchecked"
        self._base = Label("", "strong")
        self._uncheck = Button(self.tr("改回未查"), "ghost", on_click=self.unchecked.emit)
        self._uncheck.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._uncheck.hide()
        head = Frame("bill_row")
        self._head = head
        row(
            Label(self._base_word(), "second"),
            None,
            self._uncheck,
            self._base,
            margins=(Gap.L, 0, Gap.L, 0),
            parent=head,
        )
        self._trace = Label("", "second", wrap=True)
        self._marks = Label("", "section")
        self._marks.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        foot = QWidget()
        self._foot = foot
        layout = row(
            Label(self.tr("得分"), "strong"),
            self._trace,
            self._marks,
            gap=Gap.L,
            margins=(Gap.L, Gap.S, Gap.L, Gap.S),
            parent=foot,
        )
        layout.setStretchFactor(self._trace, 1)
        limits = [*self._caps(), *(self._limit(group) for group in item.groups)]
        self._limits = Label("；".join(limits), "caption", wrap=True)
        self._limits.setContentsMargins(Gap.L, Gap.XS, Gap.L, 0)
        column(head, *self.rows, *self.exemptions, self._limits, foot, gap=Gap.NONE, margins=1, parent=self)
        self._limits.setVisible(bool(limits))
        for rule_row in self.rows:
            rule_row.answered.connect(lambda facts, rule_id=rule_row.rule.id: self.answered.emit(rule_id, facts))
        for one in self.exemptions:
            one.ticked.connect(lambda on, name=one.exemption.id: self.exempted.emit(name if on else ""))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._settle()
        current_theme().changed.connect(self._settle)

    def show_result(self, given: Given | None, result: ItemResult | None) -> None:
        """Show what is saved and how the marks come about."""
        facts = facts_of(given)
        results = {each.rule_id: each for each in result.rules} if result else {}
        for rule_row in self.rows:
            rule_row.show_result(
                facts.get(rule_row.rule.id), results.get(rule_row.rule.id) if given is not None else None
            )
        exempt = (given or {}).get("exempt")
        for one in self.exemptions:
            one.show_ticked(one.exemption.id == exempt)
        self._state = result.state if result else "unchecked"
        self._uncheck.setVisible(given is not None and self._state != "unchecked" and self.isEnabled())
        self._show_foot(result)

    # The keyboard

    def strike(self, number: int) -> bool:
        """Alt and a number; False when there is no such row."""
        if not 1 <= number <= len(self.rows):
            return False
        self.rows[number - 1].field.strike()
        return True

    def take_digit(self, digit: str) -> bool:
        """Give a digit to the first editor that still owes something, else to the first that takes any."""
        fields = [rule_row.field for rule_row in self.rows if not isinstance(rule_row.field, FlagField)]
        fields = [field for field in fields if field.gap() is not None] or fields
        return any(field.take_digit(digit) for field in fields)

    def strike_exemption(self) -> bool:
        """F4: tick the only exemption, or go through several; False when the table has none."""
        if not self.exemptions:
            return False
        if len(self.exemptions) == 1:
            self.exemptions[0].tick.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.exemptions[0].tick.click()
            return True
        here = next((at for at, one in enumerate(self.exemptions) if one.tick.hasFocus()), -1)
        self.exemptions[(here + 1) % len(self.exemptions)].tick.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def gap(self) -> QWidget | None:
        """The first control whose content is owed."""
        exempt = next((one.exemption for one in self.exemptions if one.tick.isChecked()), None)
        if exempt is not None and exempt.effect != "no_deduct":
            return None
        excused = exempt.rules or tuple(rule_row.rule.id for rule_row in self.rows) if exempt is not None else ()
        if self._is_zeroed(excused):
            return None
        for rule_row in self.rows:
            if rule_row.rule.id in excused:
                continue
            if (control := rule_row.field.gap()) is not None:
                return control
        return None

    def say_missing(self, control: QWidget) -> None:
        """Say beneath the row of `control` that something is owed there."""
        for rule_row in self.rows:
            if rule_row.field.isAncestorOf(control):
                rule_row.nag(self.tr("这里还没有填，填了才能算分。先查别的请按 Ctrl+↓。"))

    def settle(self) -> bool:
        """Keep what is being typed everywhere; False when something cannot be read."""
        return every(rule_row.field.settle() for rule_row in self.rows)

    def freeze(self, is_frozen: bool) -> None:
        """Take no more answers."""
        for rule_row in self.rows:
            rule_row.field.freeze(is_frozen)
        for one in self.exemptions:
            one.tick.setEnabled(not is_frozen)
        self._uncheck.setEnabled(not is_frozen)
        if is_frozen:
            self._uncheck.hide()

    def _is_zeroed(self, excused: Sequence[str]) -> bool:
        struck: Mapping[str, bool] = {
            rule_row.rule.id: rule_row.field.tick.isChecked()
            for rule_row in self.rows
            if isinstance(rule_row.field, FlagField) and rule_row.rule.effect in ("zero", "full")
        }
        return any(on for name, on in struck.items() if name not in excused)

    def _show_foot(self, result: ItemResult | None) -> None:
        base = result.base if result else None
        if base is None and self._item.base != "none":
            base = self._item.full_marks if self._item.base == "full" else None
        self._base.setText(written(base, "") or ("0" if self._item.base == "zero" else ""))
        said, marks, tone = self._said(result)
        self._trace.setText(said)
        self._marks.setText(marks)
        repolish(self._trace, state=tone)

    def _said(self, result: ItemResult | None) -> tuple[str, str, str]:
        if result is None or result.state == "unchecked":
            return self.tr("还没有查"), "—", "quiet"
        steps = ARROW.join(result.trace)
        if result.state == "incomplete":
            return steps, "—", "missing"
        if result.state in ("pending", "not_applicable"):
            return steps, "—", ""
        if result.marks is None:
            return steps, self.tr("达标") if result.state == "met" else self.tr("未达标"), ""
        return self.tr("计分过程  {steps}").format(steps=steps), written(result.marks), ""

    def _base_word(self) -> str:
        return self.tr("只定达标或不达标") if self._item.base == "none" else self.tr("基准分")

    def _caps(self) -> Iterator[str]:
        """Bounds that no sentence of the table names."""
        for place, rule in enumerate(self._item.rules, start=1):
            if rule.cap is not None and written(rule.cap) not in rule.text and rule.cap != self._item.full_marks:
                yield self.tr("Alt+{place} 最多 {cap} 分").format(place=place, cap=written(rule.cap))
        if self._item.floor is None and self._item.base != "none":
            yield self.tr("扣分不以本项分值为限（可倒扣）")

    def _limit(self, group: Group) -> str:
        keys = "、".join(f"Alt+{at}" for at, rule in enumerate(self._item.rules, start=1) if rule.id in group.rules)
        if group.pick == "highest":
            said = self.tr("{rules} 只取最高的一条")
            said = said + self.tr("，最多 {cap} 分") if group.cap is not None else said
        else:
            said = self.tr("{rules} 合计最多 {cap} 分") if group.cap is not None else self.tr("{rules} 合计")
        return said.format(rules=keys, cap=written(group.cap))

    def _settle(self) -> None:
        tokens = current_theme().tokens
        self._head.setMinimumHeight(round(tokens.height.button * 0.95))
        self._foot.setMinimumHeight(tokens.height.rule_row)
