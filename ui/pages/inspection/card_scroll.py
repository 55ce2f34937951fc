"""The middle pane: the card scrolls in it, and it holds the keyboard while no editor does."""

from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ui.tokens import Gap

SCROLL_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down)


class CardScroll(QScrollArea):
    """↑ and ↓ scroll; every other key goes on to the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(self.tr("考评项内容"))

    def lay_open(self, card: QWidget) -> None:
        """Show another card from its top; the old one is let go."""
        old = self.takeWidget()
        self.setWidget(card)
        self.verticalScrollBar().setValue(0)
        if old is not None:
            old.deleteLater()
        self._follow_with_tab(card)

    def reveal(self, widget: QWidget) -> None:
        """Bring a part of the card wholly into sight, once layouts have settled: a line may have opened beneath it."""
        QTimer.singleShot(0, self, lambda: self._bring_into_sight(widget))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave digits, Enter and page keys to the page."""
        if event.key() in SCROLL_KEYS and not event.modifiers():
            super().keyPressEvent(event)
        else:
            event.ignore()

    def _follow_with_tab(self, card: QWidget) -> None:
        """A card laid open later would come after all else: Tab goes from the list into it, as one reads."""
        parts: list[QWidget] = []
        part = card.nextInFocusChain()
        while part is not None and part is not card:
            if card.isAncestorOf(part) and part.focusPolicy() != Qt.FocusPolicy.NoFocus:
                parts.append(part)
            part = part.nextInFocusChain()
        for before, after in pairwise([self, *parts]):
            self.setTabOrder(before, after)

    def _bring_into_sight(self, widget: QWidget) -> None:
        card = self.widget()
        if card is None or not card.isAncestorOf(widget):
            return
        rect = QRect(widget.mapTo(card, QPoint(0, 0)), widget.size())
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if rect.bottom() + Gap.M > bar.value() + height:
            bar.setValue(rect.bottom() + Gap.M - height)
        if rect.top() - Gap.M < bar.value():
            bar.setValue(max(rect.top() - Gap.M, 0))
