"""送出去的数据包: which have their receipt, and a way to copy the others once more."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.services.outbox import Sent
from ui.pages.days import moment_words
from ui.sizes import size_words
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.frames import Card, SectionTitle
from ui.widgets.labels import Label, Tag
from ui.widgets.layouts import clear, column, line, row

SHOWN = 6


class OutboxCard(Card):
    """`copy_asked(seq)` when a bundle should go onto a stick once more; hidden while nothing was sent."""

    copy_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(SectionTitle(self.tr("送出去的数据包")), gap=Gap.S, parent=parent)
        self._said = Label("", "second", wrap=True)
        self._lines = column(gap=Gap.S)
        self.buttons: dict[int, Button] = {}
        self.body.addWidget(self._said)
        self.body.addLayout(self._lines)
        self.hide()

    def show_sent(self, sent: Sequence[Sent], today: date) -> None:
        """Show the newest ones, and how many wait for a receipt."""
        clear(self._lines)
        self.buttons = {}
        waiting = sum(not one.has_receipt and not one.is_open for one in sent)
        self._said.setText(
            self.tr("有 {count} 包还没有回执。U盘丢了、坏了，点“再拷一次”；和原来那包一模一样。").format(count=waiting)
            if waiting
            else self.tr("都有回执了。")
        )
        for one in sent[:SHOWN]:
            self._lines.addWidget(line())
            self._lines.addLayout(self._line(one, today))
        if len(sent) > SHOWN:
            more = self.tr("更早的还有 {count} 包。").format(count=len(sent) - SHOWN)
            self._lines.addWidget(Label(more, "caption"))
        self.setVisible(bool(sent))

    def _line(self, one: Sent, today: date) -> QHBoxLayout:
        name = self.tr("第{seq}包").format(seq=one.seq)
        if not one.is_own_device:
            name = self.tr("原来的设备{device}第{seq}包").format(device=one.device, seq=one.seq)
        across = row(
            Label(name, "medium"),
            Label(size_words(one.size), "second"),
            Label(moment_words(one.at, today), "caption"),
            None,
            self._tag(one),
            gap=Gap.L,
        )
        if one.has_copy and one.is_own_device and not one.has_receipt:
            button = Button(self.tr("再拷一次"), "quiet", on_click=partial(self.copy_asked.emit, one.seq))
            button.setAccessibleName(self.tr("第{seq}包再拷一次").format(seq=one.seq))
            self.buttons[one.seq] = button
            across.addWidget(button)
        return across

    def _tag(self, one: Sent) -> Tag:
        if one.has_receipt:
            return Tag(self.tr("有回执"), state="ok")
        if one.is_open:
            return Tag(self.tr("没有加密，不用回执"))
        return Tag(self.tr("等回执"), state="deduct")
