"""设置 for people and the office's key: what is asked, what is done, and what the cards say afterwards."""

from dataclasses import replace

import pytest

from app.identity import slots
from app.services.office_key import is_issued, office_key
from app.services.people import add_person, people
from app.services.recovery import key_by_key_file
from app.services.workspace import FirstStart, create_workspace, open_workspace
from app.settings import Settings
from tests.ui.clipping import clipped_labels, too_small_to_press, unnamed_controls
from tests.ui.modal import in_dialog
from tests.ui.practice import CHEAP, PASSPHRASE
from ui.backup_watch import BackupWatch
from ui.dialogs.confirm_word import ConfirmWord
from ui.dialogs.key_password_dialog import KeyPasswordDialog
from ui.dialogs.new_passphrase_dialog import NewPassphraseDialog
from ui.dialogs.person_edit_dialog import PersonEditDialog
from ui.dialogs.recovery_dialog import CodeGroups
from ui.dialogs.share_office_dialog import ShareOfficeDialog
from ui.dialogs.signing_passphrase_dialog import SigningPassphraseDialog
from ui.pages import people_desk
from ui.pages.people_card import CHANGE, EDIT, REMOVE, RENEW
from ui.pages.settings_page import SettingsPage
from ui.tasks import Tasks
from ui.widgets.labels import Label

HERS = "海上明月共潮生啊"


@pytest.fixture
def office(tmp_path):
    first = FirstStart("示例区委组织部", "district", "王建国", "科长", "administrator", PASSPHRASE)
    workspace, _code = create_workspace(tmp_path / "office", first, cost=CHEAP)
    add_person(workspace, "李秀英", "科员", "示例区委组织部", "administrator", HERS, cost=CHEAP)
    yield workspace
    workspace.close()


@pytest.fixture
def page(qtbot, office, tmp_path):
    tasks = Tasks()
    told: list[Exception] = []
    page = SettingsPage(office, Settings.load(tmp_path), told.append, BackupWatch(office, tasks))
    page.told = told
    qtbot.addWidget(page)
    page.resize(1282, 680)
    page.show()
    yield page
    qtbot.waitUntil(lambda: not (page._tasks.is_busy or tasks.is_busy), timeout=20_000)


def person(workspace, name):
    return next(one for one in people(workspace) if one.name == name)


def give(word):
    def type_it(dialog):
        dialog.passphrase.line.setText(word)
        dialog.go_on()

    return type_it


def words_of(card):
    return " ".join(label.text() for label in card.findChildren(Label) if label.isVisibleTo(card))


def test_a_colleague_is_removed_by_the_word_and_ones_passphrase(page, office):
    def confirm(dialog):
        assert not dialog.main.isEnabled()
        dialog.line.setText("移除")
        in_dialog(SigningPassphraseDialog, give(PASSPHRASE))
        dialog.go_on()

    in_dialog(ConfirmWord, confirm)
    page.desk.act(REMOVE, person(office, "李秀英"))
    assert [one.name for one in people(office)] == ["王建国"]
    assert "李秀英" not in words_of(page.people)
    assert len(slots.read_slots(office.folder).people) == 1


def test_turning_away_removes_nobody(page, office):
    in_dialog(ConfirmWord, lambda dialog: dialog.reject())
    page.desk.act(REMOVE, person(office, "李秀英"))
    assert len(people(office)) == 2


def test_a_post_is_put_right_and_the_card_says_so(page, office, qtbot):
    def change(dialog):
        dialog.post.setText("")
        dialog.go_on()
        assert dialog._post.problem
        dialog.post.setText("副科长")
        dialog.passphrase.line.setText("不是这个口令呀")
        dialog.go_on()
        assert dialog._passphrase.problem.startswith("输入的口令打不开")
        dialog.passphrase.line.setText(PASSPHRASE)
        dialog.go_on()

    in_dialog(PersonEditDialog, change)
    page.desk.act(EDIT, person(office, "李秀英"))
    assert person(office, "李秀英").post == "副科长"
    qtbot.waitUntil(lambda: "副科长" in words_of(page.people))


def test_a_forgotten_passphrase_of_a_colleague_is_replaced_by_an_administrator(page, office, qtbot):
    def renew(dialog):
        dialog.passphrase.line.setText("滟滟随波千万里呀")
        dialog.go_on()

    in_dialog(NewPassphraseDialog, renew)
    page.desk.act(RENEW, person(office, "李秀英"))
    qtbot.waitUntil(lambda: not (page._tasks.is_busy or page._watch._tasks.is_busy), timeout=20_000)
    office.close()
    again = open_workspace(office.folder, "滟滟随波千万里呀")
    assert again.person.name == "李秀英"
    again.close()


def test_only_an_administrator_replaces_a_colleagues_passphrase(page, office):
    office.person = replace(office.person, role="inspector")
    page.desk.act(RENEW, person(office, "李秀英"))
    assert type(page.told[0]).__name__ == "OnlyAdministrators"


def test_the_office_key_is_made_once_and_certifies_everybody(page, office, qtbot):
    assert page.office.make.isVisibleTo(page)
    in_dialog(SigningPassphraseDialog, give(PASSPHRASE))
    page.office.make.click()
    key = office_key(office)
    assert key is not None
    assert all(is_issued(office, one) for one in people(office))
    assert not page.office.make.isVisibleTo(page)
    assert not page.office.issue.isEnabled()
    qtbot.waitUntil(lambda: key.fingerprint in words_of(page.office))
    assert "李秀英" in words_of(page.office)


def test_a_wrong_passphrase_makes_no_key(page, office):
    def wrong_then_leave(dialog):
        dialog.passphrase.line.setText("不是这个口令呀")
        dialog.go_on()
        assert dialog.field.problem
        dialog.reject()

    in_dialog(SigningPassphraseDialog, wrong_then_leave)
    page.office.make.click()
    assert office_key(office) is None


def test_a_second_administrator_holds_it_too(page, office, qtbot):
    in_dialog(SigningPassphraseDialog, give(PASSPHRASE))
    page.office.make.click()

    def both(dialog):
        dialog.mine.line.setText(PASSPHRASE)
        dialog.go_on()
        assert dialog._theirs.problem
        dialog.theirs.line.setText(HERS)
        dialog.go_on()

    in_dialog(ShareOfficeDialog, both)
    page.office.share.click()
    assert len(office_key(office).holders) == 2


def test_the_key_file_is_saved_and_its_password_shown_once(page, office, tmp_path, monkeypatch):
    in_dialog(SigningPassphraseDialog, give(PASSPHRASE))
    page.office.make.click()
    target = tmp_path / "机关密钥.key.age"
    monkeypatch.setattr(people_desk.QFileDialog, "getSaveFileName", lambda *_given: (str(target), ""))
    shown = []

    def copy_down(dialog):
        shown.append(dialog.findChild(CodeGroups).accessibleName().split()[-1])
        dialog.go_on()

    in_dialog(
        SigningPassphraseDialog, lambda dialog: (in_dialog(KeyPasswordDialog, copy_down), give(PASSPHRASE)(dialog))
    )
    page.office.export.click()
    assert key_by_key_file(office.folder, target.read_bytes(), shown[0]) == office.key


def test_an_inspector_sees_who_makes_the_key(page, office, qtbot):
    office.person = replace(office.person, role="inspector")
    page.desk.show()
    assert not page.office.make.isVisibleTo(page)
    qtbot.waitUntil(lambda: "区组织部管理员" in words_of(page.office))


def test_what_can_be_done_about_whom(page, office):
    mine, hers = person(office, "王建国"), person(office, "李秀英")
    assert [act for act, _words in page.people.acts_of(mine, is_me=True)] == [CHANGE, EDIT]
    assert [act for act, _words in page.people.acts_of(hers, is_me=False)] == [CHANGE, RENEW, EDIT, REMOVE]
    noted = add_person(office, "赵六", "科员", "街道办")
    assert [act for act, _words in page.people.acts_of(noted, is_me=False)] == [RENEW, EDIT, REMOVE]
    elsewhere = replace(noted, author="c" * 64)  # signs on another laptop, with a key that came from there
    assert [act for act, _words in page.people.acts_of(elsewhere, is_me=False)] == [EDIT, REMOVE]


def test_no_words_are_cut_with_a_key_and_two_people(page, office):
    in_dialog(SigningPassphraseDialog, give(PASSPHRASE))
    page.office.make.click()
    assert clipped_labels(page) == []
    assert too_small_to_press(page) == []
    assert unnamed_controls(page) == []
