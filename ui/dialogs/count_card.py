"""A card that counts one thing of a plan."""

from PySide6.QtWidgets import QWidget

from ui.tokens import Gap
from ui.widgets.frames import Card
from ui.widgets.glyphs import State, StateGlyph
from ui.widgets.labels import Label
from ui.widgets.layouts import column, row


class CountCard(Card):
    """A glyph, a figure with what it counts, and a second line."""

    def __init__(self, glyph: State, parent: QWidget | None = None) -> None:
        super().__init__(margins=(Gap.L, Gap.M, Gap.L, Gap.M), parent=parent)
        self._number, self._words, self._second = Label("", "item_title"), Label(""), Label("", "caption")
        self._glyph = StateGlyph(glyph)
        title = row(self._number, self._words, None, gap=Gap.S)
        across = row(self._glyph, column(title, self._second, gap=0), gap=Gap.M)
        across.setStretch(1, 1)
        self.body.addLayout(across)

    def show_count(self, number: int, words: str, second: str) -> None:
        """Show `12 个新单位`, and what that means."""
        self._number.setText(str(number))
        self._words.setText(words)
        self._second.setText(second)
        self.setAccessibleName(f"{number} {words}，{second}")
