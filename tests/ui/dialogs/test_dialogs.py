"""Dialogs: Esc cancels, Enter goes on unless something is destroyed, the focus returns, nothing is cut."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from app.errors import AppError
from tests.ui.clipping import clipped_labels, too_small_to_press, unnamed_controls
from ui import messages
from ui.dialogs.base import Dialog, Scrim
from ui.dialogs.confirm_word import ConfirmWord
from ui.dialogs.crash_dialog import CrashDialog
from ui.dialogs.error_dialog import ErrorDialog, error_number
from ui.dialogs.question import Question
from ui.dialogs.shortcuts import ShortcutSheet, everywhere
from ui.messages import Message
from ui.theme import Theme
from ui.tokens import Contrast, TextSize
from ui.widgets.buttons import Button
from ui.widgets.frames import Frame
from ui.widgets.labels import Label

AT = datetime(2026, 1, 8, 10, 33, tzinfo=UTC)
FULL = Message(
    "数据包没有写完",
    "U盘满了：数据包要 412 MB，U盘只剩 400 MB，还差 12 MB。",
    "本机数据完好。U盘上没有留下不完整的数据包，原来的文件一个没动。",
    "删掉U盘里不用的文件，或者换一个U盘，再按“重试”。也可以先存到本机文件夹，以后再拷。",
)


@pytest.fixture
def window(qtbot):
    window = QWidget()
    window.resize(1366, 690)
    window.field = QLineEdit(window)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    window.field.setFocus()
    qtbot.waitUntil(window.field.hasFocus)
    return window


def opened(dialog: Dialog, qtbot) -> Dialog:
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def several(window: QWidget) -> list[Dialog]:
    error = ErrorDialog(FULL, number="E-2031", at=AT, retry="重试", parent=window)
    error.add_rare(Button("存到本机文件夹", "ghost", icon="folder"))
    return [
        error,
        CrashDialog("Traceback\nZeroDivisionError: division by zero", at=AT, parent=window),
        ConfirmWord(
            "作废这份检查",
            "作废以后不再计入统计，不能恢复。",
            word="作废",
            action="作废 1 份检查",
            safe="照片留着。",
            parent=window,
        ),
        Question("要换方案吗", "换方案以后，已填的内容要重新对应。", yes="换方案", parent=window),
        ShortcutSheet(
            [everywhere(window.tr), ("填检查", [("F4", "不适用"), ("Alt+1…9", "勾第几条规则")])], parent=window
        ),
    ]


@pytest.mark.parametrize("size", TextSize)
@pytest.mark.parametrize("at", range(5))
def test_nothing_is_cut_and_nothing_is_nameless(window, qtbot, qapp, theme: Theme, size: TextSize, at: int):
    theme.wear(Contrast.LIGHT, size)
    dialog = opened(several(window)[at], qtbot)
    qapp.processEvents()
    assert clipped_labels(dialog) == []
    assert too_small_to_press(dialog) == []
    assert unnamed_controls(dialog) == []
    assert dialog.height() <= window.height()
    assert not dialog._scroll.verticalScrollBar().isVisible()


def test_the_window_behind_is_dim_while_it_is_open(window, qtbot):
    dialog = opened(Question("要换吗", "会清空。", yes="换", parent=window), qtbot)
    scrim = window.findChild(Scrim)
    assert scrim.isVisible()
    assert scrim.size() == window.size()
    window.resize(1400, 700)
    assert scrim.size() == window.size()
    assert dialog.picture().size() == window.size()
    dialog.reject()
    assert not scrim.isVisible()


def test_the_focus_returns_where_it_came_from(window, qtbot):
    dialog = opened(Question("要换吗", "会清空。", yes="换", parent=window), qtbot)
    assert dialog.main.hasFocus()
    dialog.accept()
    window.activateWindow()
    qtbot.waitUntil(window.field.hasFocus)


def test_escape_cancels_and_enter_goes_on(window, qtbot):
    dialog = opened(Question("要换吗", "会清空。", yes="换", parent=window), qtbot)
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    dialog = opened(Question("要换吗", "会清空。", yes="换", parent=window), qtbot)
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)


def test_enter_on_the_way_back_goes_back(window, qtbot):
    dialog = opened(Question("要换吗", "会清空。", yes="换", parent=window), qtbot)
    dialog.cancel.setFocus()
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog.cancel, Qt.Key.Key_Return)


def test_ask_waits_for_the_answer(window, qtbot):
    dialog = Question("要换吗", "会清空。", yes="换", parent=window)
    qtbot.addWidget(dialog)
    QTimer.singleShot(0, dialog.main.click)
    assert dialog.ask()


def test_a_dangerous_step_asks_for_its_word(window, qtbot):
    dialog = opened(several(window)[2], qtbot)
    told = []
    dialog.accepted.connect(lambda: told.append(True))
    assert not dialog.main.isEnabled()
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    dialog.go_on()
    dialog.line.setText("作")
    assert dialog.main.toolTip() == "先输入“作废”。"
    assert told == []
    dialog.line.setText(" 作废 ")
    assert dialog.main.isEnabled()
    dialog.main.click()
    assert told == [True]


def test_the_details_of_an_error_can_be_copied(window, qtbot):
    dialog = opened(several(window)[0], qtbot)
    dialog._copy.click()
    copied = QApplication.clipboard().text()
    assert FULL.safe in copied
    assert "E-2031  2026年1月8日 10:33" in copied
    assert dialog._copy.label == "已复制"


def test_an_error_is_shown_in_its_words(window, qtbot, monkeypatch):
    class GoneError(AppError):
        pass

    monkeypatch.setitem(messages.WORDS, GoneError, lambda error: FULL)
    dialog = opened(ErrorDialog.of(GoneError(), at=AT, parent=window), qtbot)
    assert dialog.title.text() == "数据包没有写完"
    assert dialog.cancel is None
    assert error_number(GoneError()) == error_number(GoneError())


def test_after_a_crash_the_first_choice_is_to_go_on(window, qtbot):
    dialog = opened(several(window)[1], qtbot)
    assert dialog.cancel.hasFocus()
    assert "ZeroDivisionError" in dialog.details
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog.cancel, Qt.Key.Key_Return)


def test_a_side_tells_what_it_is_about(window, qtbot, qapp):
    dialog = Dialog("检查组成员签字", width=Dialog.WIDE, closable=True, parent=window)
    side = Frame("dialog_side")
    dialog.set_side(side, 300)
    dialog.body.addWidget(Label("在框里签名", wrap=True))
    dialog.set_main("签字")
    opened(dialog, qtbot)
    assert side.geometry().left() <= 2
    assert side.width() == 300
    assert dialog.width() == 968


def test_much_content_scrolls_inside(window, qtbot, qapp):
    dialog = Dialog("很多", parent=window)
    for number in range(60):
        dialog.body.addWidget(Label(f"第 {number} 行"))
    dialog.set_main("知道了")
    opened(dialog, qtbot)
    qapp.processEvents()
    assert dialog.height() <= window.height()
    assert dialog._scroll.verticalScrollBar().maximum() > 0


def test_without_a_window_it_still_opens(qtbot):
    dialog = opened(Question("要换吗", "会清空。", yes="换"), qtbot)
    assert not dialog.picture().isNull()
