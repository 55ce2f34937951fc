"""The keys of the program, as the sheet under F1 shows them."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from ui.dialogs.shortcuts import everywhere


def shortcut_groups(speaker: QObject) -> Sequence[tuple[str, Sequence[tuple[str, str]]]]:
    """Groups of (key, what it does), in the speaker's tongue."""
    tr = speaker.tr
    return (
        (
            tr("填检查表"),
            (
                ("Enter", tr("记下，到下一项")),
                ("0…9", tr("数字直接进第一个格子")),
                ("Alt+1…9", tr("勾选或者去到第几条评分规则")),
                ("F2", tr("写扣分原因")),
                ("F3 Ctrl+V", tr("加照片或文件，粘贴照片")),
                ("Shift+F3", tr("从手机导入照片")),
                ("F4", tr("不适用")),
                ("Ctrl+↓ Ctrl+↑", tr("下一个、上一个没有检查的项")),
                ("PgDn PgUp", tr("下一项、上一项")),
                ("Ctrl+Z", tr("撤销，可以撤好几步")),
                ("Ctrl+F", tr("找考评项")),
                ("Ctrl+I", tr("改检查信息：检查组、日期、文号、补录")),
            ),
        ),
        everywhere(tr),
    )
