"""The head of an inspection: a draft becomes 补录 later, a mark is chosen, nobody types without a name."""

from datetime import date

import pytest

from app.domain.inspection import TypedLater
from app.services.inspections import change_header
from tests.ui.clipping import clipped_labels, too_small_to_press, unnamed_controls
from tests.ui.practice import filled_in
from ui.dialogs.header_dialog import HeaderDialog


@pytest.fixture
def opened(workspace):
    return filled_in(workspace)


@pytest.fixture
def ask(qtbot, workspace):
    def made(opened):
        dialog = HeaderDialog(workspace, opened)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return made


def test_a_draft_is_switched_to_a_paper_form_typed_today(qtbot, ask, opened, workspace):
    dialog = ask(opened)
    assert dialog.fields()["typed_later"] is None
    dialog.typed_later.tick.click()
    assert dialog.typed_later.by.isVisible()
    assert dialog.typed_later.by.text() == workspace.person.name
    dialog.typed_later.by.setText("录入员丁")
    with qtbot.waitSignal(dialog.accepted):
        dialog.go_on()
    after = change_header(workspace, opened, **dialog.fields())
    assert after.inspection.typed_later == TypedLater(workspace.today(), "录入员丁")


def test_the_day_of_typing_stays_when_other_things_change(ask, opened, workspace):
    typed = TypedLater(date(2026, 1, 8), "录入员丁")
    dialog = ask(change_header(workspace, opened, typed_later=typed))
    assert dialog.fields()["typed_later"] == typed
    dialog.typed_later.tick.click()
    assert dialog.fields()["typed_later"] is None


def test_nobody_types_without_a_name(ask, opened):
    dialog = ask(opened)
    dialog.typed_later.tick.click()
    dialog.typed_later.by.clear()
    dialog.go_on()
    assert dialog.isVisible()
    assert dialog.focusWidget() is dialog.typed_later.by


def test_a_mark_is_one_of_the_list_and_an_older_one_stays(ask, opened, workspace):
    dialog = ask(change_header(workspace, opened, classification="仅供参考", doc_number="示组检〔2026〕3号"))
    assert dialog.classification.currentText() == "仅供参考"
    marks = [dialog.classification.itemText(at) for at in range(dialog.classification.count())]
    assert marks[:2] == ["没有标记", "内部"]
    assert not {"秘密", "机密", "绝密"} & set(marks)
    dialog.classification.setCurrentIndex(0)
    assert dialog.fields()["classification"] == ""
    assert dialog.fields()["doc_number"] == "示组检〔2026〕3号"


def test_everything_can_be_read_and_pressed(ask, opened):
    dialog = ask(opened)
    dialog.typed_later.tick.click()
    found = (*clipped_labels(dialog), *too_small_to_press(dialog), *unnamed_controls(dialog))
    assert found == ()
