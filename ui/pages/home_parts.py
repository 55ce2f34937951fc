"""The cards of 工作台: what to go on with, and what is still to do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import current_theme
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.frames import Card, SectionTitle
from ui.widgets.glyphs import IconLabel
from ui.widgets.labels import ElidingLabel, Label, Tag
from ui.widgets.layouts import clear, column, line, row

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class Todo:
    """One line of 还要做: what, how many, which, and what a press does."""

    icon: str
    title: str
    count: str
    which: str
    action: str
    on_open: Callable[[], object]
    is_urgent: bool = False


class TodoRow(QWidget):
    """One line; the whole of it can be pressed, Enter opens it, ↑ ↓ go to the next one."""

    opened = Signal()

    def __init__(self, todo: Todo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._todo = todo
        self.is_last = False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{todo.title}，{todo.count}，{todo.which}，{todo.action}")
        state = "missing" if todo.is_urgent else ""
        icon = IconLabel(todo.icon, colour="accent" if todo.is_urgent else "ink2")
        self._title = Label(todo.title, "medium")
        self._count = Label(todo.count, "strong", state=state)
        self.button = Button(todo.action, "quiet", on_click=self.opened.emit)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        which = ElidingLabel(todo.which, "second")
        which.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row(
            icon,
            self._title,
            self._count,
            which,
            self.button,
            gap=Gap.L,
            margins=(Gap.CARD, 0, Gap.CARD, 0),
            parent=self,
        )
        self._settle()
        current_theme().changed.connect(self._settle)
        self.opened.connect(todo.on_open)

    def focus_ring_rect(self) -> QRect:
        """Inside: the rows touch each other."""
        return self.rect().adjusted(Gap.XS + 1, Gap.XS + 1, -Gap.XS - 1, -Gap.XS - 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground under the mouse, and the line to the next row."""
        colours = current_theme().tokens.colour
        painter = QPainter(self)
        edge = 0 if self.is_last else current_theme().tokens.hairline
        if self.underMouse():
            painter.fillRect(self.rect().adjusted(1, 0, -1, -edge), QColor(colours.hover))
        if edge:
            painter.fillRect(QRect(0, self.height() - edge, self.width(), edge), QColor(colours.line))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press anywhere opens it."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter or Space opens it."""
        if event.key() in (*ENTER, Qt.Key.Key_Space):
            self.opened.emit()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Its button is drawn strong while the keyboard is here."""
        super().focusInEvent(event)
        self.button.set_kind("standard")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """And quiet again."""
        super().focusOutEvent(event)
        self.button.set_kind("quiet")

    def widen(self, title: int, count: int, button: int) -> None:
        """Let the columns stand under each other."""
        self._title.setMinimumWidth(title)
        self._count.setMinimumWidth(count)
        self.button.setMinimumWidth(button)

    def widths(self) -> tuple[int, int, int]:
        """What title, count and button need."""
        return self._title.sizeHint().width(), self._count.sizeHint().width(), self.button.sizeHint().width()

    def _settle(self) -> None:
        self.setFixedHeight(current_theme().tokens.height.todo_row)


class TodoCard(Card):
    """还要做: its rows, or one sentence when nothing is left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        edge = current_theme().tokens.hairline
        super().__init__(gap=0, margins=(0, 0, 0, edge), parent=parent)
        head = QWidget()
        title = SectionTitle(self.tr("还要做"), self.tr("上下键选，Enter 打开"))
        row(title, margins=(Gap.CARD, Gap.M, Gap.CARD, Gap.M), parent=head)
        self._rows_at = column(gap=0)
        self.body.addWidget(head)
        self.body.addWidget(line())
        self.body.addLayout(self._rows_at)
        self.rows: list[TodoRow] = []
        current_theme().changed.connect(self._align)

    def show_todos(self, todos: Sequence[Todo]) -> None:
        """Show these lines; none: a sentence that says that nothing is left."""
        at = next((index for index, shown in enumerate(self.rows) if shown.hasFocus()), None)
        clear(self._rows_at)
        self.rows = [TodoRow(todo) for todo in todos]
        for shown in self.rows:
            self._rows_at.addWidget(shown)
        if self.rows:
            self.rows[-1].is_last = True
        else:
            done = Label(self.tr("手头没有要做的了。"), "second")
            holder = QWidget()
            row(done, margins=Gap.CARD, parent=holder)
            self._rows_at.addWidget(holder)
        self._align()
        if at is not None and self.rows:
            self.rows[min(at, len(self.rows) - 1)].setFocus()

    def step(self, by: int) -> None:
        """Move the keyboard by so many rows; into the first one from outside."""
        at = next((index for index, shown in enumerate(self.rows) if shown.hasFocus()), None)
        if self.rows:
            to = 0 if at is None else min(max(at + by, 0), len(self.rows) - 1)
            self.rows[to].setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↑ ↓ go from row to row."""
        steps: dict[int, int] = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        by = steps.get(event.key())
        if by is None:
            super().keyPressEvent(event)
        else:
            self.step(by)

    def _align(self) -> None:
        if self.rows:
            widths = zip(*(shown.widths() for shown in self.rows), strict=True)
            title, count, button = (max(column_widths) for column_widths in widths)
            for shown in self.rows:
                shown.widen(title, count, button)


class ContinueCard(Card):
    """What was on the table last, with the one main button of the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(gap=0, margins=(Gap.CARD, Gap.L, Gap.CARD, Gap.L), parent=parent)
        self._caption = Label("", "caption")
        self._title = ElidingLabel("", "item_title")
        self._second = Label("", "second")
        self._kind = Tag()
        self._state = Label("", "second", wrap=True)
        self.button = Button("", "primary", tall=True)
        self._on_click: Callable[[], object] = lambda: None
        self.button.clicked.connect(lambda _checked=False: self._on_click())
        self.button.setMinimumWidth(3 * current_theme().tokens.touch + Gap.L)
        words = column(
            self._caption, row(self._title, self._second, self._kind, None, gap=Gap.M), self._state, gap=Gap.XS
        )
        layout = row(words, self.button, gap=Gap.L)
        layout.setStretch(0, 1)
        layout.setAlignment(self.button, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(layout)

    def show_words(
        self, caption: str, title: str, state: str, action: str, on_click: Callable[[], object], *, icon: str = ""
    ) -> None:
        """Say what is next without an inspection in progress."""
        self.show_inspection(caption, title, "", "", state, action, on_click, icon=icon)

    def show_inspection(
        self,
        caption: str,
        title: str,
        second: str,
        kind: str,
        state: str,
        action: str,
        on_click: Callable[[], object],
        *,
        icon: str = "",
    ) -> None:
        """Show which inspection lies open and where it stopped."""
        self._caption.setText(caption)
        self._title.setText(title)
        for label, text in ((self._second, second), (self._kind, kind)):
            label.setText(text)
            label.setVisible(bool(text))
        self._state.setText(state)
        self.button.set_label(action)
        self.button.set_icon(icon)
        self._on_click = on_click
