"""The password of an exported key file: shown once, in groups, to be copied by hand."""

from PySide6.QtWidgets import QWidget

from ui.dialogs.base import Dialog
from ui.dialogs.recovery_dialog import CodeGroups
from ui.tokens import Gap
from ui.widgets.labels import Label
from ui.widgets.layouts import column


class KeyPasswordDialog(Dialog):
    """Closes when somebody says that it was copied."""

    def __init__(self, password: str, office: str, *, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.title.setText(self.tr("机关密钥文件的密码"))
        self.setWindowTitle(self.title.text())
        sentences = (
            self.tr("{office}的机关密钥文件已经存好。打开它要下面这个密码，只显示这一次。").format(office=office),
            self.tr("请抄下来，和文件分开保管：文件锁在保险柜里，密码记在另一处。字母不分大小写。"),
        )
        self.body.addLayout(
            column(*(Label(each, "second", wrap=True) for each in sentences), CodeGroups(password), gap=Gap.M)
        )
        self.focus_first(self.set_main(self.tr("抄下来了")))
