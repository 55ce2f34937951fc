"""A thousand items in one table: it opens, scrolls and answers; an answer touches only its own lines."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QWidget

from app.domain.inspection import Change, Inspection
from tests.ui.pages.inspection.schemes import many_items
from ui.pages.inspection.page import InspectionPage

MIDDLE = "1.500"


def test_an_answer_in_the_middle_changes_only_its_line_and_the_sum_of_its_dimension(
    page: InspectionPage, begun_with: Callable[..., Inspection]
) -> None:
    page.open(begun_with(many_items(1000)).id, MIDDLE)
    model, bar = page.items.model, page.items.view.verticalScrollBar()
    before, card, scrolled = model.rows, page.card, bar.value()
    told: list[int] = []
    resets: list[bool] = []
    model.dataChanged.connect(lambda first, last: told.extend(range(first.row(), last.row() + 1)))
    model.modelReset.connect(lambda: resets.append(True))
    assert card is not None
    card.changed.emit(Change("items", MIDDLE, {"facts": {"r1": True}, "reason": "没有台账"}))
    changed = [place for place, (old, new) in enumerate(zip(before, model.rows, strict=True)) if old != new]
    assert told == changed == [0, model.place_of("items", MIDDLE)]
    assert resets == []
    assert page.card is card
    assert bar.value() == scrolled
    assert page.opened is not None
    assert page.opened.result.items[MIDDLE].lost == 1


def test_the_list_makes_no_widget_for_a_line(page: InspectionPage, begun_with: Callable[..., Inspection]) -> None:
    few = len(page.items.view.findChildren(QWidget))  # the page lies open with the thirty items of the reference
    page.open(begun_with(many_items(1000)).id)
    bar = page.items.view.verticalScrollBar()
    for at in range(0, bar.maximum(), max(bar.maximum() // 10, 1)):
        bar.setValue(at)
        QApplication.processEvents()
    assert len(page.items.view.findChildren(QWidget)) == few
    assert len(page.totals._lines) < 10
