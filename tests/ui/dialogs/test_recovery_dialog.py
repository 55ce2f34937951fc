"""The recovery code can be kept as a file, and its last group is asked back."""

from ui.dialogs.recovery_dialog import RecoveryCheckDialog, RecoveryCodePanel

CODE = "ABCDE-12345-FGHJK-67890-MNPQRS"


def test_the_saved_sheet_holds_every_group(qtbot, tmp_path):
    panel = RecoveryCodePanel(CODE, office="示例区委组织部")
    qtbot.addWidget(panel)
    panel.show()
    assert panel.save_to(tmp_path / "code.txt")
    text = (tmp_path / "code.txt").read_text(encoding="utf-8")
    assert all(group in text for group in CODE.split("-"))
    assert "示例区委组织部" in text
    assert panel.notice.isVisible()


def test_a_place_that_cannot_be_written_leaves_the_code_on_the_screen(qtbot, tmp_path):
    panel = RecoveryCodePanel(CODE)
    qtbot.addWidget(panel)
    panel.show()
    assert not panel.save_to(tmp_path / "missing" / "code.txt")
    assert "没有存成" in panel.notice._sentence.text()


def test_keeping_it_is_told(qtbot):
    panel = RecoveryCodePanel(CODE)
    qtbot.addWidget(panel)
    with qtbot.waitSignal(panel.kept):
        panel.kept_button.click()


def test_only_the_right_last_group_is_taken(qtbot):
    dialog = RecoveryCheckDialog(lambda typed: typed == "MNPQRS")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.group.setText("67890")
    dialog.go_on()
    assert dialog.field.problem
    dialog.group.setText("MNPQRS")
    with qtbot.waitSignal(dialog.accepted):
        dialog.go_on()
