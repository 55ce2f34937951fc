"""The last net: something nobody foresaw, with what to copy for whoever mends it."""

from datetime import datetime

from PySide6.QtWidgets import QWidget

from ui.dialogs.error_dialog import ErrorDialog
from ui.messages import Message


class CrashDialog(ErrorDialog):
    """Shows that a step failed through a fault of the program; `ask()` is True when one wants to close it."""

    def __init__(self, traceback_text: str, *, at: datetime, parent: QWidget | None = None) -> None:
        message = Message(
            title=self.tr("程序出了意外，刚才这一步没有做成"),
            happened=self.tr("这是程序自己的毛病，不是您操作错了。"),
            safe=self.tr("已经保存的检查、照片和签字都在本机，没有受影响；最多要重填刚才正在输入的内容。"),
            next_step=self.tr("可以接着用。如果再次出现，请按“复制详情”发给管理员，然后关闭程序重新打开。"),
        )
        last_line = traceback_text.strip().rpartition("\n")[2]
        super().__init__(
            message,
            number=crash_number(last_line),
            at=at,
            retry=self.tr("关闭程序"),
            details=traceback_text,
            parent=parent,
        )
        if self.cancel is not None:
            self.cancel.set_label(self.tr("接着用"))
            self.focus_first(self.cancel)
        if self.main is not None:
            self.main.setDefault(False)


def crash_number(last_line: str) -> str:
    """A number from the kind of exception, for the telephone."""
    import zlib

    return f"P-{zlib.crc32(last_line.partition(':')[0].encode()) % 9000 + 1000}"
