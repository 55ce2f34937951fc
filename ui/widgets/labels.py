"""Text that stands still: labels by role, labels that elide, tags, key caps, figures."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from ui.theme import BOLD, current_theme, repolish
from ui.tokens import Gap
from ui.widgets.layouts import row


class Label(QLabel):
    """Plain text in a type role: page_title, item_title, section, strong, medium, second, caption, field …

    `state` (deduct, missing, ok, quiet) colours it; the text itself must say the same in words.
    """

    def __init__(
        self,
        text: str = "",
        role: str = "",
        *,
        state: str = "",
        wrap: bool = False,
        selectable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        if role:
            self.setProperty("role", role)
        if state:
            self.setProperty("state", state)
        self.setWordWrap(wrap)
        if wrap:
            policy = self.sizePolicy()
            policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setText(text)

    def set_state(self, state: str) -> None:
        """Colour the text for a state; an empty one takes the colour away."""
        repolish(self, state=state)


class ElidingLabel(Label):
    """One line that ends in … when there is no room; the whole text is its tool tip and accessible name then."""

    def minimumSizeHint(self) -> QSize:
        """Room for two characters, so that a layout may squeeze it."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance("汉…"), super().minimumSizeHint().height())

    def shown_text(self) -> str:
        """What is seen of the text at the present width."""
        room = self.contentsRect().width()
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)

    def is_elided(self) -> bool:
        """Whether something of the text is not seen."""
        return self.shown_text() != self.text()

    def setText(self, text: str) -> None:
        """Show another text, elided as needed."""
        super().setText(text)
        self.setAccessibleName(text)
        self._tell_whole()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the whole text as a tool tip only while it is cut."""
        super().resizeEvent(event)
        self._tell_whole()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what fits."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), self.alignment() | Qt.TextFlag.TextSingleLine, self.shown_text())

    def _tell_whole(self) -> None:
        self.setToolTip(self.text() if self.is_elided() else "")


class Tag(Label):
    """A word in a small box: 草稿, 区级检查; `state` deduct (暂定), ok or missing."""

    def __init__(self, text: str = "", *, state: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, "tag", state=state, parent=parent)
        self.setIndent(0)  # a framed label would indent its text by half a letter
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class KeyCap(Label):
    """A key that works on this screen; hidden when the person switched key caps off."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(key, "key", parent=parent)
        self.setIndent(0)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleName(self.tr("快捷键 {key}").format(key=key))
        theme = current_theme()
        theme.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self.setMaximumWidth(self.sizeHint().width() if current_theme().shows_key_caps else 0)


class Figure(QWidget):
    """A large number with what it is out of: `2.5 / 4 分`; `size` is the role result or marks."""

    def __init__(self, size: str = "marks", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self._number = Label("", size)
        self._rest = Label("", "second")
        bottom = Qt.AlignmentFlag.AlignBottom
        layout = row(self._number, self._rest, gap=Gap.XS, parent=self)
        layout.setAlignment(self._number, bottom)
        layout.setAlignment(self._rest, bottom)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._settle()
        current_theme().changed.connect(self._settle)

    def show_figure(self, number: str, rest: str = "") -> None:
        """Show texts such as "2.5" and "/ 4 分"."""
        self._number.setText(number)
        self._rest.setText(rest)
        self.setAccessibleName(f"{number} {rest}".strip())

    def _settle(self) -> None:
        theme = current_theme()
        number, rest = QFontMetrics(theme.font(self._size, BOLD)), QFontMetrics(theme.font("second"))
        gap = number.descent() - rest.descent()
        self._rest.setContentsMargins(0, 0, 0, max(gap, 0))


class Divider(QFrame):
    """A hairline between two parts of a card."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "line")
