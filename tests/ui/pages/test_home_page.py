"""工作台 counts what is there, leads to it by keyboard, and helps on the first day."""

import pytest
from PySide6.QtCore import Qt

from app.services.deciding import waiting_inspections
from app.services.demo import do_main_job
from tests.app.services.several_versions import two_drafts, two_finals
from tests.ui.clipping import clipped_labels, sticking_out, too_small_to_press, unnamed_controls
from tests.ui.practice import filled_in, with_gaps
from ui.pages.home_page import HomePage, listed
from ui.tokens import Contrast, TextSize


def shown(qtbot, workspace):
    page = HomePage(workspace)
    qtbot.addWidget(page)
    page.resize(1282, 680)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def titles(page):
    return [row._todo.title for row in page.todo.rows]


def test_an_inspection_in_progress_is_one_press_away(qtbot, practice):
    opened = with_gaps(practice, filled_in(practice))
    page = shown(qtbot, practice)
    page.shown()
    assert page.go_on._title.text() == "莲花社区"
    with qtbot.waitSignal(page.inspection_asked) as asked:
        qtbot.keyClick(page, Qt.Key.Key_Return)
    assert asked.args == [opened.inspection.id]


def test_enter_on_another_button_presses_that_one(qtbot, practice):
    filled_in(practice)
    page = shown(qtbot, practice)
    page.verify_button.setFocus()
    with qtbot.assertNotEmitted(page.review_asked), qtbot.waitSignal(page.verify_asked):
        qtbot.keyClick(page.verify_button, Qt.Key.Key_Return)


def test_the_keyboard_is_on_what_to_go_on_with(qtbot, practice):
    page = shown(qtbot, practice)
    page.shown()
    assert page.go_on.button.hasFocus()


def test_a_complete_one_leads_to_its_review(qtbot, practice):
    opened = filled_in(practice)
    page = shown(qtbot, practice)
    assert page.go_on.button.label == "核对并签字"
    with qtbot.waitSignal(page.review_asked) as asked:
        page.go_on.button.click()
    assert asked.args == [opened.inspection.id]


def test_only_a_signed_district_inspection_counts_as_coverage(qtbot, practice):
    page = shown(qtbot, practice)
    assert page.coverage._figure.accessibleName() == "0 / 26 个社区"
    page.shown()
    do_main_job(practice)
    page.shown()
    assert page.coverage._figure.accessibleName() == "1 / 26 个社区"
    assert page.coverage.owed_button.label == "看还欠哪 25 个社区"


def test_nothing_is_shown_that_there_is_none_of(qtbot, practice):
    assert titles(shown(qtbot, practice)) == ["还没普查"]


def test_the_list_is_walked_and_opened_by_keyboard(qtbot, practice):
    filled_in(practice)
    page = shown(qtbot, practice)
    assert titles(page) == ["等签字", "还没普查"]
    qtbot.keyClick(page, Qt.Key.Key_Down)
    assert page.todo.rows[0].hasFocus()
    qtbot.keyClick(page.todo.rows[0], Qt.Key.Key_Down)
    assert page.todo.rows[1].hasFocus()
    with qtbot.waitSignal(page.owed_asked):
        qtbot.keyClick(page.todo.rows[1], Qt.Key.Key_Return)
    qtbot.keyClick(page.todo.rows[1], Qt.Key.Key_Up)
    with qtbot.waitSignal(page.list_asked) as asked:
        qtbot.mouseClick(page.todo.rows[0], Qt.MouseButton.LeftButton)
    assert asked.args == ["ready"]


def test_tab_goes_from_the_main_button_into_the_list(qtbot, practice):
    filled_in(practice)
    page = shown(qtbot, practice)
    page.go_on.button.setFocus()
    for row in page.todo.rows:
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
        assert row.hasFocus()


def test_the_first_day_leads_to_the_import_of_units(qtbot, office):
    page = shown(qtbot, office)
    assert page.go_on.button.label == "导入单位名册"
    with qtbot.waitSignal(page.units_import_asked):
        page.go_on.button.click()
    assert not page.coverage.isVisible()
    assert titles(page) == ["单位名册", "一起检查的人", "空白表"]


def test_the_reminder_of_the_recovery_code_can_be_taken_away(qtbot, office):
    page = HomePage(office, recovery_pending=True)
    qtbot.addWidget(page)
    page.show()
    assert page.recovery.isVisible()
    page.show_recovery_pending(False)
    assert not page.recovery.isVisible()


def test_many_names_end_in_a_word_for_the_rest():
    assert listed(["甲", "乙", "丙", "丁"], "等") == "甲、乙、丙等"
    assert listed(["甲", "乙"], "等") == "甲、乙"


@pytest.mark.parametrize("contrast", list(Contrast))
@pytest.mark.parametrize("size", list(TextSize))
def test_no_word_is_cut_and_every_control_is_named(qtbot, theme, practice, contrast, size):
    filled_in(practice)
    theme.wear(contrast, size)
    page = shown(qtbot, practice)
    page.grab()
    assert clipped_labels(page) == []
    assert sticking_out(page) == []
    assert too_small_to_press(page) == []
    assert unnamed_controls(page) == []


def test_the_way_to_external_data_is_there_while_marks_are_waited_for(qtbot, workspace):
    import copy

    from app.services.demo import fill_in, job_of_the_demonstration
    from app.services.signing import sign_digitally, signing_view

    page = HomePage(workspace)
    qtbot.addWidget(page)
    assert page.figures_button.isHidden()
    job = copy.deepcopy(dict(job_of_the_demonstration("job")))
    job["answers"]["items"]["5.4"] = {"facts": {}}
    wanted = fill_in(workspace, job, "district").inspection.id
    place = next(one for one in signing_view(workspace, wanted).places if one.person_id is not None)
    sign_digitally(workspace, wanted, place.field, place.person_id, None)
    again = HomePage(workspace)
    qtbot.addWidget(again)
    assert not again.figures_button.isHidden()
    with qtbot.waitSignal(again.figures_asked):
        again.figures_button.click()


def test_what_waits_for_a_decision_is_the_first_thing_to_do(qtbot, practice):
    two_drafts(practice, "红梅社区")
    two_finals(practice, "莲花社区")
    page = HomePage(practice)
    qtbot.addWidget(page)
    page.show_undecided(waiting_inspections(practice))
    first = page.todo.rows[0]
    assert "待裁定、待选择，2 份，莲花社区、红梅社区" in first.accessibleName()
    with qtbot.waitSignal(page.undecided_asked):
        first.button.click()
    page.show_undecided(())
    assert "待裁定" not in page.todo.rows[0].accessibleName()
