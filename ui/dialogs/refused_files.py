"""Files that were not added as evidence, each with its reason; the others are in."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.errors import EvidenceLost
from app.services.evidence import Refused, Source
from ui.dialogs.base import Dialog
from ui.messages import message_for
from ui.tokens import Gap
from ui.widgets.labels import ElidingLabel, Label
from ui.widgets.layouts import column

MOST = 100
"""A longer list nobody reads."""


class RefusedFiles(Dialog):
    """`ask()` is True when what was lost on the way is to be tried again: `again` are the sources."""

    def __init__(self, refused: Sequence[Refused], *, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        title = self.tr("{count} 个文件没有加上").format(count=len(refused))
        self.title.setText(title)
        self.setWindowTitle(title)
        self.body.addWidget(Label(self.tr("没有列在下面的都已经加上，原来的文件没有改动。"), "second", wrap=True))
        for one in refused[:MOST]:
            message = message_for(one.error)
            self.body.addLayout(
                column(
                    ElidingLabel(one.name or self.tr("没有名字的文件"), "medium"),
                    Label(f"{message.happened}{message.next_step}", "second", wrap=True),
                    gap=Gap.XS,
                )
            )
        if len(refused) > MOST:
            words = self.tr("还有 {count} 个，原因大多相同。").format(count=len(refused) - MOST)
            self.body.addWidget(Label(words, "second", wrap=True))
        lost = [one.source for one in refused if isinstance(one.error, EvidenceLost) and one.source is not None]
        self.again: tuple[Source, ...] = tuple(lost)
        if not lost:
            self.focus_first(self.set_cancel(self.tr("知道了")))
            return
        hint = self.tr("手机或者U盘拔掉了的，插好以后点“再试这 {count} 个”。已经加上的不会重复。")
        self.body.addWidget(Label(hint.format(count=len(lost)), "second", wrap=True))
        self.set_cancel(self.tr("知道了"))
        self.focus_first(self.set_main(self.tr("再试这 {count} 个").format(count=len(lost)), icon="refresh-cw"))
