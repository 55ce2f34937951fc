"""作废 asks for the word and the reason; afterwards the inspection is still there and counts nowhere."""

import pytest

from app.services.merging import resolve_contest
from app.store.inspections import inspection
from tests.app.services.several_versions import team_of, two_finals
from tests.ui.clipping import clipped_labels, too_small_to_press, unnamed_controls
from ui.dialogs import void_dialog
from ui.dialogs.void_dialog import VoidDialog


@pytest.fixture
def signed(practice):
    inspection_id, left, _right = two_finals(practice)
    resolve_contest(practice, inspection_id, left, team_of(practice)[0].id, None, "以先签的为准")
    return inspection_id


@pytest.fixture
def dialog(qtbot, practice, tasks, signed):
    dialog = VoidDialog(practice, tasks, signed, "红梅社区")
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_without_the_word_and_the_reason_nothing_happens(practice, dialog, signed):
    assert not dialog.main.isEnabled()
    dialog.line.setText("作废")
    assert dialog.main.isEnabled()
    dialog.main.click()
    assert dialog.isVisible()
    assert inspection(practice.store, signed).state == "signed"


def test_with_both_it_is_withdrawn_and_stays_readable(qtbot, practice, dialog, signed):
    dialog.line.setText(" 作废 ")
    dialog.foot.reason.setPlainText("查错了社区")
    with qtbot.waitSignal(dialog.accepted, timeout=20_000):
        dialog.main.click()
    assert inspection(practice.store, signed).state == "void"


def test_whoever_may_not_is_told_why(qtbot, practice, tasks, signed, monkeypatch):
    monkeypatch.setattr(void_dialog, "may_decide", lambda *_given: False)
    dialog = VoidDialog(practice, tasks, signed, "红梅社区")
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.main.isEnabled()
    assert dialog.may_not.isVisible()
    assert not dialog.foot.isVisible()


def test_no_words_are_cut(dialog):
    assert clipped_labels(dialog) == []
    assert too_small_to_press(dialog) == []
    assert unnamed_controls(dialog) == []
