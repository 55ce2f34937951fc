"""Photos from a phone: found, shown, ticked by keyboard; nothing found says what to do on the phone."""

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from tests.ui.clipping import clipped_labels, too_small_to_press, unnamed_controls
from ui.dialogs.phone_dialog import ALL, FOLDER_KEY, SINCE, TODAY, PhoneDialog

NOW = datetime.now().astimezone()
BEGUN = NOW - timedelta(minutes=30)


@pytest.fixture
def phone(tmp_path: Path) -> Path:
    """A phone with two photos taken since the inspection began, and one of last week."""
    folder = tmp_path / "mtp:host=Phone" / "内部存储设备" / "DCIM" / "Camera"
    folder.mkdir(parents=True)
    for name, ago in (("new.jpg", 1), ("newer.jpg", 0), ("old.jpg", 7 * 24 * 60)):
        Image.new("RGB", (800, 600), "blue").save(folder / name)
        at = (NOW - timedelta(minutes=ago)).timestamp()
        os.utime(folder / name, (at, at))
    return tmp_path / "mtp:host=Phone"


@pytest.fixture
def ask(qtbot, tasks):
    def made(roots, remembered=None, since=BEGUN):
        dialog = PhoneDialog(tasks, lambda: roots, since, {} if remembered is None else remembered)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(lambda: dialog._searching is None)
        return dialog

    return made


def names(dialog):
    return [photo.path.name for photo in dialog.model.photos]


def test_photos_since_the_beginning_stand_there_first_the_newest_in_front(ask, phone):
    dialog = ask([phone])
    assert dialog.which.currentData() == SINCE
    assert names(dialog) == ["newer.jpg", "new.jpg"]
    dialog.which.setCurrentIndex(dialog.which.findData(ALL))
    assert names(dialog) == ["newer.jpg", "new.jpg", "old.jpg"]


def test_small_pictures_come_for_what_is_seen(qtbot, ask, phone):
    dialog = ask([phone])
    qtbot.waitUntil(lambda: not any(dialog.model.lacks(photo) for photo in dialog.model.photos))
    assert dialog.model.index(0).data(Qt.ItemDataRole.DecorationRole) is not None


def test_by_keyboard_alone_some_are_ticked_and_handed_on_in_the_order_they_were_taken(qtbot, ask, phone):
    remembered = {}
    dialog = ask([phone], remembered)
    assert not dialog.main.isEnabled()
    qtbot.keyClick(dialog.grid, Qt.Key.Key_Space)
    qtbot.keyClick(dialog.grid, Qt.Key.Key_Right)
    qtbot.keyClick(dialog.grid, Qt.Key.Key_Space)
    assert "2" in dialog.main.label
    with qtbot.waitSignal(dialog.accepted):
        dialog.main.click()
    assert [path.name for path in dialog.chosen] == ["new.jpg", "newer.jpg"]
    assert Path(str(remembered[FOLDER_KEY])).name == "Camera"


def test_without_a_phone_it_says_what_to_do(ask, tmp_path):
    dialog = ask([tmp_path / "nothing"])
    assert "传输文件" in dialog.said.text()
    assert dialog.which.isHidden()
    assert not dialog.main.isEnabled()
    dialog.go_on()
    assert dialog.isVisible()
    found = (*clipped_labels(dialog), *too_small_to_press(dialog), *unnamed_controls(dialog))
    assert found == ()


def test_the_folder_used_last_is_looked_into_too(ask, phone, tmp_path):
    folder = tmp_path / "微信图片"
    folder.mkdir()
    Image.new("RGB", (80, 60)).save(folder / "wx.jpg")
    assert "wx.jpg" in names(ask([phone], {FOLDER_KEY: str(folder)}))


def test_another_folder_can_be_chosen(qtbot, ask, phone, tmp_path, monkeypatch):
    dialog = ask([])
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(phone))
    dialog._ask_folder()
    qtbot.waitUntil(lambda: dialog._searching is None)
    assert len(names(dialog)) == 2


def test_photos_of_long_ago_are_not_hidden_when_there_are_no_others(ask, phone):
    dialog = ask([phone], since=NOW + timedelta(days=1))
    assert dialog.which.currentData() in (TODAY, ALL)
    assert names(dialog)


def test_a_broken_photo_stays_an_icon_and_harms_nothing(qtbot, ask, phone):
    broken = next(phone.rglob("new.jpg"))
    broken.write_bytes(b"no photo")
    dialog = ask([phone])
    qtbot.waitUntil(lambda: not any(dialog.model.lacks(photo) for photo in dialog.model.photos))
    assert not dialog.grab().isNull()


def test_the_systems_own_window_can_be_asked_for(ask):
    dialog = ask([])
    dialog._ask_files()
    assert dialog.wants_files
    assert not dialog.isVisible()


def test_looking_again_finds_a_phone_plugged_in_meanwhile(qtbot, ask, phone):
    roots = []
    dialog = ask(roots)
    assert names(dialog) == []
    roots.append(phone)
    dialog.search()
    qtbot.waitUntil(lambda: dialog._searching is None)
    assert len(names(dialog)) == 2
