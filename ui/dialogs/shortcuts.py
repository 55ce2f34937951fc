"""The sheet of keys: what works on this screen and everywhere."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.dialogs.base import Dialog
from ui.tokens import Gap
from ui.widgets.labels import Label
from ui.widgets.layouts import column, row

Keys = Sequence[tuple[str, str]]
"""(keys, what they do): `("Alt+1…9", "勾第几条规则")`; several keys are parted by ` / `."""


class ShortcutSheet(Dialog):
    """Groups of keys in two columns."""

    def __init__(self, groups: Sequence[tuple[str, Keys]], parent: QWidget | None = None) -> None:
        super().__init__(self.tr("快捷键"), width=Dialog.WIDE, closable=True, parent=parent)
        halves = (groups[: (len(groups) + 1) // 2], groups[(len(groups) + 1) // 2 :])
        both = row(*(column(*(self._group(*each) for each in half), None, gap=Gap.L) for half in halves), gap=Gap.XL)
        both.setStretch(0, 1)
        both.setStretch(1, 1)
        self.body.addLayout(both)
        self.focus_first(self.set_main(self.tr("知道了"), hint="Enter"))

    def _group(self, title: str, keys: Keys) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(Gap.L)
        grid.setVerticalSpacing(Gap.S)
        grid.addWidget(Label(title, "section"), 0, 0, 1, 2)
        for at, (names, what) in enumerate(keys, start=1):
            caps = row(*(Label(name, "key") for name in names.split(" / ")), None, gap=Gap.XS)
            grid.addLayout(caps, at, 0)
            grid.addWidget(Label(what, wrap=True), at, 1)
        grid.setColumnStretch(1, 1)
        grid.setAlignment(Qt.AlignmentFlag.AlignTop)
        return grid


def everywhere(tr: Callable[[str], str]) -> tuple[str, Keys]:
    """The group of keys that work on every screen."""
    return (
        tr("到处都能用"),
        (
            ("F1", tr("帮助和快捷键")),
            ("Ctrl+K", tr("找单位、检查编号、考评项")),
            ("Ctrl+1…9", tr("去左边第几个地方")),
            ("Tab / Shift+Tab", tr("到下一个、上一个可填的地方")),
            ("Enter", tr("按下主要按钮，或打开选中的一行")),
            ("Esc", tr("取消、关掉对话框")),
            ("Ctrl+C", tr("把选中的几行复制成表格")),
            ("Shift+F10", tr("在表里：排序，选显示哪几列")),
        ),
    )
