"""Round buttons that switch a filter on or add a phrase."""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.theme import current_theme


class FilterChip(QPushButton):
    """A filter that is on or off; while on it carries ✕ behind its word. `toggled(bool)` tells of changes."""

    def __init__(
        self, label: str, *, count: int | None = None, on: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._label, self._count = label, count
        self.setProperty("kind", "chip")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setLayoutDirection(self.layoutDirection())
        self.toggled.connect(lambda _on: self._dress())
        current_theme().changed.connect(self._dress)
        self.setChecked(on)
        self._dress()

    def show_count(self, count: int | None) -> None:
        """Show how many rows the filter would leave."""
        self._count = count
        self._dress()

    def _dress(self) -> None:
        words = self._label if self._count is None else f"{self._label}  {self._count}"
        self.setText(f"{words}  ×" if self.isChecked() else words)
        self.setAccessibleName(words)
        self.setAccessibleDescription(self.tr("已筛选，再按一次取消") if self.isChecked() else "")


LONGEST = 24
"""Characters of a phrase that a chip shows; the tool tip has all of them."""


class PhraseChip(QPushButton):
    """A phrase of this office; pressing it takes the phrase over."""

    def __init__(self, phrase: str, on_click: Callable[[str], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.phrase = phrase
        self.setProperty("kind", "chip")
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda _checked=False: on_click(self.phrase))
        self.show_phrase(phrase)

    def show_phrase(self, phrase: str) -> None:
        """Offer another one."""
        self.phrase = phrase
        short = phrase if len(phrase) <= LONGEST else phrase[: LONGEST - 1] + "…"
        self.setText(short.replace("&", "&&"))
        self.setToolTip(phrase if short != phrase else "")
        self.setAccessibleName(self.tr("填入“{phrase}”").format(phrase=phrase))
