"""An empty list says what belongs there and has the next step beside it, in a new office on every page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.services.workspace import Workspace
from app.settings import Settings
from ui.pictures import settle
from ui.workroom import HOME, INSPECTIONS, SETTINGS, UNITS, Workroom


@pytest.fixture
def new_office(qtbot: QtBot, office: Workspace, tmp_path: Path) -> Iterator[Workroom]:
    """The window of an office that has nothing yet."""
    room = Workroom(office, Settings(tmp_path))
    qtbot.addWidget(room.window)
    room.window.setMinimumSize(0, 0)
    room.window.resize(1366, 690)
    room.window.show()
    yield room
    room.tasks.stop_all()


def words(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def offers(page: QWidget) -> set[str]:
    found = page.findChildren(QAbstractButton)
    return {
        getattr(one, "label", "") or one.text() or one.accessibleName()
        for one in found
        if one.isVisible() and one.isEnabled()
    }


@pytest.mark.parametrize(
    ("place", "what", "next_step"),
    [
        (HOME, "名册", "导入"),
        (INSPECTIONS, "还没有检查", "新建检查"),
        (UNITS, "单位名册还是空的", "从Excel导入"),
        (SETTINGS, "这台电脑上的人", "加"),
        (SETTINGS, "备份", "备份"),
    ],
)
def test_an_empty_list_says_what_belongs_there_and_what_to_do(
    new_office: Workroom, place: str, what: str, next_step: str
) -> None:
    if place == INSPECTIONS:
        new_office.inspections.show_list()
    page = new_office.window.show_page(place) or new_office.window.page(place)
    settle(new_office.tasks)
    assert what in words(page)
    assert any(next_step in offer for offer in offers(page)), offers(page)
