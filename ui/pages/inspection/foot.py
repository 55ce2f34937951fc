"""The bar under the card: back, not applicable, undo, and the one main button."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.theme import current_theme
from ui.widgets.buttons import Button
from ui.widgets.frames import PageFoot


class CardFoot(PageFoot):
    """It never scrolls. The keys behind the labels are answered by the page."""

    previous_asked = Signal()
    exemption_asked = Signal()
    undo_asked = Signal()
    next_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self._previous = Button("", "ghost", icon="chevron-left")
        self._exemption = Button("", "standard", hint="F4")
        self._undo = Button("", "ghost", icon="undo-2", hint="Ctrl+Z")
        self._next = Button("", "primary", hint="Enter")
        super().__init__(self._previous, self._undo, self._exemption, None, self._next, parent=parent)
        for button in (self._previous, self._exemption, self._undo, self._next):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._previous.set_label(self.tr("上一项"))
        self._undo.set_label(self.tr("撤销"))
        self._previous.clicked.connect(self.previous_asked)
        self._exemption.clicked.connect(self.exemption_asked)
        self._undo.clicked.connect(self.undo_asked)
        self._next.clicked.connect(self.next_asked)
        self._settle()
        current_theme().changed.connect(self._settle)

    def show_state(self, *, exemption_word: str, can_undo: bool, is_frozen: bool, has_previous: bool) -> None:
        """What can be done now."""
        if exemption_word and exemption_word != self._exemption.label:
            self._exemption.set_label(exemption_word)
        self._exemption.setVisible(bool(exemption_word) and not is_frozen)
        self._undo.setVisible(not is_frozen)
        self._undo.setEnabled(can_undo)
        self._previous.setEnabled(has_previous)
        words = self.tr("下一项") if is_frozen else self.tr("记下，下一项")
        if words != self._next.label:
            self._next.set_label(words)

    def _settle(self) -> None:
        self._previous.setVisible(not current_theme().tokens.totals_fold)
