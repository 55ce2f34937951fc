"""Tab comes to every control of every page and round again; no key of a window is claimed twice."""

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from ui.pages.inspection.page import InspectionPage
from ui.pictures import half_filled
from ui.rail import RailEntry
from ui.workroom import HOME, INSPECTIONS, SETTINGS, UNITS, Workroom

MOST_STEPS = 400


def controls(window: QWidget) -> list[QWidget]:
    """What Tab must come to: visible, enabled, asking for it. One of a group of choices stands for the group."""
    return [
        part
        for part in window.findChildren(QWidget)
        if part.isVisible()
        and part.isEnabled()
        and part.window() is window
        and part.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
        and part.focusProxy() is None
        and not (isinstance(part, QAbstractButton) and part.autoExclusive())
        and not (isinstance(part, QAbstractButton) and part.group() is not None and part.group().exclusive())
        and not part.objectName().startswith("qt_")
    ]


def said(part: QWidget) -> str:
    text = getattr(part, "text", None)
    return f"{type(part).__name__} {part.accessibleName() or (text() if callable(text) else '')}"


def walked(window: QWidget) -> list[QWidget]:
    """Where Tab goes until it comes to a place again; a start that only a click reaches is left for good."""
    first = QApplication.focusWidget()
    assert first is not None
    been = [first]
    for _ in range(MOST_STEPS):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        assert now is not None
        if now in been:
            break
        been.append(now)
    return been


def go(room: Workroom, place: str) -> None:
    if place == "form":
        room.inspections.show_form(half_filled(room.workspace, "桂园社区"))
    elif place == "review":
        room.inspections.show_review(half_filled(room.workspace, "桂园社区"))
    else:
        room.window.show_page(place)
    QApplication.processEvents()


PLACES = [HOME, INSPECTIONS, UNITS, SETTINGS, "form", "review"]


@pytest.mark.parametrize("place", PLACES)
def test_tab_comes_to_everything_and_round_again(room: Workroom, place: str) -> None:
    go(room, place)
    if QApplication.focusWidget() is None:
        room.window.top_bar.search.setFocus(Qt.FocusReason.TabFocusReason)
    been = walked(room.window)
    assert len(been) > len(room.window.findChildren(RailEntry))
    assert [said(part) for part in controls(room.window) if part not in been] == []


@pytest.mark.parametrize("place", PLACES)
def test_no_key_is_claimed_twice_at_one_time(room: Workroom, place: str) -> None:
    go(room, place)
    window = room.window
    keys = Counter[str]()
    for shortcut in window.findChildren(QShortcut):
        owner = shortcut.parent()
        if isinstance(owner, QWidget) and owner.isVisible() and owner.window() is window and shortcut.isEnabled():
            keys.update({key.toString() for key in QShortcut.keys(shortcut)})
    for part in window.findChildren(QAbstractButton):
        if part.isVisible() and part.isEnabled() and not part.shortcut().isEmpty():
            keys[part.shortcut().toString()] += 1
    for action in window.findChildren(QAction):
        if action.isEnabled() and action.isVisible() and action.associatedObjects():
            keys.update({key.toString() for key in action.shortcuts()})
    assert keys
    assert [key for key, count in keys.items() if count > 1] == []


def test_tab_goes_from_the_list_through_the_card_to_its_foot(room: Workroom) -> None:
    go(room, "form")
    form = room.inspections.current
    assert isinstance(form, InspectionPage)
    for code in ("1.2", "1.4"):  # a card laid open later as well
        form.go_to("items", code)
        been = walked(room.window)
        assert form.card is not None
        card = [place for place, part in enumerate(been) if form.card.isAncestorOf(part)]
        foot = [place for place, part in enumerate(been) if form.foot.isAncestorOf(part)]
        assert card == list(range(1, len(card) + 1))
        assert foot[0] == card[-1] + 1
