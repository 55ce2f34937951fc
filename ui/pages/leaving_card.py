"""移交、归档、公开: what is seldom done, each with its sentence and its button."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from ui.theme import current_theme
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.frames import Card, SectionTitle
from ui.widgets.labels import Label
from ui.widgets.layouts import line, row


class LeavingCard(Card):
    """`hand_over_asked`, `archive_asked` and `open_export_asked`, each by its button."""

    hand_over_asked = Signal()
    archive_asked = Signal()
    open_export_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(SectionTitle(self.tr("移交、归档、公开")), gap=Gap.S, parent=parent)
        self.hand_over = Button(self.tr("做交接包"), "quiet", on_click=self.hand_over_asked.emit)
        self.archive = Button(self.tr("做年度归档包"), "quiet", on_click=self.archive_asked.emit)
        self.open_export = Button(self.tr("不加密导出"), "quiet", on_click=self.open_export_asked.emit)
        self._names: list[Label] = []
        for title, said, button in (
            (
                self.tr("交接包"),
                self.tr("电脑换人用：全部数据放进一个加密的数据包交给本单位，附一张签字的交接清单。"),
                self.hand_over,
            ),
            (
                self.tr("年度归档包"),
                self.tr("一年里签了字的报告、记录、照片和目录，交档案室或者锁进柜子；可以加密，也可以不加密。"),
                self.archive,
            ),
            (
                self.tr("公开材料"),
                self.tr("只有考评方案和单位名册，不加密，给还没有公钥的单位用。要问两遍，记录里写明。"),
                self.open_export,
            ),
        ):
            name = Label(title, "medium")
            self._names.append(name)
            across = row(name, Label(said, "second", wrap=True), button, gap=Gap.L)
            across.setStretch(1, 1)
            self.body.addWidget(line())
            self.body.addLayout(across)

        self._settle()
        current_theme().changed.connect(self._settle)

    def _settle(self) -> None:
        """The sentences stand one under the other."""
        widest = max(name.sizeHint().width() for name in self._names)
        for name in self._names:
            name.setMinimumWidth(widest)

    def showEvent(self, event: QShowEvent) -> None:
        """The type comes from the style sheet, which is read at polishing."""
        super().showEvent(event)
        self._settle()

    def explain_disabled(self, reason: str) -> None:
        """Say why nothing of it can be done."""
        for button in (self.hand_over, self.archive, self.open_export):
            button.explain_disabled(reason)
