"""裁定: both versions are looked at, one is chosen with its reason, and whoever may not is told why."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.revision import FINAL
from app.services.deciding import versions_compared
from app.services.evidence import Pasted, add_evidence
from app.services.merging import contest_shown
from app.store.bodies import INSPECTION
from app.store.inspections import basis_of
from app.store.lineage import heads
from tests.app.services.several_versions import OURS, THEIRS, codes, started, team_of, theirs, two_finals
from tests.ui.clipping import clipped_labels, too_small_to_press, unnamed_controls
from tests.ui.modal import in_dialog
from ui.dialogs.contest_dialog import ContestDialog
from ui.dialogs.version_photos import PhotoDialog
from ui.widgets.labels import Label


@pytest.fixture
def versions(practice):
    return two_finals(practice)


@pytest.fixture
def with_photos(practice):
    """Two finals of an inspection with a photo and a file, as both versions saw them."""
    from ui.pictures import sample_photos

    inspection_id = started(practice)
    photo = sample_photos()[0]
    scan = Pasted("签到册.pdf", b"%PDF-1.7\n" + bytes(5_000) + b"\n%%EOF\n")
    assert add_evidence(practice, inspection_id, "1.1", [Pasted("门厅.jpg", photo.data), scan]).failure is None
    team = team_of(practice)
    one = codes(practice, inspection_id)[0]
    for who, said_of_it in zip(team, (OURS, THEIRS), strict=False):
        theirs(practice, inspection_id, who, {one: said_of_it}, kind=FINAL)
    return inspection_id


def test_photos_of_each_version_are_seen_small_and_large(qtbot, practice, tasks, with_photos):
    dialog = ContestDialog(practice, tasks, versions_compared(practice, with_photos))
    qtbot.addWidget(dialog)
    dialog.show()
    for photos in dialog.photos:
        picture, scan = sorted(photos.thumbs, key=lambda thumb: not thumb.evidence.is_picture)
        qtbot.waitUntil(lambda picture=picture: picture.has_picture, timeout=20_000)
        assert not scan.isEnabled()
    seen = []
    in_dialog(PhotoDialog, lambda large: (seen.append(large.photo.pixmap().width()), large.reject()))
    next(thumb for thumb in dialog.photos[0].thumbs if thumb.evidence.is_picture).click()
    [width] = seen
    assert width > 200
    assert unnamed_controls(dialog) == []


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
