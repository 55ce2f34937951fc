"""The guide hands over what was typed, keeps it over a restart and never keeps the passphrase."""

import json

import pytest
from PySide6.QtCore import Qt

from tests.ui.modal import in_dialog
from ui.dialogs.join_dialog import JoinDialog
from ui.pages.first_start import Draft, FirstStartPage
from ui.pages.first_start.draft import FILE_NAME
from ui.pictures_of_joining import sample_invitation

LONG = "红梅七栋的桂花树"
CODE = "ABCDE-12345-FGHJK-67890-MNPQRS"


@pytest.fixture
def page(qtbot, tmp_path):
    page = FirstStartPage(Draft(tmp_path))
    qtbot.addWidget(page)
    page.show()
    return page


def answered(qtbot, page, tmp_path, passphrase=LONG):
    office, person, backup, secret = page.steps
    qtbot.keyClicks(office.name, "office")
    qtbot.keyClick(office.name, Qt.Key.Key_Return)
    qtbot.keyClicks(person.name, "person")
    qtbot.keyClicks(person.post, "post")
    qtbot.keyClick(person.post, Qt.Key.Key_Return)
    backup.folder.setText(str(tmp_path / "backup"))
    qtbot.keyClick(backup.folder, Qt.Key.Key_Return)
    secret.passphrase.line.setText(passphrase)


def test_four_answers_typed_with_the_keyboard_alone_are_handed_over(qtbot, page, tmp_path):
    answered(qtbot, page, tmp_path)
    with qtbot.waitSignal(page.finished) as told:
        qtbot.keyClick(page.steps[3].passphrase.line, Qt.Key.Key_Return)
    first = told.args[0]
    assert (first.office_name, first.office_level) == ("office", "district")
    assert (first.name, first.post, first.role) == ("person", "post", "inspector")
    assert first.backup_folder == tmp_path / "backup"
    assert first.passphrase == "红梅七栋的桂花树"


def test_a_step_without_an_answer_is_not_left(qtbot, page):
    qtbot.mouseClick(page.next, Qt.MouseButton.LeftButton)
    assert page.current == 0
    assert page.steps[0]._labelled.problem.startswith("请写上单位名称")


def test_a_short_passphrase_is_refused_with_how_much_is_missing(qtbot, page, tmp_path):
    answered(qtbot, page, tmp_path, passphrase="abcde")
    with qtbot.assertNotEmitted(page.finished):
        page.next.click()
    assert page.steps[3]._labelled.problem == "还差 3 个字，至少要 8 个。"


def test_what_was_typed_is_there_after_a_restart_but_for_the_passphrase(qtbot, page, tmp_path):
    answered(qtbot, page, tmp_path)
    again = FirstStartPage(Draft(tmp_path))
    qtbot.addWidget(again)
    assert again.current == 3
    assert again.steps[0].texts()["office_name"] == "office"
    assert again.steps[1].texts() == {"name": "person", "post": "post", "role": "inspector"}
    assert again.steps[3].passphrase.text() == ""
    assert "桂花" not in (tmp_path / FILE_NAME).read_text(encoding="utf-8")


def test_the_draft_is_gone_once_the_recovery_code_is_shown(qtbot, page, tmp_path):
    answered(qtbot, page, tmp_path)
    page.show_recovery_code(CODE)
    assert not (tmp_path / FILE_NAME).exists()
    with qtbot.waitSignal(page.done):
        page.code_panel.kept_button.click()


def test_a_draft_of_another_shape_is_ignored(tmp_path):
    (tmp_path / FILE_NAME).write_text("[1]", encoding="utf-8")
    assert Draft(tmp_path).read() == {}
    (tmp_path / FILE_NAME).write_text(json.dumps({"name": 3, "post": "a"}), encoding="utf-8")
    assert Draft(tmp_path).read() == {"post": "a"}


def test_a_backup_folder_that_is_a_file_is_refused(qtbot, page, tmp_path):
    file = tmp_path / "file"
    file.write_text("", encoding="utf-8")
    backup = page.steps[2]
    backup.folder.setText(str(file))
    assert not backup.check()
    backup.where.set_value("later")
    assert backup.check()
    assert backup.path is None


def test_another_level_is_told_whichever_row_it_stands_in(qtbot, page):
    office = page.steps[0]
    office.level_below._options["city"].click()
    assert office.chosen_level == "city"
    office.level._options["street"].click()
    assert office.chosen_level == "street"


def test_the_practice_district_is_one_click_away(qtbot, page):
    with qtbot.waitSignal(page.demo_asked):
        page.rail.demo.click()


def test_a_store_that_could_not_be_made_leaves_the_answers_to_be_changed(qtbot, page, tmp_path):
    answered(qtbot, page, tmp_path)
    page.show_busy()
    assert not page.next.isEnabled()
    page.show_problem("磁盘满了。")
    assert page.next.isEnabled()
    assert page.steps[3].passphrase.text()


def test_esc_goes_one_step_back(qtbot, page, tmp_path):
    answered(qtbot, page, tmp_path)
    qtbot.keyClick(page.steps[3].passphrase.line, Qt.Key.Key_Escape)
    assert page.current == 2


def test_enter_presses_the_button_it_is_on(qtbot, page, tmp_path):
    answered(qtbot, page, tmp_path)
    page.back.setFocus()
    qtbot.keyClick(page.back, Qt.Key.Key_Return)
    assert page.current == 2


def test_a_laptop_that_belongs_to_an_office_takes_its_name_from_the_file(qtbot, page, tmp_path):
    invitation, data = sample_invitation()
    (tmp_path / "加入.wyjoin").write_bytes(data)

    def compare(dialog):
        dialog.path.setText(str(tmp_path / "加入.wyjoin"))
        dialog.path.commit()
        assert not dialog.passphrase_field.isVisible()
        dialog.go_on()
        assert not dialog.read_field.problem  # shown, and nobody has read anything aloud yet
        dialog.go_on()
        assert dialog.read_field.problem
        dialog.read_aloud.setText("".join(invitation.fingerprint.split()[-2:]))
        dialog.go_on()

    in_dialog(JoinDialog, compare)
    office = page.steps[0]
    office.join.click()
    assert (office.name.text(), office.name.isReadOnly()) == (invitation.office, True)
    assert page.answers().invitation == invitation
    assert page.answers().office_name == invitation.office
    assert json.loads((tmp_path / FILE_NAME).read_text(encoding="utf-8"))["office_name"] == ""  # to be compared again
    office.leave.click()
    assert page.answers().invitation is None
    assert not office.name.isReadOnly()
