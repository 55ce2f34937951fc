"""The year archive in the window: encrypted by itself, in clear only after the word; and opened again."""

import pytest

from app.services.demo import fill_in, job_of_the_demonstration
from app.services.sealed_archive import SealedArchive
from app.services.signing import sign_digitally, signing_view
from tests.ui.clipping import clipped_labels, too_small_to_press, unnamed_controls
from ui.dialogs.archive_dialog import PLAIN, ArchivedDialog, ArchiveDialog
from ui.dialogs.open_archive_dialog import OpenArchiveDialog
from ui.widgets.labels import Label


@pytest.fixture
def signed(practice):
    opened = fill_in(practice, job_of_the_demonstration("job"), "district")
    for place in [place for place in signing_view(practice, opened.inspection.id).places if place.person_id][:2]:
        sign_digitally(practice, opened.inspection.id, place.field, place.person_id, None)
    return practice


@pytest.fixture
def out(tmp_path):
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


def opened(qtbot, workspace, tasks, folder=None):
    dialog = ArchiveDialog(workspace, tasks, look=tuple)
    qtbot.addWidget(dialog)
    dialog.show()
    if folder is not None:
        dialog.picker.choose(folder)
    return dialog


def words_of(widget):
    return " ".join(label.text() for label in widget.findChildren(Label))


def rest(qtbot, tasks):
    qtbot.waitUntil(lambda: not tasks.is_busy, timeout=30_000)


def test_nothing_signed_is_said_before_the_button(qtbot, practice, tasks):
    dialog = opened(qtbot, practice, tasks)
    assert not dialog.main.isEnabled()
    assert "没有可以归档的" in words_of(dialog.problem)


def test_encrypted_by_itself_and_opened_again_with_the_password(qtbot, signed, tasks, out, tmp_path):
    dialog = opened(qtbot, signed, tasks, out)
    assert clipped_labels(dialog) == []
    assert too_small_to_press(dialog) == []
    assert unnamed_controls(dialog) == []
    with qtbot.waitSignal(dialog.accepted, timeout=30_000):
        dialog.go_on()
    rest(qtbot, tasks)
    done = dialog.archived
    assert isinstance(done, SealedArchive)
    said = ArchivedDialog(done)
    qtbot.addWidget(said)
    assert all(group in words_of(said) for group in done.password.split("-"))
    there = tmp_path / "there"
    there.mkdir()
    opening = OpenArchiveDialog(signed, tasks)
    qtbot.addWidget(opening)
    opening.show()
    assert unnamed_controls(opening) == []
    opening.go_on()
    assert opening.path_field.problem
    opening.path.setText(str(done.path))
    opening.folder.setText(str(there))
    opening.key_path.setText(str(done.key_file))
    opening.password.setText("AAAAA-AAAAA-AAAAA-AAAAA")
    opening.go_on()
    rest(qtbot, tasks)
    assert opening.password_field.problem
    opening.password.setText(done.password)
    opening.go_on()
    rest(qtbot, tasks)
    assert opening.opened.parent == there
    assert "没有加密" in words_of(opening.notice)
    assert opening.password.text() == ""


def test_in_clear_only_after_the_word(qtbot, signed, tasks, out, monkeypatch):
    dialog = opened(qtbot, signed, tasks, out)
    dialog.kind.set_value(PLAIN)
    dialog.kind.chosen.emit(PLAIN)
    assert dialog.key_tick.isHidden()
    answers = [False, True]
    monkeypatch.setattr(dialog, "_is_sure", lambda: answers.pop(0))
    dialog.go_on()
    rest(qtbot, tasks)
    assert list(out.iterdir()) == []
    with qtbot.waitSignal(dialog.accepted, timeout=30_000):
        dialog.go_on()
    rest(qtbot, tasks)
    assert (dialog.archived.folder / "manifest-sha256.txt").is_file()
    assert "没有加密" in words_of(ArchivedDialog(dialog.archived))


def test_a_pulled_stick_is_said_and_nowhere_is_asked_for(qtbot, signed, tasks, tmp_path):
    dialog = opened(qtbot, signed, tasks)
    dialog.go_on()
    assert dialog.where_field.problem
    dialog.picker.choose(tmp_path / "pulled")
    dialog.go_on()
    rest(qtbot, tasks)
    assert dialog.problem.isVisible()
    assert dialog.archived is None


def test_an_archive_that_is_none_is_said(qtbot, signed, tasks, tmp_path, out):
    dialog = OpenArchiveDialog(signed, tasks)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.path.setText(str(tmp_path / "gone.age"))
    dialog.folder.setText(str(out))
    dialog.passphrase.line.setText("随便什么口令")
    dialog.go_on()
    rest(qtbot, tasks)
    assert "读不出来" in words_of(dialog.notice)
    (tmp_path / "gone.age").write_bytes(b"")
    dialog.go_on()
    rest(qtbot, tasks)
    assert dialog.notice.isVisible()
    assert dialog.opened is None
    assert list(out.iterdir()) == []
