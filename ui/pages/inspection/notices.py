"""The lines between the bar and the panes: what was not saved, a hint, that it was signed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.frames import Frame, Notice
from ui.widgets.layouts import column


class Notices(Frame):
    """Takes no room while there is nothing to say. `retry_asked` and `give_up_asked` are about what was not saved."""

    retry_asked = Signal()
    give_up_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("sheet", parent)
        retry = Button(self.tr("再存一次"), on_click=self.retry_asked.emit)
        give_up = Button(self.tr("不要这一条"), "quiet", on_click=self.give_up_asked.emit)
        self._failure = Notice("", "missing", give_up, retry)
        self._hint = Notice("", "quiet")
        self._frozen = Notice("", "ok")
        self._correction = Notice("", "quiet")
        column(self._frozen, self._correction, self._failure, self._hint, gap=Gap.S, margins=Gap.S, parent=self)
        self.hide()

    @property
    def has_failure(self) -> bool:
        """Whether it says that something was not saved."""
        return not self._failure.isHidden()

    def tell_failure(self, *, is_waiting: bool) -> None:
        """Say that an answer waits for another try, or that none does."""
        said = self.tr("刚才的一条没有存上，还留在屏幕上；以前的都在。腾出空间或接好磁盘后，按“再存一次”。")
        self._say(self._failure, said if is_waiting else "")

    def tell_frozen(self, *, is_frozen: bool) -> None:
        """Say that it was signed."""
        self._say(self._frozen, self.tr("这份检查已经签字，只能查看，不能再改。") if is_frozen else "")

    def tell_correction(self, reason: str) -> None:
        """Say that this corrects what was signed, and why; "" for an inspection of its own."""
        said = self.tr("更正：{reason}。签字以后代替原来签的那一份。").format(reason=reason.rstrip("。"))
        self._say(self._correction, said if reason else "")

    def hint(self, sentence: str) -> None:
        """Say a sentence that is over with the next step; an empty one takes it away."""
        self._say(self._hint, sentence)

    def _say(self, notice: Notice, sentence: str) -> None:
        if not sentence and notice.isHidden():
            return
        notice.say(sentence)
        self.setVisible(
            any(not each.isHidden() for each in (self._frozen, self._correction, self._failure, self._hint))
        )
