"""The list of inspections by keyboard, filtered by state and kind; nothing cut at any size."""

from datetime import datetime

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from app.domain.inspection import Inspector
from app.errors import TargetFailed
from app.services.inspections import NewInspection, start_inspection
from tests.ui.clipping import clipped_labels, sticking_out, too_small_to_press, unnamed_controls
from ui.models.inspections_model import STREET, UNIT
from ui.pages.inspections_page import InspectionsPage
from ui.tokens import TextSize


def a_visit(workspace, unit_id, kind="district"):
    person = workspace.person
    team = (Inspector(person.id, person.name, person.post, person.office),)
    return start_inspection(workspace, NewInspection(unit_id, kind, team, person.id, workspace.today()))


def shown_page(qtbot, workspace, told=None):
    made = InspectionsPage(workspace, ([] if told is None else told).append)
    qtbot.addWidget(made)
    made.resize(1282, 680)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.shown()
    return made


@pytest.fixture
def page(qtbot, workspace):
    a_visit(workspace, "329901001")
    a_visit(workspace, "329901001", "self")
    a_visit(workspace, "329901003")
    return shown_page(qtbot, workspace)


def chosen_target(monkeypatch, path):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path) if path else "", ""))


def names(page):
    return [page.model.index(row, UNIT).data() for row in range(page.model.rowCount())]


def test_without_inspections_the_page_offers_to_begin_one(qtbot, workspace):
    page = shown_page(qtbot, workspace)
    assert page._empty.isVisible()
    with qtbot.waitSignal(page.new_asked):
        page._empty.button.click()


def test_enter_opens_what_one_stands_on(qtbot, page):
    assert page.table.hasFocus()
    with qtbot.waitSignal(page.open_asked) as asked:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert asked.args == [page.current.inspection.id]
    with qtbot.waitSignal(page.open_asked):
        page.open_button.click()


def test_a_new_one_by_key(qtbot, page):
    with qtbot.waitSignal(page.new_asked):
        qtbot.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)


def test_a_search_by_initials_and_down_into_the_list(qtbot, page):
    qtbot.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(page.search, "gy")
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert names(page) == ["桂园社区"]
    assert page.table.hasFocus()


def test_kinds_and_states_narrow_the_list(page):
    page.kind_chips["self"].setChecked(True)
    assert names(page) == ["莲花社区"]
    page.show_list("signed")
    assert names(page) == []
    assert not page.kind_chips["self"].isChecked()
    page.show_list("draft")
    assert len(names(page)) == 3
    page.look_for("zzz")
    assert names(page) == []
    page.clear_filters()
    assert len(names(page)) == 3


def test_the_mark_stays_when_the_list_is_read_anew(page, workspace):
    page.table.selectRow(2)
    kept = page.current.inspection.id
    a_visit(workspace, "329901004")
    page.shown()
    assert page.current.inspection.id == kept
    assert len(names(page)) == 4


def test_several_can_be_marked(page):
    page.table.selectAll()
    assert "3" in page._words.text()


def test_what_is_shown_is_exported_as_it_is_shown(page, workspace, tmp_path, monkeypatch):
    chosen_target(monkeypatch, tmp_path / "名单")
    page.kind_chips["district"].setChecked(True)
    page.table.setColumnHidden(STREET, True)
    page.export_button.click()
    sheet = openpyxl.load_workbook(tmp_path / "名单.xlsx").active
    assert [cell.value for cell in sheet[1]] == ["单位", "类型", "检查日期", "检查组", "状态", "已查", "总分", "等次"]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == names(page)
    assert isinstance(sheet["C2"].value, datetime)
    assert sheet["C2"].value.date() == workspace.today()
    assert sheet["D2"].value == workspace.person.name
    assert sheet["G2"].value is None  # nothing was checked yet
    assert "2份" in page._toast.accessibleName()


def test_an_export_that_fails_is_told_and_none_chosen_is_no_error(qtbot, workspace, tmp_path, monkeypatch):
    a_visit(workspace, "329901001")
    told = []
    page = shown_page(qtbot, workspace, told)
    chosen_target(monkeypatch, None)
    page.export_button.click()
    assert told == []
    chosen_target(monkeypatch, tmp_path / "no" / "a.xlsx")
    page.export_button.click()
    assert [type(error) for error in told] == [TargetFailed]


def test_where_nothing_is_listed_there_is_nothing_to_export(page):
    page.look_for("zzz")
    assert not page.export_button.isEnabled()
    assert page.export_button.toolTip()


@pytest.mark.parametrize("size", list(TextSize))
def test_nothing_is_cut_at_any_size(page, theme, size):
    theme.wear(theme.tokens.contrast, size)
    page.show_list("draft")
    QApplication.sendPostedEvents()  # layouts settle
    assert clipped_labels(page) == []
    assert too_small_to_press(page) == []
    assert unnamed_controls(page) == []
    assert sticking_out(page) == []
