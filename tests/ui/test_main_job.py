"""The main job in the real window by keyboard alone: begin, fill in all items, mend what is missing, sign twice."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.services.inspections import inspection_rows, open_inspection
from app.services.reports import report_pdf, verify_pdf_bytes
from app.services.workspace import Workspace
from tests.ui.keyboard import Keyboard
from tests.ui.modal import in_dialog
from tests.ui.pages.inspection.test_keyboard_walk import walk
from ui.dialogs.new_inspection_dialog import NewInspectionDialog
from ui.dialogs.no_evidence_dialog import NoEvidenceDialog
from ui.dialogs.signing_dialog import SigningDialog
from ui.pages.inspection.page import InspectionPage
from ui.pages.inspections_page import InspectionsPage
from ui.pages.report_page import ReportPage
from ui.pages.review_page import ReviewPage
from ui.workroom import Workroom

ENTER, ESCAPE, TAB, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Space


def press_tab_to(keyboard: Keyboard, words: str) -> None:
    """Tab until the control of this name has the keyboard."""
    for _ in range(80):
        focus = keyboard.focus
        if words in (focus.accessibleName() or "") or words in str(getattr(focus, "text", lambda: "")()):
            return
        keyboard.press(TAB)
    raise AssertionError(f"Tab does not reach {words}")


def come_to(qtbot: QtBot, room: Workroom, kind: type) -> None:
    """Wait until one is on this page and the keyboard is where the work is."""

    def is_there() -> bool:
        page, focus = room.inspections.current, QApplication.focusWidget()
        return isinstance(page, kind) and focus not in (None, getattr(page, "back", None)) and page.isAncestorOf(focus)

    qtbot.waitUntil(is_there)


def begin(keyboard: Keyboard, qtbot: QtBot, room: Workroom) -> None:
    """Ctrl+2, Enter on the one button of the empty list: 莲花社区 by its initials, a team of two."""

    def choose(_dialog: NewInspectionDialog) -> None:
        keyboard.type("lhsq")
        keyboard.enter()
        press_tab_to(keyboard, "检查员乙（演练）")
        keyboard.press(SPACE)
        keyboard.enter()

    keyboard.press(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    come_to(qtbot, room, InspectionsPage)
    in_dialog(NewInspectionDialog, choose, QWidget.isActiveWindow)
    keyboard.enter()
    come_to(qtbot, room, InspectionPage)


def mend(keyboard: Keyboard, qtbot: QtBot, room: Workroom, opened: Callable[[], Any]) -> None:
    """On the review page: go where the focused button leads, write what is asked for, come back, until nothing is."""
    for _ in range(40):
        gaps = opened().completeness.must
        if not gaps:
            return
        if gaps[0].kind == "evidence_missing":

            def explain(_dialog: NoEvidenceDialog) -> None:
                keyboard.write("复印件另装卷宗")
                keyboard.press(ENTER, Qt.KeyboardModifier.ControlModifier)

            in_dialog(NoEvidenceDialog, explain, QWidget.isActiveWindow)
            keyboard.enter()
            continue
        assert gaps[0].kind == "reason_missing", gaps[0]
        keyboard.enter()
        come_to(qtbot, room, InspectionPage)
        keyboard.write("现场查看材料，与评分标准不符")
        keyboard.press(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
        come_to(qtbot, room, ReviewPage)
    raise AssertionError(opened().completeness.must)


def sign(keyboard: Keyboard, qtbot: QtBot, room: Workroom) -> None:
    """Sign as whoever's turn it is; the name stands for the strokes."""
    in_dialog(SigningDialog, lambda dialog: QTest.keyClick(dialog, ENTER), QWidget.isActiveWindow)
    keyboard.enter()
    come_to(qtbot, room, ReportPage)


def test_the_main_job_is_done_by_keyboard_alone(
    qtbot: QtBot, room: Workroom, workspace: Workspace, keyboard: Keyboard
) -> None:
    begin(keyboard, qtbot, room)
    come_to(qtbot, room, InspectionPage)
    [row] = inspection_rows(workspace)
    wanted = row.inspection.id
    assert (row.unit_name, len(row.inspection.inspectors)) == ("莲花社区", 2)

    walk(keyboard)
    opened = open_inspection(workspace, wanted)
    assert (opened.result.total, opened.result.bonus, opened.result.grade) == (Decimal("87.9"), Decimal("1.5"), "达标")

    keyboard.enter()
    come_to(qtbot, room, ReviewPage)
    mend(keyboard, qtbot, room, lambda: open_inspection(workspace, wanted))

    press_tab_to(keyboard, "去签字")
    sign(keyboard, qtbot, room)
    qtbot.waitUntil(lambda: room.inspections.current.report is not None and not room.tasks.is_busy)
    press_tab_to(keyboard, "下一个人签")
    sign(keyboard, qtbot, room)
    qtbot.waitUntil(lambda: len(verify_pdf_bytes(report_pdf(workspace, wanted), workspace).signatures) == 2)

    verdict = verify_pdf_bytes(report_pdf(workspace, wanted), workspace)
    assert verdict.is_genuine
    assert all(re.search("演练", one.signer) and one.issued_by_office for one in verdict.signatures)
