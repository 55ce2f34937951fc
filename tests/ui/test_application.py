"""Starting the program: the guide, the passphrase, the practice district, a second start, the lock."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTranslator
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.errors import StoreDamaged
from app.services import workspace as workspaces
from app.services.demo import create_demo_workspace
from app.services.joining import join_office
from app.services.people import add_person
from app.services.workspace import FirstStart, create_workspace, open_workspace, workspace_state
from app.settings import CONTRAST, TEXT_SIZE, Settings
from app.store.database import open_store
from app.store.migrations import STEPS
from tests.app.services.second_laptops import an_office, invitation_of
from tests.ui.modal import in_dialog
from tests.ui.practice import CHEAP
from ui.application import Application, dress
from ui.chinese import speak_chinese
from ui.dialogs.error_dialog import ErrorDialog
from ui.dialogs.unlock_dialog import UnlockDialog
from ui.neighbour import Neighbour
from ui.pages.first_start.page import FirstStartPage
from ui.theme import Theme
from ui.tokens import Contrast, TextSize

PASSPHRASE = "春江花月夜第一句"
FIRST = FirstStart("钟楼区委组织部", "district", "王建国", "组织科科长", "administrator", PASSPHRASE)


def test_an_empty_folder_begins_with_the_guide_and_ends_in_the_window(
    qtbot: QtBot, start: Callable[[Path], Application], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = create_workspace
    monkeypatch.setattr(workspaces, "create_workspace", lambda folder, first: real(folder, first, cost=CHEAP))
    application = start(tmp_path / "store")
    assert application.start()
    guide = application.guide
    assert isinstance(guide, FirstStartPage)
    guide.finished.emit(FIRST)
    qtbot.waitUntil(lambda: guide.code_panel is not None)
    guide.done.emit()
    assert application.workroom is not None
    assert application.workroom.window.isVisible()
    assert application.workroom.workspace.person is not None
    assert application.workroom.workspace.person.name == "王建国"
    assert application.guide is None


def test_the_guide_says_why_a_store_could_not_be_made(
    qtbot: QtBot, start: Callable[[Path], Application], tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    application = start(blocked / "store")
    application.show_guide()
    guide = application.guide
    assert isinstance(guide, FirstStartPage)
    guide.finished.emit(FIRST)
    qtbot.waitUntil(guide._problem.isVisible)
    assert application.workroom is None


def test_trying_out_makes_a_practice_district_and_opens_it_again_the_next_time(
    qtbot: QtBot, start: Callable[[Path], Application], tmp_path: Path
) -> None:
    application = start(tmp_path / "store")
    application.start()
    application.open_demo()
    qtbot.waitUntil(lambda: application.workroom is not None, timeout=30_000)
    assert application.workroom is not None
    assert application.workroom.workspace.is_demo
    application.workroom.window.close()
    assert workspace_state(tmp_path / "demo") == "demo"
    again = start(tmp_path / "demo")
    assert again.start()
    assert again.workroom is not None


def test_the_passphrase_opens_the_window_and_turning_away_does_not(
    qtbot: QtBot, start: Callable[[Path], Application], tmp_path: Path
) -> None:
    create_workspace(tmp_path / "store", FIRST, cost=CHEAP)[0].close()
    in_dialog(UnlockDialog, lambda dialog: dialog.reject())
    assert not start(tmp_path / "store").start()

    def give(dialog: UnlockDialog) -> None:
        dialog.passphrase.line.setText(PASSPHRASE)
        dialog.go_on()

    in_dialog(UnlockDialog, give)
    application = start(tmp_path / "store")
    assert application.start()
    assert application.workroom is not None
    assert not application.workroom.workspace.is_demo


def test_a_forgotten_passphrase_is_replaced_by_the_recovery_code(tmp_path: Path) -> None:
    from app.services.recovery import key_by_code, recover

    workspace, code = create_workspace(tmp_path / "store", FIRST, cost=CHEAP)
    workspace.close()
    recover(tmp_path / "store", key_by_code(tmp_path / "store", code), "海上明月共潮生啊", cost=CHEAP).close()
    open_workspace(tmp_path / "store", "海上明月共潮生啊").close()


def test_a_second_start_brings_the_first_window_forward_and_ends(
    qtbot: QtBot, start: Callable[[Path], Application], tmp_path: Path
) -> None:
    first = create_demo_workspace(tmp_path / "demo")
    listening = Neighbour(tmp_path / "demo")
    listening.listen()
    with qtbot.waitSignal(listening.called):
        assert not start(tmp_path / "demo").start()
    first.close()


def test_a_second_start_that_nobody_answers_says_that_the_store_is_in_use(
    qtbot: QtBot, start: Callable[[Path], Application], tmp_path: Path
) -> None:
    first = create_demo_workspace(tmp_path / "demo")
    told: list[str] = []
    in_dialog(ErrorDialog, lambda dialog: (told.append(dialog.title.text()), dialog.reject()))
    assert not start(tmp_path / "demo").start()
    assert told
    first.close()


def test_a_damaged_store_is_told_and_left_as_it_is(
    qtbot: QtBot, start: Callable[[Path], Application], tmp_path: Path
) -> None:
    create_demo_workspace(tmp_path / "demo").close()
    broken = b"\0" * 8192
    (tmp_path / "demo" / "store.db").write_bytes(broken)
    told: list[str] = []
    in_dialog(ErrorDialog, lambda dialog: (told.append(dialog.title.text()), dialog.reject()))
    assert not start(tmp_path / "demo").start()
    assert told
    assert (tmp_path / "demo" / "store.db").read_bytes() == broken
    with pytest.raises(StoreDamaged):
        open_workspace(tmp_path / "demo")


def test_an_older_store_that_cannot_be_brought_up_is_told_with_the_place_of_its_copy(
    qtbot: QtBot, start: Callable[[Path], Application], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_db: object) -> None:
        raise LookupError("a mistake in a later version")

    create_workspace(tmp_path / "store", FIRST, cost=CHEAP)[0].close()
    monkeypatch.setattr(workspaces.database, "open_store", partial(open_store, steps=(*STEPS, fail)))

    def give(dialog: UnlockDialog) -> None:
        dialog.passphrase.line.setText(PASSPHRASE)
        dialog.go_on()

    told: list[str] = []
    in_dialog(UnlockDialog, give)
    in_dialog(ErrorDialog, lambda dialog: (told.append(dialog.details), dialog.reject()))
    assert not start(tmp_path / "store").start()
    [words] = told
    assert "数据没有升级成功" in words
    assert str(tmp_path / "store" / f"store.db.before-{len(STEPS)}") in words
    monkeypatch.undo()
    open_workspace(tmp_path / "store", PASSPHRASE).close()


def test_the_lock_hides_the_window_until_the_passphrase_is_given(
    qtbot: QtBot, start: Callable[[Path], Application], tmp_path: Path
) -> None:
    create_workspace(tmp_path / "store", FIRST, cost=CHEAP)[0].close()
    application = start(tmp_path / "store")
    application.show_workroom(open_workspace(tmp_path / "store", PASSPHRASE))
    assert application.workroom is not None
    window = application.workroom.window
    seen: list[bool] = []

    def give(dialog: UnlockDialog) -> None:
        seen.append(window.isVisible())
        dialog.passphrase.line.setText(PASSPHRASE)
        dialog.go_on()

    in_dialog(UnlockDialog, give)
    application.lock()
    assert seen == [False]
    assert window.isVisible()


def test_the_look_that_was_set_is_worn_and_an_unknown_word_is_the_usual_look(
    qapp: QApplication, theme: Theme, tmp_path: Path
) -> None:
    dress(qapp, Settings(tmp_path, {TEXT_SIZE: "large", CONTRAST: "high"}))
    assert (theme.tokens.contrast, theme.tokens.text_size) == (Contrast.HIGH, TextSize.LARGE)
    dress(qapp, Settings(tmp_path, {TEXT_SIZE: "huge", CONTRAST: "dark"}))
    assert (theme.tokens.contrast, theme.tokens.text_size) == (Contrast.LIGHT, TextSize.STANDARD)


def test_qts_own_dialogs_speak_chinese(qapp: QApplication) -> None:
    assert speak_chinese(qapp)
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)


def test_another_person_takes_over_and_the_window_is_theirs(
    qtbot: QtBot, start: Callable[[Path], Application], tmp_path: Path
) -> None:
    workspace, _code = create_workspace(tmp_path / "store", FIRST, cost=CHEAP)
    add_person(workspace, "李秀英", "科员", "", "leader", "海上明月共潮生啊", cost=CHEAP)
    workspace.close()
    application = start(tmp_path / "store")
    application.show_workroom(open_workspace(tmp_path / "store", PASSPHRASE))
    assert application.workroom is not None
    first = application.workroom

    def hers(dialog: UnlockDialog) -> None:
        dialog.passphrase.line.setText("海上明月共潮生啊")
        dialog.go_on()

    first.window.activateWindow()
    qtbot.waitUntil(first.window.isActiveWindow)
    in_dialog(UnlockDialog, hers)
    qtbot.keyClick(first.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: application.workroom is not first)
    assert application.workroom is not None
    assert application.workroom.workspace.person is not None
    assert application.workroom.workspace.person.name == "李秀英"
    assert application.workroom.window.isVisible()


def test_of_several_people_one_is_asked_who_forgot(
    qtbot: QtBot, start: Callable[[Path], Application], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ui import recovering
    from ui.dialogs.who_dialog import WhoDialog

    workspace, code = create_workspace(tmp_path / "store", FIRST, cost=CHEAP)
    hers = add_person(workspace, "李秀英", "科员", "", "leader", "海上明月共潮生啊", cost=CHEAP)
    workspace.close()
    real = recovering.recover
    monkeypatch.setattr(recovering, "recover", lambda *given, **named: real(*given, **named, cost=CHEAP))

    def choose(dialog: WhoDialog) -> None:
        dialog.people.set_value(hers.id)
        dialog.go_on()

    in_dialog(WhoDialog, choose)
    opened = recovering.Recovering(tmp_path / "store").by_code(code, "滟滟随波千万里呀")
    assert opened is not None
    assert opened.person is not None
    assert opened.person.name == "李秀英"
    opened.close()
    in_dialog(WhoDialog, lambda dialog: dialog.reject())
    assert recovering.Recovering(tmp_path / "store").by_code(code, "又一个新的口令呀") is None
    open_workspace(tmp_path / "store", PASSPHRASE).close()


def test_a_laptop_that_joined_goes_on_in_a_window_of_its_office(
    qtbot: QtBot, start: Callable[[Path], Application], tmp_path: Path
) -> None:
    desktop = an_office(tmp_path / "desktop", "天宁区委组织部")
    invitation = invitation_of(desktop)
    desktop.close()
    create_workspace(tmp_path / "store", FIRST, cost=CHEAP)[0].close()
    application = start(tmp_path / "store")
    application.show_workroom(open_workspace(tmp_path / "store", PASSPHRASE))
    room = application.workroom
    assert room is not None
    join_office(room.workspace, invitation, invitation.fingerprint, PASSPHRASE)
    room.office_joined.emit()
    qtbot.waitUntil(lambda: application.workroom is not room)
    again = application.workroom
    assert again is not None
    assert again.workspace.office.name == "天宁区委组织部"
    assert again.workspace.realm == invitation.realm
    assert again.window.isVisible()
