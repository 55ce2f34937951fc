"""The phrases offered beneath a reason: found while typing, walked by arrows, taken by Enter or a press."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.domain.phrases import fragment, key_of, matching, phrases_of
from ui.fields.flow import FlowLayout
from ui.widgets.buttons import Button
from ui.widgets.chips import PhraseChip
from ui.widgets.labels import Label

MOST = 8

Offer = Callable[[], Sequence[str]]
"""Asked each time the reason gets the keyboard, so that opening an item costs nothing."""


class PhraseRow(QWidget):
    """`taken(phrase)`; `edit_asked` for putting the phrases in order.

    The keyboard stays in the reason: `walk` moves a mark, `take_marked` takes what is marked.
    """

    taken = Signal(str)
    edit_asked = Signal()

    def __init__(self, offer: Offer | None, *, is_editable: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offer = offer
        self._all: tuple[str, ...] = ()
        self._found: tuple[str, ...] = ()
        self._marked: int | None = None
        self._is_editable = is_editable
        self._flow = FlowLayout(self)
        self._caption = Label(self.tr("常用语"), "caption")
        self.chips: list[PhraseChip] = []
        self.edit = Button(self.tr("整理"), "link", on_click=self.edit_asked.emit)
        self.edit.setParent(self)
        self.edit.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.edit.setAccessibleName(self.tr("整理常用语"))
        self._caption.setParent(self)
        self.hide()

    def ask(self, text: str) -> None:
        """Look the phrases up anew and show what goes on from `text`."""
        if not self._flow.count():
            self._lay_out()
        self._all = tuple(self._offer()) if self._offer is not None else ()
        self.narrow(text)

    def narrow(self, text: str) -> None:
        """Show only what goes on from `text`, which is being typed."""
        self._mark(None)
        said = {key_of(phrase) for phrase in phrases_of(text)}
        fresh = [phrase for phrase in self._all if key_of(phrase) not in said]
        typed = fragment(text)
        is_whole = any(key_of(phrase) == key_of(typed) for phrase in self._all)
        self._found = matching(fresh, "" if is_whole else typed)[:MOST]
        for place, chip in enumerate(self.chips):
            if place < len(self._found):
                chip.show_phrase(self._found[place])
            chip.setVisible(place < len(self._found))
        self._caption.setText(self.tr("常用语") if self._found else self._nothing())
        self.setVisible(bool(self._flow.count()) and (bool(self._all) or self._is_editable))
        self.updateGeometry()

    def walk(self, by: int) -> bool:
        """Move the mark; False when it left the row, or there is nothing to mark."""
        last = len(self._found) - (0 if self._is_editable else 1)
        if not self.isVisible() or last < 0:
            return False
        place = (0 if by > 0 else -1) if self._marked is None else self._marked + by
        if place < 0:
            self._mark(None)
            return False
        self._mark(min(place, last))
        return True

    @property
    def marked(self) -> str:
        """What is marked: a phrase, or the word of the way to put them in order; "" for nothing."""
        if self._marked is None:
            return ""
        return self._found[self._marked] if self._marked < len(self._found) else self.edit.text()

    def take_marked(self) -> bool:
        """Enter on what is marked; False when nothing is."""
        if self._marked is None:
            return False
        place = self._marked
        self._mark(None)
        if place < len(self._found):
            self.taken.emit(self._found[place])
        else:
            self.edit_asked.emit()
        return True

    def unmark(self) -> bool:
        """Back to typing; False when nothing was marked."""
        was = self._marked is not None
        self._mark(None)
        return was

    def _lay_out(self) -> None:
        """Chips are made when they are first needed: most items get no reason, and opening one stays quick."""
        self._flow.addWidget(self._caption)
        for place in range(MOST if self._offer is not None else 0):
            chip = PhraseChip("", partial(self._take_chip, place))
            chip.setCheckable(True)
            chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._flow.addWidget(chip)
            chip.hide()
            self.chips.append(chip)
        self._flow.addWidget(self.edit)
        self.edit.setVisible(self._is_editable)

    def _take_chip(self, place: int, _phrase: str) -> None:
        self._take(place)

    def _take(self, place: int) -> None:
        self._mark(None)
        if place < len(self._found):
            self.taken.emit(self._found[place])

    def _mark(self, place: int | None) -> None:
        self._marked = place
        for number, chip in enumerate(self.chips):
            chip.setChecked(number == place)
        is_edit = place is not None and place >= len(self._found)
        self.edit.set_label(f"▸{self.tr('整理')}" if is_edit else self.tr("整理"))

    def _nothing(self) -> str:
        return self.tr("没有对得上的常用语") if self._all else self.tr("这一项还没有常用语，写过的原因下次会列在这里")
