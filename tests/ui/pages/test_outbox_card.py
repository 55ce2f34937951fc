"""送出去的数据包: what waits for a receipt can be copied again, what has one cannot."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.services.outbox import Sent
from tests.ui.clipping import clipped_labels, too_small_to_press, unnamed_controls
from ui.pages.outbox_card import SHOWN, OutboxCard
from ui.widgets.labels import Label

ONE = Sent(
    "1a2b3c4d",
    3,
    datetime(2026, 1, 8, 2, 3, tzinfo=UTC),
    5 << 20,
    has_receipt=False,
    has_copy=True,
    is_own_device=True,
    is_open=False,
)


@pytest.fixture
def card(qtbot):
    card = OutboxCard()
    qtbot.addWidget(card)
    card.resize(1100, 400)
    return card


def words_of(widget):
    return " ".join(label.text() for label in widget.findChildren(Label) if not label.isHidden())


def test_nothing_was_sent_and_nothing_is_shown(card):
    card.show_sent((), date(2026, 1, 8))
    assert card.isHidden()


def test_what_waits_can_be_copied_again(qtbot, card):
    card.show_sent((ONE, replace(ONE, seq=2, has_receipt=True, has_copy=False)), date(2026, 1, 8))
    card.show()
    assert "有 1 包还没有回执" in words_of(card)
    assert set(card.buttons) == {3}
    with qtbot.waitSignal(card.copy_asked) as asked:
        card.buttons[3].click()
    assert asked.args == [3]
    assert clipped_labels(card) == []
    assert too_small_to_press(card) == []
    assert unnamed_controls(card) == []


def test_what_went_in_clear_waits_for_nothing(card):
    card.show_sent((replace(ONE, is_open=True),), date(2026, 1, 8))
    assert "没有加密" in words_of(card)
    assert "都有回执了" in words_of(card)


def test_what_another_device_sent_before_cannot_be_copied(card):
    card.show_sent((replace(ONE, is_own_device=False),), date(2026, 1, 8))
    assert card.buttons == {}
    assert "原来的设备" in words_of(card)


def test_many_are_counted(card):
    card.show_sent([replace(ONE, seq=seq) for seq in range(SHOWN + 4, 0, -1)], date(2026, 1, 8))
    assert "更早的还有 4 包" in words_of(card)
