"""After a hand-over the list can be saved, and what comes next is said."""

from datetime import UTC, datetime

import pytest

from app.services.handing_over import NEXT_STEPS, HandoverList
from tests.ui.clipping import clipped_labels, too_small_to_press, unnamed_controls
from ui.dialogs.handed_over_dialog import HandedOverDialog
from ui.widgets.labels import Label

LISTED = HandoverList(
    office="示例区委组织部",
    person="检查员甲",
    device="1a2b3c4d",
    made_at=datetime(2026, 11, 28, 4, tzinfo=UTC),
    bundle="office-1a2b3c4d-0008-0a1b2c3d.wyb",
    seq=8,
    sha256="ab" * 32,
    size=120 << 20,
    revisions=412,
    evidence=61,
    reports=19,
    inspections=(("draft", 2), ("signed", 19)),
    owed=3,
)


def words_of(widget):
    return " ".join(label.text() for label in widget.findChildren(Label))


@pytest.mark.parametrize(("folder", "said"), [("", "已存到"), ("gone", "写")])
def test_the_list_is_saved_where_one_says_or_it_is_said_why_not(qtbot, tmp_path, folder, said):
    dialog = HandedOverDialog(LISTED, ask_where=lambda: tmp_path / folder / "清单.pdf")
    qtbot.addWidget(dialog)
    dialog.show()
    assert all(step in words_of(dialog) for step in NEXT_STEPS)
    assert clipped_labels(dialog) == []
    assert too_small_to_press(dialog) == []
    assert unnamed_controls(dialog) == []
    dialog.save_button.click()
    assert said in words_of(dialog.notice)
    assert (dialog.saved is not None) == (folder == "")
    if dialog.saved:
        assert all(path.is_file() for path in dialog.saved)


def test_thinking_better_of_it_saves_nothing(qtbot):
    dialog = HandedOverDialog(LISTED, ask_where=lambda: None)
    qtbot.addWidget(dialog)
    dialog.save()
    assert dialog.saved is None
    assert dialog.notice.isHidden()
