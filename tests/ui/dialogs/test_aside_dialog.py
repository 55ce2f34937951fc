"""What was merged nowhere can be looked at: what, from whom, and why."""

from PySide6.QtWidgets import QApplication

from app.services.exchange_view import exchange_view
from app.services.exporting import export_bundle
from app.store.revisions import add_revisions
from tests.app.services.machines import PASSPHRASE, a_desktop, a_laptop, taken_in
from tests.app.services.strangers import a_strangers_revision
from tests.ui.clipping import clipped_labels, too_small_to_press, unnamed_controls
from ui.dialogs.aside_dialog import AsideDialog


def test_a_line_of_a_stranger_is_shown_with_the_reason(qtbot, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    desktop = a_desktop(tmp_path)
    laptop = a_laptop(desktop, tmp_path / "laptop")
    stranger = a_strangers_revision(laptop)
    add_revisions(laptop.store, [stranger])
    taken_in(desktop, export_bundle(laptop, PASSPHRASE, stick).path)
    laptop.close()
    aside = exchange_view(desktop).aside
    desktop.close()
    [one] = aside
    assert (one.entity, one.name, one.sender, one.seq) == ("unit", "陌生街道", "王建国", 1)
    dialog = AsideDialog(aside, one.at.date())
    qtbot.addWidget(dialog)
    dialog.show()
    cells = [dialog.model.index(0, column).data() for column in range(5)]
    assert cells[0] == "单位 陌生街道"
    assert cells[2] == "王建国"
    assert "本机不认识" in cells[4]
    dialog.copy_button.click()
    assert QApplication.clipboard().text() == stranger.line().decode()
    assert clipped_labels(dialog) == []
    assert too_small_to_press(dialog) == []
    assert unnamed_controls(dialog) == []
