"""Answers that cannot be saved stay on the screen; what was signed cannot be changed."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from app.errors import AppError, InspectionFrozen, StoreFull
from app.services.inspections import open_inspection
from app.services.workspace import Workspace
from app.store import inspections as inspection_table
from ui.pages.inspection.item_card import ItemCard
from ui.pages.inspection.page import InspectionPage

CTRL = Qt.KeyboardModifier.ControlModifier


def kept(workspace: Workspace, page: InspectionPage) -> Any:
    """The inspection as the store has it."""
    assert page.opened is not None
    return open_inspection(workspace, page.opened.inspection.id)


def card(page: InspectionPage) -> ItemCard:
    """The card that lies open, of an item."""
    assert isinstance(page.card, ItemCard)
    return page.card


class FullDisk:
    """A disk that fills up under the store, and is emptied again."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.is_full = True
        whole = inspection_table.save_change

        def save_change(*given: Any) -> Any:
            if self.is_full:
                raise StoreFull(Path("wuyou.db"))
            return whole(*given)

        monkeypatch.setattr(inspection_table, "save_change", save_change)


def test_a_full_disk_loses_nothing_that_is_on_the_screen(
    page: InspectionPage,
    workspace: Workspace,
    keyboard: Any,
    told: list[AppError],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    disk = FullDisk(monkeypatch)
    keyboard.alt(2)
    assert isinstance(told[-1], StoreFull)
    assert page._notices.has_failure
    assert card(page).bill.rows[1].field.tick.isChecked()
    assert not kept(workspace, page).answers.get("items")
    assert page.may_leave() is False
    keyboard.enter()
    assert card(page).code == "1.1"
    disk.is_full = False
    page._notices.retry_asked.emit()
    assert kept(workspace, page).answers["items"] == {"1.1": {"facts": {"b": True}}}
    assert not page._notices.has_failure
    assert page.may_leave() is True


def test_an_answer_that_cannot_be_saved_can_be_given_up(
    page: InspectionPage, workspace: Workspace, keyboard: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    FullDisk(monkeypatch)
    keyboard.alt(2)
    page._notices.give_up_asked.emit()
    assert not card(page).bill.rows[1].field.tick.isChecked()
    assert not page._notices.has_failure
    assert page.may_leave() is True


def test_an_inspection_signed_meanwhile_is_shown_as_it_was_signed(
    page: InspectionPage, workspace: Workspace, keyboard: Any, told: list[AppError]
) -> None:
    assert page.opened is not None
    wanted = page.opened.inspection.id
    workspace.store.db.execute("UPDATE inspection SET state = 'signed' WHERE id = ?", (wanted,))
    keyboard.alt(2)
    assert isinstance(told[-1], InspectionFrozen)
    assert page.may_leave() is True
    assert not card(page).bill.rows[1].field.tick.isChecked()
    assert not card(page).bill.rows[1].field.isEnabled()


def test_a_newer_answer_takes_the_place_of_one_that_waits(
    page: InspectionPage, workspace: Workspace, keyboard: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = FullDisk(monkeypatch)
    page.go_to("items", "1.4")
    keyboard.alt(1)
    keyboard.alt(1)
    keyboard.alt(3)
    disk.is_full = False
    assert page.may_leave() is True
    assert kept(workspace, page).answers["items"] == {"1.4": {"facts": {"c": True}}}


def test_a_signed_inspection_can_be_read_and_not_changed(
    page: InspectionPage, workspace: Workspace, keyboard: Any
) -> None:
    keyboard.alt(2)
    assert page.opened is not None
    signed = replace(page.opened.inspection, state="signed")
    inspection_table.save_header(workspace.store, signed)
    workspace.store.db.execute("UPDATE inspection SET state = 'signed' WHERE id = ?", (signed.id,))
    page.open(signed.id)
    keyboard.alt(1)
    keyboard.press(Qt.Key.Key_Z, CTRL)
    keyboard.press(Qt.Key.Key_F4)
    keyboard.type("3")
    assert kept(workspace, page).answers["items"] == {"1.1": {"facts": {"b": True}}}
    assert not card(page).bill.rows[0].field.isEnabled()
    keyboard.enter()
    assert card(page).code == "1.2"
    assert list(kept(workspace, page).answers["items"]) == ["1.1"]
