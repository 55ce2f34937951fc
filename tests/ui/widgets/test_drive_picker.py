"""Choosing a stick: the first is taken, one that was pulled no longer, and any folder will do."""

from pathlib import Path

from tests.ui.clipping import clipped_labels, too_small_to_press, unnamed_controls
from ui.drives import Drive
from ui.widgets.drive_picker import DrivePicker

E = Drive(Path("E:/"), "KINGSTON", "FAT32", 1 << 30, 4 << 30, is_read_only=False)
F = Drive(Path("F:/"), "备份", "exFAT", 1 << 30, 4 << 30, is_read_only=True)


def picker_with(qtbot, there):
    picker = DrivePicker("写到哪里", lambda drive: "写了保护" if drive.is_read_only else "", look=lambda: tuple(there))
    qtbot.addWidget(picker)
    picker.resize(420, 400)
    picker.show()
    return picker


def test_the_first_stick_is_taken_by_itself(qtbot):
    picker = picker_with(qtbot, [E, F])
    assert (picker.folder, picker.drive) == (E.root, E)
    assert clipped_labels(picker) == []
    assert too_small_to_press(picker) == []
    assert unnamed_controls(picker) == []


def test_a_stick_that_comes_is_seen_and_one_that_is_pulled_is_chosen_no_more(qtbot):
    there = []
    picker = picker_with(qtbot, there)
    assert picker.folder is None
    there.append(E)
    with qtbot.waitSignal(picker.chosen):
        picker.look()
    assert picker.folder == E.root
    there[:] = [F]
    with qtbot.waitSignal(picker.looked):
        picker.look()
    assert picker.folder == F.root
    there.clear()
    picker.look()
    assert picker.folder is None


def test_another_folder_can_be_chosen_and_stays_when_sticks_come(qtbot, tmp_path):
    there = [E]
    picker = picker_with(qtbot, there)
    picker.choose(tmp_path)
    there.append(F)
    picker.look()
    assert picker.folder == tmp_path
    assert picker.drive is not None


def test_the_keyboard_chooses(qtbot):
    picker = picker_with(qtbot, [E, F])
    qtbot.keyClicks(picker._cards, "2")
    assert picker.folder == F.root
