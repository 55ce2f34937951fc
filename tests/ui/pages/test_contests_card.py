"""待裁定与待选择: each inspection has its line and its way on, and an empty card says what belongs there."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.services.deciding import waiting_inspections
from tests.app.services.several_versions import two_drafts, two_finals
from tests.ui.clipping import clipped_labels, too_small_to_press, unnamed_controls
from ui.pages.contests_card import ContestsCard
from ui.widgets.labels import Label


@pytest.fixture
def card(qtbot):
    card = ContestsCard()
    qtbot.addWidget(card)
    card.resize(1100, 300)
    card.show()
    return card


def said(card):
    return "\n".join(label.text() for label in card.findChildren(Label) if label.isVisible())


def test_an_empty_card_says_what_belongs_here(card):
    assert "没有要裁定或选择的检查" in said(card)
    assert card.buttons == []


def test_each_line_leads_to_its_own_window_by_keyboard(qtbot, practice, card):
    choosing, *_ = two_drafts(practice, "红梅社区")
    deciding, *_ = two_finals(practice, "莲花社区")
    card.show_waiting(waiting_inspections(practice))
    qtbot.waitUntil(lambda: "莲花社区" in said(card))
    words = said(card)
    assert "2个已签字的版本" in words
    assert "草稿有2处不同" in words
    first, second = card.buttons
    with qtbot.waitSignal(card.decide_asked) as decided:
        first.setFocus()
        QTest.keyClick(first, Qt.Key.Key_Space)
    with qtbot.waitSignal(card.choose_asked) as chosen:
        second.setFocus()
        QTest.keyClick(second, Qt.Key.Key_Space)
    assert (decided.args, chosen.args) == ([deciding], [choosing])
    card.show_waiting(())
    assert "莲花社区" not in said(card)


def test_long_names_and_unknown_ones_fit(qtbot, practice, card):
    two_finals(practice, "莲花社区")
    [one] = waiting_inspections(practice)
    long = replace(one, unit_name="", names=tuple(f"买买提江阿卜杜热合曼{number}" for number in range(9)))
    card.show_waiting([long, replace(one, names=())])
    qtbot.waitUntil(lambda: "名册里没有的单位" in said(card))
    assert "不认识的密钥" in said(card)
    assert clipped_labels(card) == []
    assert too_small_to_press(card) == []
    assert unnamed_controls(card) == []
