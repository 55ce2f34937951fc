"""The page as an inspector uses it: answers, undo, moving, finding, a full disk, a signed inspection."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.inspection import Inspection
from app.errors import AppError
from app.services.inspections import open_inspection
from app.services.workspace import Workspace
from tests.ui.pages.inspection.schemes import RULES, every_kind, item, scheme
from ui.models.items_model import ROW
from ui.pages.inspection.item_card import ItemCard
from ui.pages.inspection.page import InspectionPage
from ui.pages.inspection.veto_card import VetoCard
from ui.widgets.chips import PhraseChip
from ui.widgets.glyphs import State

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def kept(workspace: Workspace, page: InspectionPage) -> Any:
    """The inspection as the store has it."""
    assert page.opened is not None
    return open_inspection(workspace, page.opened.inspection.id)


def card(page: InspectionPage) -> ItemCard:
    """The card that lies open, of an item."""
    assert isinstance(page.card, ItemCard)
    return page.card


def test_an_answer_is_in_the_store_before_it_is_shown(
    page: InspectionPage, workspace: Workspace, keyboard: Any, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page.saved):
        keyboard.alt(2)
    assert kept(workspace, page).answers["items"] == {"1.1": {"facts": {"b": True}}}
    assert kept(workspace, page).result.items["1.1"].marks == Decimal(2)
    row = page.items.view.currentIndex().data(ROW)
    assert (row.state, row.figure) == (State.DEDUCTED, "2")


def test_enter_notes_an_untouched_item_and_goes_on(page: InspectionPage, workspace: Workspace, keyboard: Any) -> None:
    keyboard.enter()
    assert kept(workspace, page).answers["items"] == {"1.1": {"facts": {}}}
    assert card(page).code == "1.2"


def test_enter_stops_where_a_fact_is_owed_and_says_so(
    page: InspectionPage, workspace: Workspace, keyboard: Any
) -> None:
    page.go_to("items", "1.4")
    keyboard.enter()
    row = card(page).bill.rows[1]
    assert row.objection
    assert keyboard.focus is row.field.first_control()
    assert "1.4" not in (kept(workspace, page).answers.get("items") or {})
    keyboard.type("2")
    keyboard.enter()
    assert not row.objection
    assert card(page).code == "1.5"


def test_the_next_owed_fact_is_asked_for_without_a_word_while_one_fills_in(page: InspectionPage, keyboard: Any) -> None:
    page.go_to("items", "3.1")
    keyboard.type("4")
    keyboard.enter()
    rows = card(page).bill.rows
    assert keyboard.focus is rows[1].field.first_control()
    assert not rows[1].objection


def test_an_item_scored_zero_asks_for_nothing_more(page: InspectionPage, keyboard: Any) -> None:
    page.go_to("items", "2.1")
    keyboard.alt(1)
    keyboard.enter()
    assert card(page).code == "2.2"


def test_answers_are_taken_back_one_by_one_across_items(
    page: InspectionPage, workspace: Workspace, keyboard: Any
) -> None:
    keyboard.alt(1)
    keyboard.enter()
    keyboard.type("3")
    keyboard.enter()
    keyboard.press(Qt.Key.Key_Z, CTRL)
    assert card(page).code == "1.2"
    assert kept(workspace, page).answers["items"] == {"1.1": {"facts": {"a": True}}}
    keyboard.press(Qt.Key.Key_Z, CTRL)
    assert card(page).code == "1.1"
    assert not kept(workspace, page).answers["items"]
    assert not card(page).bill.rows[0].field.tick.isChecked()
    keyboard.press(Qt.Key.Key_Z, CTRL)
    assert card(page).code == "1.1"


def test_undo_works_after_reopening(page: InspectionPage, workspace: Workspace, keyboard: Any, qtbot: QtBot) -> None:
    keyboard.alt(2)
    keyboard.alt(1)
    assert page.opened is not None
    page.open(page.opened.inspection.id)
    page.undo()
    assert kept(workspace, page).answers["items"] == {"1.1": {"facts": {"b": True}}}


def test_it_opens_where_it_was(page: InspectionPage, workspace: Workspace, qtbot: QtBot, told: list[AppError]) -> None:
    page.go_to("items", "3.4")
    assert page.opened is not None
    again = InspectionPage(workspace, told.append)
    qtbot.addWidget(again)
    again.open(page.opened.inspection.id)
    assert card(again).code == "3.4"
    again.open(page.opened.inspection.id, "5.1")
    assert card(again).code == "5.1"


def test_what_is_being_typed_is_kept_when_one_goes_elsewhere(
    page: InspectionPage, workspace: Workspace, keyboard: Any
) -> None:
    page.go_to("items", "2.3")
    keyboard.type("91.5")
    page.go_to("items", "1.1")
    assert kept(workspace, page).answers["items"]["2.3"] == {"facts": {"a": {"value": "91.5"}}}


def test_a_wrong_value_is_explained_and_keeps_the_page_where_it_is(
    page: InspectionPage, workspace: Workspace, keyboard: Any
) -> None:
    page.go_to("items", "2.3")
    keyboard.type("9")
    keyboard.type("x")
    keyboard.enter()
    assert card(page).code == "2.3"
    assert "不是数" in card(page).bill.rows[0].objection
    assert "2.3" not in (kept(workspace, page).answers.get("items") or {})


def test_page_keys_and_control_arrows_move(page: InspectionPage, keyboard: Any) -> None:
    keyboard.press(Qt.Key.Key_PageDown)
    assert card(page).code == "1.2"
    keyboard.press(Qt.Key.Key_PageUp)
    assert card(page).code == "1.1"
    keyboard.press(Qt.Key.Key_PageUp)
    assert card(page).code == "1.1"
    keyboard.enter()
    keyboard.press(Qt.Key.Key_Up, CTRL)
    assert card(page).code == "5.5"
    keyboard.press(Qt.Key.Key_Down, CTRL)
    assert card(page).code == "1.2"


@pytest.mark.parametrize(("typed", "code"), [("3.4", "3.4"), ("满意度", "5.3"), ("jmmyd", "5.3"), ("J2", "J2")])
def test_an_item_is_found_by_code_name_or_initials(page: InspectionPage, keyboard: Any, typed: str, code: str) -> None:
    keyboard.press(Qt.Key.Key_F, CTRL)
    keyboard.write(typed)
    keyboard.enter()
    assert page.card is not None
    assert page.card.code == code


def test_a_search_for_nothing_says_so_and_escape_shows_all_again(
    page: InspectionPage, keyboard: Any, qtbot: QtBot
) -> None:
    keyboard.press(Qt.Key.Key_F, CTRL)
    keyboard.write("没有的")
    qtbot.waitUntil(lambda: page.items.view.isRowHidden(1))
    keyboard.press(Qt.Key.Key_Escape)
    keyboard.press(Qt.Key.Key_Escape)
    assert not page.items.view.isRowHidden(1)
    assert card(page).code == "1.1"


def test_the_reason_is_written_under_f2(page: InspectionPage, workspace: Workspace, keyboard: Any) -> None:
    keyboard.alt(2)
    keyboard.press(Qt.Key.Key_F2)
    keyboard.write("两年没有换届")
    keyboard.enter()
    assert kept(workspace, page).answers["items"]["1.1"] == {"facts": {"b": True}, "reason": "两年没有换届"}
    assert card(page).code == "1.2"


def test_not_applicable_asks_for_its_reason(page: InspectionPage, workspace: Workspace, keyboard: Any) -> None:
    page.go_to("items", "2.4")
    keyboard.press(Qt.Key.Key_F4)
    assert keyboard.focus is card(page).reason.field
    keyboard.enter()
    assert card(page).code == "2.4"
    keyboard.write("成立不满一年")
    keyboard.enter()
    assert card(page).code == "2.5"
    assert kept(workspace, page).result.items["2.4"].state == "not_applicable"
    page.go_to("items", "2.4")
    keyboard.press(Qt.Key.Key_F4)
    assert kept(workspace, page).result.items["2.4"].state == "scored"


def test_an_item_without_exemption_says_so(page: InspectionPage, workspace: Workspace, keyboard: Any) -> None:
    keyboard.press(Qt.Key.Key_F4)
    assert not kept(workspace, page).answers.get("items")


def test_an_item_can_be_made_unchecked_again(page: InspectionPage, workspace: Workspace, keyboard: Any) -> None:
    keyboard.enter()
    page.go_to("items", "1.1")
    card(page).bill.unchecked.emit()
    assert not kept(workspace, page).answers["items"]
    assert page.items.view.currentIndex().data(ROW).state is State.UNCHECKED


def test_bonus_entries_are_added_and_taken_out(page: InspectionPage, workspace: Workspace, keyboard: Any) -> None:
    page.go_to("bonus", "J1")
    keyboard.type("1")
    keyboard.enter()
    keyboard.write("区级先进")
    keyboard.press(Qt.Key.Key_Tab)
    page.card.add.click()  # type: ignore[union-attr]
    keyboard.type("2")
    keyboard.enter()
    keyboard.write("另一件事")
    keyboard.press(Qt.Key.Key_Tab)
    assert kept(workspace, page).answers["bonus"]["J1"] == [
        {"facts": {"a": {"区": 1}}, "topic": "区级先进"},
        {"facts": {"a": {"区": 2}}, "topic": "另一件事"},
    ]
    page.card.entries[0].removed.emit()  # type: ignore[union-attr]
    assert kept(workspace, page).answers["bonus"]["J1"] == [{"facts": {"a": {"区": 2}}, "topic": "另一件事"}]
    page.card.entries[0].removed.emit()  # type: ignore[union-attr]
    assert not kept(workspace, page).answers["bonus"]


def test_a_veto_needs_facts_and_two_names(page: InspectionPage, workspace: Workspace, keyboard: Any) -> None:
    page.go_to("vetoes", "F2")
    keyboard.alt(1)
    assert isinstance(page.card, VetoCard)
    keyboard.enter()
    assert keyboard.focus is page.card.facts
    keyboard.write("三月至六月的会议记录系补造")
    keyboard.enter()
    for _ in range(2):
        keyboard.press(Qt.Key.Key_Space)
        keyboard.press(Qt.Key.Key_Tab)
    given = kept(workspace, page).answers["vetoes"]["F2"]
    assert given["facts"] == "三月至六月的会议记录系补造"
    assert len(given["confirmed_by"]) == 2
    assert kept(workspace, page).result.acting_vetoes == ("F2",)
    keyboard.alt(1)
    assert not kept(workspace, page).answers["vetoes"]


def test_a_veto_that_acts_by_itself_cannot_be_ticked(page: InspectionPage, workspace: Workspace, keyboard: Any) -> None:
    page.go_to("vetoes", "F3")
    keyboard.alt(1)
    assert not kept(workspace, page).answers.get("vetoes")


def test_peers_are_typed_in_one_line(
    page: InspectionPage, workspace: Workspace, keyboard: Any, begun_with: Callable[..., Inspection]
) -> None:
    peer = next(rule for rule in RULES if rule["kind"] == "peer")
    page.open(begun_with(scheme([item("1.1", [peer])])).id)
    keyboard.type("61")
    keyboard.press(Qt.Key.Key_Return)
    peers = card(page)._peers
    assert peers is not None
    peers._numbers.setFocus()
    keyboard.write("58、60，62 1,064")
    keyboard.enter()
    assert kept(workspace, page).answers["peers"] == {"1.1": {"values": ["58", "60", "62", "1064"]}}
    assert kept(workspace, page).result.items["1.1"].state == "scored"


def test_items_of_another_class_are_not_shown(page: InspectionPage, begun_with: Callable[..., Inspection]) -> None:
    items = [item("1.1", [RULES[0]], applies_to=["城市"]), item("1.2", [RULES[0]], applies_to=["农村"])]
    page.open(begun_with(scheme(items, classes=["城市", "农村"]), "农村").id)
    assert [row.code for row in page.items.model.rows if not row.is_head] == ["1.2"]
    assert card(page).code == "1.2"


def test_the_totals_lead_to_what_was_found(page: InspectionPage, keyboard: Any) -> None:
    keyboard.alt(2)
    keyboard.enter()
    page.totals.item_asked.emit("1.1")
    assert card(page).code == "1.1"


def test_every_kind_of_rule_has_its_card(page: InspectionPage, begun_with: Callable[..., Inspection]) -> None:
    page.open(begun_with(every_kind(), "城市").id)
    for place in range(1, len(RULES) + 1):
        page.go_to("items", f"1.{place}")
        assert card(page).code == f"1.{place}"
        assert page._take_digit("1") is (RULES[place - 1]["kind"] not in ("flag", "note"))


def test_the_spoken_line_says_state_and_marks(page: InspectionPage, keyboard: Any) -> None:
    page.go_to("items", "1.4")
    keyboard.alt(3)
    keyboard.type("1")
    keyboard.enter()
    spoken = page.items.model.data(
        page.items.model.index(page.items.model.place_of("items", "1.4") or 0), Qt.ItemDataRole.AccessibleTextRole
    )
    assert spoken == "1.4 共驻共建议事机构，有扣分，得 2.5 分，满分 4 分"


@pytest.mark.parametrize(
    ("key", "modifier", "code"),
    [
        (Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier, "2.4"),
        (Qt.Key.Key_PageUp, Qt.KeyboardModifier.NoModifier, "2.2"),
        (Qt.Key.Key_Down, CTRL, "2.4"),
        (Qt.Key.Key_Up, CTRL, "2.2"),
    ],
)
@pytest.mark.parametrize("place", ["number", "reason"])
def test_moving_keys_work_from_inside_a_field(
    page: InspectionPage, keyboard: Any, key: Qt.Key, modifier: Qt.KeyboardModifier, code: str, place: str
) -> None:
    page.go_to("items", "2.3")
    if place == "number":
        keyboard.type("91")
    else:
        keyboard.press(Qt.Key.Key_F2)
        keyboard.write("签到表")
    keyboard.press(key, modifier)
    assert card(page).code == code
    assert page.opened is not None
    assert page.opened.answers["items"]["2.3"]


def test_undo_inside_a_field_first_takes_back_typing(page: InspectionPage, workspace: Workspace, keyboard: Any) -> None:
    page.go_to("items", "2.3")
    keyboard.type("91")
    keyboard.enter()
    page.go_to("items", "2.3")
    keyboard.alt(1)
    keyboard.type("85")
    keyboard.press(Qt.Key.Key_Z, CTRL)
    assert kept(workspace, page).answers["items"]["2.3"] == {"facts": {"a": {"value": "91"}}}
    keyboard.press(Qt.Key.Key_Escape)
    keyboard.press(Qt.Key.Key_Z, CTRL)
    assert not kept(workspace, page).answers["items"]


def test_leaving_by_the_back_button_keeps_what_is_typed(
    page: InspectionPage, workspace: Workspace, keyboard: Any, qtbot: QtBot
) -> None:
    page.go_to("items", "2.3")
    keyboard.type("91")
    with qtbot.waitSignal(page.back_asked):
        page.header.back_asked.emit()
    assert kept(workspace, page).answers["items"]["2.3"]


def test_phrases_of_the_office_are_offered_while_the_reason_is_written(
    qtbot: QtBot, workspace: Workspace, begun: Inspection, told: list[AppError], keyboard: Any
) -> None:
    page = InspectionPage(workspace, told.append, lambda code: ("会议记录不全", "无签到") if code == "1.1" else ())
    qtbot.addWidget(page)
    page.open(begun.id)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    assert not [chip for chip in card(page).reason.findChildren(PhraseChip) if chip.isVisible()]
    page.write_reason()
    chips = card(page).reason.findChildren(PhraseChip)
    assert chips[0].isVisible()
    chips[0].click()
    chips[1].click()
    assert kept(workspace, page).answers["items"]["1.1"]["reason"] == "会议记录不全；无签到"
