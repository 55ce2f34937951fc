"""Copying a bundle once more: the same bytes, or a sentence why not."""

import hashlib
from dataclasses import replace

import pytest

from app.services.exporting import OUTBOX, export_bundle
from app.services.outbox import sent_bundles
from tests.app.services.machines import PASSPHRASE, a_desktop
from ui.dialogs.copy_again_dialog import CopyAgainDialog
from ui.drives import Drive
from ui.widgets.labels import Label


@pytest.fixture
def office(tmp_path):
    workspace = a_desktop(tmp_path)
    (tmp_path / "lost").mkdir()
    export_bundle(workspace, PASSPHRASE, tmp_path / "lost")
    yield workspace
    workspace.close()


def opened(qtbot, office, tasks, *drives):
    [sent] = sent_bundles(office)
    dialog = CopyAgainDialog(office, tasks, sent, look=lambda: drives)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def words_of(widget):
    return " ".join(label.text() for label in widget.findChildren(Label))


def test_the_same_bytes_go_again(qtbot, office, tasks, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    dialog = opened(qtbot, office, tasks)
    dialog.picker.choose(stick)
    with qtbot.waitSignal(dialog.accepted, timeout=20_000):
        dialog.go_on()
    [lost] = (tmp_path / "lost").iterdir()
    assert dialog.copied.name == lost.name
    assert hashlib.sha256(dialog.copied.read_bytes()).digest() == hashlib.sha256(lost.read_bytes()).digest()


def test_a_stick_that_cannot_take_it_is_said_before(qtbot, office, tasks, tmp_path):
    full = Drive(tmp_path, "KINGSTON", "FAT32", 0, 4 << 30, is_read_only=False)
    dialog = opened(qtbot, office, tasks, full)
    assert not dialog.main.isEnabled()
    assert "空间不够" in dialog.main.accessibleDescription()
    dialog = opened(qtbot, office, tasks, replace(full, free=1 << 30, is_read_only=True))
    assert "写了保护" in dialog.main.accessibleDescription()


def test_a_pulled_stick_is_said(qtbot, office, tasks, tmp_path):
    dialog = opened(qtbot, office, tasks)
    dialog.picker.choose(tmp_path / "pulled")
    dialog.go_on()
    qtbot.waitUntil(dialog.problem.isVisible, timeout=20_000)
    qtbot.waitUntil(lambda: not tasks.is_busy, timeout=20_000)
    assert dialog.copied is None


def test_a_copy_that_is_gone_is_said(qtbot, office, tasks, tmp_path):
    dialog = opened(qtbot, office, tasks)
    dialog.picker.choose(tmp_path)
    [copy] = (office.folder / OUTBOX).iterdir()
    copy.unlink()
    dialog.go_on()
    qtbot.waitUntil(lambda: "没有副本" in words_of(dialog.problem), timeout=20_000)
    qtbot.waitUntil(lambda: not tasks.is_busy, timeout=20_000)
