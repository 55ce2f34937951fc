"""What the editors of all rule kinds have in common: facts come out whole, or not at all."""

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

ENTER_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

PASSED_KEYS = (*ENTER_KEYS, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)

Facts = Mapping[str, Any] | bool | None
"""The facts of one rule as they stand in ANSWERS.json; None: nothing was entered."""


def every(results: Iterable[bool]) -> bool:
    """Whether all of them are true; unlike `all`, it works through every one."""
    return False not in list(results)


class KeysPass(QObject):
    """Keeps Enter and the arrows from buttons (some desktops press the focused button by Enter): here they move on."""

    def over(self, *buttons: QWidget) -> None:
        """Watch these buttons for as long as the owner lives."""
        for button in buttons:
            button.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hand such a key to the parent, as if the button had no use for it."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in PASSED_KEYS:
            event.ignore()
            return True
        return super().eventFilter(watched, event)


class Field(QWidget):
    """The editor of one rule.

    `answered` carries the rule's facts JSON (None takes them away), only ever whole and readable ones. `objected`
    carries a sentence that says why what stands in the editor is not kept, "" once that is over.
    A key that an editor has no use for travels on to the page: Enter after everything typed was kept is one of them.
    """

    answered = Signal(object)
    objected = Signal(str)

    is_beside = False
    """Whether the editor is narrow enough to stand at the right of the rule's sentence."""

    def show_facts(self, facts: Facts) -> None:
        """Show what is saved; what is being typed at this moment stays."""
        raise NotImplementedError

    def first_control(self) -> QWidget | None:
        """What takes the keyboard when the rule is chosen."""
        return None

    def gap(self) -> QWidget | None:
        """The first control that still has to be filled in for whole facts; None when there is none."""
        return None

    def settle(self) -> bool:
        """Keep what is being typed; False when it cannot be read, which `objected` has then told."""
        return True

    def strike(self) -> None:
        """The rule's key (Alt and its number) was pressed."""
        if control := self.first_control():
            control.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def take_digit(self, _digit: str) -> bool:
        """Make use of a digit that was typed while nothing had the keyboard; False when there is none."""
        return False

    def freeze(self, is_frozen: bool) -> None:
        """A signed inspection shows its facts and takes no others."""
        self.setEnabled(not is_frozen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to what is still missing here before it goes on to the page."""
        if event.key() in ENTER_KEYS and self._is_begun() and (control := self.gap()):
            control.setFocus(Qt.FocusReason.TabFocusReason)
            return
        event.ignore()

    def let_pass(self, *buttons: QWidget) -> None:
        """Keep Enter and the arrows from these buttons; the editor gets them instead."""
        KeysPass(self).over(*buttons)

    def _is_begun(self) -> bool:
        """Whether something was entered, so that the rest has to be entered too."""
        return False
