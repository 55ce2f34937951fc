"""An inspection is begun by keyboard alone; the last team stands there again; a second visit needs its reason."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication

from app.domain.inspection import Inspector
from app.errors import StoreReadOnly
from app.services.inspections import NewInspection, start_inspection
from app.services.people import people
from tests.ui.clipping import clipped_labels, too_small_to_press, unnamed_controls
from ui.dialogs import new_inspection_dialog
from ui.dialogs.new_inspection_dialog import NewInspectionDialog
from ui.tokens import TextSize
from ui.widgets.choices import ChoiceButton


@pytest.fixture
def settings():
    return {}


@pytest.fixture
def dialog(qtbot, workspace, settings):
    made = opened(qtbot, workspace, settings)
    yield made
    made.reject()


def opened(qtbot, workspace, settings, **more):
    made = NewInspectionDialog(workspace, settings, **more)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def press(qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


def test_the_whole_of_it_by_keyboard(qtbot, dialog, workspace):
    assert dialog.unit_search.hasFocus()
    qtbot.keyClicks(dialog.unit_search, "lh")
    press(qtbot, Qt.Key.Key_Return)  # into the list, not on to the end
    assert dialog.answer is None
    press(qtbot, Qt.Key.Key_Down)
    assert dialog.unit_picker.current.unit.name == "柳河社区"
    press(qtbot, Qt.Key.Key_Return)  # on to the kinds
    assert isinstance(QApplication.focusWidget(), ChoiceButton)
    press(qtbot, Qt.Key.Key_2)
    assert dialog.kind == "self"
    press(qtbot, Qt.Key.Key_Return)
    answer = dialog.answer
    assert (answer.unit_id, answer.kind, answer.visited_on) == ("329901002", "self", workspace.today())
    assert [inspector.person_id for inspector in answer.inspectors] == [workspace.person.id]
    assert answer.leader_id == workspace.person.id


def test_the_search_that_tells_late_does_not_lose_the_mark(dialog):
    dialog.unit_search.setText("lh")
    dialog.unit_picker.look_for("lh")
    dialog.choose_unit("329901002")
    dialog.unit_picker.look_for("lh")
    assert dialog.unit_picker.current.unit.id == "329901002"


def test_it_may_come_with_its_unit(qtbot, workspace, settings):
    dialog = opened(qtbot, workspace, settings, unit_id="329903009")
    assert dialog.unit_picker.current.unit.id == "329903009"
    dialog.go_on()
    assert dialog.answer.unit_id == "329903009"


def test_only_units_that_the_scheme_inspects_are_offered(dialog):
    dialog.unit_picker.look_for("清风街道")
    assert dialog.unit_picker.model.rowCount() == 0
    dialog.unit_picker.look_for("莲花社区")
    assert dialog.unit_picker.current is not None


def test_without_a_unit_it_does_not_go_on_and_says_so(dialog):
    dialog.go_on()
    assert dialog.answer is None
    assert dialog._problem.isVisible()
    assert dialog.unit_search.hasFocus()


def test_without_a_team_it_does_not_go_on(dialog):
    dialog.choose_unit("329901002")
    dialog.team.choose([])
    dialog.go_on()
    assert dialog.answer is None
    assert dialog._problem.isVisible()


def test_a_day_that_has_passed_is_taken_and_one_to_come_is_not(dialog, workspace):
    dialog.choose_unit("329901002")
    earlier = workspace.today() - timedelta(days=9)
    dialog.day.setDate(QDate(earlier.year, earlier.month, earlier.day))
    assert "9 天前" in dialog._day_words.text()
    later = workspace.today() + timedelta(days=1)
    dialog.day.setDate(QDate(later.year, later.month, later.day))
    assert dialog.visited_on == workspace.today()
    dialog.day.setMaximumDate(QDate(2999, 1, 1))
    dialog.day.setDate(QDate(later.year, later.month, later.day))
    dialog.go_on()
    assert dialog.answer is None


def test_the_last_team_kind_and_leader_stand_there_again(qtbot, dialog, workspace, settings):
    everybody = [person.id for person in people(workspace)]
    dialog.choose_unit("329901002")
    dialog.team.choose(everybody, everybody[1])
    dialog.kinds.set_value("mutual")
    dialog.doc_number.setText("示组发〔2026〕3号")
    dialog.go_on()
    assert (dialog.answer.doc_number, len(dialog.answer.inspectors)) == ("示组发〔2026〕3号", 3)
    again = opened(qtbot, workspace, settings)
    assert again.kind == "mutual"
    assert [inspector.person_id for inspector in again.team.team] == everybody
    assert again.team.leader_id == everybody[1]


def test_a_colleague_who_leads_is_offered_as_leader(dialog, workspace):
    leaders = [person.id for person in people(workspace) if person.role == "leader"]
    dialog.team.choose([])
    dialog.team.choose([person.id for person in people(workspace)])
    assert dialog.team.leader_id in leaders
    dialog.team.leader.setCurrentIndex(2)
    dialog.team.leader.activated.emit(2)
    chosen = dialog.team.leader_id
    dialog.show_add_person()
    dialog.team.new_name.setText("检查员丁")
    dialog.team.new_button.click()
    assert dialog.team.leader_id == chosen


def test_nobody_ticked_has_no_leader(dialog):
    dialog.team.choose([])
    assert dialog.team.leader_id is None
    assert not dialog.team.leader.isEnabled()


def test_a_newcomer_is_added_on_the_spot(qtbot, dialog, workspace):
    dialog.show_add_person()
    press(qtbot, Qt.Key.Key_Return)
    assert dialog.team._problem.isVisible()
    dialog.team.new_name.setText("检查员丁")
    dialog.team.new_post.setText("科员")
    press(qtbot, Qt.Key.Key_Return)
    assert dialog.answer is None
    assert dialog.isVisible()
    assert "检查员丁" in [inspector.name for inspector in dialog.team.team]
    assert "检查员丁" in [person.name for person in people(workspace)]


def test_escape_leaves_the_newcomers_line_and_not_the_dialog(qtbot, dialog):
    dialog.show_add_person()
    press(qtbot, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert not dialog.team._adding.isVisible()


def test_a_newcomer_who_cannot_be_kept_is_told_in_place(dialog, tmp_path, monkeypatch):
    def refuse(*_args):
        raise StoreReadOnly(tmp_path)

    monkeypatch.setattr(new_inspection_dialog, "add_person", refuse)
    dialog.show_add_person()
    dialog.team.new_name.setText("检查员丁")
    dialog.team.new_button.click()
    assert "只能查看" in dialog.team._problem.text()


@pytest.fixture
def begun(workspace):
    person = workspace.person
    team = (Inspector(person.id, person.name, person.post, person.office),)
    new = NewInspection("329901001", "district", team, person.id, workspace.today())
    return start_inspection(workspace, new)


def test_a_second_visit_needs_its_reason(dialog, begun):
    dialog.choose_unit("329901001")
    assert dialog._again.isVisible()
    dialog.go_on()
    assert dialog.answer is None
    assert dialog.reason_field.problem
    dialog.reason.setText("补查")
    dialog.go_on()
    assert dialog.answer.second_visit_reason == "补查"


def test_the_first_one_can_be_opened_instead(dialog, begun):
    dialog.choose_unit("329901001")
    dialog.open_button.click()
    assert dialog.existing == begun.id
    assert dialog.answer is None


def test_another_kind_is_no_second_visit(dialog, begun):
    dialog.choose_unit("329901001")
    dialog.kinds.findChildren(ChoiceButton)[1].click()
    assert not dialog._again.isVisible()
    dialog.go_on()
    assert dialog.answer.second_visit_reason == ""


@pytest.mark.parametrize("size", list(TextSize))
def test_nothing_is_cut_at_any_size(qtbot, workspace, settings, theme, begun, size):
    theme.wear(theme.tokens.contrast, size)
    dialog = opened(qtbot, workspace, settings, unit_id="329901001")
    dialog.show_add_person()
    QApplication.sendPostedEvents()  # layouts settle
    assert clipped_labels(dialog) == []
    assert too_small_to_press(dialog) == []
    assert unnamed_controls(dialog) == []


def test_a_paper_form_typed_later_is_begun_with_its_day_and_who_types(qtbot, dialog, workspace):
    today = workspace.today()
    dialog.choose_unit("329901002")
    dialog.day.setDate(QDate(today.year, today.month, today.day).addDays(-4))
    assert "补录" in dialog._day_words.text()
    dialog.typed_later.tick.click()
    dialog.typed_later.by.clear()
    dialog.go_on()
    assert dialog.answer is None
    dialog.typed_later.by.setText("录入员丁")
    dialog.go_on()
    assert (dialog.answer.is_typed_later, dialog.answer.typed_by) == (True, "录入员丁")
    assert dialog.answer.visited_on == today - timedelta(days=4)
