"""Starting an inspection: which unit, what kind, when, who."""

from datetime import date
from typing import Protocol, cast

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QAbstractSpinBox, QDateEdit, QGridLayout, QHBoxLayout, QWidget

from app.domain.inspection import INSPECTION_KINDS, KIND_NAMES, Inspection, InspectionKind
from app.domain.person import Person
from app.services.inspections import NewInspection
from app.services.people import add_person, people
from app.services.units import units_overview, visits
from app.services.workspace import Workspace
from ui.dialogs.base import Dialog
from ui.dialogs.labelled import Labelled
from ui.dialogs.team_picker import TeamPicker
from ui.dialogs.typed_later_field import TypedLaterField
from ui.dialogs.unit_picker import UnitPicker
from ui.models.inspection_words import state_words
from ui.pages.days import day_words
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.choices import ChoiceButton, OneOf
from ui.widgets.fields import LineField
from ui.widgets.frames import Notice
from ui.widgets.labels import Label
from ui.widgets.layouts import column, row

TEAM_KEY, LEADER_KEY, KIND_KEY = "new_inspection/team", "new_inspection/leader", "new_inspection/kind"


class Remembered(Protocol):
    """Where the last team is kept: the program's settings, or a dict in a test."""

    def get(self, key: str, /) -> object: ...

    def __setitem__(self, key: str, value: object, /) -> None: ...


def kind_cards(words: dict[InspectionKind, str], name: str) -> OneOf:
    """The five kinds with their second lines: the district's own inspection across, the others in pairs below."""
    cards = [(kind, ChoiceButton(KIND_NAMES[kind], words[kind])) for kind in INSPECTION_KINDS]
    one_of = OneOf(name, cards)
    across = cast(QHBoxLayout, one_of.layout())
    while across.count():
        across.takeAt(0)
    grid = QGridLayout()
    grid.setSpacing(Gap.S)
    across.addLayout(grid)
    for place, (_kind, card) in enumerate(cards):
        if place == 0:
            grid.addWidget(card, 0, 0, 1, 2)
        else:
            grid.addWidget(card, (place + 1) // 2, (place - 1) % 2)
    return one_of


class NewInspectionDialog(Dialog):
    """`ask()` is True with `answer` (start this one) or `existing` (the id of one to open instead)."""

    def __init__(
        self,
        workspace: Workspace,
        settings: Remembered,
        *,
        unit_id: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", width=Dialog.WIDE, parent=parent)
        self._workspace, self._settings = workspace, settings
        self.answer: NewInspection | None = None
        self.existing = ""
        self._earlier: Inspection | None = None
        self.title.setText(self.tr("新建检查"))
        self.setWindowTitle(self.title.text())
        self._overview = units_overview(workspace)
        self.unit_picker = UnitPicker(self._overview)
        self.unit_search = self.unit_picker.search
        self._problem = Notice("", "missing")
        self.kinds = kind_cards(self._kind_words(), self.tr("检查类型"))
        self.day = QDateEdit()
        self.day_field = Labelled(self.tr("检查日期"), self.day)
        self.doc_number = LineField(self.tr("文号"), placeholder=self.tr("没有就空着"))
        person = workspace.person
        self.typed_later = TypedLaterField(person.name if person else "")
        self.team = TeamPicker(people(workspace), self._add_person)
        self.open_button = Button(self.tr("打开它"), "quiet", on_click=self._open_existing)
        self._second = Notice("", "deduct", self.open_button)
        self.reason = LineField(self.tr("再查一次的原因"), placeholder=self.tr("例如 上次只查了一半，补查"))
        self.reason_field = Labelled(self.tr("再查一次的原因"), self.reason)
        self._again = QWidget()
        self._build()
        self._start(unit_id)
        self.set_cancel()
        self.set_main(self.tr("开始检查"), icon="clipboard-check", hint="Enter")
        self.focus_first(self.unit_search if not unit_id else self.kinds.findChild(ChoiceButton) or self.unit_search)
        self._look()

    # What others may ask

    def choose_unit(self, unit_id: str) -> None:
        """Mark a unit."""
        self.unit_picker.choose(unit_id)

    def show_add_person(self) -> None:
        """Open the line for a newcomer."""
        self.team.show_adding()

    @property
    def kind(self) -> InspectionKind:
        """The kind that is chosen."""
        return cast(InspectionKind, self.kinds.value or "district")

    @property
    def visited_on(self) -> date:
        """The day that is chosen."""
        chosen = self.day.date()
        return date(chosen.year(), chosen.month(), chosen.day())

    def go_on(self) -> None:
        """Check the answer; what is missing is said above, and the keyboard goes there."""
        unit = self.unit_picker.current
        if unit is None:
            self._object(self.tr("请先选一个单位。"), self.unit_search)
        elif self.visited_on > self._workspace.today():
            self._object(self.tr("检查日期不能晚于今天。"), self.day)
        elif not self.team.team:
            self._object(self.tr("请至少勾一个检查组成员。"), self.team.first_tick())
        elif self._earlier is not None and not self.reason.text().strip():
            self.reason_field.object_to(self.tr("再查一次要写原因，会印在报告上。"))
            self.reason.setFocus()
        elif not self.typed_later.object_to_no_name():
            self._remember()
            self.answer = NewInspection(
                unit_id=unit.unit.id,
                kind=self.kind,
                inspectors=self.team.team,
                leader_id=self.team.leader_id,
                visited_on=self.visited_on,
                second_visit_reason=self.reason.text().strip() if self._earlier else "",
                doc_number=self.doc_number.text().strip(),
                is_typed_later=self.typed_later.is_typed_later,
                typed_by=self.typed_later.name,
            )
            self.accept()

    def done(self, result: int) -> None:
        """A search still under way finds nobody here any more."""
        self.unit_search.blockSignals(True)
        super().done(result)

    # Building

    def _build(self) -> None:
        today = self._workspace.today()
        self.day.setDisplayFormat("yyyy年M月d日")
        self.day.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.day.setAccessibleName(self.tr("检查日期"))
        self.day.setMaximumDate(QDate(today.year, today.month, today.day))
        self.day.setDate(self.day.maximumDate())
        self._day_words = Label("", "caption", wrap=True)
        self.day.dateChanged.connect(lambda _day: self._say_day())
        self._say_day()
        number = Labelled(self.tr("文号"), self.doc_number)
        days = row(self.day_field, number, gap=Gap.L)
        for place in range(2):
            days.setStretch(place, 1)
            days.setAlignment(days.itemAt(place).widget(), Qt.AlignmentFlag.AlignTop)
        column(self._second, self.reason_field, gap=Gap.S, parent=self._again)
        left = column(
            Labelled(self.tr("检查哪个单位"), self.unit_picker),
            self._again,
            days,
            self._day_words,
            self.typed_later,
            None,
            gap=Gap.M,
        )
        right = column(Label(self.tr("检查类型"), "field"), self.kinds, self.team, None, gap=Gap.S)
        right.setSpacing(Gap.S)
        across = row(left, right, gap=Gap.XL)
        across.setStretch(0, 1)
        across.setStretch(1, 1)
        self.body.addWidget(self._problem)
        self.body.addLayout(across)
        self.unit_picker.chosen.connect(lambda _unit: self._look())
        self.unit_picker.accepted.connect(self._to_kinds)
        self.kinds.chosen.connect(lambda _kind: self._look())
        self.team.changed.connect(lambda: self._problem.say(""))
        self.reason.textChanged.connect(lambda _text: self.reason_field.object_to(""))

    def _kind_words(self) -> dict[InspectionKind, str]:
        return {
            "district": self.tr("区委组织部自己查。只有这一种计入普查覆盖。"),
            "self": self.tr("单位自己先查，作对照用"),
            "mutual": self.tr("街道、单位之间互相查"),
            "spot": self.tr("抽到的单位，上级来查"),
            "revisit": self.tr("看上次的问题改了没有"),
        }

    def _start(self, unit_id: str) -> None:
        """As the last time: the same kind, the same team; the person at the keyboard where there is none."""
        kind = str(self._settings.get(KIND_KEY) or "district")
        self.kinds.set_value(kind if kind in INSPECTION_KINDS else "district")
        ids = str(self._settings.get(TEAM_KEY) or "").split(",")
        here = self._workspace.person
        self.team.choose(ids if any(ids) else [here.id] if here else [], str(self._settings.get(LEADER_KEY) or ""))
        if unit_id:
            self.unit_picker.choose(unit_id)

    # Answering

    def _look(self) -> None:
        """Whether the unit has such an inspection already."""
        self._problem.say("")
        unit = self.unit_picker.current
        earlier = visits(self._workspace, unit.unit.id, self.kind) if unit else ()
        self._earlier = earlier[-1] if earlier else None
        self._again.setVisible(self._earlier is not None)
        if self._earlier is None or unit is None:
            return
        state = state_words(self._earlier, unit.items or self._items()).words
        words = self.tr("{name}已有一份{kind}（{state}，{day}）。").format(
            name=unit.unit.name, kind=KIND_NAMES[self.kind], state=state, day=day_words(self._earlier.visited_on)
        )
        self._second.say(words)

    def _items(self) -> int:
        return len(self._workspace.scheme(self._earlier.scheme_hash).scheme.items) if self._earlier else 0

    def _say_day(self) -> None:
        days = (self._workspace.today() - self.visited_on).days
        words = (
            self.tr("{days} 天前去的现场。当时填的是纸质表的，勾上“补录”。").format(days=days)
            if days
            else self.tr("补录的，把日期改成去现场那天。")
        )
        self._day_words.setText(words)

    def _to_kinds(self) -> None:
        chosen = next((card for card in self.kinds.findChildren(ChoiceButton) if card.isChecked()), None)
        (chosen or self.kinds).setFocus(Qt.FocusReason.OtherFocusReason)

    def _object(self, problem: str, where: QWidget | None) -> None:
        self._problem.say(problem)
        if where is not None:
            where.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_existing(self) -> None:
        if self._earlier is not None:
            self.existing = self._earlier.id
            self.accept()

    def _remember(self) -> None:
        self._settings[TEAM_KEY] = ",".join(inspector.person_id for inspector in self.team.team)
        self._settings[LEADER_KEY] = self.team.leader_id or ""
        self._settings[KIND_KEY] = self.kind

    def _add_person(self, name: str, post: str) -> Person:
        return add_person(self._workspace, name, post, self._workspace.office.name)
