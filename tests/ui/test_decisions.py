"""Opening an inspection that waits for a choice leads to choosing, never to a dead end."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.inspection import Change
from app.services.correcting import begin_correction
from app.services.deciding import has_choices
from app.services.demo import do_main_job
from app.services.inspections import answer, open_inspection
from app.services.merging import contest_shown, void_inspection
from app.services.signing import sign_digitally, signing_view
from app.store.inspections import inspection
from tests.app.services.several_versions import codes, two_drafts, two_finals
from tests.ui.modal import in_dialog
from ui.decisions import Decisions
from ui.dialogs.choices_dialog import ChoicesDialog
from ui.dialogs.contest_dialog import ContestDialog
from ui.dialogs.note_dialog import NoteDialog
from ui.dialogs.pdf_dialog import PdfDialog
from ui.dialogs.question import Question
from ui.dialogs.void_dialog import VoidDialog
from ui.pages.inspection.page import InspectionPage
from ui.pages.report_page import ReportPage


def choose_the_first(dialog):
    for cards in dialog.choices.values():
        QTest.keyClick(cards, Qt.Key.Key_1)
    dialog.main.click()


def test_opening_leads_to_choosing_and_then_to_the_form(room, workspace):
    inspection_id, *_ = two_drafts(workspace)
    in_dialog(ChoicesDialog, choose_the_first)
    room.inspections.open(inspection_id)
    assert isinstance(room.inspections.current, InspectionPage)
    assert not has_choices(workspace, inspection_id)
    assert room.inspections.current.opened.inspection.doc_number == "7号"


def test_whoever_does_not_choose_yet_goes_on_filling_in(room, workspace):
    inspection_id, *_ = two_drafts(workspace)
    in_dialog(ChoicesDialog, lambda dialog: dialog.reject())
    room.inspections.open(inspection_id)
    assert isinstance(room.inspections.current, InspectionPage)
    assert has_choices(workspace, inspection_id)


def test_what_was_typed_meanwhile_can_be_chosen_too(room, workspace):
    inspection_id, *_ = two_drafts(workspace)
    code = codes(workspace, inspection_id)[0]
    typed = {"facts": {}, "reason": "刚刚在本机填的"}
    answer(workspace, open_inspection(workspace, inspection_id), Change("items", code, typed))
    seen = []

    def look(dialog):
        seen.extend(one.said.reason for place in dialog._drafts.places for one in place.options)
        choose_the_first(dialog)

    in_dialog(ChoicesDialog, look)
    room.inspections.open(inspection_id)
    assert "刚刚在本机填的" in seen
    assert not has_choices(workspace, inspection_id)
    assert open_inspection(workspace, inspection_id).answers["items"][code]["reason"] == "刚刚在本机填的"


def test_signing_leads_to_choosing_too(room, workspace):
    inspection_id, *_ = two_drafts(workspace)
    in_dialog(ChoicesDialog, choose_the_first)
    room.inspections.sign(inspection_id)
    assert not has_choices(workspace, inspection_id)


def test_signed_versions_are_decided_and_withdrawn(qtbot, room, workspace):
    inspection_id, left, _right = two_finals(workspace)

    def decide(dialog):
        QTest.keyClick(dialog.versions, Qt.Key.Key_2)
        dialog.foot.reason.setPlainText("以先签的为准")
        dialog.main.click()

    def withdraw(dialog):
        dialog.line.setText("作废")
        dialog.foot.reason.setPlainText("查错了社区")
        dialog.main.click()

    decisions = Decisions(workspace, room.tasks, lambda error: pytest.fail(repr(error)))
    in_dialog(ContestDialog, decide)
    assert decisions.decide(inspection_id, room.window)
    assert contest_shown(workspace, inspection_id) is None
    in_dialog(VoidDialog, withdraw)
    assert decisions.void(inspection_id, "红梅社区", room.window)
    assert inspection(workspace.store, inspection_id).state == "void"
    assert left


def test_what_was_decided_meanwhile_is_told(room, workspace):
    told = []
    decisions = Decisions(workspace, room.tasks, told.append)
    inspection_id, *_ = two_drafts(workspace)
    assert not decisions.decide(inspection_id, room.window)
    assert [type(one).__name__ for one in told] == ["NothingToDecide"]


def test_a_withdrawn_report_says_so_and_offers_no_second_time(qtbot, room, workspace):
    inspection_id = do_main_job(workspace).opened.inspection.id
    room.inspections.show_report(inspection_id)
    page = room.inspections.current
    assert isinstance(page, ReportPage)
    qtbot.waitUntil(lambda: page.report is not None, timeout=30_000)
    assert page.side.void_button.isVisibleTo(page.side)
    assert not page.side.decide_button.isVisibleTo(page.side)
    void_inspection(workspace, inspection_id, workspace.person.id, None, "查错了社区")
    with qtbot.waitSignal(page.report_shown, timeout=30_000):
        page.show_inspection(inspection_id)
    assert page._state.text() == "已作废"
    assert not page.side.void_button.isVisibleTo(page.side)


def test_a_signed_inspection_is_corrected_and_the_former_report_can_be_opened(qtbot, room, workspace):
    signed = do_main_job(workspace).opened.inspection.id
    area = room.inspections
    area.show_report(signed)
    page = area.current
    qtbot.waitUntil(lambda: page.report is not None, timeout=30_000)

    def give_reason(dialog):
        dialog.field.setPlainText("台账数错了一类")
        dialog.go_on()

    in_dialog(NoteDialog, give_reason)
    page.side.correct_button.click()
    assert isinstance(area.current, InspectionPage)
    draft = area.current.opened.inspection.id
    assert "更正：台账数错了一类" in area.current._notices._correction._sentence.text()
    place = next(one for one in signing_view(workspace, draft).places if one.person_id == workspace.person.id)
    sign_digitally(workspace, draft, place.field, workspace.person.id, None)
    with qtbot.waitSignal(page.report_shown, timeout=30_000):
        area.show_report(signed)
    assert page._number.text().endswith("更1")
    [former] = page.report.former
    seen = []
    in_dialog(PdfDialog, lambda dialog: (seen.append(dialog.title.text()), dialog.reject()))
    page.side.former_asked.emit(former.number, former.pdf_sha256)
    assert seen == ["更正以前的报告"]


def test_a_correction_goes_on_or_is_given_up(qtbot, room, workspace):
    signed = do_main_job(workspace).opened.inspection.id
    begun = begin_correction(workspace, signed, workspace.person.id, "数错了")
    area = room.inspections
    area.show_report(signed)
    page = area.current
    qtbot.waitUntil(lambda: page.report is not None, timeout=30_000)
    assert page.side.correct_button.label == "接着更正"
    page.side.correct_button.click()
    assert area.current.opened.inspection.id == begun.inspection_id
    with qtbot.waitSignal(page.report_shown, timeout=30_000):
        area.show_report(signed)
    in_dialog(Question, lambda dialog: dialog.accept())
    with qtbot.waitSignal(page.report_shown, timeout=30_000):
        page.side.give_up_button.click()
    assert page.side.correct_button.label == "更正"


def test_turning_away_begins_no_correction(room, workspace):
    signed = do_main_job(workspace).opened.inspection.id
    decisions = Decisions(workspace, room.tasks, lambda error: pytest.fail(repr(error)))
    in_dialog(NoteDialog, lambda dialog: dialog.reject())
    assert decisions.correct(signed, room.window) == ""
    in_dialog(Question, lambda dialog: dialog.reject())
    assert not decisions.give_up_correction(signed, room.window)
