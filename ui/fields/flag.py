"""A tick: it happened, or it did not."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.scoring.rules import Flag
from ui.fields.field import Facts, Field
from ui.widgets.choices import TickBox
from ui.widgets.layouts import row


class FlagField(Field):
    """`true`, or nothing: an unticked flag says no more than a checked item without findings."""

    is_beside = True

    def __init__(self, rule: Flag, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tick = TickBox(name=rule.text, parent=self)
        row(self.tick, parent=self)
        self.let_pass(self.tick)
        self.tick.clicked.connect(lambda: self.answered.emit(True if self.tick.isChecked() else None))

    def show_facts(self, facts: Facts) -> None:
        """Tick it or not."""
        self.tick.setChecked(facts is True)

    def first_control(self) -> QWidget | None:
        """The tick."""
        return self.tick

    def strike(self) -> None:
        """Alt and its number tick it."""
        self.tick.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.tick.click()
