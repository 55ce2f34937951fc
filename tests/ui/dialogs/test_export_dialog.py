"""Sending: what goes is counted, a stick that cannot take it is said before the button, and stopping stops."""

from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from app.services import exporting
from app.services.office_key import issue_certificates, make_office_key
from app.services.outbox import sent_bundles
from app.services.people import people
from app.services.sending import Outgoing
from app.services.unit_changes import NewUnit, add_unit
from app.services.workspace import FirstStart, create_workspace
from app.store import exchange_log
from tests.ui.clipping import clipped_labels, too_small_to_press, unnamed_controls
from tests.ui.practice import CHEAP, PASSPHRASE
from ui.dialogs.export_dialog import ExportDialog
from ui.dialogs.exported_dialog import ExportedDialog
from ui.drives import Drive
from ui.widgets.choices import ChoiceButton
from ui.widgets.labels import Label

GIGABYTE = 1 << 30
STICK = Drive(Path("E:/"), "KINGSTON", "FAT32", 8 * GIGABYTE, 16 * GIGABYTE, is_read_only=False)


@pytest.fixture
def laptop(tmp_path):
    """A machine on its first day: no office key anywhere."""
    first = FirstStart("示例区委组织部", "district", "王建国", "科长", "administrator", PASSPHRASE)
    workspace, _code = create_workspace(tmp_path / "laptop", first, cost=CHEAP)
    yield workspace
    workspace.close()


def shown(qtbot, workspace, tasks, *drives, what="owed"):
    dialog = ExportDialog(workspace, tasks, what=what, look=lambda: drives)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.outgoing is not None and not tasks.is_busy, timeout=20_000)
    return dialog


def words_of(widget):
    return " ".join(label.text() for label in widget.findChildren(Label))


def test_what_goes_is_counted_before_anything_is_written(qtbot, laptop, tasks):
    dialog = shown(qtbot, laptop, tasks, STICK)
    assert f"{dialog.outgoing.revisions} 条记录" in dialog.counted.text()
    assert dialog.main.isEnabled()
    assert clipped_labels(dialog) == []
    assert too_small_to_press(dialog) == []
    assert unnamed_controls(dialog) == []


@pytest.mark.parametrize(
    ("drive", "size", "why"),
    [
        (replace(STICK, is_read_only=True), 1, "写了保护"),
        (replace(STICK, free=GIGABYTE), GIGABYTE, "空间不够"),
        (STICK, 5 * GIGABYTE, "FAT32"),
    ],
)
def test_a_stick_that_cannot_take_it_is_said_before_the_button(qtbot, laptop, tasks, drive, size, why):
    dialog = shown(qtbot, laptop, tasks, drive)
    dialog.show_outgoing(Outgoing(1, 5, 1, 1, size))
    assert not dialog.main.isEnabled()
    assert why in words_of(dialog.warning)
    assert why in dialog.picker._cards.findChild(ChoiceButton).accessibleDescription()


def test_a_folder_that_is_gone_is_said(qtbot, laptop, tasks, tmp_path):
    dialog = shown(qtbot, laptop, tasks)
    dialog.picker.choose(tmp_path / "gone")
    assert "找不到" in words_of(dialog.warning)
    assert not dialog.main.isEnabled()


def test_on_the_first_day_the_password_is_shown_once(qtbot, laptop, tasks, stick):
    dialog = shown(qtbot, laptop, tasks)
    assert dialog.first_day.isChecked()
    dialog.picker.choose(stick)
    dialog.passphrase.line.setText(PASSPHRASE)
    with qtbot.waitSignal(dialog.accepted, timeout=30_000):
        dialog.go_on()
    done = dialog.exported
    said = ExportedDialog(done)
    qtbot.addWidget(said)
    assert all(group in words_of(said) for group in done.password.split("-"))
    assert done.key_file.name in words_of(said)
    assert "弹出" in words_of(said) or "安全删除" in words_of(said)
    assert len(list(stick.iterdir())) == 2


def test_without_anybody_to_send_to_it_asks(qtbot, laptop, tasks, stick):
    dialog = shown(qtbot, laptop, tasks)
    dialog.picker.choose(stick)
    dialog.passphrase.line.setText(PASSPHRASE)
    dialog.first_day.setChecked(False)
    dialog.go_on()
    assert dialog.to_field.problem
    assert list(stick.iterdir()) == []


def test_stopping_while_it_is_copied_leaves_nothing_on_the_stick_and_says_where_it_is(
    qtbot, laptop, tasks, stick, monkeypatch
):
    make_office_key(laptop, PASSPHRASE, cost=CHEAP)
    issue_certificates(laptop, people(laptop), PASSPHRASE)
    dialog = shown(qtbot, laptop, tasks)
    dialog.picker.choose(stick)
    dialog.passphrase.line.setText(PASSPHRASE)
    real = exporting.deliver

    def stopped_midway(source, folder, sha256, size, progress):
        def until_it_is_stopped(step):
            progress(step)
            if step.doing == "copy":
                dialog.busy.stop_asked.emit()
                while True:
                    progress(step)
                    Event().wait(0.01)

        return real(source, folder, sha256, size, until_it_is_stopped)

    monkeypatch.setattr(exporting, "deliver", stopped_midway)
    dialog.go_on()
    qtbot.waitUntil(lambda: "已停下" in words_of(dialog.problem), timeout=30_000)
    qtbot.waitUntil(lambda: not tasks.is_busy, timeout=20_000)
    assert list(stick.iterdir()) == []
    [sent] = sent_bundles(laptop)
    assert sent.has_copy
    assert dialog.main.isEnabled()


def test_a_wrong_passphrase_is_said_under_its_field(qtbot, laptop, tasks, stick):
    dialog = shown(qtbot, laptop, tasks)
    dialog.picker.choose(stick)
    dialog.passphrase.line.setText("不是这个口令呀")
    dialog.go_on()
    qtbot.waitUntil(lambda: bool(dialog.passphrase_field.problem), timeout=20_000)
    qtbot.waitUntil(lambda: not tasks.is_busy, timeout=20_000)
    assert exchange_log.sent(laptop.store) == ()


def test_public_material_is_asked_about_again_and_then_goes_in_clear(qtbot, laptop, tasks, stick, monkeypatch):
    add_unit(laptop, NewUnit("清风街道", "street"), PASSPHRASE)
    dialog = shown(qtbot, laptop, tasks, what="public")
    assert dialog.outgoing.revisions == 2  # the scheme and the street
    assert not dialog.to_field.isVisible()
    dialog.picker.choose(stick)
    dialog.passphrase.line.setText(PASSPHRASE)
    answers = [False, True]
    monkeypatch.setattr(dialog, "_is_sure", lambda: answers.pop(0))
    dialog.go_on()
    assert list(stick.iterdir()) == []
    with qtbot.waitSignal(dialog.accepted, timeout=30_000):
        dialog.go_on()
    [path] = stick.iterdir()
    assert path.name.endswith(".bag.zip")
    assert [entry.act for entry in exchange_log.exchanges(laptop.store)] == ["exported in clear"]
