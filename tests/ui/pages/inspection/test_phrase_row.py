"""Phrases beneath the reason: looked up when it gets the keyboard, narrowed by typing, taken by keys alone."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.pages.inspection.reason import Reason

PHRASES = ("会议记录不全", "没有会议记录", "无签到", "一句很长很长很长很长很长很长很长很长很长很长很长的常用语")


@pytest.fixture
def asked() -> list[int]:
    return []


@pytest.fixture
def reason(qtbot: QtBot, asked: list[int]) -> Reason:
    def offer() -> tuple[str, ...]:
        asked.append(1)
        return PHRASES

    reason = Reason(offer, is_editable=True)
    qtbot.addWidget(reason)
    reason.resize(700, 200)
    reason.show()
    reason.activateWindow()
    qtbot.waitUntil(reason.isActiveWindow)
    reason.field.clearFocus()
    asked.clear()
    return reason


def shown(reason: Reason) -> list[str]:
    return [chip.phrase for chip in reason.phrases.chips if chip.isVisible()]


def test_nothing_is_looked_up_before_the_reason_has_the_keyboard(reason: Reason, asked: list[int]) -> None:
    assert not asked
    assert not reason.phrases.isVisible()
    reason.focus()
    assert asked
    assert shown(reason) == list(PHRASES)


def test_typing_narrows_and_taking_puts_the_phrase_in_its_place(reason: Reason, keyboard: Any, qtbot: QtBot) -> None:
    reason.focus()
    keyboard.type("hyjl")
    assert shown(reason) == ["会议记录不全", "没有会议记录"]
    keyboard.press(Qt.Key.Key_Down)
    keyboard.press(Qt.Key.Key_Right)
    assert reason.phrases.marked == "没有会议记录"
    with qtbot.waitSignal(reason.committed) as told:
        keyboard.enter()
    assert told.args == ["没有会议记录"]
    assert reason.field.hasFocus()


def test_escape_goes_back_to_typing_and_enter_then_means_the_page(reason: Reason, keyboard: Any) -> None:
    reason.focus()
    keyboard.press(Qt.Key.Key_Down)
    keyboard.press(Qt.Key.Key_Escape)
    assert not reason.phrases.marked
    keyboard.write("新的原因")
    assert reason.field.toPlainText() == "新的原因"
    keyboard.press(Qt.Key.Key_Up)
    assert not reason.phrases.marked


def test_what_is_said_already_is_not_offered_again(reason: Reason) -> None:
    reason.show_reason("无签到", is_owed=True)
    reason.focus()
    assert "无签到" not in shown(reason)
    assert len(shown(reason)) == 3


def test_the_last_step_leads_to_putting_them_in_order(reason: Reason, keyboard: Any, qtbot: QtBot) -> None:
    reason.focus()
    for _step in range(len(PHRASES) + 1):
        keyboard.press(Qt.Key.Key_Down)
    with qtbot.waitSignal(reason.edit_asked):
        keyboard.enter()


def test_a_long_phrase_is_shortened_on_its_chip_and_whole_in_the_text(reason: Reason) -> None:
    reason.focus()
    chip = reason.phrases.chips[3]
    assert chip.text().endswith("…")
    assert chip.toolTip() == PHRASES[3]
    chip.click()
    assert reason.field.toPlainText() == PHRASES[3]


def test_a_signed_reason_offers_nothing(reason: Reason) -> None:
    reason.field.setReadOnly(True)
    reason.focus()
    assert not reason.phrases.isVisible()
