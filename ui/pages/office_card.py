"""机关证书: the office's own key on this machine, and who has its certificate."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.domain.person import Person
from app.services.office_key import OfficeKey
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.frames import Card, SectionTitle
from ui.widgets.labels import Label
from ui.widgets.layouts import clear, column, row


class OfficeCard(Card):
    """`make_asked`, `issue_asked`, `share_asked`, `export_asked`."""

    make_asked = Signal()
    issue_asked = Signal()
    share_asked = Signal()
    export_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(gap=Gap.S, parent=parent)
        self.make = Button(self.tr("建机关密钥"), icon="key", on_click=self.make_asked.emit)
        self.issue = Button(self.tr("签发证书"), icon="badge-check", on_click=self.issue_asked.emit)
        self.share = Button(self.tr("让另一位管理员也保管"), "quiet", on_click=self.share_asked.emit)
        self.export = Button(self.tr("导出机关密钥文件"), "quiet", on_click=self.export_asked.emit)
        self._facts = column(gap=Gap.XS)
        self.body.addWidget(SectionTitle(self.tr("机关证书")))
        self.body.addLayout(self._facts)
        self.body.addLayout(row(self.make, self.issue, None, gap=Gap.S))
        self.body.addLayout(row(self.share, self.export, None, gap=Gap.S))

    def show_office(
        self,
        key: OfficeKey | None,
        *,
        issued: Sequence[Person],
        waiting: Sequence[Person],
        holders: Sequence[Person],
        is_administrator: bool,
        is_joined: bool = False,
    ) -> None:
        """Show where the office's certificates stand; `waiting` have a signing key and no certificate for it.

        `is_joined`: the key is at the office that this laptop joined.
        """
        clear(self._facts)
        self.make.setVisible(key is None and is_administrator and not is_joined)
        for button in (self.issue, self.share, self.export):
            button.setVisible(key is not None and is_administrator)
        if is_joined and key is None:
            self._say(self.tr("机关密钥在本单位管理员的电脑上，这里不用再建。证书签发以后，随数据包带回来。"))
            self._say(self.tr("已签发：{names}").format(names=self._names(issued)))
            return
        if key is None:
            self._say(self.tr("还没有机关密钥，签出来的报告写着“未经机关签发”，照样有效。"))
            self._say(
                self.tr("管理员建好以后给同事签发证书，报告就写明是本单位签发的；同事忘了口令，也能用它重置。")
                if is_administrator
                else self.tr("机关密钥由区组织部管理员用自己的口令打开程序来建。")
            )
            return
        self._say(self.tr("指纹（核对时四位一组念）："))
        print_of = Label(key.fingerprint, "caption", wrap=True, selectable=True)
        print_of.setAccessibleName(self.tr("机关证书指纹"))
        self._facts.addWidget(print_of)
        copy = Button(
            self.tr("复制指纹"), "link", on_click=lambda: QGuiApplication.clipboard().setText(key.fingerprint)
        )
        self._facts.addLayout(row(copy, None))
        self._say(self.tr("保管：{names}").format(names=self._names(holders)))
        if len(holders) < 2 and is_administrator:
            self._say(self.tr("最好让两位管理员都保管：只有一个人保管，他忘了口令，机关密钥就用不成了。"))
        self._say(self.tr("已签发：{names}").format(names=self._names(issued)))
        if waiting:
            self._say(self.tr("还没有签发：{names}").format(names=self._names(waiting)))
        self.issue.explain_disabled("" if waiting else self.tr("有口令的人都已经签发过了。"))

    def _say(self, words: str) -> None:
        self._facts.addWidget(Label(words, "second", wrap=True))

    def _names(self, people: Sequence[Person]) -> str:
        return self.tr("、").join(person.name for person in people) or self.tr("没有")
