"""Choosing a backup: only one that was read through and is good can be restored, and only with the word."""

import shutil
from types import SimpleNamespace

import pytest

from app.services.backup_list import own_root
from app.services.backups import back_up
from app.services.demo import create_demo_workspace
from app.services.people import add_person
from app.services.restoring import finish_restore, open_restored
from app.store import audit
from tests.ui.clipping import clipped_labels, too_small_to_press, unnamed_controls
from ui.dialogs import restore_dialog
from ui.dialogs.confirm_word import ConfirmWord
from ui.dialogs.restore_dialog import RestoreDialog, RestoreTarget
from ui.models.backups_model import FOUND, INSPECTIONS, SIZE, UNITS, WHEN, WHERE
from ui.theme import current_theme
from ui.tokens import Contrast, TextSize


@pytest.fixture
def backed_up(office):
    """An office with two backups, the second one with a colleague more."""
    back_up(office)
    add_person(office, "李敏", "科员", "示例区委组织部")
    back_up(office)
    return office


@pytest.fixture
def opened(qtbot, backed_up):
    """The dialog over the store's own folder, shown; errors are collected."""
    told = []
    target = RestoreTarget(backed_up.folder, backed_up.key, backed_up.realm, backed_up.person.id, backed_up.clock)
    dialog = RestoreDialog(target, [("本机", own_root(backed_up.folder))], told.append)
    qtbot.addWidget(dialog)
    dialog.show()
    yield SimpleNamespace(dialog=dialog, told=told)
    dialog.reject()


def is_good(dialog):
    return dialog.main.isEnabled


def words(dialog, row, column):
    return dialog.model.index(row, column).data()


def say_the_word(monkeypatch, *, taken=True):
    monkeypatch.setattr(ConfirmWord, "ask", lambda _dialog: taken)


def test_the_newest_backup_is_chosen_and_checked(qtbot, opened):
    dialog = opened.dialog
    qtbot.waitUntil(is_good(dialog))
    assert dialog.table.selected_rows() == [0]
    assert "核对完好" in dialog.verdict._sentence.text()
    assert words(dialog, 0, FOUND) == "完好"
    assert words(dialog, 1, FOUND) == "选中后核对"
    assert words(dialog, 0, WHERE) == "本机"
    assert words(dialog, 0, WHEN).startswith("今天")
    assert (words(dialog, 0, UNITS), words(dialog, 0, INSPECTIONS)) == ("0", "0")
    assert words(dialog, 0, SIZE).endswith("KB")


def test_with_the_word_the_chosen_one_lies_ready_and_takes_the_place(qtbot, opened, backed_up, monkeypatch):
    say_the_word(monkeypatch)
    dialog = opened.dialog
    dialog.table.selectRow(1)
    qtbot.waitUntil(is_good(dialog))
    with qtbot.waitSignal(dialog.accepted):
        dialog.main.click()
    assert dialog.chosen == dialog.model.at(1).path
    backed_up.close()
    finish_restore(backed_up.folder, backed_up.key, dialog.chosen)
    again = open_restored(backed_up)
    assert again.person == backed_up.person
    assert audit.entries(again.store, limit=1)[0].person_id == backed_up.person.id
    again.close()


def test_without_the_word_nothing_is_made_ready(qtbot, opened, backed_up, monkeypatch):
    say_the_word(monkeypatch, taken=False)
    qtbot.waitUntil(is_good(opened.dialog))
    opened.dialog.main.click()
    opened.dialog.reject()
    assert opened.dialog.chosen is None
    assert not (backed_up.folder / "restoring").exists()


def test_a_torn_backup_is_said_to_be_and_cannot_be_chosen(qtbot, opened):
    dialog = opened.dialog
    qtbot.waitUntil(is_good(dialog))
    torn = dialog.model.at(1).path / "store.db"
    data = bytearray(torn.read_bytes())
    data[9000] ^= 1
    torn.write_bytes(bytes(data))
    dialog.table.selectRow(1)
    assert not dialog.main.isEnabled()
    qtbot.waitUntil(lambda: words(dialog, 1, FOUND) == "已损坏")
    assert not dialog.main.isEnabled()
    assert "核对没有通过" in dialog.verdict._sentence.text()
    dialog.go_on()
    assert dialog.chosen is None


def test_a_backup_of_another_office_is_named_as_such(qtbot, opened, backed_up, tmp_path):
    other = create_demo_workspace(tmp_path / "demo")
    back_up(other)
    other.close()
    dialog = opened.dialog
    dialog.look_into(own_root(tmp_path / "demo"))
    last = dialog.model.rowCount() - 1
    assert words(dialog, last, FOUND) == "不是本机的"
    assert words(dialog, last, UNITS) == ""
    dialog.table.selectRow(last)
    qtbot.waitUntil(lambda: "别的机关" in dialog.verdict._sentence.text())
    assert not dialog.main.isEnabled()


def test_a_backup_that_breaks_between_check_and_word_is_refused(qtbot, opened, monkeypatch):
    say_the_word(monkeypatch)
    dialog = opened.dialog
    qtbot.waitUntil(is_good(dialog))
    (dialog.model.at(0).path / "store.db").write_bytes(b"")
    dialog.main.click()
    qtbot.waitUntil(lambda: bool(opened.told))
    assert type(opened.told[0]).__name__ == "BackupDamaged"
    qtbot.waitUntil(dialog.table.isEnabled)
    assert dialog.chosen is None


def test_a_report_that_is_nowhere_is_counted(qtbot, opened, backed_up):
    from app.services.vault import store_report

    name = store_report(backed_up, b"%PDF-1.7")
    back_up(backed_up)
    (backed_up.folder / "sealed" / name).unlink()
    (own_root(backed_up.folder) / "files" / name).unlink()
    opened.dialog.look()
    qtbot.waitUntil(is_good(opened.dialog))
    assert "有 1 份" in opened.dialog.verdict._sentence.text()


def test_another_folder_is_looked_into_by_a_backup_in_it_too(qtbot, opened, backed_up, tmp_path, monkeypatch):
    dialog = opened.dialog
    copied = tmp_path / "U盘" / dialog.model.at(0).path.name
    shutil.copytree(dialog.model.at(0).path, copied)
    monkeypatch.setattr(restore_dialog.QFileDialog, "getExistingDirectory", lambda *_args: str(copied))
    dialog.elsewhere.click()
    assert dialog.model.rowCount() == 3
    assert "U盘" in {words(dialog, row, WHERE) for row in range(3)}
    dialog.elsewhere.click()
    assert dialog.model.rowCount() == 3
    monkeypatch.setattr(restore_dialog.QFileDialog, "getExistingDirectory", lambda *_args: "")
    dialog.elsewhere.click()
    assert dialog.model.rowCount() == 3


def test_without_backups_it_says_where_to_look(qtbot, office):
    dialog = RestoreDialog(RestoreTarget(office.folder, office.key), [("本机", own_root(office.folder))], pytest.fail)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.empty.isVisible()
    assert not dialog.table.isVisible()
    assert not dialog.main.isEnabled()
    dialog.reject()


@pytest.mark.parametrize("size", list(TextSize))
@pytest.mark.parametrize("contrast", list(Contrast))
def test_everything_can_be_read_and_reached(qtbot, opened, size, contrast):
    current_theme().wear(contrast, size)
    qtbot.waitUntil(is_good(opened.dialog))
    assert clipped_labels(opened.dialog) == []
    assert too_small_to_press(opened.dialog) == []
    assert unnamed_controls(opened.dialog) == []
