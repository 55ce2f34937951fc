"""From an empty folder to a signed report of one community, by what stands on the screen, and in few acts."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.domain.inspection import Change
from app.services import workspace as workspaces
from app.services.demo import SECTIONS, job_of_the_demonstration
from app.services.inspections import answer, inspection_rows, open_inspection
from app.services.reports import report_pdf, verify_pdf_bytes
from app.services.workspace import create_workspace
from tests.ui.modal import in_dialog
from tests.ui.practice import CHEAP, PASSPHRASE
from ui.application import Application
from ui.dialogs.new_inspection_dialog import NewInspectionDialog
from ui.dialogs.signing_dialog import SigningDialog
from ui.dialogs.unit_dialog import UnitDialog
from ui.pages.first_start.page import FirstStartPage
from ui.pages.inspection.page import InspectionPage
from ui.pages.report_page import ReportPage
from ui.pages.review_page import ReviewPage

PATIENCE_MS = 30_000
MOST_ACTS = 25
"""So many acts besides the answers are asked of somebody who begins; ask for less, do not count less."""


class Newcomer:
    """Reads the screen and counts: a click, a key that is no text, and a field filled in are one act each."""

    def __init__(self) -> None:
        self.acts = 0

    def click(self, words: str) -> None:
        """Press the button that says so; it must be seen and not disabled."""
        window = QApplication.activeModalWidget() or QApplication.activeWindow()
        assert window is not None
        said = [part for part in window.findChildren(QAbstractButton) if part.isVisible() and words in part.text()]
        assert said, f"nothing on the screen says {words}"
        assert said[0].isEnabled(), said[0].toolTip()
        self.acts += 1
        QTest.mouseClick(said[0], Qt.MouseButton.LeftButton)

    def fill_in(self, name: str, text: str) -> None:
        """Write into the field of this name."""
        window = QApplication.activeModalWidget() or QApplication.activeWindow()
        assert window is not None
        [field] = [
            part
            for part in window.findChildren(QLineEdit)
            if part.isVisible() and part.accessibleName() == name and not part.isReadOnly()
        ]
        self.acts += 1
        field.setFocus()
        field.insert(text)
        field.textEdited.emit(field.text())

    def enter(self) -> None:
        """Press Enter where the keyboard is."""
        focus = QApplication.focusWidget()
        assert focus is not None
        self.acts += 1
        QTest.keyClick(focus, Qt.Key.Key_Return)


def test_a_newcomer_comes_from_an_empty_folder_to_a_signed_report_in_few_acts(
    qtbot: QtBot, start: Callable[[Path], Application], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        workspaces, "create_workspace", lambda folder, first: create_workspace(folder, first, cost=CHEAP)
    )
    monkeypatch.setenv("HOME", str(tmp_path))
    person = Newcomer()
    application = start(tmp_path / "store")
    assert application.start()

    begin(person, application, qtbot)
    room = application.workroom
    assert room is not None
    qtbot.waitUntil(room.window.isActiveWindow)

    def add(_dialog: UnitDialog) -> None:
        person.fill_in("单位名称", "莲花社区")
        person.fill_in("您的口令", PASSPHRASE)
        person.click("添加")

    in_dialog(UnitDialog, add, QWidget.isActiveWindow)
    person.click("加一个社区")
    in_dialog(NewInspectionDialog, lambda _dialog: person.click("开始检查"), QWidget.isActiveWindow)
    person.click("开始检查")
    qtbot.waitUntil(lambda: isinstance(room.inspections.current, InspectionPage))
    [row] = inspection_rows(room.workspace)
    assert (row.unit_name, row.inspection.kind, len(row.inspection.inspectors)) == ("莲花社区", "district", 1)
    assert row.inspection.leader_id == row.inspection.inspectors[0].person_id

    opened = open_inspection(room.workspace, row.inspection.id)
    given = job_of_the_demonstration("job")["answers"]
    for section in SECTIONS:  # the answers themselves, by keys in test_main_job
        for code, value in (given.get(section) or {}).items():
            opened = answer(room.workspace, opened, Change(section, code, value))
    room.inspections.show_form(row.inspection.id)

    person.click("核对并完成")
    qtbot.waitUntil(lambda: isinstance(room.inspections.current, ReviewPage))
    assert not open_inspection(room.workspace, row.inspection.id).completeness.must

    def sign(_dialog: SigningDialog) -> None:
        person.fill_in("签字口令", PASSPHRASE)
        person.click("签字")

    in_dialog(SigningDialog, sign, QWidget.isActiveWindow)
    person.click("去签字")
    qtbot.waitUntil(
        lambda: isinstance(room.inspections.current, ReportPage) and not room.tasks.is_busy, timeout=PATIENCE_MS
    )
    verdict = verify_pdf_bytes(report_pdf(room.workspace, row.inspection.id), room.workspace)
    assert verdict.is_genuine
    assert person.acts <= MOST_ACTS, person.acts


def begin(person: Newcomer, application: Application, qtbot: QtBot) -> None:
    """The guide: office, name and post, the folder as it is offered, a passphrase, the recovery code."""
    guide = application.guide
    assert isinstance(guide, FirstStartPage)
    guide.activateWindow()
    qtbot.waitUntil(guide.isActiveWindow)
    person.fill_in("单位名称", "示例区委组织部")
    person.enter()
    person.fill_in("姓名", "检查员甲")
    person.fill_in("职务", "组织科 科员")
    person.enter()
    person.enter()
    person.fill_in("口令", PASSPHRASE)
    person.enter()
    qtbot.waitUntil(lambda: guide.code_panel is not None)
    person.click("抄下来了")
