"""The one question about missing evidence: a reason for all, or for each."""

import pytest

from ui.dialogs.no_evidence_dialog import NoEvidenceDialog

PLACES = [("1.1", "支部设置"), ("F1", "弄虚作假")]


@pytest.fixture
def dialog(qtbot):
    dialog = NoEvidenceDialog(PLACES, {"evidence.F1": "原件在纪委"})
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_one_reason_is_enough(qtbot, dialog):
    dialog.field.setPlainText("当场查阅原件")
    with qtbot.waitSignal(dialog.accepted):
        dialog.go_on()
    assert dialog.notes == {"evidence": "当场查阅原件"}


def test_each_may_have_its_own(qtbot, dialog):
    dialog.own["1.1"].setText("不便拍照")
    with qtbot.waitSignal(dialog.accepted):
        dialog.go_on()
    assert dialog.notes == {"evidence.1.1": "不便拍照"}


def test_nothing_written_is_not_taken_for_an_answer(dialog):
    dialog.own["F1"].clear()
    dialog.go_on()
    assert dialog.isVisible()
    assert not dialog._problem.isHidden()
    assert dialog.notes == {"evidence.F1": ""}
