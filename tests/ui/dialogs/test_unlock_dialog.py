"""Opening: the right passphrase opens, wrong ones wait and never lock out, the recovery code gives a new one."""

import pytest
from PySide6.QtCore import Qt

from app.errors import PassphraseTooShort, RecoveryCodeWrong, StoreInUse, WrongPassphrase
from ui.dialogs.unlock_dialog import RecoveryDialog, UnlockDialog, wait_after

OPENED = object()


def opens(passphrase):
    if passphrase == "busy":
        raise StoreInUse(42)
    if passphrase != "right":
        raise WrongPassphrase
    return OPENED


def opens_by_code(code, passphrase):
    if code != "code":
        raise RecoveryCodeWrong(len(code), 26)
    if len(passphrase) < 8:
        raise PassphraseTooShort(8, len(passphrase))
    return OPENED


@pytest.fixture
def dialog(qtbot):
    dialog = UnlockDialog(opens, opens_by_code, second_ms=1)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_the_right_passphrase_opens_by_enter(qtbot, dialog):
    dialog.passphrase.line.setText("right")
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.passphrase.line, Qt.Key.Key_Return)
    assert dialog.workspace is OPENED
    assert dialog.passphrase.text() == ""


def test_a_wrong_one_says_so_and_may_be_tried_again(qtbot, dialog):
    dialog.passphrase.line.setText("wrong")
    dialog.go_on()
    assert dialog.field.problem.startswith("口令不对")
    dialog.passphrase.line.setText("right")
    dialog.go_on()
    assert dialog.workspace is OPENED


def test_after_three_wrong_ones_one_waits_and_then_may_go_on(qtbot, dialog):
    for _ in range(3):
        dialog.passphrase.line.setText("wrong")
        dialog.go_on()
    assert dialog.is_waiting
    assert not dialog.main.isEnabled()
    assert "请等 2 秒" in dialog.field.problem
    qtbot.waitUntil(lambda: not dialog.is_waiting)
    assert dialog.main.isEnabled()
    dialog.passphrase.line.setText("right")
    dialog.go_on()
    assert dialog.workspace is OPENED


def test_the_wait_grows_to_half_a_minute_and_stays_there():
    assert [wait_after(wrong) for wrong in (1, 2, 3, 4, 5, 6, 7, 50)] == [0, 0, 2, 4, 8, 16, 30, 30]


def test_nothing_typed_is_no_wrong_try(dialog):
    dialog.go_on()
    assert dialog.field.problem == "请先输入口令。"


def test_another_failure_closes_it_and_is_handed_over(qtbot, dialog):
    dialog.passphrase.line.setText("busy")
    with qtbot.waitSignal(dialog.rejected):
        dialog.go_on()
    assert isinstance(dialog.failure, StoreInUse)


def test_the_recovery_code_with_a_new_passphrase_opens(qtbot):
    dialog = RecoveryDialog(opens_by_code)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.go_on()
    assert dialog.code_field.problem == "请先输入恢复码。"
    dialog.code.setText("other")
    dialog.go_on()
    assert "26" in dialog.code_field.problem
    dialog.code.setText("code")
    dialog.passphrase.line.setText("short")
    dialog.go_on()
    assert dialog.code_field.problem == ""
    assert "8" in dialog.passphrase_field.problem
    dialog.passphrase.line.setText("long enough")
    dialog.go_on()
    assert dialog.workspace is OPENED


def test_the_passphrase_is_hidden_until_asked_for(qtbot, dialog):
    line = dialog.passphrase.line
    assert line.echoMode() == line.EchoMode.Password
    dialog.passphrase._eye.click()
    assert line.echoMode() == line.EchoMode.Normal
