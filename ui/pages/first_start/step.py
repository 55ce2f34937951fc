"""One question of the guide: what every step has in common."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.theme import current_theme
from ui.widgets.layouts import row

FIELD_BEFORE_REST = 100  # the field takes all the room it may before the empty rest gets any


class Step(QWidget):
    """One question. `changed` when something was typed that is worth keeping."""

    changed = Signal()
    title = ""
    explanation = ""

    def texts(self) -> dict[str, str]:
        """What was typed, by name, for the draft."""
        return {}

    def show_texts(self, texts: dict[str, str]) -> None:
        """Put back what was typed before."""

    def summary(self) -> str:
        """One line about the answer, for the list of steps; "" while there is none."""
        return ""

    def check(self) -> bool:
        """Whether the answer will do; shows what is missing and goes there when not."""
        return True


def narrow(field: QWidget) -> QWidget:
    """The field no wider than a name needs, whatever the window."""
    holder = QWidget()
    field.setMaximumWidth(current_theme().tokens.dialog_narrow)
    row(field, None, parent=holder).setStretch(0, FIELD_BEFORE_REST)
    holder.setFocusProxy(field)
    return holder
