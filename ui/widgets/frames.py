"""What holds other parts: cards, panes, page bars, notices, empty lists."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import current_theme, repolish
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.glyphs import IconLabel
from ui.widgets.labels import Label
from ui.widgets.layouts import Margins, Part, column, row
from ui.widgets.marks_bar import paint_hatch


class Frame(QFrame):
    """A frame in a role of the style sheet: card, strong_card, sunken, sheet, pane_left, pane_right, foot …"""

    def __init__(self, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", role)

    def set_state(self, state: str) -> None:
        """Tint it for a state (deduct, ok, missing); an empty one takes the tint away."""
        repolish(self, state=state)


class Card(Frame):
    """A white sheet on the warm grey with one line around; `body` is its column."""

    def __init__(
        self,
        *parts: Part,
        gap: int = Gap.S,
        margins: Margins = Gap.CARD,
        role: str = "card",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(role, parent)
        self.body: QVBoxLayout = column(*parts, gap=gap, margins=margins, parent=self)


class PageBar(Frame):
    """The bar over a page: the way back, what this is, and at the right what can be done."""

    def __init__(self, *parts: Part, parent: QWidget | None = None) -> None:
        super().__init__("page_bar", parent)
        row(*parts, gap=Gap.S, margins=(Gap.L, 0, Gap.L, 0), parent=self)
        self._settle()
        current_theme().changed.connect(self._settle)

    def _settle(self) -> None:
        self.setFixedHeight(current_theme().tokens.height.page_bar)


class PageFoot(Frame):
    """The foot of a page or pane that never scrolls: what is selected left, the one main button right."""

    def __init__(self, *parts: Part, parent: QWidget | None = None) -> None:
        super().__init__("foot", parent)
        row(*parts, gap=Gap.S, margins=(Gap.L, Gap.S, Gap.L, Gap.S), parent=self)


class SectionTitle(QWidget):
    """The title of a part of a page, with what belongs to it at the right end."""

    def __init__(self, title: str, aside: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label(title, "section")
        self._aside = Label(aside, "caption")
        row(self._title, None, self._aside, parent=self)


class EmptyState(QWidget):
    """An empty list: one sentence of what belongs here, one button for the next step."""

    def __init__(
        self,
        sentence: str,
        action: str = "",
        on_click: Callable[[], object] | None = None,
        *,
        icon: str = "inbox",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        centre = Qt.AlignmentFlag.AlignHCenter
        self._sentence = Label(sentence, "second", wrap=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = Button(action, "standard", on_click=on_click)
        if not action:
            self.button.hide()
        picture = IconLabel(icon, colour="ink3", size="logo")
        layout = column(None, picture, self._sentence, self.button, None, gap=Gap.M, margins=Gap.XL, parent=self)
        layout.setAlignment(picture, centre)
        layout.setAlignment(self.button, centre)

    def say(self, sentence: str) -> None:
        """Change the sentence, for instance when a filter leaves nothing."""
        self._sentence.setText(sentence)


NOTICE_ICONS = {"deduct": "triangle-alert", "ok": "shield-check", "missing": "triangle-alert", "quiet": "info"}


class Notice(Frame):
    """A sentence that stays on the page: a warning (deduct), a good end (ok), a hint (quiet), a must (missing)."""

    def __init__(
        self, sentence: str = "", state: str = "deduct", *actions: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__("notice", parent)
        self.setProperty("state", state)
        self._icon = IconLabel(NOTICE_ICONS[state], colour=_icon_colour(state))
        self._sentence = Label(sentence, "medium", wrap=True)
        row(self._icon, self._sentence, *actions, gap=Gap.M, margins=(Gap.L, Gap.S, Gap.L, Gap.S), parent=self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        if not sentence:
            self.hide()

    def say(self, sentence: str, state: str | None = None) -> None:
        """Show a sentence, hide with an empty one."""
        if state is not None:
            self.set_state(state)
            self._icon.set_icon(NOTICE_ICONS[state], _icon_colour(state))
        self._sentence.setText(sentence)
        self.setVisible(bool(sentence))


def _icon_colour(state: str) -> str:
    return {"deduct": "deduct", "ok": "ok", "missing": "accent"}.get(state, "ink2")


class DrillStrip(QWidget):
    """The hatched strip that says that everything here is only for practice (演练)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = self.tr("演练  这里的单位、人员和分数都是编的，不能报送，随便试")
        self.setAccessibleName(self._words)
        self._settle()
        current_theme().changed.connect(self._settle)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the hatched ground and the words on a plain piece of it."""
        theme = current_theme()
        colours = theme.tokens.colour
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        painter.fillRect(rect, QColor(colours.deduct_tint))
        paint_hatch(painter, rect, colours.deduct_line, theme.tokens.hairline)
        font = theme.font("caption", theme.font("caption").Weight.Medium)
        painter.setFont(font)
        words = QRectF(painter.boundingRect(rect, Qt.AlignmentFlag.AlignCenter, self._words))
        painter.fillRect(
            words.adjusted(-Gap.M, 0, Gap.M, 0).intersected(rect.adjusted(0, 0, 0, -1)), QColor(colours.deduct_tint)
        )
        painter.setPen(QColor(colours.ink))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._words)
        painter.setPen(QColor(colours.deduct_line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def _settle(self) -> None:
        self.setFixedHeight(current_theme().tokens.height.strip)
        self.update()
