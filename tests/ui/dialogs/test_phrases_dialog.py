"""Putting the phrases of an item in order, by keys alone."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.inspection import Change
from app.services.demo import fill_in
from app.services.inspections import answer
from app.services.phrases import item_phrases, offered_phrases
from app.services.workspace import Workspace
from ui.dialogs.phrases_dialog import PhrasesDialog


@pytest.fixture
def dialog(qtbot: QtBot, workspace: Workspace) -> PhrasesDialog:
    opened = fill_in(workspace, {"unit": "柳河社区", "answers": {"items": {}}}, "district")
    answer(workspace, opened, Change("items", "1.1", {"facts": {}, "reason": "会议记录不全；无签到"}))
    dialog = PhrasesDialog(workspace, "1.1", "党组织设置")
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
    return dialog


def offered(workspace: Workspace) -> tuple[str, ...]:
    return offered_phrases(workspace, "1.1", "")


def test_a_phrase_is_typed_and_kept_by_enter(dialog: PhrasesDialog, workspace: Workspace, keyboard: Any) -> None:
    dialog.line.setFocus()
    keyboard.write("没有台账")
    keyboard.enter()
    assert offered(workspace)[0] == "没有台账"
    assert dialog.line.text() == ""
    assert dialog.isVisible()


def test_a_marked_phrase_is_rewritten_by_enter(dialog: PhrasesDialog, workspace: Workspace, keyboard: Any) -> None:
    dialog.table.setFocus()
    old = dialog.model.phrases[0].text
    keyboard.enter()
    assert dialog.line.text() == old
    keyboard.write("改过的一句")
    keyboard.enter()
    assert "改过的一句" in offered(workspace)
    assert old not in offered(workspace)


def test_delete_hides_and_the_button_shows_again(dialog: PhrasesDialog, workspace: Workspace, keyboard: Any) -> None:
    dialog.table.setFocus()
    hidden = dialog.model.phrases[0].text
    keyboard.press(Qt.Key.Key_Delete)
    assert hidden not in offered(workspace)
    assert dialog.hide_button.label == "再出现"
    dialog.hide_button.click()
    assert hidden in offered(workspace)


def test_pinning_puts_it_first(dialog: PhrasesDialog, workspace: Workspace) -> None:
    dialog.table.mark(1)
    second = dialog.model.phrases[1].text
    dialog.pin_button.click()
    assert offered(workspace)[0] == second


def test_what_is_no_sentence_is_refused_in_words(dialog: PhrasesDialog, workspace: Workspace, keyboard: Any) -> None:
    dialog.line.setFocus()
    keyboard.write("甲乙；丙丁")
    keyboard.enter()
    assert "几句话" in dialog._typed.problem
    assert len(item_phrases(workspace, "1.1").phrases) == 2


def test_an_item_without_phrases_says_what_belongs_here(qtbot: QtBot, workspace: Workspace) -> None:
    dialog = PhrasesDialog(workspace, "9.9", "")
    qtbot.addWidget(dialog)
    dialog.show()
    assert "还没有常用语" in dialog._empty.text()
    assert dialog._empty.isVisible()
    assert dialog.line.hasFocus() or dialog._first is dialog.line
