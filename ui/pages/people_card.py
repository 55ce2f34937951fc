"""Who works at this laptop, and what can be done about each of them."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.domain.person import ROLE_NAMES, Person
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.frames import Card, SectionTitle
from ui.widgets.glyphs import IconLabel
from ui.widgets.labels import ElidingLabel, Label, Tag
from ui.widgets.layouts import clear, column, line, row

CHANGE, EDIT, RENEW, REMOVE = "change", "edit", "renew", "remove"


class PeopleCard(Card):
    """`add_asked`, `switch_asked`, and `act_asked(act, Person)` with one of the acts above."""

    add_asked = Signal()
    switch_asked = Signal()
    act_asked = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(gap=Gap.S, parent=parent)
        self.add = Button(self.tr("添加同事"), icon="plus", on_click=self.add_asked.emit)
        self.switch = Button(self.tr("换人"), "quiet", hint="Ctrl+L", on_click=self.switch_asked.emit)
        self.switch.setToolTip(self.tr("锁上窗口，由另一位同事用自己的口令打开"))
        self._rows = column(gap=Gap.S)
        title = SectionTitle(self.tr("这台电脑上的人"))
        head = row(title, self.switch, self.add, gap=Gap.S)
        head.setStretch(0, 1)
        self.body.addLayout(head)
        self.body.addLayout(self._rows)

    def show_people(self, people: Sequence[Person], mine: str | None, *, is_demo: bool) -> None:
        """One line for each; who sits here first."""
        clear(self._rows)
        self.switch.setVisible(not is_demo and sum(person.is_local for person in people) > 1)
        for person in sorted(people, key=lambda one: one.id != mine):
            self._rows.addWidget(line())
            self._rows.addWidget(self._row(person, is_me=person.id == mine, is_demo=is_demo))

    def acts_of(self, person: Person, *, is_me: bool) -> tuple[tuple[str, str], ...]:
        """What can be done about somebody, as (act, words)."""
        if is_me:
            return ((CHANGE, self.tr("改口令")), (EDIT, self.tr("改姓名、职务")))
        first: tuple[tuple[str, str], ...] = ()
        if person.is_local:
            first = ((CHANGE, self.tr("改口令")), (RENEW, self.tr("忘了口令，定个新的")))
        elif person.author is None:  # whose key lies on another laptop would get a second one here
            first = ((RENEW, self.tr("给一个口令")),)
        return (*first, (EDIT, self.tr("改姓名、职务、角色")), (REMOVE, self.tr("从这台电脑移除")))

    def _row(self, person: Person, *, is_me: bool, is_demo: bool) -> QWidget:
        shown = QWidget()
        name = self.tr("{name}（您）").format(name=person.name) if is_me else person.name
        how = self.tr("有口令，数字签名") if person.is_local else self.tr("没有口令，手写签名")
        if person.author is not None and not person.is_local:
            how = self.tr("在别的电脑上数字签名")
        if is_demo and person.is_local:
            how = self.tr("演练人员，签字不用口令")
        about = self.tr("，").join(part for part in (person.office, person.post) if part)
        words = column(
            row(Label(name, "medium"), Tag(ROLE_NAMES[person.role]), None, gap=Gap.M),
            ElidingLabel(about, "second"),
            ElidingLabel(how, "caption"),
            gap=Gap.HAIR,
        )
        layout = row(IconLabel("user"), words, gap=Gap.M, margins=(0, Gap.XS, 0, Gap.XS), parent=shown)
        layout.setStretch(1, 1)
        if not is_demo:
            more = Button(self.tr("管理"), "quiet", icon="chevron-down")
            more.setAccessibleName(self.tr("管理{name}").format(name=person.name))
            more.clicked.connect(lambda: self._offer(more, person, is_me=is_me))
            layout.addWidget(more)
        return shown

    def _offer(self, below: Button, person: Person, *, is_me: bool) -> None:
        menu = QMenu(below)
        for act, words in self.acts_of(person, is_me=is_me):
            menu.addAction(words, lambda act=act: self.act_asked.emit(act, person))
        menu.popup(below.mapToGlobal(below.rect().bottomLeft()))
        menu.aboutToHide.connect(menu.deleteLater)
