"""From the window back to a backup, and from a damaged store or a lost key file back to work."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.identity import slots
from app.services.backup_list import own_root
from app.services.backups import back_up
from app.services.demo import create_demo_workspace
from app.services.people import people
from app.services.workspace import FirstStart, create_workspace, open_workspace
from app.store.units import all_units
from tests.ui.modal import in_dialog
from tests.ui.practice import CHEAP
from ui.application import Application
from ui.dialogs.confirm_word import ConfirmWord
from ui.dialogs.error_dialog import ErrorDialog
from ui.dialogs.question import Question
from ui.dialogs.restore_dialog import RestoreDialog
from ui.dialogs.unlock_dialog import UnlockDialog

PASSPHRASE = "春江花月夜第一句"
FIRST = FirstStart("钟楼区委组织部", "district", "王建国", "组织科科长", "administrator", PASSPHRASE)


def unlock(dialog: UnlockDialog) -> None:
    dialog.passphrase.line.setText(PASSPHRASE)
    dialog.go_on()


def restore_the_first_offered() -> None:
    def say(dialog: ConfirmWord) -> None:
        dialog.line.setText("恢复")
        dialog.go_on()

    def choose(dialog: RestoreDialog) -> None:
        in_dialog(ConfirmWord, say)
        dialog.go_on()

    in_dialog(RestoreDialog, choose, lambda dialog: dialog.main.isEnabled())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An office's store with a backup."""
    workspace, _code = create_workspace(tmp_path / "store", FIRST, cost=CHEAP)
    back_up(workspace)
    workspace.close()
    return tmp_path / "store"


def opened(application: Application, folder: Path) -> Any:
    application.show_workroom(open_workspace(folder, PASSPHRASE))
    assert application.workroom is not None
    return application.workroom


def test_a_backup_chosen_in_the_window_takes_the_stores_place_and_work_goes_on(
    qtbot: QtBot, start: Callable[[Path], Application], folder: Path
) -> None:
    from app.services.people import add_person

    application = start(folder)
    room = opened(application, folder)
    add_person(room.workspace, "李敏", "科员", "钟楼区委组织部")
    device = room.workspace.store.device
    restore_the_first_offered()
    room.window.show_page("settings").backups.restore.click()
    again = application.workroom
    assert again is not None
    assert again is not room
    assert again.window.isVisible()
    assert again.workspace.person == room.workspace.person
    assert again.workspace.store.device != device
    assert len(list(folder.glob("store-before-restore-*"))) == 1
    assert [person.name for person in people(again.workspace)] == ["王建国", "李敏"], "people stay as they are now"


def test_one_can_go_back_to_what_was_there_before_the_restore(
    qtbot: QtBot, start: Callable[[Path], Application], folder: Path
) -> None:
    from app.services.unit_changes import NewUnit, add_unit

    application = start(folder)
    room = opened(application, folder)
    add_unit(room.workspace, NewUnit("清风街道", "street"), PASSPHRASE)
    restore_the_first_offered()
    room.restore()
    restored = application.workroom
    assert restored is not None
    assert all_units(restored.workspace.store) == ()
    restore_the_first_offered()
    restored.restore()
    again = application.workroom
    assert again is not None
    assert [unit.name for unit in all_units(again.workspace.store)] == ["清风街道"]


def test_turning_away_in_the_window_changes_nothing(
    qtbot: QtBot, start: Callable[[Path], Application], folder: Path
) -> None:
    application = start(folder)
    room = opened(application, folder)
    in_dialog(RestoreDialog, lambda dialog: dialog.reject())
    room.restore()
    assert application.workroom is room
    assert not list(folder.glob("store-before-restore-*"))


def test_a_swap_that_fails_is_told_and_the_store_opens_as_it_was(
    qtbot: QtBot, start: Callable[[Path], Application], folder: Path
) -> None:
    application = start(folder)
    room = opened(application, folder)
    in_dialog(ErrorDialog, lambda dialog: dialog.reject())
    device = room.workspace.store.device
    room.restore_ready.emit(folder / "nothing lies ready")
    assert application.workroom is not None
    assert application.workroom is not room
    assert application.workroom.workspace.store.device == device


def damage(folder: Path) -> bytes:
    broken = b"\0" * 8192
    (folder / "store.db").write_bytes(broken)
    return broken


def test_for_a_damaged_store_the_newest_good_backup_is_offered_and_the_file_kept(
    qtbot: QtBot, start: Callable[[Path], Application], folder: Path
) -> None:
    broken = damage(folder)
    in_dialog(UnlockDialog, unlock)

    def go_on(dialog: ErrorDialog) -> None:
        restore_the_first_offered()
        in_dialog_later(UnlockDialog, unlock)
        dialog.accept()

    def in_dialog_later(kind: type, act: Callable[[Any], object]) -> None:
        in_dialog(kind, act)

    in_dialog(ErrorDialog, go_on)
    application = start(folder)
    assert application.start()
    assert application.workroom is not None
    [kept] = folder.glob("store-before-restore-*")
    assert (kept / "store.db").read_bytes() == broken


def test_a_damaged_store_is_left_alone_when_nobody_wants_a_backup(
    qtbot: QtBot, start: Callable[[Path], Application], folder: Path
) -> None:
    broken = damage(folder)
    in_dialog(UnlockDialog, unlock)

    def go_on(dialog: ErrorDialog) -> None:
        in_dialog(RestoreDialog, lambda restore: restore.reject())
        dialog.accept()

    in_dialog(ErrorDialog, go_on)
    assert not start(folder).start()
    assert (folder / "store.db").read_bytes() == broken


def test_a_damaged_practice_store_is_restored_without_a_passphrase(
    qtbot: QtBot, start: Callable[[Path], Application], tmp_path: Path
) -> None:
    workspace = create_demo_workspace(tmp_path / "demo")
    back_up(workspace)
    workspace.close()
    damage(tmp_path / "demo")

    def go_on(dialog: ErrorDialog) -> None:
        restore_the_first_offered()
        dialog.accept()

    in_dialog(ErrorDialog, go_on)
    application = start(tmp_path / "demo")
    assert application.start()
    assert application.workroom is not None


@pytest.mark.parametrize("how", ["gone", "torn"])
def test_a_lost_key_file_is_brought_from_the_newest_backup(
    qtbot: QtBot, start: Callable[[Path], Application], folder: Path, how: str
) -> None:
    for name in slots.FILE_NAMES:
        if how == "gone":
            (folder / name).unlink()
        else:
            (folder / name).write_text("torn")

    def take(dialog: Question) -> None:
        in_dialog(UnlockDialog, unlock)
        dialog.accept()

    in_dialog(Question, take)
    application = start(folder)
    assert application.start()
    assert application.workroom is not None


def test_a_lost_key_file_that_nobody_wants_back_stays_lost(
    qtbot: QtBot, start: Callable[[Path], Application], folder: Path
) -> None:
    for name in slots.FILE_NAMES:
        (folder / name).unlink()
    in_dialog(Question, lambda dialog: dialog.reject())
    assert not start(folder).start()
    assert not (folder / slots.FILE_NAMES[0]).exists()


def test_a_lost_key_file_that_no_backup_has_is_told(
    qtbot: QtBot, start: Callable[[Path], Application], folder: Path
) -> None:
    for name in slots.FILE_NAMES:
        (folder / name).unlink()
    for backup in own_root(folder).glob("*.backup"):
        (backup / "store.mark").write_bytes(b"{}")
    told: list[str] = []
    in_dialog(ErrorDialog, lambda dialog: (told.append(dialog.title.text()), dialog.reject()))
    assert not start(folder).start()
    assert told == ["找不到密钥文件"]


def test_the_status_line_says_when_the_backup_was_made_and_what_is_wrong(
    qtbot: QtBot, start: Callable[[Path], Application], folder: Path, tmp_path: Path
) -> None:
    room = opened(start(folder), folder)
    qtbot.waitUntil(lambda: "备份" in room.window.status.words("health"))
    with qtbot.waitSignal(room.backups.told):
        room.backups.back_up()
    assert room.window.status.words("health").startswith("本机数据完好，备份 ")
    stick = tmp_path / "U盘"
    from app.services.backups import choose_second_root

    choose_second_root(room.workspace, stick)
    stick.rmdir()
    qtbot.waitUntil(lambda: not room.backups.is_busy)
    with qtbot.waitSignal(room.backups.told):
        room.backups.back_up()
    assert room.window.status.words("stick") == "第二个备份文件夹写不进去，请看“设置”"


def test_closing_the_window_makes_a_last_backup(start: Callable[[Path], Application], folder: Path) -> None:
    from app.services.people import add_person

    application = start(folder)
    room = opened(application, folder)
    add_person(room.workspace, "李敏", "科员", "钟楼区委组织部")
    room.window.close()
    assert len(list(own_root(folder).glob("*.backup"))) == 2
