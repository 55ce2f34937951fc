"""补录 in the window: a line and a card for the paper form, its scans, its reason."""

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt

from app.domain.evidence import PAPER_FORM, evidence_of
from app.domain.inspection import TypedLater
from app.services.inspections import change_header, open_inspection
from ui.dialogs.evidence_dialog import EvidenceDialog
from ui.pages.inspection.page import InspectionPage
from ui.pages.inspection.paper_card import PaperCard


@pytest.fixture
def later(page: InspectionPage, workspace) -> InspectionPage:
    assert page.opened is not None
    change_header(workspace, page.opened, typed_later=TypedLater(workspace.today(), "录入员丁"))
    page.shown()
    page.go_to("evidence", PAPER_FORM)
    return page


def test_an_ordinary_inspection_has_no_such_line(page: InspectionPage):
    assert page.items.model.place_of("evidence", PAPER_FORM) is None
    assert page.header._later.isHidden()


def test_the_form_has_its_line_its_card_and_a_tag_in_the_head(later: InspectionPage):
    assert isinstance(later.card, PaperCard)
    place = later.items.model.place_of("evidence", PAPER_FORM)
    assert place is not None
    line = later.items.model.rows[place]
    assert (line.shown_code, line.figure) == ("", "—")
    assert not later.header._later.isHidden()
    assert "录入员丁" in later.header._later.toolTip()
    assert "录入员丁" in later.card._how.text()


def test_a_scan_is_added_by_the_same_ways_and_opened(qtbot, later: InspectionPage, tmp_path: Path):
    path = tmp_path / "p1.jpg"
    Image.new("RGB", (300, 400), "white").save(path)
    with qtbot.waitSignal(later.evidence.added):
        later.evidence.add([path])
    assert later.opened is not None
    [one] = evidence_of(later.opened.answers, PAPER_FORM)
    place = later.items.model.place_of("evidence", PAPER_FORM)
    assert place is not None
    assert later.items.model.rows[place].figure == "1 份"
    dialog = EvidenceDialog(
        later.evidence._workspace, later.evidence._tasks, later.opened, PAPER_FORM, one.sha256, parent=later
    )
    qtbot.addWidget(dialog)
    assert dialog.title.text() == "现场填的纸质表 的佐证材料"
    assert dialog.items.item(0).text() == "现场填的纸质表"


def test_the_reason_is_written_under_f2_and_kept(qtbot, later: InspectionPage, keyboard, workspace):
    qtbot.keyClick(later.focusWidget() or later, Qt.Key.Key_F2)
    keyboard.write("原表交街道存档")
    later.commit()
    assert later.opened is not None
    assert open_inspection(workspace, later.opened.inspection.id).notes == {"paper_form": "原表交街道存档"}


def test_ctrl_i_asks_for_the_head_of_the_inspection(qtbot, page: InspectionPage):
    with qtbot.waitSignal(page.info_asked) as asked:
        qtbot.keyClick(page, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert page.opened is not None
    assert asked.args == [page.opened.inspection.id]
