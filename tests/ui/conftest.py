"""What the tests of the window rely on: the program's look, stores to look at, the window, a keyboard."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services.workspace import Workspace
from app.settings import Settings
from tests.ui.keyboard import Keyboard
from tests.ui.practice import own_office, practice_store
from ui.application import Application
from ui.tasks import Tasks
from ui.theme import Theme, current_theme, load_fonts
from ui.tokens import Contrast, TextSize
from ui.workroom import Workroom


@pytest.fixture(scope="session")
def fonts(qapp: QApplication) -> bool:
    """The program's own fonts, loaded once."""
    return load_fonts(qapp)


@pytest.fixture(autouse=True)
def theme(qapp: QApplication, fonts: bool) -> Iterator[Theme]:
    """Light, standard text; a test may change it, the next one finds it as it was."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # no loop runs that would let old windows go
    theme = current_theme()
    yield theme
    if theme.tokens.contrast is not Contrast.LIGHT or theme.tokens.text_size is not TextSize.STANDARD:
        theme.wear(Contrast.LIGHT, TextSize.STANDARD)
    theme.shows_key_caps = True
    theme.keyboard_in_use = False


@pytest.fixture
def practice(tmp_path: Path) -> Iterator[Workspace]:
    """The invented district."""
    workspace = practice_store(tmp_path)
    yield workspace
    workspace.close()


@pytest.fixture
def workspace(practice: Workspace) -> Workspace:
    """The invented district, where a test knows no other store."""
    return practice


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    """A real office with two people."""
    workspace = own_office(tmp_path)
    yield workspace
    workspace.close()


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    """Long work; a test leaves none of it behind."""
    tasks = Tasks()
    yield tasks
    assert tasks.stop_all()


@pytest.fixture
def room(qtbot: QtBot, workspace: Workspace, tmp_path: Path) -> Iterator[Workroom]:
    """The window, on the screen and active."""
    room = Workroom(workspace, Settings(tmp_path))
    qtbot.addWidget(room.window)
    room.window.setMinimumSize(0, 0)
    room.window.resize(1366, 690)
    room.window.show()
    room.window.activateWindow()
    qtbot.waitUntil(room.window.isActiveWindow)
    yield room
    room.tasks.stop_all()


@pytest.fixture
def start(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[Path], Application]]:
    """Makes the program on a folder; all of it is taken down afterwards."""
    made: list[Application] = []

    def make(folder: Path) -> Application:
        application = Application(qapp, folder, tmp_path / "demo", Settings(tmp_path / "settings"))
        made.append(application)
        return application

    yield make
    for application in made:
        application.crashes.fold()
        if application.workroom is not None and application.workroom.window.isVisible():
            application.workroom.window.close()
        if application.guide is not None:
            application.guide.close()
        application.deleteLater()


@pytest.fixture
def keyboard() -> Keyboard:
    """Nothing but keys."""
    return Keyboard()
