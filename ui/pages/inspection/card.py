"""What all cards have in common: they show one line of the list and tell how it changes."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.inspection import Change, Section
from app.services.opened import OpenInspection
from ui.fields.flow import FlowLayout
from ui.pages.inspection.evidence_row import EvidenceRow
from ui.theme import BOLD, current_theme
from ui.tokens import Gap
from ui.widgets.labels import Figure, Label, Tag
from ui.widgets.layouts import column, row

NARROWEST, NARROWEST_FOLDED = 490, 660
"""What the marks leave for title and tags in the narrowest window, with the totals' pane and without it."""


class Card(QWidget):
    """One line of the list laid open. `changed` carries a Change; the page saves it and shows what came of it."""

    changed = Signal(object)
    evidence: EvidenceRow | None = None
    """Where its photos and files are; None where none can be added."""

    def __init__(self, section: Section, code: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.section: Section = section
        self.code = code
        self.setProperty("role", "scrolled")
        self.body = column(gap=Gap.S, margins=(Gap.CARD, Gap.M, Gap.CARD, Gap.CARD), parent=self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        # On a wide screen sentences would get too long to read.
        tokens = current_theme().tokens
        self.setMaximumWidth(round(tokens.dialog_wide * tokens.factor))

    def show_opened(self, opened: OpenInspection) -> None:
        """Show the inspection as it stands now."""
        raise NotImplementedError

    def settle(self) -> bool:
        """Keep what is being typed; False when something cannot be read."""
        return True

    def point_out_gap(self, *, aloud: bool) -> bool:  # noqa: ARG002 - for cards that owe something
        """Go to the first thing that is owed, and say so when `aloud`; False when nothing is."""
        return False

    def nothing_found(self) -> Change | None:
        """The change that says: looked at, nothing to note; None when there is no need to say so."""
        return None

    def strike(self, _number: int) -> bool:
        """Alt and a number."""
        return False

    def take_digit(self, _digit: str) -> bool:
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

    def __init__(
        self, code: str, title: str, tags: tuple[str, ...], standard: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.figure = Figure("marks")
        text = f"{code}  {title}"
        name = Label(text, "item_title", wrap=True)
        width, beside = self._fitting(text, tags)
        above = row(name, *(Tag(word) for word in tags[:beside]), gap=Gap.M)
        if width:
            name.setMinimumWidth(width)
            above.addStretch(1)
        above.addWidget(self.figure)
        above.setStretchFactor(name, 0 if width else 1)
        more = QWidget()
        flow = FlowLayout(more)
        for word in tags[beside:]:
            flow.addWidget(Tag(word))
        under = Label(standard, wrap=True)
        column(above, more, under, gap=Gap.XS, parent=self)
        more.setVisible(len(tags) > beside)  # only now: a part without a parent would flash as a window of its own
        under.setVisible(bool(standard))

    @staticmethod
    def _fitting(text: str, tags: tuple[str, ...]) -> tuple[int, int]:
        """The width of a title that fits on one line in the narrowest card (0: it wraps), and how many tags fit too."""
        theme = current_theme()
        room = NARROWEST_FOLDED if theme.tokens.totals_fold else NARROWEST
        width = QFontMetrics(theme.font("item_title", BOLD)).horizontalAdvance(text) + Gap.XS
        if width > room:
            return 0, 0
        metrics, left, beside = QFontMetrics(theme.font("second")), room - width, 0
        for word in tags:
            left -= metrics.horizontalAdvance(word) + 2 * Gap.S + Gap.M + 2
            if left < 0:
                break
            beside += 1
        return width, beside
