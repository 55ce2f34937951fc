"""What went wrong: the outcome as the title, what happened, what is safe, what to do next."""

import zlib
from datetime import datetime

from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from app.errors import AppError
from ui.dialogs.base import Dialog
from ui.help.context import ERRORS
from ui.messages import Message, message_for
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.frames import Frame
from ui.widgets.glyphs import IconLabel
from ui.widgets.labels import Label
from ui.widgets.layouts import column, row


def error_number(error: BaseException) -> str:
    """A number that stays the same for one kind of failure, to be named on the telephone."""
    return f"E-{zlib.crc32(type(error).__name__.encode()) % 9000 + 1000}"


def chinese_time(at: datetime) -> str:
    """2026年1月8日 10:33, in the time zone that `at` carries."""
    return f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}"


class ErrorDialog(Dialog):
    """Shows a `Message`; with `retry` the main button says so and `ask()` is True when it was pressed.

    With `about`, the kind of error, 看帮助 leads to what help says of it.
    """

    def __init__(
        self,
        message: Message,
        *,
        number: str,
        at: datetime,
        retry: str = "",
        details: str = "",
        about: type[AppError] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(message.title, parent=parent)
        self._about = about
        self._details = "\n".join(
            part for part in (message.as_text(), f"{number}  {chinese_time(at)}", details) if part
        )
        for icon, colour, heading, sentence in (
            ("triangle-alert", "accent", self.tr("出了什么事"), message.happened),
            ("shield-check", "ok", self.tr("什么是安全的"), message.safe),
            ("chevron-right", "ink", self.tr("接下来怎么办"), message.next_step),
        ):
            self.body.addLayout(self._part(icon, colour, heading, sentence))
        self._copy = Button(self.tr("复制详情"), "link", icon="copy", on_click=self._copy_details)
        line = Frame("sunken")
        said = Label(self.tr("错误编号 {number} · {time}").format(number=number, time=chinese_time(at)), "caption")
        row(said, None, self._copy, margins=(Gap.M, Gap.HAIR, Gap.M, Gap.HAIR), parent=line)
        self.body.addWidget(line)
        if about is not None:
            self.help = self.add_rare(
                Button(self.tr("看帮助"), "ghost", icon="circle-question-mark", hint="F1", on_click=self.show_help)
            )
        if retry:
            self.set_cancel(self.tr("以后再说"))
            self.focus_first(self.set_main(retry))
        else:
            self.focus_first(self.set_main(self.tr("知道了"), hint="Enter"))

    @classmethod
    def of(cls, error: AppError, *, at: datetime, retry: str = "", parent: QWidget | None = None) -> "ErrorDialog":
        """The dialog for an error, with its words from `ui.messages`."""
        number, about = error_number(error), type(error)
        return cls(message_for(error), number=number, at=at, retry=retry, about=about, parent=parent)

    @property
    def details(self) -> str:
        """What 复制详情 puts on the clipboard."""
        return self._details

    def help_place(self) -> tuple[str, str]:
        """What help says of this kind of error; of errors at all where it is of no kind."""
        return ERRORS, self._about.__name__ if self._about is not None else ""

    def _copy_details(self) -> None:
        QApplication.clipboard().setText(self._details)
        self._copy.set_label(self.tr("已复制"))

    @staticmethod
    def _part(icon: str, colour: str, heading: str, sentence: str) -> QHBoxLayout:
        words = Label(sentence, wrap=True, selectable=True)
        picture = column(IconLabel(icon, colour=colour), None, gap=0, margins=(0, Gap.HAIR, 0, 0))
        return row(picture, column(Label(heading, "strong"), words, gap=Gap.HAIR), gap=Gap.L)
