"""A second start on the same store."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from ui.neighbour import Neighbour, call


def test_a_second_start_calls_the_first(qtbot: QtBot, tmp_path: Path) -> None:
    first = Neighbour(tmp_path)
    assert first.listen()
    with qtbot.waitSignal(first.called):
        assert call(tmp_path)


def test_nobody_answers_for_another_folder(qtbot: QtBot, tmp_path: Path) -> None:
    first = Neighbour(tmp_path / "one")
    assert first.listen()
    assert not call(tmp_path / "two")


def test_a_name_left_by_a_crash_is_taken_over(qtbot: QtBot, tmp_path: Path) -> None:
    left = Neighbour(tmp_path)
    assert left.listen()
    again = Neighbour(tmp_path)
    assert again.listen()
