"""Ways between the list, the inspection, its review and its report."""

import pytest
from pytestqt.qtbot import QtBot

from app.services.demo import do_main_job
from app.services.inspections import open_inspection
from app.services.workspace import Workspace
from tests.ui.modal import in_dialog
from ui.dialogs.header_dialog import HeaderDialog
from ui.dialogs.pdf_dialog import PdfDialog
from ui.dialogs.signing_dialog import SigningDialog
from ui.pages.inspection.page import InspectionPage
from ui.pages.inspections_page import InspectionsPage
from ui.pages.report_page import ReportPage
from ui.pages.review_page import ReviewPage
from ui.pictures import half_filled
from ui.workroom import INSPECTIONS, UNITS, Workroom


def test_a_draft_opens_its_form_and_a_signed_one_its_report(qtbot: QtBot, room: Workroom, workspace: Workspace) -> None:
    draft = half_filled(workspace, "柳河社区")
    signed = do_main_job(workspace).opened.inspection.id
    room.inspections.open(draft)
    assert isinstance(room.inspections.current, InspectionPage)
    room.inspections.open(signed)
    page = room.inspections.current
    assert isinstance(page, ReportPage)
    qtbot.waitUntil(lambda: page.report is not None)
    page.back_asked.emit(signed)
    assert isinstance(room.inspections.current, InspectionsPage)


def test_the_review_leads_to_facts_reason_and_head_and_back(room: Workroom, workspace: Workspace) -> None:
    draft = half_filled(workspace, "柳河社区")
    room.inspections.show_review(draft)
    review = room.inspections.current
    assert isinstance(review, ReviewPage)
    review.go_asked.emit("2.6", "facts")
    form = room.inspections.current
    assert isinstance(form, InspectionPage)
    assert form.card is not None
    assert form.card.code == "2.6"
    form.review_asked.emit(draft)
    review.go_asked.emit("F1", "veto")
    assert form.card.section == "vetoes"
    form.review_asked.emit(draft)
    review.go_asked.emit("J1", "facts")
    assert form.card.section == "bonus"

    def change(dialog: HeaderDialog) -> None:
        dialog.doc_number.setText("示组检〔2026〕7号")
        dialog.go_on()

    room.inspections.show_review(draft)
    in_dialog(HeaderDialog, change)
    review.go_asked.emit("", "header.leader_id")
    assert open_inspection(workspace, draft).inspection.doc_number == "示组检〔2026〕7号"


def test_the_whole_report_can_be_looked_at_while_signing_and_the_dialog_stays(
    qtbot: QtBot, room: Workroom, workspace: Workspace
) -> None:
    from app.services.demo import fill_in, job_of_the_demonstration

    wanted = fill_in(workspace, job_of_the_demonstration("job"), "district").inspection.id
    room.inspections.show_review(wanted)
    seen: list[bool] = []

    def look(dialog: SigningDialog) -> None:
        def close_pages(pages: PdfDialog) -> None:
            seen.append(dialog.isVisible())
            pages.reject()

        in_dialog(PdfDialog, close_pages)
        dialog.preview_asked.emit()
        seen.append(dialog.isVisible())
        dialog.reject()

    in_dialog(SigningDialog, look)
    room.inspections.sign(wanted)
    assert seen == [True, True]
    assert isinstance(room.inspections.current, ReviewPage)


def test_searching_leads_to_the_units(room: Workroom) -> None:
    room.search("hmsq")
    assert room.window.current == UNITS


def test_lists_of_the_workbench_lead_to_the_filtered_list(room: Workroom, workspace: Workspace) -> None:
    half_filled(workspace, "柳河社区")
    room.inspections.show_list("draft")
    assert room.window.current == INSPECTIONS
    assert isinstance(room.inspections.current, InspectionsPage)


def test_an_inspection_that_is_gone_is_told_in_words(room: Workroom, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[object] = []
    monkeypatch.setattr(room.inspections, "_messages", told.append)
    room.inspections.sign("i-nothing")
    assert len(told) == 1


def test_the_page_for_the_community_can_be_made_while_inspecting(room: Workroom, workspace: Workspace) -> None:
    room.inspections.show_form(half_filled(workspace, "柳河社区"))
    titles: list[str] = []
    in_dialog(PdfDialog, lambda dialog: (titles.append(dialog.title.text()), dialog.reject()))
    form = room.inspections.current
    assert isinstance(form, InspectionPage)
    form.header.feedback_asked.emit()
    assert titles == ["现场反馈单"]


def test_the_search_finds_an_inspection_by_its_number_and_an_item_by_its_code(
    qtbot: QtBot, room: Workroom, workspace: Workspace
) -> None:
    view = do_main_job(workspace)
    assert view.report is not None
    room.search(view.report.number)
    page = room.inspections.current
    assert isinstance(page, ReportPage)
    qtbot.waitUntil(lambda: page.report is not None)
    room.inspections.show_form(half_filled(workspace, "柳河社区"))
    room.search("3.2")
    form = room.inspections.current
    assert isinstance(form, InspectionPage)
    assert form.card is not None
    assert form.card.code == "3.2"
    room.search("hmsq")
    assert room.window.current == UNITS
