"""The last net catches what slots and threads let fall, and shows one at a time."""

import logging
import sys
import threading

import pytest
from PySide6.QtCore import QTimer

from ui.crash import CrashNet


@pytest.fixture
def net(qapp):
    net = CrashNet()
    before = sys.excepthook, threading.excepthook
    net.spread()
    yield net
    net.fold()
    assert (sys.excepthook, threading.excepthook) == before


def fail() -> None:
    raise ZeroDivisionError("half a row")


def test_an_exception_in_a_slot_reaches_it(net, qtbot, caplog):
    with caplog.at_level(logging.CRITICAL), qtbot.waitSignal(net.fell) as told:
        QTimer.singleShot(0, fail)
    assert "half a row" in told.args[0]


def test_an_exception_in_a_thread_reaches_it_in_the_windows_thread(net, qtbot, caplog):
    seen = []
    net.tell_with(lambda text: seen.append((text, threading.current_thread() is threading.main_thread())))
    thread = threading.Thread(target=fail)
    with qtbot.waitSignal(net.fell):
        thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(seen))
    assert "half a row" in seen[0][0]
    assert seen[0][1]


def test_while_one_is_shown_others_are_only_logged(net, caplog):
    shown = []

    def show(text: str) -> None:
        shown.append(text)
        sys.excepthook(ValueError, ValueError("second"), None)

    net.tell_with(show)
    sys.excepthook(ZeroDivisionError, ZeroDivisionError("first"), None)
    assert len(shown) == 1
    assert "second" in caplog.text


def test_control_c_is_left_alone(net, capsys):
    told = []
    net.fell.connect(told.append)
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert told == []
    assert "KeyboardInterrupt" in capsys.readouterr().err
