"""草稿合并: every place is chosen by hand, by keyboard too, and then the drafts are one."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.services.deciding import drafts_to_choose, has_choices
from app.services.inspections import open_inspection
from app.store.inspections import inspection
from tests.app.services.several_versions import codes, team_of, theirs, two_drafts
from tests.ui.clipping import clipped_labels, too_small_to_press, unnamed_controls
from ui.dialogs.choices_dialog import ChoicesDialog


@pytest.fixture
def drafts(practice):
    return two_drafts(practice)


@pytest.fixture
def dialog(qtbot, practice, tasks, drafts):
    dialog = ChoicesDialog(practice, tasks, drafts_to_choose(practice, drafts[0]))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_nothing_is_chosen_beforehand_and_the_rest_is_counted(dialog):
    assert dialog.chosen == {}
    assert dialog.progress.text() == "还有 2 处没选。"
    assert not dialog.main.isEnabled()
    assert dialog.main.toolTip() == "还有 2 处没选。"


def test_digits_choose_and_the_drafts_become_one(qtbot, practice, dialog, drafts):
    inspection_id, ours, their = drafts
    header, item = dialog.choices.values()
    QTest.keyClick(header, Qt.Key.Key_1)
    assert dialog.progress.text() == "还有 1 处没选。"
    QTest.keyClick(item, Qt.Key.Key_2)
    assert dialog.progress.text() == "每一处都选好了。"
    assert list(dialog.chosen.values()) == [their, ours]
    with qtbot.waitSignal(dialog.accepted, timeout=20_000):
        dialog.main.click()
    assert not has_choices(practice, inspection_id)
    assert inspection(practice.store, inspection_id).doc_number == "7号"
    code = codes(practice, inspection_id)[0]
    assert open_inspection(practice, inspection_id).answers["items"][code]["reason"] == "缺一次会议记录"


def test_a_version_that_came_meanwhile_is_said_and_nothing_is_saved(qtbot, practice, dialog, drafts, tasks):
    inspection_id, *_ = drafts
    for cards in dialog.choices.values():
        QTest.keyClick(cards, Qt.Key.Key_1)
    theirs(practice, inspection_id, team_of(practice)[0], {codes(practice, inspection_id)[1]: {"facts": {}}})
    theirs(practice, inspection_id, team_of(practice)[1], {codes(practice, inspection_id)[1]: {"facts": {"a": 1}}})
    dialog.main.click()
    qtbot.waitUntil(dialog.problem.isVisible, timeout=20_000)
    qtbot.waitUntil(lambda: not tasks.is_busy, timeout=20_000)
    assert has_choices(practice, inspection_id)


def test_no_words_are_cut(dialog):
    assert clipped_labels(dialog) == []
    assert too_small_to_press(dialog) == []
    assert unnamed_controls(dialog) == []
