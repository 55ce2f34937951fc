"""Who inspects: several people ticked, one of them the leader, a newcomer added on the spot."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.inspection import Inspector
from app.domain.person import Person
from app.errors import AppError
from ui.dialogs.labelled import Labelled
from ui.messages import message_for
from ui.theme import current_theme
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.choices import TickBox
from ui.widgets.fields import Choice, LineField
from ui.widgets.frames import Card, Frame
from ui.widgets.labels import Label
from ui.widgets.layouts import column, row, scrolling

Adds = Callable[[str, str], Person]
"""Adds a colleague by name and post; raises AppError."""
ROWS = 4


class TeamPicker(QWidget):
    """`changed` after every tick; `team` and `leader_id` are read then."""

    changed = Signal()

    def __init__(self, people: Sequence[Person], adds: Adds, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._adds = adds
        self._people: dict[str, Person] = {}
        self._ticks: dict[str, TickBox] = {}
        self._wanted_leader = ""  # as somebody chose; until then whoever usually leads
        content = QWidget()
        self._list = column(None, gap=0, margins=(Gap.XS, Gap.XS, Gap.XS, Gap.XS), parent=content)
        self._area = scrolling(content)
        self.leader = Choice(self.tr("检查组长"))
        self.leader_field = Labelled(self.tr("检查组长"), self.leader)
        self.add_button = Button(self.tr("加一个人"), "link", icon="plus", on_click=self.show_adding)
        self.new_name = LineField(self.tr("姓名"), placeholder=self.tr("姓名"))
        self.new_post = LineField(self.tr("职务"), placeholder=self.tr("职务，例如 科员"))
        self.new_button = Button(self.tr("加入"), "quiet", on_click=self._add)
        self._adding = Frame("sunken")
        fields = row(self.new_name, self.new_post, self.new_button, margins=(Gap.S, Gap.S, Gap.S, Gap.S))
        fields.setStretch(0, 2)
        fields.setStretch(1, 3)
        self._problem = Label("", "caption", state="missing", wrap=True)
        self._problem.hide()
        column(fields, self._problem, gap=0, parent=self._adding)
        self._adding.hide()
        for field in (self.new_name, self.new_post):
            field.installEventFilter(self)
        self._count = Label("", "caption")
        title = row(Label(self.tr("检查组成员"), "field"), None, self._count)
        column(
            title,
            Card(self._area, margins=1),
            row(self.add_button, None),
            self._adding,
            self.leader_field,
            gap=Gap.XS,
            parent=self,
        )
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.leader.activated.connect(self._remember_leader)
        for person in people:
            self._append(person)
        self._settle()
        current_theme().changed.connect(self._settle)
        self._say()

    @property
    def team(self) -> tuple[Inspector, ...]:
        """Those who are ticked, in the order of the list."""
        ticked = (self._people[person_id] for person_id, tick in self._ticks.items() if tick.isChecked())
        return tuple(Inspector(person.id, person.name, person.post, person.office) for person in ticked)

    @property
    def leader_id(self) -> str | None:
        """The leader among them, None with nobody ticked."""
        return self.leader.currentData() or None

    def choose(self, ids: Sequence[str], leader_id: str = "") -> None:
        """Tick these people, as the last time."""
        for person_id, tick in self._ticks.items():
            tick.setChecked(person_id in ids)
        self._wanted_leader = leader_id
        self._say()

    def show_adding(self) -> None:
        """Open the line for a newcomer."""
        self._adding.show()
        self.add_button.hide()
        self.new_name.setFocus(Qt.FocusReason.OtherFocusReason)

    def first_tick(self) -> QWidget:
        """Where the keyboard goes when nobody is ticked."""
        return next(iter(self._ticks.values()), self.add_button)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the newcomer's fields adds them and does not press the dialog's main button."""
        del watched
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._add()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._close_adding()
                return True
        return False

    def _add(self) -> None:
        name = self.new_name.text().strip()
        if not name:
            self._object(self.tr("请写姓名。"))
            return
        try:
            person = self._adds(name, self.new_post.text().strip())
        except AppError as error:
            words = message_for(error)
            self._object(f"{words.title}。{words.next_step}")
            return
        self._append(person).setChecked(True)
        self._area.ensureWidgetVisible(self._ticks[person.id])
        self._close_adding()

    def _close_adding(self) -> None:
        for field in (self.new_name, self.new_post):
            field.clear()
        self._object("")
        self._adding.hide()
        self.add_button.show()
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _object(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        if problem:
            self.new_name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _append(self, person: Person) -> TickBox:
        words = "　".join(part for part in (person.name, person.post, person.office) if part)
        tick = TickBox(words)
        tick.toggled.connect(lambda _on: self._say())
        self._people[person.id], self._ticks[person.id] = person, tick
        self._list.insertWidget(self._list.count() - 1, tick)
        self._settle()
        return tick

    def _say(self) -> None:
        team = self.team
        self.leader.blockSignals(True)
        self.leader.clear()
        for inspector in team:
            self.leader.addItem(
                "　".join(part for part in (inspector.name, inspector.post) if part), inspector.person_id
            )
        leaders = [one.person_id for one in team if self._people[one.person_id].role == "leader"]
        is_wanted_here = any(one.person_id == self._wanted_leader for one in team)
        usual = self._wanted_leader if is_wanted_here else leaders[0] if leaders else ""
        self.leader.setCurrentIndex(max(self.leader.findData(usual), 0) if team else -1)
        self.leader.blockSignals(False)
        self.leader.setEnabled(bool(team))
        count = len(team)
        words = self.tr("已选 {count} 人").format(count=count) if count > 1 else self.tr("一般要两个人以上")
        self._count.setText(words)
        self.changed.emit()

    def _remember_leader(self) -> None:
        self._wanted_leader = self.leader_id or ""

    def _settle(self) -> None:
        rows = min(max(len(self._ticks), 1), ROWS)
        self._area.setFixedHeight(rows * current_theme().tokens.height.tick_row + 2 * Gap.XS)
