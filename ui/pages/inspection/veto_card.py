"""The card of a veto (一票否决): whether it happened, what happened, which two inspectors confirm it."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.scoring.table import Veto
from app.services.opened import OpenInspection
from ui.fields.field import KeysPass
from ui.fields.flow import FlowLayout
from ui.numbers import written
from ui.pages.inspection.card import Card, CardHead
from ui.pages.inspection.evidence_row import EvidenceRow
from ui.pages.inspection.reason import ReasonField
from ui.tokens import Gap
from ui.widgets.choices import TickBox
from ui.widgets.frames import Frame, Notice
from ui.widgets.labels import Divider, KeyCap, Label
from ui.widgets.layouts import column, row

CONFIRMERS = 2


class VetoCard(Card):
    """`{"confirmed_by": [names], "facts": "…"}`; unticked takes it away. Some vetoes act by themselves."""

    def __init__(self, veto: Veto, opened: OpenInspection, parent: QWidget | None = None) -> None:
        super().__init__("vetoes", veto.code, parent)
        self._veto = veto
        self._given: Mapping[str, Any] | None = None
        self.body.addWidget(CardHead(veto.code, self.tr("一票否决"), (), ""))
        frame = Frame("card")
        self._frame = frame
        column_of = column(gap=Gap.S, margins=Gap.L, parent=frame)
        self.tick = TickBox(veto.text, parent=frame)
        line = row(KeyCap("Alt+1"), self.tick, gap=Gap.XS)
        line.setStretch(1, 1)
        column_of.addLayout(line)
        column_of.addWidget(Label(self._consequence(opened), "second", wrap=True))
        self.body.addWidget(frame)
        self._more = QWidget()
        self.facts = ReasonField(self.tr("事实"), most=6, placeholder=self.tr("时间、经过、依据的文件"))
        names = QWidget()
        flow = FlowLayout(names)
        self.names: dict[str, TickBox] = {}
        for inspector in opened.inspection.inspectors:
            box = TickBox(inspector.name, parent=names)
            box.clicked.connect(self._keep)
            self.names[inspector.name] = box
            flow.addWidget(box)
        self._owed = Label("", "second", state="missing", wrap=True)
        facts = row(Label(self.tr("事实"), "field"), KeyCap("F2"), self.facts)
        facts.setStretch(2, 1)
        confirmers = row(Label(self.tr("确认人"), "field"), names, gap=Gap.M)
        confirmers.setStretch(1, 1)
        column(facts, confirmers, self._owed, parent=self._more)
        self._acting = Notice("", "missing")
        self.evidence = EvidenceRow()
        self.facts.setAcceptDrops(False)  # a dropped file is evidence, not a line of text
        for part in (self._more, self.evidence, Divider(), self._acting):
            self.body.addWidget(part)
        self.body.addStretch(1)
        KeysPass(self).over(self.tick, *self.names.values())
        self.tick.clicked.connect(self._keep)
        self.facts.committed.connect(lambda _text: self._keep())
        self._is_by_hand = veto.from_ is None
        self.tick.setEnabled(self._is_by_hand)

    def show_opened(self, opened: OpenInspection) -> None:
        """Show whether it is set, and whether it acts."""
        self._given = given = (opened.answers.get("vetoes") or {}).get(self.code)
        acts = self.code in opened.result.acting_vetoes
        self.tick.setChecked(given is not None or (not self._is_by_hand and acts))
        self._more.setVisible(given is not None)
        confirmed = (given or {}).get("confirmed_by") or ()
        for name, box in self.names.items():
            box.setChecked(name in confirmed)
        if not self.facts.hasFocus():
            self.facts.set_kept(str((given or {}).get("facts") or ""))
        self._owed.setText(self._what_is_owed(given))
        self._owed.setVisible(bool(self._owed.text()))
        self._frame.set_state("")
        grade = self.tr("，等次：{grade}").format(grade=opened.result.grade) if opened.result.grade else ""
        self._acting.say(self.tr("这一条起作用了{grade}").format(grade=grade) if acts else "")

    def settle(self) -> bool:
        """Keep what is being typed."""
        self.facts.commit()
        return True

    def point_out_gap(self, *, aloud: bool) -> bool:  # noqa: ARG002 - what is owed is said all the time
        """The facts, then the confirming names."""
        if self._given is None:
            return False
        if not self._given.get("facts"):
            self.facts.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        if len(self._given.get("confirmed_by") or ()) < CONFIRMERS:
            box = next((box for box in self.names.values() if not box.isChecked()), None)
            if box is not None:
                box.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return False

    def strike(self, number: int) -> bool:
        """Alt+1 ticks it."""
        if number != 1 or not self.tick.isEnabled():
            return False
        self.tick.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.tick.click()
        return True

    def focus_reason(self) -> QWidget | None:
        """To the facts."""
        if self._given is None:
            return None
        self.facts.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return self.facts

    def freeze(self, is_frozen: bool) -> None:
        """Take no more answers."""
        self.tick.setEnabled(self._is_by_hand and not is_frozen)
        self.facts.setReadOnly(is_frozen)
        for box in self.names.values():
            box.setEnabled(not is_frozen)

    def _keep(self) -> None:
        value: dict[str, Any] | None = None
        if self.tick.isChecked():
            confirmed = [name for name, box in self.names.items() if box.isChecked()]
            value = {"confirmed_by": confirmed, "facts": self.facts.toPlainText().strip()}
        if value != self._given:
            self._tell(value)

    def _what_is_owed(self, given: Mapping[str, Any] | None) -> str:
        if given is None:
            return ""
        owed = [] if given.get("facts") else [self.tr("事实")]
        lacking = CONFIRMERS - len(given.get("confirmed_by") or ())
        if lacking > 0:
            owed.append(self.tr("{number} 名确认人").format(number=lacking))
        return (
            self.tr("一票否决要写明事实，由两名检查人员确认。还缺：{owed}").format(owed="、".join(owed)) if owed else ""
        )

    def _consequence(self, opened: OpenInspection) -> str:
        veto = self._veto
        last = opened.scheme.grades[-1].name if opened.scheme.grades else ""
        said = {
            "fail": self.tr("有此情形的，直接定为“{grade}”。").format(grade=last),
            "disqualify": self.tr("有此情形的，定为“{grade}”，{years} 年内不得参评。").format(
                grade=last, years=veto.years or 1
            ),
            "fixed_total": self.tr("有此情形的，总分按 {total} 分计，不加分。").format(total=written(veto.total)),
            "grade_cap": self.tr("有此情形的，等次最高为“{grade}”。").format(grade=veto.max_grade or ""),
        }.get(veto.effect, "")
        if veto.from_ is not None:
            said += self.tr("由考评结果自动判定，不用手工勾选。")
        return said
