"""Words are kept whenever the typing pauses, and typing goes on undisturbed."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services.inspections import open_inspection
from app.services.workspace import Workspace
from ui.fields.entry import WordsEntry
from ui.pages.inspection.item_card import ItemCard
from ui.pages.inspection.page import InspectionPage


def answers(workspace: Workspace, page: InspectionPage) -> Any:
    """The items as the store has them."""
    assert page.opened is not None
    return open_inspection(workspace, page.opened.inspection.id).answers.get("items") or {}


@pytest.fixture
def field(page: InspectionPage) -> Any:
    """The reason of 1.1, with a short pause."""
    assert isinstance(page.card, ItemCard)
    page.card.reason.field.pause.setInterval(1)
    page.write_reason()
    return page.card.reason.field


def test_a_reason_is_kept_in_the_pauses_of_typing(
    page: InspectionPage, workspace: Workspace, keyboard: Any, qtbot: QtBot, field: Any
) -> None:
    with qtbot.waitSignal(page.saved):
        keyboard.write("两年没有换届，")
    assert answers(workspace, page)["1.1"]["reason"] == "两年没有换届，"
    assert field.hasFocus()
    with qtbot.waitSignal(page.saved):
        keyboard.write("也没有报批")
    assert field.toPlainText() == "两年没有换届，也没有报批"
    assert answers(workspace, page)["1.1"]["reason"] == "两年没有换届，也没有报批"


def test_the_cursor_stays_where_one_types(page: InspectionPage, keyboard: Any, qtbot: QtBot, field: Any) -> None:
    keyboard.write("甲乙")
    keyboard.press(Qt.Key.Key_Left)
    with qtbot.waitSignal(page.saved):
        keyboard.write("中 ")
    assert field.textCursor().position() == 3
    assert field.toPlainText() == "甲中 乙"


def test_the_reason_of_a_judgement_is_kept_in_the_pauses_too(
    page: InspectionPage, workspace: Workspace, keyboard: Any, qtbot: QtBot
) -> None:
    page.go_to("items", "3.4")
    keyboard.type("1")
    keyboard.enter()
    line = keyboard.focus
    assert isinstance(line, WordsEntry)
    line.pause.setInterval(1)
    with qtbot.waitSignal(page.saved):
        keyboard.write("表决结果没有写 ")
    assert answers(workspace, page)["3.4"]["facts"]["a"] == {"marks": "1", "reason": "表决结果没有写"}
    assert line.text() == "表决结果没有写 "
    assert line.hasFocus()
