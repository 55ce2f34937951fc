"""After an export: what lies on the stick, checked, how to take the stick out, and the password of a key file."""

from PySide6.QtWidgets import QWidget

from app.services.exporting import Exported
from ui.dialogs.base import Dialog
from ui.dialogs.recovery_dialog import CodeGroups
from ui.sizes import size_words
from ui.widgets.frames import Notice
from ui.widgets.labels import Label
from ui.words.exchange import eject_words


class ExportedDialog(Dialog):
    """Closes when it was read; the password is shown only here."""

    def __init__(self, done: Exported, *, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.title.setText(self.tr("已导出，已读回核对"))
        self.setWindowTitle(self.title.text())
        said = self.tr("第 {seq} 包在U盘上了：{records} 条记录、{files} 份佐证材料、{reports} 份报告，{size}。").format(
            seq=done.seq,
            records=done.revisions,
            files=done.evidence,
            reports=done.reports,
            size=size_words(done.size),
        )
        self.body.addWidget(Notice(said, "ok"))
        self.body.addWidget(Label(str(done.path), "second", wrap=True, selectable=True))
        if done.password and done.key_file is not None:
            why = self.tr("对方打开数据包，要用旁边的钥匙文件“{name}”和下面这个密码，只显示这一次。").format(
                name=done.key_file.name
            )
            apart = self.tr("请抄下来，打电话告诉收件的人，不要写在U盘上，也不要和U盘放在一起。")
            for part in (Label(why, wrap=True), CodeGroups(done.password), Label(apart, "second", wrap=True)):
                self.body.addWidget(part)
        kept = self.tr("回执收到以前，本机留着一份；U盘丢了，可以再拷一次。")
        self.body.addWidget(Label(kept, "second", wrap=True))
        self.body.addWidget(Label(eject_words(), "medium", wrap=True))
        self.focus_first(self.set_main(self.tr("抄下来了") if done.password else self.tr("知道了")))
