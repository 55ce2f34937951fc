"""A fingerprint stands in lines of four groups, each with its number for reading aloud."""

from ui.widgets.fingerprint import Fingerprint
from ui.widgets.labels import Label

SIXTEEN = " ".join(f"{number:04X}" for number in range(16))


def test_sixteen_groups_in_four_lines_and_another_one_instead(qtbot):
    shown = Fingerprint(SIXTEEN)
    qtbot.addWidget(shown)
    labels = shown.findChildren(Label)
    assert [label.text() for label in labels] == SIXTEEN.split()
    assert labels[15].accessibleName() == "第 16 组 0 0 0 F"
    assert (shown._grid.rowCount(), shown._grid.columnCount()) == (4, 4)
    shown.show_fingerprint("ABCD")
    assert [label.text() for label in shown._groups] == ["ABCD"]
    shown.show_fingerprint("")
    assert shown.isHidden()
