"""The line under everything: saved when, is the data sound, the stick, what is not yet reported, and which scheme."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from ui.theme import current_theme
from ui.tokens import Gap
from ui.widgets.frames import Frame
from ui.widgets.glyphs import IconLabel
from ui.widgets.labels import ElidingLabel, Label
from ui.widgets.layouts import line, row


class _Fact(QWidget):
    """An icon with a few words."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.icon = IconLabel(icon, size="icon_small")
        self.words = Label("", "status")
        row(self.icon, self.words, gap=Gap.S, parent=self)


class StatusBar(Frame):
    """Facts by name; a fact without words takes no room."""

    FACTS = (("saved", "check"), ("health", "shield-check"), ("stick", "usb-stick"), ("unreported", "upload"))
    told = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("status_bar", parent)
        self._facts = {name: _Fact(icon) for name, icon in self.FACTS}
        self._lines: dict[str, QFrame] = {name: line(upright=True) for name, _icon in self.FACTS[1:]}
        self._notice = ElidingLabel("", "status")
        parts: list[QWidget] = []
        for name, fact in self._facts.items():
            if name in self._lines:
                parts.append(self._lines[name])
            parts.append(fact)
        row(*parts, None, self._notice, gap=Gap.M, margins=(Gap.L, 0, Gap.L, 0), parent=self)
        for name in self._facts:
            self.show_fact(name, "")
        self._settle()
        current_theme().changed.connect(self._settle)

    def show_fact(self, name: str, words: str, state: str = "") -> None:
        """Show one of saved, health, stick, unreported; `state` deduct or missing when it needs attention."""
        fact = self._facts[name]
        fact.words.setText(words)
        fact.words.set_state(state)
        fact.setVisible(bool(words))
        seen = [key for key, each in self._facts.items() if each.words.text()]
        for key, upright in self._lines.items():
            upright.setVisible(key in seen[1:])
        self.told.emit(name, words)

    def show_notice(self, words: str) -> None:
        """Show the sentence at the right end, about the scheme that is used."""
        self._notice.setText(words)
        self._notice.setVisible(bool(words))

    def words(self, name: str) -> str:
        """What a fact says now."""
        return self._facts[name].words.text()

    def _settle(self) -> None:
        height = current_theme().tokens.height
        self.setFixedHeight(height.status)
        for upright in self._lines.values():
            upright.setFixedHeight(height.icon_small)
