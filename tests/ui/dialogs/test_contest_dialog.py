"""裁定: both versions are looked at, one is chosen with its reason, and whoever may not is told why."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.services.deciding import versions_compared
from app.services.merging import contest_shown
from app.store.bodies import INSPECTION
from app.store.inspections import basis_of
from app.store.lineage import heads
from tests.app.services.several_versions import two_finals
from tests.ui.clipping import clipped_labels, too_small_to_press, unnamed_controls
from ui.dialogs.contest_dialog import ContestDialog
from ui.widgets.labels import Label


@pytest.fixture
def versions(practice):
    return two_finals(practice)


@pytest.fixture
def dialog(qtbot, practice, tasks, versions):
    dialog = ContestDialog(practice, tasks, versions_compared(practice, versions[0]))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def said(dialog):
    return "\n".join(label.text() for label in dialog.findChildren(Label) if label.isVisible())


def test_only_what_differs_is_shown_until_one_asks_for_all(qtbot, dialog):
    words = said(dialog)
    assert "原因：缺三次会议记录" in words
    assert "原因：缺一次会议记录" in words
    assert "两边一样" not in words
    dialog.only_differing.click()
    qtbot.waitUntil(lambda: "两边一样" in said(dialog))


def test_a_report_that_did_not_come_says_so(dialog):
    assert [button.isEnabled() for button in dialog.reports] == [False, False]
    assert dialog.reports[0].toolTip() == "这个版本的报告没有随数据包来。"


def test_a_version_is_chosen_with_its_reason_and_both_stay(qtbot, practice, dialog, versions):
    inspection_id, left, _right = versions
    assert dialog.main.toolTip() == "先选一个版本。"
    QTest.keyClick(dialog.versions, Qt.Key.Key_2)
    dialog.main.click()
    assert "请写一句话的原因。" in said(dialog)
    dialog.foot.reason.setPlainText("以先签的为准")
    with qtbot.waitSignal(dialog.accepted, timeout=20_000):
        dialog.main.click()
    assert contest_shown(practice, inspection_id) is None
    assert basis_of(practice.store, inspection_id) == left
    [decision] = heads(practice.store, INSPECTION, inspection_id)
    assert decision.rev.body["reason"] == "以先签的为准"
    assert set(decision.rev.parents) == set(versions[1:])


def test_whoever_may_not_decide_sees_why_and_can_still_look(qtbot, practice, tasks, versions):
    compared = replace(versions_compared(practice, versions[0]), may_decide=False)
    dialog = ContestDialog(practice, tasks, compared)
    qtbot.addWidget(dialog)
    dialog.show()
    QTest.keyClick(dialog.versions, Qt.Key.Key_1)
    assert not dialog.main.isEnabled()
    assert "由区组织部管理员裁定或作废" in said(dialog)
    assert not dialog.foot.isVisible()
    assert "缺三次会议记录" in said(dialog)


def test_no_words_are_cut(dialog):
    dialog.only_differing.click()
    assert clipped_labels(dialog) == []
    assert too_small_to_press(dialog) == []
    assert unnamed_controls(dialog) == []
