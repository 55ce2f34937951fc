"""A search and chips above a list, in a row that wraps."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.fields.flow import FlowLayout
from ui.theme import current_theme
from ui.widgets.chips import FilterChip
from ui.widgets.fields import SearchField


class FilterRow(QWidget):
    """`changed` when something else is wanted, `left` when the keyboard is to go on to what was found."""

    changed = Signal()
    left = Signal()

    def __init__(self, search: SearchField, *parts: QWidget, search_width: int, parent: QWidget | None = None) -> None:
        """`search_width` in logical px at standard size; those of `parts` that are chips narrow the list."""
        super().__init__(parent)
        self._search, self._search_width = search, search_width
        self._chips = [part for part in parts if isinstance(part, FilterChip)]
        flow = FlowLayout(self)
        for part in (search, *parts):
            flow.addWidget(part)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        search.searched.connect(lambda _text: self.changed.emit())
        search.returnPressed.connect(self.left)
        search.left_downwards.connect(self.left)
        for chip in self._chips:
            chip.toggled.connect(lambda _on: self.changed.emit())
        self._settle()
        current_theme().changed.connect(self._settle)

    def clear(self) -> None:
        """Want everything: an empty search and no chip."""
        self._search.clear()
        for chip in self._chips:
            chip.setChecked(False)

    def into_search(self) -> None:
        """Bring the keyboard into the search, ready to write over what stands there."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def _settle(self) -> None:
        self._search.setFixedWidth(round(self._search_width * current_theme().tokens.factor))
