"""What all cards have in common: they show one line of the list and tell how it changes."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.inspection import Change, Section
from app.services.opened import OpenInspection
from ui.fields.flow import FlowLayout
from ui.theme import current_theme
from ui.tokens import Gap
from ui.widgets.labels import Figure, Label, Tag
from ui.widgets.layouts import column, row

LINE = 44
"""Characters that a line of text should not exceed."""


class Card(QWidget):
    """One line of the list laid open. `changed` carries a Change; the page saves it and shows what came of it."""

    changed = Signal(object)

    def __init__(self, section: Section, code: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.section: Section = section
        self.code = code
        self.body = column(gap=Gap.S, margins=(Gap.CARD, Gap.M, Gap.CARD, Gap.CARD), parent=self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def show_opened(self, opened: OpenInspection) -> None:
        """Show the inspection as it stands now."""
        raise NotImplementedError

    def settle(self) -> bool:
        """Keep what is being typed; False when something cannot be read."""
        return True

    def point_out_gap(self, *, aloud: bool) -> bool:
        """Go to the first thing that is owed, and say so when `aloud`; False when nothing is."""
        return False

    def nothing_found(self, opened: OpenInspection) -> Change | None:
        """The change that says: looked at, nothing to note; None when there is no need to say so."""
        return None

    def strike(self, number: int) -> bool:
        """Alt and a number."""
        return False

    def take_digit(self, digit: str) -> bool:
        """A digit typed while nothing had the keyboard."""
        return False

    def focus_reason(self) -> QWidget | None:
        """F2: go to the reason; the widget that has to come into sight."""
        return None

    def strike_exemption(self) -> bool:
        """F4; False when the table knows none here."""
        return False

    @property
    def exemption_word(self) -> str:
        """What F4 claims here; empty when nothing can be claimed."""
        return ""

    def freeze(self, is_frozen: bool) -> None:
        """Take no more answers."""
        self.setEnabled(not is_frozen)

    def _tell(self, value: object) -> None:
        self.changed.emit(Change(self.section, self.code, value))


class CardHead(QWidget):
    """Code, title, how it is looked into, and the marks; the standard beneath."""

    def __init__(self, code: str, title: str, tags: tuple[str, ...], standard: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figure = Figure("marks")
        self._title = Label(f"{code}  {title}", "item_title", wrap=True)
        names = QWidget()
        flow = FlowLayout(names)
        self._code = code
        self._text = f"{code}  {title}"
        for word in tags:
            flow.addWidget(Tag(word))
        self._tags = names
        self._tag_words = tags
        above = row(self._title, names, self.figure, gap=Gap.M)
        above.setAlignment(self.figure, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        above.setStretch(1, 1)
        self._standard = Label(standard, wrap=True)
        self._standard.setVisible(bool(standard))
        column(above, self._standard, gap=Gap.XS, parent=self)
        names.setVisible(bool(tags))
        self._settle()
        current_theme().changed.connect(self._settle)

    def _settle(self) -> None:
        theme = current_theme()
        metrics = QFontMetrics(theme.font("item_title", theme.font("item_title").Weight.Bold))
        width = metrics.horizontalAdvance(self._text) + Gap.S
        most = theme.tokens.pane_list + theme.tokens.pane_totals
        self._title.setMinimumWidth(min(width, round(most * 0.6)))
        self._title.setMaximumWidth(max(min(width, most), self._title.minimumWidth()))
        if not self._tag_words:
            self._title.setMaximumWidth(theme.tokens.window_width)
