"""The left side of the guide: what the program is, the four steps, and the way into the practice district."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QWidget

from ui.theme import BOLD, MEDIUM, current_theme
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.frames import Frame
from ui.widgets.glyphs import State, paint_glyph
from ui.widgets.labels import Label
from ui.widgets.layouts import column, row

MARGIN = 2 * Gap.CARD - Gap.HAIR


class StepEntry(QAbstractButton):
    """One step: its number or a tick, its name, and what was answered; earlier steps can be pressed."""

    def __init__(self, number: int, title: str, second: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number, self._title, self._first_second, self._second = number, title, second, second
        self._is_current = self._is_done = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        current_theme().changed.connect(self.updateGeometry)
        self.show_state(current=False, done=False, answer="")

    @property
    def is_current(self) -> bool:
        """Whether the guide stands here."""
        return self._is_current

    def show_state(self, *, current: bool, done: bool, answer: str) -> None:
        """Where the guide stands and what was answered."""
        self._is_current, self._is_done = current, done
        self._second = answer or self._first_second
        self.setEnabled(done and not current)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if self.isEnabled() else Qt.FocusPolicy.NoFocus)
        state = self.tr("现在这一步") if current else self.tr("已填") if done else self.tr("还没到")
        self.setAccessibleName(
            self.tr("第 {number} 步，{title}，{state}").format(number=self._number, title=self._title, state=state)
        )
        self.setAccessibleDescription(self._second)
        self.setToolTip(self._second if answer else "")
        self.update()

    def sizeHint(self) -> QSize:
        """A row with two lines of text."""
        tokens = current_theme().tokens
        return QSize(tokens.pane_list, tokens.height.todo_row + Gap.M + Gap.HAIR)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the row."""
        theme = current_theme()
        tokens, colours = theme.tokens, theme.tokens.colour
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._is_current:
            painter.fillRect(self.rect(), QColor(colours.selection))
            painter.fillRect(QRect(0, 0, tokens.edge, self.height()), QColor(colours.accent))
        elif self.underMouse() and self.isEnabled():
            painter.fillRect(self.rect(), QColor(colours.hover))
        side = tokens.height.tick + Gap.XS
        circle = QRectF(MARGIN + 1, (self.height() - side) / 2, side, side)
        if self._is_done and not self._is_current:
            paint_glyph(painter, circle, State.PASSED, colours)
        else:
            self._paint_number(painter, circle)
        left = round(circle.right()) + Gap.L
        room = self.width() - left - Gap.M
        title, second = theme.font("body", BOLD if self._is_current else MEDIUM), theme.font("caption")
        line, low_line = QFontMetrics(title).height(), QFontMetrics(second).height()
        top = (self.height() - line - low_line) // 2
        painter.setFont(title)
        painter.setPen(QColor(colours.ink))
        painter.drawText(QRect(left, top, room, line), Qt.AlignmentFlag.AlignVCenter, self._title)
        painter.setFont(second)
        painter.setPen(QColor(colours.ink3))
        shown = QFontMetrics(second).elidedText(self._second, Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(QRect(left, top + line, room, low_line), Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_number(self, painter: QPainter, circle: QRectF) -> None:
        theme = current_theme()
        colours = theme.tokens.colour
        painter.setPen(QPen(QColor(colours.accent if self._is_current else colours.line2), Gap.HAIR))
        painter.setBrush(QColor(colours.accent if self._is_current else colours.surface))
        painter.drawEllipse(circle.adjusted(1, 1, -1, -1))
        painter.setFont(theme.font("second", BOLD))
        painter.setPen(QColor(colours.on_accent if self._is_current else colours.ink2))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(self._number))


class GuideRail(Frame):
    """`asked(int)` an earlier step, `demo_asked` the practice district."""

    asked = Signal(int)
    demo_asked = Signal()

    def __init__(self, titles: list[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__("rail", parent)
        self._logo = QLabel()
        self._logo.setAccessibleName(self.tr("五有自查"))
        self.entries = [StepEntry(number, *words) for number, words in enumerate(titles, 1)]
        for index, entry in enumerate(self.entries):
            entry.clicked.connect(lambda _checked=False, index=index: self.asked.emit(index))
        self.demo = Button(self.tr("先用演练库试一试"), "quiet", icon="eye", on_click=self.demo_asked.emit)
        head = column(
            self._logo,
            Label(self.tr("五有自查"), "page_title"),
            Label(self.tr("第一次使用，约两分钟"), "second"),
            gap=Gap.M,
            margins=(MARGIN, MARGIN + Gap.HAIR, Gap.L, Gap.XL),
        )
        self._foot = QWidget()
        column(
            Label(self.tr("只想先看看？"), "medium"),
            Label(self.tr("演练库里有一个假想的区，随便改，不会混进真数据。"), "caption", wrap=True),
            row(self.demo, None),
            margins=(MARGIN, 0, MARGIN, MARGIN - Gap.XS),
            parent=self._foot,
        )
        column(head, *self.entries, None, self._foot, gap=0, parent=self)
        self._settle()
        current_theme().changed.connect(self._settle)

    def show_step(self, current: int, answers: list[str], furthest: int) -> None:
        """Show where the guide stands; steps before `furthest` can be gone back to."""
        for index, (entry, answer) in enumerate(zip(self.entries, answers, strict=True)):
            entry.show_state(current=index == current, done=index < furthest, answer=answer)

    def freeze(self) -> None:
        """Everything is answered: no way back into the steps, nor into the practice district."""
        for entry in self.entries:
            entry.setEnabled(False)
            entry.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._foot.hide()

    def _settle(self) -> None:
        theme = current_theme()
        tokens = theme.tokens
        side = tokens.touch
        self._logo.setPixmap(theme.icons.logo(side, tokens.colour.accent, self.devicePixelRatioF()))
        self.setFixedWidth(tokens.pane_list + 3 * Gap.CARD)
