"""Long work in sight: what is being done, how many of how many, a stop; and a word when it is over."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from app.progress import Step
from ui.sizes import size_words
from ui.tasks import Task
from ui.theme import current_theme
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.frames import Frame
from ui.widgets.glyphs import IconLabel
from ui.widgets.labels import ElidingLabel, Label
from ui.widgets.layouts import column, row

APPEARS_AFTER_MS = 600
_KILOBYTE = 1 << 10
TOAST_STAYS_MS = 6_000


class BusyBar(Frame):
    """Appears when work takes longer than 0.6 s, and goes when it ends; `stop_asked` when the stop is pressed."""

    stop_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("foot", parent)
        self._doing = ElidingLabel("", "medium")
        self._count = Label("", "second")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("进度"))
        self._stop = Button(self.tr("停止"), icon="x", on_click=self._ask_stop)
        words = row(self._doing, self._count)
        words.setStretch(0, 1)
        across = row(
            column(words, self._bar, gap=Gap.XS),
            self._stop,
            gap=Gap.L,
            margins=(Gap.L, Gap.S, Gap.L, Gap.S),
            parent=self,
        )
        across.setStretch(0, 1)
        self._appear = QTimer(self)
        self._appear.setSingleShot(True)
        self._appear.setInterval(APPEARS_AFTER_MS)
        self._appear.timeout.connect(self.show)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def follow(self, task: Task, doing: str, words_of: Callable[[Step], str] | None = None) -> None:
        """Show a task until it ends; its stop cancels the task. `words_of` says a step in words, "" for `doing`."""
        self.begin(doing)

        def show(step: Step) -> None:
            said = (words_of(step) or doing) if words_of is not None else step.doing
            self.show_step(Step(said, step.done, step.total, unit=step.unit))

        task.stepped.connect(show)
        task.ended.connect(self.finish)
        self.stop_asked.connect(task.cancel)

    def begin(self, doing: str) -> None:
        """Say what begins; nothing is seen for 0.6 s."""
        self._stop.set_label(self.tr("停止"))
        self._stop.setEnabled(True)
        self.show_step(Step(doing, 0, 0))
        self._appear.start()

    def show_step(self, step: Step) -> None:
        """Show what is being done and how much of it."""
        self._doing.setText(step.doing)
        is_bytes = step.unit == "bytes"
        done, total = (size_words(each) if is_bytes else str(each) for each in (step.done, step.total))
        self._count.setText(self.tr("{done} / {total}").format(done=done, total=total) if step.total else "")
        scale = _KILOBYTE if is_bytes else 1  # Qt counts to two thousand million only
        self._bar.setRange(0, step.total // scale)
        self._bar.setValue(step.done // scale)

    def finish(self) -> None:
        """Go away."""
        self._appear.stop()
        self.hide()

    def _ask_stop(self) -> None:
        self._stop.set_label(self.tr("正在停下"))
        self._stop.setEnabled(False)
        self.stop_asked.emit()


class Toast(Frame):
    """A sentence at the foot of a page that goes by itself: what is done, perhaps with a way to undo it."""

    def __init__(self, page: QWidget) -> None:
        super().__init__("toast", page)
        self._icon = IconLabel("check", colour="surface")
        self._words = Label("")
        self._action: Button | None = None
        self._layout = row(self._icon, self._words, gap=Gap.M, margins=(Gap.L, Gap.S, Gap.L, Gap.S), parent=self)
        self._away = QTimer(self)
        self._away.setSingleShot(True)
        self._away.setInterval(TOAST_STAYS_MS)
        self._away.timeout.connect(self.hide)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        page.installEventFilter(self)
        self.hide()

    def say(self, sentence: str, action: Button | None = None) -> None:
        """Show a sentence; an earlier one gives way."""
        if self._action is not None:
            self._action.deleteLater()
            self._action = None
        if action is not None:
            self._layout.addWidget(action)
            action.clicked.connect(self.hide)
            self._action = action
        self._words.setText(sentence)
        self.setAccessibleName(sentence)
        self.show()
        self.raise_()
        self._place()
        self._away.start()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Stay in the middle of the page's foot."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        page = self.parentWidget()
        if page is None:
            return
        self.adjustSize()
        self.setMinimumHeight(current_theme().tokens.height.button)
        width = min(self.width(), page.width() - 2 * Gap.L)
        left = (page.width() - width) // 2
        foot = current_theme().tokens.height.page_bar + Gap.XL  # never over the buttons of a foot
        self.setGeometry(left, page.height() - self.height() - foot, width, self.height())
