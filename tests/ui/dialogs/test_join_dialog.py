"""A 加入文件 is looked at, its fingerprint compared by typing what is read aloud, and only then something happens."""

import pytest

from app.errors import JoiningRefused, WrongPassphrase
from ui.dialogs.join_dialog import JoinDialog
from ui.pictures_of_joining import sample_invitation
from ui.tasks import Tasks

WORD = "春江花月夜第一句"


@pytest.fixture
def invitation(tmp_path):
    said, data = sample_invitation()
    (tmp_path / "加入.wyjoin").write_bytes(data)
    return said


@pytest.fixture
def dialog(qtbot, tmp_path, invitation):
    tasks, done = Tasks(), []

    def acts(*given):
        if given[2] != WORD:
            raise WrongPassphrase
        done.append(given)

    dialog = JoinDialog(tasks, title="加入本单位", sentence="一句话。", action="加入", acts=acts)
    dialog.done_acts, dialog.file = done, str(tmp_path / "加入.wyjoin")
    qtbot.addWidget(dialog)
    dialog.show()
    yield dialog
    tasks.stop_all()


def chosen(dialog):
    dialog.path.setText(dialog.file)
    dialog.path.commit()


def test_the_office_and_its_fingerprint_are_shown_before_anything_happens(dialog, invitation):
    assert not dialog.fingerprint.isVisible()
    chosen(dialog)
    assert dialog.office.text() == "示例区委组织部（区级）"
    assert " ".join(label.text() for label in dialog.fingerprint._groups) == invitation.fingerprint
    assert dialog.passphrase_field.isVisible()
    assert dialog.done_acts == []


@pytest.mark.parametrize("typed", ["", "0000", "00000000", "看过了"])
def test_without_what_is_read_aloud_nothing_happens(dialog, invitation, typed):
    chosen(dialog)
    dialog.read_aloud.setText(typed)
    dialog.passphrase.line.setText(WORD)
    for _ in range(2):  # the first Enter may only have shown the file
        dialog.go_on()
    assert dialog.read_field.problem
    assert dialog.done_acts == []
    assert dialog.isVisible()


@pytest.mark.parametrize("whole", [True, False])
def test_the_last_two_groups_or_all_of_it_will_do(qtbot, dialog, invitation, whole):
    chosen(dialog)
    groups = invitation.fingerprint.lower().split()
    dialog.read_aloud.setText("".join(groups) if whole else " ".join(groups[-2:]))
    dialog.passphrase.line.setText(WORD)
    dialog.go_on()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert dialog.done_acts == [(invitation, invitation.fingerprint, WORD)]
    assert dialog.invitation == invitation


def test_a_wrong_passphrase_stands_under_its_field(qtbot, dialog, invitation):
    chosen(dialog)
    dialog.read_aloud.setText("".join(invitation.fingerprint.split()[-2:]))
    dialog.go_on()
    assert dialog.passphrase_field.problem
    dialog.passphrase.line.setText("不是这一句口令")
    dialog.go_on()
    qtbot.waitUntil(lambda: bool(dialog.passphrase_field.problem) and not dialog._tasks.is_busy)
    assert dialog.done_acts == []


def test_a_file_that_will_not_do_is_told_under_its_field(qtbot, dialog, tmp_path):
    (tmp_path / "别的.wyjoin").write_bytes(b"not an invitation")
    for text, words in (
        ("", "请先选加入文件"),
        (str(tmp_path / "没有.wyjoin"), "读"),
        (str(tmp_path / "别的.wyjoin"), "不是加入文件"),
    ):
        dialog.path.setText(text)
        dialog.go_on()
        assert words in dialog.path_field.problem
        assert not dialog.fingerprint.isVisible()


def test_a_file_of_an_office_that_cannot_be_joined_is_told_at_once(qtbot, tmp_path, invitation):
    def refuses(_invitation):
        raise JoiningRefused("own key")

    dialog = JoinDialog(Tasks(), title="加入", sentence="一句话。", action="加入", requires=refuses)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.path.setText(str(tmp_path / "加入.wyjoin"))
    dialog.path.commit()
    assert "机关密钥" in dialog.path_field.problem
    assert dialog.invitation is None


def test_another_file_takes_the_fingerprint_of_the_first_away(dialog):
    chosen(dialog)
    dialog.path.setText("E:/另一个.wyjoin")
    assert not dialog.fingerprint.isVisible()
    assert dialog.invitation is None
