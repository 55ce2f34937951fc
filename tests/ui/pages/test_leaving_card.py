"""移交、归档、公开: three buttons, each for its own."""

from tests.ui.clipping import clipped_labels, too_small_to_press, unnamed_controls
from ui.pages.leaving_card import LeavingCard


def test_each_button_asks_for_its_own(qtbot):
    card = LeavingCard()
    qtbot.addWidget(card)
    card.resize(1100, 300)
    card.show()
    for button, signal in (
        (card.hand_over, card.hand_over_asked),
        (card.archive, card.archive_asked),
        (card.open_export, card.open_export_asked),
    ):
        with qtbot.waitSignal(signal):
            button.click()
    assert clipped_labels(card) == []
    assert too_small_to_press(card) == []
    assert unnamed_controls(card) == []


def test_it_says_why_nothing_can_be_done(qtbot):
    card = LeavingCard()
    qtbot.addWidget(card)
    card.explain_disabled("演练库里的数据是编的。")
    assert not card.hand_over.isEnabled()
    assert card.archive.accessibleDescription() == "演练库里的数据是编的。"
