"""The office's key file opens a laptop whose users forgot; every mistake stands under its field."""

import pytest

from app.errors import AgeFileForOthers, AgeKeyMalformed, PassphraseTooShort, StoreInUse, WrongPassphrase
from ui.dialogs.key_file_dialog import KeyFileDialog

OPENED = object()


@pytest.fixture
def dialog(qtbot, tmp_path):
    (tmp_path / "office.key.age").write_bytes(b"age")
    given = {}

    def opens(path, password, passphrase):
        path.read_bytes()
        if password in given:
            raise given[password]
        return OPENED

    dialog = KeyFileDialog(opens)
    dialog.given = given
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.path.setText(str(tmp_path / "office.key.age"))
    dialog.password.setText("AAAAA")
    dialog.passphrase.line.setText("新的一个长口令")
    return dialog


def test_it_opens(dialog):
    dialog.go_on()
    assert dialog.workspace is OPENED


@pytest.mark.parametrize(
    ("error", "field"),
    [
        (WrongPassphrase(), "password_field"),
        (AgeKeyMalformed(), "path_field"),
        (AgeFileForOthers(), "path_field"),
        (PassphraseTooShort(8, 3), "passphrase_field"),
    ],
)
def test_a_mistake_stands_under_its_field(dialog, error, field):
    dialog.given["AAAAA"] = error
    dialog.go_on()
    assert getattr(dialog, field).problem
    assert dialog.isVisible()


def test_a_file_that_is_gone_is_said(dialog, tmp_path):
    (tmp_path / "office.key.age").unlink()
    dialog.go_on()
    assert "读不出来" in dialog.path_field.problem


def test_another_failure_closes_it(qtbot, dialog):
    dialog.given["AAAAA"] = StoreInUse(None)
    with qtbot.waitSignal(dialog.rejected):
        dialog.go_on()
    assert isinstance(dialog.failure, StoreInUse)


def test_nothing_chosen_is_asked_for(dialog):
    dialog.path.setText("")
    dialog.go_on()
    assert dialog.path_field.problem == "请先选文件。"
