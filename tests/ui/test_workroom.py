"""The window of an opened store: what belongs to no place is asked and answered in its own dialogs."""

import pytest

from app.errors import StoreWriteFailed
from app.settings import Settings
from tests.ui.modal import in_dialog
from ui.dialogs import verify_dialog
from ui.dialogs.error_dialog import ErrorDialog
from ui.dialogs.verify_dialog import VerifyDialog
from ui.workroom import Workroom


@pytest.fixture
def room(qtbot, office, tmp_path):
    made = Workroom(office, Settings(tmp_path))
    qtbot.addWidget(made.window)
    made.window.show()
    yield made
    made.tasks.stop_all()


def test_what_goes_wrong_in_verifying_is_told_in_words(qtbot, room, tmp_path, monkeypatch):
    path = tmp_path / "报告.pdf"
    path.write_bytes(b"%PDF-1.7")

    def fails(*_args, **_more):
        raise StoreWriteFailed(tmp_path)

    monkeypatch.setattr(verify_dialog, "verify_file", fails)
    said = []

    def tells(dialog):
        said.append(dialog.windowTitle())
        dialog.reject()

    def look(dialog):
        in_dialog(ErrorDialog, tells)
        dialog.look_at(path)
        try:
            qtbot.waitUntil(lambda: bool(said))
        finally:
            dialog.reject()

    in_dialog(VerifyDialog, look)
    room.verify()
    assert said
