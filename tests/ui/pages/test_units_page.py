"""The register by keyboard: found by initials, filtered, started from; nothing cut at any size."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from app.domain.inspection import Inspector
from app.errors import TargetReadOnly, UnitRefused
from app.services.inspections import NewInspection, start_inspection
from tests.ui.clipping import clipped_labels, sticking_out, too_small_to_press, unnamed_controls
from tests.ui.practice import PASSPHRASE
from ui.dialogs import workbook_target
from ui.models.units_model import NAME, RETIRED, STATE
from ui.pages import units_page
from ui.pages.units_page import UnitsPage
from ui.tokens import Contrast, TextSize


@pytest.fixture
def errors():
    return []


@pytest.fixture
def page(qtbot, workspace, tasks, errors):
    made = UnitsPage(workspace, tasks, errors.append)
    qtbot.addWidget(made)
    made.resize(1282, 680)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.shown()
    return made


def names(page):
    return [page.model.index(row, NAME).data() for row in range(page.model.rowCount())]


def test_the_keyboard_stands_in_the_table_when_one_comes(page):
    assert page.table.hasFocus()
    assert page.current is not None
    assert len(names(page)) == 26


def test_initials_find_units_and_enter_starts_the_inspection(qtbot, page):
    qtbot.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.search.hasFocus()
    qtbot.keyClicks(page.search, "lh")
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert names(page)[0] == "莲花社区"
    assert len(names(page)) == 7
    assert page.table.hasFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.inspect_asked) as asked:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert asked.args == ["329901002"]


def test_escape_empties_the_search(qtbot, page):
    page.look_for("lh")
    qtbot.keyClick(page.search, Qt.Key.Key_Escape)
    assert len(names(page)) == 26


def a_visit(workspace, unit_id):
    person = workspace.person
    team = (Inspector(person.id, person.name, person.post, person.office),)
    return start_inspection(workspace, NewInspection(unit_id, "district", team, person.id, workspace.today()))


def test_a_unit_with_a_draft_is_gone_on_with(qtbot, page, workspace):
    begun = a_visit(workspace, "329901001")
    page.shown()
    page.look_for("莲花")
    assert page.model.index(0, STATE).data() == "草稿 0 / 29"
    assert page.start_button.label == "接着检查"
    with qtbot.waitSignal(page.open_asked) as asked:
        page.start_button.click()
    assert asked.args == [begun.id]


def test_chips_narrow_and_can_be_taken_off(page):
    page.pilots_chip.setChecked(True)
    pilots = names(page)
    assert 0 < len(pilots) < 26
    page.look_for("没有这样的单位")
    assert names(page) == []
    page.clear_filters()
    assert len(names(page)) == 30  # the streets and the district too


def test_owed_units_are_listed_from_outside(page):
    page.show_owed()
    assert page.owed_chip.isChecked()
    assert len(names(page)) == 26


def test_a_street_in_the_tree_shows_its_own(qtbot, page):
    page.tree.view.setFocus()
    qtbot.keyClick(page.tree.view, Qt.Key.Key_Down)
    assert len(names(page)) == 8
    assert page.tree.current == "329901"


def test_a_street_cannot_be_inspected_and_says_why(page):
    page.communities_chip.setChecked(False)
    page.look_for("清风街道")
    assert not page.start_button.isEnabled()
    assert "考评方案" in page.start_button.toolTip()
    page.table.opened.emit(page.table.currentIndex())


def test_a_pilot_is_marked_at_once_in_the_demo(qtbot, page):
    page.look_for("柳河")
    with qtbot.waitSignal(page.changed):
        page.detail.pilot_button.click()
    assert page.current.unit.is_pilot
    assert page.detail.pilot_button.label == "取消试点"
    with qtbot.waitSignal(page.changed):
        page.detail.pilot_button.click()
    assert not page.current.unit.is_pilot


def test_what_is_shown_is_exported(page, tmp_path, monkeypatch, errors):
    target = tmp_path / "导出"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: (str(target), ""))
    page.look_for("lh")
    page.export_button.click()
    assert (tmp_path / "导出.xlsx").exists()
    assert errors == []


def test_an_export_that_fails_is_told(page, tmp_path, monkeypatch, errors):
    def refuse(*_args):
        raise TargetReadOnly(tmp_path)

    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: (str(tmp_path / "a.xlsx"), ""))
    monkeypatch.setattr(units_page, "export_units", refuse)
    monkeypatch.setattr(workbook_target, "save_units_template", refuse)
    page.export_button.click()
    page.save_template()
    assert [type(error) for error in errors] == [TargetReadOnly] * 2


def test_no_file_chosen_is_no_error(page, monkeypatch, errors):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: ("", ""))
    page.export_button.click()
    page.save_template()
    assert errors == []


def test_a_unit_added_by_hand_is_marked_in_the_list(page, monkeypatch):
    def fill_in(dialog):
        dialog.name.setText("新莲社区")
        dialog.go_on()
        return dialog.made is not None

    monkeypatch.setattr(units_page.UnitDialog, "ask", fill_in)
    page.tree.add_button.click()
    assert page.current.unit.name == "新莲社区"
    assert page.current.parent_name == "清风街道"


def test_a_unit_that_cannot_be_added_for_another_reason_is_told(page, monkeypatch, errors):
    def fail(dialog):
        dialog.failure = UnitRefused("name_twice", "甲")
        return False

    monkeypatch.setattr(units_page.UnitDialog, "ask", fail)
    page.add_one()
    assert len(errors) == 1


def test_an_import_reloads_the_list(qtbot, page, monkeypatch):
    def imported(dialog):
        dialog.result_words = "新增3个单位"
        return True

    monkeypatch.setattr(units_page.UnitsImportDialog, "ask", imported)
    with qtbot.waitSignal(page.changed):
        page.tree.import_button.click()


def test_units_out_of_use_are_found_in_their_own_place(page, workspace):
    from dataclasses import replace

    from app.store.units import put_units, unit

    put_units(workspace.store, [replace(unit(workspace.store, "329901002"), is_active=False)])
    page.reload()
    page.tree.go_to(RETIRED)
    assert names(page) == ["柳河社区"]
    assert not page.start_button.isEnabled()
    assert "停用" in page.start_button.toolTip()


def test_several_marked_units_can_be_copied(page):
    page.table.selectAll()
    assert "26" in page._chosen_words.text()


def test_an_empty_register_says_what_belongs_here(qtbot, office, tasks, errors, monkeypatch):
    page = UnitsPage(office, tasks, errors.append)
    qtbot.addWidget(page)
    page.resize(1282, 680)
    page.show()
    asked = []
    monkeypatch.setattr(units_page.UnitsImportDialog, "ask", lambda dialog: asked.append(dialog) or False)
    page._empty.button.click()
    assert len(asked) == 1
    assert not page.tree.isVisible()
    assert clipped_labels(page) == []


def test_a_real_register_asks_for_the_passphrase(qtbot, office, tasks, errors, monkeypatch):
    from app.services.unit_changes import NewUnit, add_unit

    add_unit(office, NewUnit("莲花社区", "community"), PASSPHRASE)
    page = UnitsPage(office, tasks, errors.append)
    qtbot.addWidget(page)
    page.show()

    def type_in(dialog):
        dialog.passphrase.line.setText(PASSPHRASE)
        dialog.go_on()
        return True

    monkeypatch.setattr(units_page.SigningPassphraseDialog, "ask", type_in)
    page.detail.pilot_button.click()
    assert page.current.unit.is_pilot
    monkeypatch.setattr(units_page.SigningPassphraseDialog, "ask", lambda dialog: False)
    page.detail.pilot_button.click()
    assert page.current.unit.is_pilot


@pytest.mark.parametrize(
    ("contrast", "size"), [*((Contrast.LIGHT, size) for size in TextSize), (Contrast.HIGH, TextSize.EXTRA)]
)
def test_nothing_is_cut_at_any_size(qtbot, page, theme, contrast, size):
    theme.wear(contrast, size)
    page.look_for("lh")
    page.owed_chip.setChecked(True)
    QApplication.sendPostedEvents()  # layouts settle
    for where in (page, page.tree):
        assert clipped_labels(where) == []
        assert too_small_to_press(where) == []
        assert unnamed_controls(where) == []
    assert sticking_out(page) == []
