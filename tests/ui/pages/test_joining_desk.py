"""设置 for an office and its second laptop: invited, joined, certified, revoked, each asked in its own dialog."""

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog

from app.services.certificate_requests import certificate_requests, issue_on_request
from app.services.office_key import is_issued
from app.services.revoking import is_revoked, revoke_certificate
from app.services.vouching import accepted_offices
from app.settings import Settings
from tests.app.services.second_laptops import HERS, PASSPHRASE, a_lone_laptop, an_office, carried, joined
from tests.ui.clipping import clipped_labels, too_small_to_press, unnamed_controls
from tests.ui.modal import in_dialog
from tests.ui.practice import practice_store
from ui.backup_watch import BackupWatch
from ui.dialogs.invitation_dialog import InvitationDialog
from ui.dialogs.issue_dialog import IssueDialog
from ui.dialogs.join_dialog import JoinDialog
from ui.dialogs.revoke_dialog import RevokeDialog
from ui.dialogs.signing_passphrase_dialog import SigningPassphraseDialog
from ui.pages.settings_page import SettingsPage
from ui.tasks import Tasks
from ui.widgets.buttons import Button
from ui.widgets.labels import Label


@pytest.fixture
def desktop(tmp_path):
    workspace = an_office(tmp_path / "desktop")
    yield workspace
    workspace.close()


@pytest.fixture
def laptop(tmp_path):
    workspace = a_lone_laptop(tmp_path / "laptop")
    yield workspace
    workspace.close()


@pytest.fixture
def page_of(qtbot, tmp_path):
    made = []

    def make(workspace):
        tasks = Tasks()
        page = SettingsPage(workspace, Settings.load(tmp_path), pytest.fail, BackupWatch(workspace, tasks))
        qtbot.addWidget(page)
        page.resize(1282, 680)
        page.show()
        made.append((page, tasks))
        return page

    yield make
    for page, tasks in made:
        qtbot.waitUntil(lambda page=page, tasks=tasks: not (page._tasks.is_busy or tasks.is_busy), timeout=20_000)


def words_of(card):
    QApplication.processEvents()  # what was added to a shown card is shown when Qt comes to it
    return " ".join(label.text() for label in card.findChildren(Label) if label.isVisibleTo(card))


def button_of(card, name):
    QApplication.processEvents()
    [button] = [one for one in card.findChildren(Button) if one.accessibleName() == name and one.isVisibleTo(card)]
    return button


def give(word):
    def type_it(dialog):
        dialog.passphrase.line.setText(word)
        dialog.go_on()

    return type_it


def compare(path, word):
    """Choose the file, type what is read aloud (it is the file's own here) and the passphrase."""

    def answer(dialog):
        dialog.path.setText(str(path))
        dialog.path.commit()
        dialog.read_aloud.setText("".join(dialog.invitation.fingerprint.split()[-2:]))
        dialog.passphrase.line.setText(word)
        dialog.go_on()

    return answer


def invited(page, path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(path), ""))
    in_dialog(SigningPassphraseDialog, lambda dialog: (give(PASSPHRASE)(dialog), in_dialog(InvitationDialog, closes)))
    page.joining.invite.click()


def closes(dialog):
    dialog.accept()


def test_a_laptop_is_invited_and_joins(qtbot, desktop, laptop, page_of, tmp_path, monkeypatch):
    path = tmp_path / "加入.wyjoin"
    invited(page_of(desktop), path, monkeypatch)
    page = page_of(laptop)
    assert "加入文件" in words_of(page.joining)
    assert page.office.make.isVisibleTo(page.office) is False  # 李秀英 is no administrator
    in_dialog(JoinDialog, compare(path, HERS))
    with qtbot.waitSignal(page.joined, timeout=20_000):
        page.joining.join.click()
    assert laptop.realm == desktop.realm
    assert "这台电脑已加入：钟楼区委组织部" in words_of(page.joining)
    assert not page.joining.join.isVisibleTo(page.joining)
    assert "不用再建" in words_of(page.office)
    assert clipped_labels(page) == too_small_to_press(page) == unnamed_controls(page) == []


@pytest.fixture
def up(desktop, laptop, tmp_path):
    """The laptop joined and its first bundle came in."""
    joined(desktop, laptop)
    carried(laptop, HERS, desktop, PASSPHRASE, tmp_path / "up")


@pytest.mark.usefixtures("up")
def test_who_waits_is_certified_and_the_laptop_says_so(qtbot, desktop, laptop, page_of, tmp_path):
    page = page_of(desktop)
    said = words_of(page.joining)
    assert "李秀英" in said
    assert f"设备{laptop.store.device}" in said
    assert "等待签发" in said
    in_dialog(IssueDialog, give(PASSPHRASE))
    button_of(page.joining, "给李秀英签发证书").click()
    assert certificate_requests(desktop) == ()
    assert "没有等待签发的" in words_of(page.joining)
    carried(desktop, PASSPHRASE, laptop, HERS, tmp_path / "down")
    assert is_issued(laptop, laptop.person)
    assert "已由机关签发" in words_of(page_of(laptop).joining)
    assert clipped_labels(page) == too_small_to_press(page) == unnamed_controls(page) == []


@pytest.mark.usefixtures("up")
def test_a_certificate_is_taken_back_by_the_word_with_a_reason(qtbot, desktop, laptop, page_of):
    page = page_of(desktop)
    in_dialog(IssueDialog, give(PASSPHRASE))
    button_of(page.joining, "给李秀英签发证书").click()

    def revoke(dialog):
        assert not dialog.main.isEnabled()
        dialog.passphrase.line.setText(PASSPHRASE)
        dialog.go_on()
        assert dialog.isVisible()
        dialog.word.setText("吊销")
        assert dialog.main.isEnabled()
        dialog.go_on()
        assert dialog.reason_field.problem
        dialog.reason.setText("电脑丢了")
        dialog.go_on()

    in_dialog(RevokeDialog, revoke)
    button_of(page.joining, "吊销李秀英的证书").click()
    assert is_revoked(desktop, laptop.person.author)
    assert "已吊销" in words_of(page.joining)
    names = {one.accessibleName() for one in page.joining.findChildren(Button) if one.isVisibleTo(page.joining)}
    assert "吊销李秀英的证书" not in names


@pytest.mark.usefixtures("up")
def test_a_wrong_passphrase_revokes_nothing(desktop, laptop, page_of):
    page = page_of(desktop)
    in_dialog(IssueDialog, give(PASSPHRASE))
    button_of(page.joining, "给李秀英签发证书").click()

    def fail(dialog):
        dialog.word.setText("吊销")
        dialog.reason.setText("电脑丢了")
        dialog.passphrase.line.setText(HERS)
        dialog.go_on()
        in_dialog(RevokeDialog, lambda one: one.reject(), lambda one: bool(one.passphrase_field.problem))

    in_dialog(RevokeDialog, fail)
    button_of(page.joining, "吊销李秀英的证书").click()
    assert not is_revoked(desktop, laptop.person.author)


@pytest.mark.usefixtures("up")
def test_whose_certificate_was_taken_back_makes_a_new_key(desktop, laptop, page_of, tmp_path):
    issue_on_request(desktop, certificate_requests(desktop)[0], "inspector", PASSPHRASE)
    former = laptop.person.author
    carried(desktop, PASSPHRASE, laptop, HERS, tmp_path / "down")
    revoke_certificate(desktop, former, PASSPHRASE, "U盘和口令一起丢了")
    page = page_of(laptop)
    assert "已由机关签发" in words_of(page.joining)
    assert clipped_labels(page) == too_small_to_press(page) == unnamed_controls(page) == []
    in_dialog(SigningPassphraseDialog, give(HERS))
    button_of(page.joining, "换一把新密钥").click()
    assert laptop.person.author != former
    assert "未经机关签发" in words_of(page.joining)


def test_a_city_accepts_a_district(qtbot, desktop, page_of, tmp_path, monkeypatch):
    path = tmp_path / "区.wyjoin"
    invited(page_of(desktop), path, monkeypatch)
    city = an_office(tmp_path / "city", "常州市委组织部", "city")
    try:
        page = page_of(city)
        in_dialog(JoinDialog, compare(path, PASSPHRASE))
        page.joining.vouch.click()
        assert [one.name for one in accepted_offices(city)] == ["钟楼区委组织部"]
        assert "已认可" in words_of(page.joining)
        in_dialog(SigningPassphraseDialog, give(PASSPHRASE))
        button_of(page.joining, "不再认可钟楼区委组织部").click()
        assert accepted_offices(city) == ()
        assert "已认可" not in words_of(page.joining)
        qtbot.waitUntil(lambda: not page._tasks.is_busy)
    finally:
        city.close()


def test_a_practice_store_shows_none_of_it(qtbot, page_of, tmp_path):
    workspace = practice_store(tmp_path)
    try:
        page = page_of(workspace)
        assert page.joining.isHidden()
    finally:
        workspace.close()
