"""The 加入文件 is saved: whose it is, and the fingerprint that is read aloud to whoever opens it."""

from PySide6.QtWidgets import QWidget

from app.exchange.invitation import Invitation
from app.reports.symbol import qr_modules
from ui.dialogs.base import Dialog
from ui.tokens import Gap
from ui.widgets.fingerprint import Fingerprint
from ui.widgets.labels import Label
from ui.widgets.layouts import row
from ui.widgets.qr_code import QrCode


class InvitationDialog(Dialog):
    """Shows what the other laptop will show, group for group."""

    def __init__(self, invitation: Invitation, *, parent: QWidget | None = None) -> None:
        super().__init__("", width=Dialog.NORMAL, parent=parent)
        self.title.setText(self.tr("加入文件已存好"))
        self.setWindowTitle(self.title.text())
        print_of = invitation.fingerprint
        self.fingerprint = Fingerprint(print_of)
        self.qr = QrCode(qr_modules(print_of.replace(" ", "")), self.tr("机关证书指纹的二维码"))
        first = self.tr("请用U盘带到要加入{office}的电脑上。里面没有秘密，也没有检查内容，可以重复使用。").format(
            office=invitation.office
        )
        second = self.tr("那台电脑会显示指纹。请当面或者打电话，把下面十六组念给对方听：")
        third = self.tr("二维码里就是这个指纹，可以用接在那台电脑上的扫码枪输入。")
        both = QWidget()
        row(self.fingerprint, self.qr, gap=Gap.L, parent=both).setStretch(0, 1)
        self.body.addWidget(Label(first, "second", wrap=True))
        self.body.addWidget(Label(second, wrap=True))
        self.body.addWidget(both)
        self.body.addWidget(Label(third, "caption", wrap=True))
        self.focus_first(self.set_main(self.tr("知道了")))
