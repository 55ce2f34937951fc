"""The head of an inspection that is being filled in: team, day, 文号, 密级, 补录."""

from typing import Any

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QAbstractSpinBox, QDateEdit, QWidget

from app.domain.inspection import TypedLater
from app.domain.person import Person
from app.services.opened import OpenInspection
from app.services.people import add_person, people
from app.services.workspace import Workspace
from ui.dialogs.base import Dialog
from ui.dialogs.labelled import Labelled
from ui.dialogs.team_picker import TeamPicker
from ui.dialogs.typed_later_field import TypedLaterField
from ui.tokens import Gap
from ui.widgets.fields import Choice, LineField
from ui.widgets.frames import Notice
from ui.widgets.labels import Label
from ui.widgets.layouts import column, row

CLASSIFICATIONS = ("内部", "内部资料，注意保存", "工作秘密")
"""Marks that an office may print on its own papers; state secrets (秘密、机密、绝密) are not among them."""


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
        self.classification = Choice(self.tr("标记"))
        self.classification.addItem(self.tr("没有标记"), "")
        known = [*CLASSIFICATIONS, inspection.classification]
        for words in dict.fromkeys(one for one in known if one):
            self.classification.addItem(words, words)
        self.classification.setCurrentIndex(self.classification.findData(inspection.classification))
        person = workspace.person
        self.typed_later = TypedLaterField(person.name if person else "", inspection.typed_later)
        rule = self.tr("不得处理国家秘密：国家秘密的检查材料不能录入本程序，标记只用于内部文件，印在报告每页的页眉。")
        days = row(
            Labelled(self.tr("检查日期"), self.day),
            Labelled(self.tr("文号"), self.doc_number),
            Labelled(self.tr("标记"), self.classification),
            gap=Gap.L,
        )
        for place in range(3):
            days.setStretch(place, 1)
        parts = (self._problem, days, Label(rule, "caption", wrap=True), self.typed_later, self.team)
        self.body.addLayout(column(*parts, gap=Gap.M))
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
            "classification": str(self.classification.currentData() or ""),
            "typed_later": self._typed(),
        }

    def _typed(self) -> TypedLater | None:
        """The day on which typing began stays; a new one is today."""
        if not self.typed_later.is_typed_later:
            return None
        before = self._opened.inspection.typed_later
        return TypedLater(before.on if before else self._workspace.today(), self.typed_later.name)

    def go_on(self) -> None:
        """A team of nobody is said above."""
        if not self.team.team:
            self._problem.say(self.tr("请至少勾一个检查组成员。"))
            self.team.first_tick().setFocus()
            return
        if self.typed_later.object_to_no_name():
            return
        self.accept()

    def _add_person(self, name: str, post: str) -> Person:
        return add_person(self._workspace, name, post, self._workspace.office.name)
