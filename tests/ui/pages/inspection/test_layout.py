"""Nothing is cut, nothing is too small, everything has a name: at every size, on every card."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.domain.inspection import Inspection
from app.services.workspace import Workspace
from tests.ui.clipping import clipped_labels, sticking_out, too_small_to_press, unnamed_controls
from tests.ui.pages.inspection.schemes import every_kind, many_items, scheme, seven_long_rules
from ui.pages.inspection.page import InspectionPage
from ui.theme import Theme
from ui.tokens import Contrast, TextSize

WIDE, LOW, NARROW = QSize(1282, 680), QSize(1282, 602), QSize(1196, 592)
LOOKS = [
    pytest.param(WIDE, Contrast.LIGHT, TextSize.STANDARD, id="1366x768"),
    pytest.param(LOW, Contrast.HIGH, TextSize.STANDARD, id="1366x690-high-contrast"),
    pytest.param(NARROW, Contrast.LIGHT, TextSize.STANDARD, id="1280x680"),
    pytest.param(LOW, Contrast.LIGHT, TextSize.LARGE, id="1366x690-large"),
    pytest.param(NARROW, Contrast.LIGHT, TextSize.EXTRA, id="1280x680-extra"),
]


def complaints(page: InspectionPage) -> list[str]:
    """Everything wrong with what is now on the screen."""
    for _ in range(3):  # layouts that follow one another settle in turns
        QApplication.processEvents()
    found = [*clipped_labels(page), *sticking_out(page), *unnamed_controls(page)]
    found += [one for one in too_small_to_press(page) if "''" not in one]
    card = page.card
    assert card is not None
    if card.width() > page._scroll.viewport().width():
        found.append(f"the card is {card.width()} wide, its pane {page._scroll.viewport().width()}")
    return [f"{card.code}: {one}" for one in found]


@pytest.mark.parametrize(("size", "contrast", "text_size"), LOOKS)
def test_every_card_of_the_reference_scheme_fits(
    page: InspectionPage, theme: Theme, size: QSize, contrast: Contrast, text_size: TextSize
) -> None:
    theme.wear(contrast, text_size)
    page.resize(size)
    found = []
    for row in page.items.model.rows:
        if row.section is not None:
            page.go_to(row.section, row.code)
            found += complaints(page)
    assert found == []


@pytest.mark.parametrize(("size", "contrast", "text_size"), LOOKS)
def test_every_kind_of_rule_fits(
    page: InspectionPage,
    theme: Theme,
    begun_with: Callable[..., Inspection],
    size: QSize,
    contrast: Contrast,
    text_size: TextSize,
) -> None:
    page.open(begun_with(every_kind(), "城市").id)
    theme.wear(contrast, text_size)
    page.resize(size)
    found = []
    for row in page.items.model.rows:
        if row.section is not None:
            page.go_to(row.section, row.code)
            page._take_digit("1")
            found += complaints(page)
            page.advance()
            page.go_to(row.section, row.code)
            found += complaints(page)
    assert found == []


@pytest.mark.parametrize(("size", "contrast", "text_size"), LOOKS)
def test_seven_rules_of_three_hundred_characters_fit(
    page: InspectionPage,
    theme: Theme,
    begun_with: Callable[..., Inspection],
    size: QSize,
    contrast: Contrast,
    text_size: TextSize,
) -> None:
    page.open(begun_with(seven_long_rules(), "城市").id)
    theme.wear(contrast, text_size)
    page.resize(size)
    assert complaints(page) == []


class Flashes(QObject):
    """Notes every part that was shown as a window of its own before it had a parent: a flicker on the screen."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at what is being shown."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.found.append(type(watched).__name__)
        return False


def test_no_part_flashes_as_a_window_of_its_own(
    page: InspectionPage, qapp: QApplication, begun_with: Callable[..., Inspection]
) -> None:
    flashes = Flashes()
    qapp.installEventFilter(flashes)
    rules = scheme([*every_kind()["items"], {**seven_long_rules()["items"][0], "code": "2"}], classes=["城市", "农村"])
    page.open(begun_with(rules, "城市").id)
    for row in page.items.model.rows:
        if row.section is not None:
            page.go_to(row.section, row.code)
            page._take_digit("1")
            page.advance()
    QApplication.processEvents()
    qapp.removeEventFilter(flashes)
    assert flashes.found == []


def test_a_thousand_items_stay_quick_to_go_through(
    page: InspectionPage, workspace: Workspace, begun_with: Callable[..., Inspection], qtbot: QtBot
) -> None:
    page.open(begun_with(many_items(1000)).id)
    page.go_to("items", "1.1000")
    assert complaints(page) == []
    assert page._step(1) is False
    assert page._step(-1) is True


def test_a_scheme_of_one_item_is_no_special_case(page: InspectionPage, begun_with: Callable[..., Inspection]) -> None:
    page.open(begun_with(many_items(1)).id)
    page.advance()
    assert complaints(page) == []


def test_the_totals_fold_into_the_bar_where_there_is_no_room(page: InspectionPage, theme: Theme) -> None:
    page.resize(WIDE)
    assert page.totals.isVisible()
    page.resize(QSize(1100, 600))
    assert not page.totals.isVisible()
    page.header.findings_asked.emit()
    assert page.totals.isVisible()
    page.header.findings_asked.emit()
    assert not page.totals.isVisible()
    page.resize(WIDE)
    theme.wear(Contrast.LIGHT, TextSize.EXTRA)
    assert not page.totals.isVisible()


def test_the_reason_comes_wholly_into_sight(page: InspectionPage, theme: Theme, qtbot: QtBot) -> None:
    theme.wear(Contrast.LIGHT, TextSize.EXTRA)
    page.resize(NARROW)
    page.go_to("items", "3.1")
    page.write_reason()
    viewport = page._scroll.viewport()

    def is_in_sight() -> bool:
        field = page.card.reason.field  # type: ignore[union-attr]
        top = field.mapTo(viewport, field.rect().topLeft()).y()
        return top >= 0 and top + field.height() <= viewport.height()

    qtbot.waitUntil(is_in_sight)
