"""Long work: its end is told once, in the window's thread, and it can be stopped between two steps."""

import threading

from PySide6.QtCore import QObject, QThread, Signal

from app.errors import AppError
from app.progress import Progress, Step


class RefusedError(AppError):
    pass


def test_the_result_arrives_in_the_windows_thread(tasks, qtbot):
    seen = []
    task = tasks.run(lambda progress: threading.get_ident())
    task.succeeded.connect(lambda result: seen.append((result, QThread.currentThread().isMainThread())))
    with qtbot.waitSignal(task.ended):
        pass
    assert seen[0][0] != threading.get_ident()
    assert seen[0][1]


def test_steps_arrive_in_order(tasks, qtbot):
    steps = []

    def work(progress: Progress) -> None:
        for done in range(3):
            progress(Step("写出", done, 3))

    task = tasks.run(work)
    task.stepped.connect(lambda step: steps.append(step.done))
    with qtbot.waitSignal(task.succeeded):
        pass
    assert steps == [0, 1, 2]


def test_a_cancelled_task_stops_at_its_next_step(tasks, qtbot):
    began, may_go_on = threading.Event(), threading.Event()

    def work(progress: Progress) -> None:
        began.set()
        may_go_on.wait(10)
        progress(Step("写出", 1, 2))
        raise AssertionError("went on after the stop")

    task = tasks.run(work)
    with qtbot.waitSignal(task.cancelled):
        qtbot.waitUntil(began.is_set)
        task.cancel()
        may_go_on.set()


def test_a_known_failure_is_told_as_itself(tasks, qtbot):
    def work(progress: Progress) -> None:
        raise RefusedError("U盘")

    task = tasks.run(work)
    with qtbot.waitSignal(task.failed) as told:
        pass
    assert isinstance(told.args[0], RefusedError)


def test_a_programming_error_reaches_the_crash_signal(tasks, qtbot):
    with qtbot.waitSignal(tasks.crashed) as told:
        tasks.run(lambda progress: 1 // 0)
    assert "ZeroDivisionError" in told.args[0]


def test_work_that_has_ended_is_no_longer_busy(tasks, qtbot):
    task = tasks.run(lambda progress: None)
    assert tasks.is_busy
    with qtbot.waitSignal(task.ended):
        pass
    assert not tasks.is_busy


def test_two_thousand_signals_from_python_do_no_harm(qapp):
    class Speaker(QObject):
        said = Signal(bool)

    speaker, heard = Speaker(), []
    speaker.said.connect(heard.append)
    for _turn in range(2_000):
        speaker.said.emit(True)
    assert heard == [True] * 2_000
