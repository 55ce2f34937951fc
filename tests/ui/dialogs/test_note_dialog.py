"""A note is kept with Ctrl+Enter, an empty one only where it takes an old one away."""

import pytest
from PySide6.QtCore import Qt

from ui.dialogs.note_dialog import NoteDialog


@pytest.fixture
def dialog(qtbot):
    dialog = NoteDialog("检查得分与自评为什么相差", "会印在报告上。")
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_nothing_is_no_explanation(qtbot, dialog):
    with qtbot.assertNotEmitted(dialog.accepted):
        dialog.go_on()
    assert dialog._problem.isVisible()


def test_ctrl_enter_keeps_what_was_typed(qtbot, dialog):
    dialog.field.setPlainText("  自评没有扣3.2\n")
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.text == "自评没有扣3.2"


def test_an_old_explanation_can_be_taken_away(qtbot):
    dialog = NoteDialog("检查得分与自评为什么相差", "会印在报告上。", text="旧的")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.field.setPlainText("")
    with qtbot.waitSignal(dialog.accepted):
        dialog.go_on()
    assert dialog.text == ""
