"""The head of an inspection that is being filled in: team, day, 文号, 密级."""

from typing import Any

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QAbstractSpinBox, QDateEdit, QWidget

from app.domain.person import Person
from app.services.opened import OpenInspection
from app.services.people import add_person, people
from app.services.workspace import Workspace
from ui.dialogs.base import Dialog
from ui.dialogs.labelled import Labelled
from ui.dialogs.team_picker import TeamPicker
from ui.tokens import Gap
from ui.widgets.fields import LineField
from ui.widgets.frames import Notice
from ui.widgets.layouts import column, row


class HeaderDialog(Dialog):
    """`ask()` is True when it was changed; `fields()` are those of `change_header`."""

    def __init__(self, workspace: Workspace, opened: OpenInspection, parent: QWidget | None = None) -> None:
        super().__init__("", width=Dialog.NORMAL, parent=parent)
        self._workspace, self._opened = workspace, opened
        inspection = opened.inspection
        self.title.setText(self.tr("检查信息"))
        self.setWindowTitle(self.title.text())
        self._problem = Notice("", "missing")
        self.team = TeamPicker(people(workspace), self._add_person)
        self.team.choose([one.person_id for one in inspection.inspectors], inspection.leader_id or "")
        self.day = QDateEdit()
        self.day.setDisplayFormat("yyyy年M月d日")
        self.day.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.day.setAccessibleName(self.tr("检查日期"))
        visited, today = inspection.visited_on, workspace.today()
        self.day.setMaximumDate(QDate(today.year, today.month, today.day))
        self.day.setDate(QDate(visited.year, visited.month, visited.day))
        self.doc_number = LineField(self.tr("文号"), placeholder=self.tr("没有就空着"))
        self.doc_number.setText(inspection.doc_number)
        self.classification = LineField(self.tr("标记"), placeholder=self.tr("例如 内部，没有就空着"))
        self.classification.setText(inspection.classification)
        days = row(
            Labelled(self.tr("检查日期"), self.day),
            Labelled(self.tr("文号"), self.doc_number),
            Labelled(self.tr("标记"), self.classification),
            gap=Gap.L,
        )
        for place in range(3):
            days.setStretch(place, 1)
        self.body.addLayout(column(self._problem, days, self.team, gap=Gap.L))
        self.set_cancel()
        self.set_main(self.tr("改好了"), hint="Enter")
        self.focus_first(self.doc_number)

    def fields(self) -> dict[str, Any]:
        """The changed header, by the names of Inspection."""
        day = self.day.date().toPython()
        return {
            "inspectors": self.team.team,
            "leader_id": self.team.leader_id,
            "visited_on": day,
            "doc_number": self.doc_number.text().strip(),
            "classification": self.classification.text().strip(),
        }

    def go_on(self) -> None:
        """A team of nobody is said above."""
        if not self.team.team:
            self._problem.say(self.tr("请至少勾一个检查组成员。"))
            self.team.first_tick().setFocus()
            return
        self.accept()

    def _add_person(self, name: str, post: str) -> Person:
        return add_person(self._workspace, name, post, self._workspace.office.name)
