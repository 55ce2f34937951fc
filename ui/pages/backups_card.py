"""The card of backups on 设置: when, where, make one now, a second folder, restore."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import AppError
from app.services.workspace import Workspace
from ui.backup_watch import EVERY_MINUTES, BackupNews, BackupWatch, own_and_second
from ui.messages import message_for, sentence_of
from ui.pages.days import moment_words
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.frames import Card, Notice, SectionTitle
from ui.widgets.labels import ElidingLabel, Label
from ui.widgets.layouts import row


class BackupsCard(Card):
    """What `watch` tells, in words; `restore_asked` when somebody wants to go back to a backup."""

    restore_asked = Signal()

    def __init__(
        self,
        workspace: Workspace,
        watch: BackupWatch,
        messages: Callable[[AppError], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(gap=Gap.S, parent=parent)
        self._workspace, self._watch, self._messages = workspace, watch, messages
        aside = self.tr("改动后每 {minutes} 分钟一次，关闭时一次").format(minutes=EVERY_MINUTES)
        self.last = Label("", "medium")
        self.problem = Notice("", "missing")
        self.own, self.second = ElidingLabel("", "second"), ElidingLabel("", "second")
        self.now = Button(self.tr("现在备份"), icon="save", on_click=self._back_up)
        self.choose = Button(self.tr("选第二个文件夹"), icon="folder", on_click=self.choose_second)
        self.forget = Button(self.tr("不再用它"), "quiet", on_click=lambda: self.use_second(None))
        self.restore = Button(self.tr("恢复…"), icon="history", on_click=self.restore_asked.emit)
        self.body.addWidget(SectionTitle(self.tr("备份"), "" if workspace.is_demo else aside))
        self.body.addWidget(self.last)
        self.body.addWidget(self.problem)
        for name, shown in ((self.tr("本机"), self.own), (self.tr("第二个文件夹"), self.second)):
            across = row(Label(name, "second"), shown, gap=Gap.L)
            across.setStretch(1, 1)
            self.body.addLayout(across)
        self.body.addLayout(row(self.now, self.restore, None))
        self.body.addLayout(row(self.choose, self.forget, None))
        watch.begun.connect(self._show_busy)
        watch.told.connect(self.show_news)
        self.show_news(watch.news)

    def show_news(self, news: BackupNews) -> None:
        """Say how backups stand."""
        self.now.explain_disabled("")
        if news.made_at is None:
            self.last.setText(self.tr("还没有备份过"))
        else:
            when = moment_words(news.made_at, self._workspace.today())
            self.last.setText(self.tr("上次备份：{when}").format(when=when))
        if news.problem is not None:
            self.problem.say(sentence_of(news.problem), "missing")
        elif news.second_problem is not None:
            words = message_for(news.second_problem)
            self.problem.say(words.happened + self.tr("本机的备份已经做好。") + words.next_step, "deduct")
        else:
            self.problem.say("")
        own, second = own_and_second(self._workspace)
        self.own.setText(str(own))
        self.second.setText(
            str(second) if second else self.tr("没有选。选一个U盘或另一块硬盘上的文件夹，电脑坏了也有数据。")
        )
        self.choose.set_label(self.tr("换第二个文件夹") if second else self.tr("选第二个文件夹"))
        self.forget.setVisible(second is not None)

    def choose_second(self) -> None:
        """Ask for a further folder."""
        _own, second = own_and_second(self._workspace)
        chosen = QFileDialog.getExistingDirectory(self, self.tr("第二个备份文件夹"), str(second or Path.home()))
        if chosen:
            self.use_second(Path(chosen))

    def use_second(self, folder: Path | None) -> None:
        """Take a further folder, or none, and back up into it at once."""
        from app.services.backups import choose_second_root

        try:
            choose_second_root(self._workspace, folder)
        except AppError as error:
            self._messages(error)
            return
        self._watch.look_again()
        if folder is not None:
            self._watch.back_up(only_if_changed=True)

    def _back_up(self) -> None:
        self._watch.back_up()

    def _show_busy(self) -> None:
        self.now.explain_disabled(self.tr("正在备份，请稍等。"))
