"""Both sides of a contradiction are shown, with names, times and only what differs."""

from dataclasses import replace
from datetime import UTC, datetime

from app.domain.issuing import Equivocation
from app.services.alarms import Alarm, Side
from tests.ui.clipping import clipped_labels
from ui.pages.alarms_card import AlarmsCard
from ui.widgets.labels import Label

AT = datetime(2026, 1, 8, 2, 3, tzinfo=UTC)
BODY = {"kind": "community", "name": "莲花社区", "parent_id": "s-1", "is_pilot": False}
ALARM = Alarm(
    "unit",
    "u-1",
    "天宁区委组织部",
    Equivocation("a" * 64, "unit u-1", 2, ()),
    (Side("王建国", AT, BODY), Side("", AT, {**BODY, "name": "莲花新村社区", "is_pilot": True})),
)


def said(card):
    return "\n".join(label.text() for label in card.findChildren(Label))


def test_both_sides_are_shown_with_what_differs(qtbot):
    card = AlarmsCard()
    qtbot.addWidget(card)
    card.resize(900, 400)
    card.show_alarms([ALARM])
    words = said(card)
    assert "王建国，2026年1月8日" in words
    assert "不认识的密钥" in words
    assert "名称：莲花社区" in words
    assert "名称：莲花新村社区" in words
    assert "试点：是" in words
    assert "类型" not in words


def test_it_is_hidden_without_a_contradiction(qtbot):
    card = AlarmsCard()
    qtbot.addWidget(card)
    card.show_alarms([ALARM])
    assert not card.isHidden()
    card.show_alarms([])
    assert card.isHidden()


def test_long_contents_wrap(qtbot):
    card = AlarmsCard()
    qtbot.addWidget(card)
    card.resize(700, 400)
    long = replace(ALARM, sides=(ALARM.sides[0], Side("买买提江阿卜杜热合曼", AT, {**BODY, "name": "社区" * 200})))
    card.show_alarms([long])
    card.show()
    assert clipped_labels(card) == []
