"""Exporting: what goes, to whom, onto which stick, and the passphrase that signs."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.errors import AgeKeyMalformed, AppError, WrongPassphrase
from app.progress import Progress
from app.services.exporting import Exported, export_bundle
from app.services.recipients import known_offices
from app.services.sending import Outgoing, What, outgoing
from app.services.workspace import Workspace
from ui.dialogs.bundle_dialog import BundleDialog
from ui.dialogs.enter import press_focused_on_enter
from ui.dialogs.labelled import Labelled
from ui.dialogs.question import Question
from ui.drives import Drive, sticks
from ui.messages import message_for, sentence_of
from ui.sizes import size_words
from ui.tasks import Tasks
from ui.tokens import Gap
from ui.widgets.choices import TickBox
from ui.widgets.drive_picker import DrivePicker, against_drive
from ui.widgets.fields import LineField, PassphraseField
from ui.widgets.frames import Notice
from ui.widgets.labels import Label
from ui.widgets.layouts import column, row


class ExportDialog(BundleDialog):
    """`ask()` is True once the bundle lies whole on the stick; `exported` is what is in it."""

    def __init__(
        self,
        workspace: Workspace,
        tasks: Tasks,
        *,
        what: What = "owed",
        look: Callable[[], Sequence[Drive]] = sticks,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tasks, width=BundleDialog.WIDE, parent=parent)
        self._workspace, self._what = workspace, what
        self.exported: Exported | None = None
        self.outgoing: Outgoing | None = None
        self._offices = known_offices(workspace)
        self._has_own = any(one.is_own for one in self._offices)
        self.title.setText(self._title_words())
        self.setWindowTitle(self.title.text())
        self.counted = Label(self.tr("正在清点要送出去的……"), "medium", wrap=True)
        self.picker = DrivePicker(self.tr("写到哪里"), self._against, look=look)
        self.where_field = Labelled(self.tr("写到哪里"), self.picker)
        self.ticks = {
            one.recipient: TickBox(self.tr("{office}（{level}）").format(office=one.name, level=self._level(one.level)))
            for one in self._offices
            if not one.is_own
        }
        self.to = LineField(self.tr("别的收件单位的公钥"), placeholder="age1…")
        self.to_field = Labelled(self.tr("别的收件单位的公钥"), self.to, self._to_hint())
        self.first_day = TickBox(
            self.tr("还不知道对方的公钥：随数据包带一个钥匙文件，密码另外告诉对方"),
            ticked=not self._has_own,
        )
        self.passphrase = PassphraseField(self.tr("您的口令"))
        self.passphrase_field = Labelled(self.tr("您的口令"), self.passphrase, self.tr("数据包要由您签名。"))
        self.warning = Notice("", "deduct")
        self.problem = Notice("", "missing")
        self._build()
        self.set_cancel()
        self.set_main(self._verb_words(), icon="download")
        press_focused_on_enter(self)
        self.focus_first(self.passphrase.line if self.picker.folder else self.picker.other)
        self.picker.chosen.connect(self._look)
        self.picker.looked.connect(self._look)
        self._look()
        self._count()

    # What goes

    def show_outgoing(self, found: Outgoing) -> None:
        """Say what would go, and what speaks against the drives now that the size is known."""
        self.outgoing = found
        said = self.tr("将送出 {records} 条记录、{files} 份佐证材料、{reports} 份报告，约 {size}，是本机第 {seq} 包。")
        size, none = size_words(found.size), self.tr("没有要送出去的：所有记录都有回执了。")
        self.counted.setText(
            said.format(records=found.revisions, files=found.evidence, reports=found.reports, size=size, seq=found.seq)
            if found.revisions
            else none
        )
        self.picker.refresh()
        self._look()

    def _count(self) -> None:
        workspace, what = self._workspace, self._what

        def work(_progress: Progress) -> Outgoing:
            with workspace.reopened() as own:
                return outgoing(own, what)

        task = self._tasks.run(work)
        task.succeeded.connect(self.show_outgoing)
        task.failed.connect(self._say)

    # Whether it can

    def _against(self, drive: Drive) -> str:
        """What speaks against a drive, a sentence; "" for nothing."""
        return against_drive(drive, self.outgoing.size if self.outgoing else 0)

    def _look(self) -> None:
        """The button can be pressed only where it can succeed; the reason stands above it."""
        if self.main is None:
            return
        drive, why = self.picker.drive, ""
        if self.picker.folder is not None and drive is None:
            why = self.tr("找不到“{folder}”，请插好U盘或者另选一个文件夹。").format(folder=self.picker.folder)
        elif drive is not None and (against := self._against(drive)):
            why = self.tr("“{name}”{against}，请换一个U盘。").format(name=drive.name, against=against)
        elif self.outgoing is not None and not self.outgoing.revisions:
            why = self.tr("没有要送出去的。")
        self.warning.say(why if drive is not None or self.picker.folder is not None else "")
        self.main.explain_disabled(why)

    def go_on(self) -> None:
        """Write it, off the window's thread."""
        folder, passphrase = self.picker.folder, self.passphrase.text()
        to = [*self.to.text().split(), *(recipient for recipient, tick in self.ticks.items() if tick.isChecked())]
        first_day = self.first_day.isChecked() and self._what != "public"
        self.problem.say("")
        self.where_field.object_to("" if folder else self.tr("请先选U盘或文件夹。"))
        nobody = not (to or self._has_own or first_day or self._what == "public")
        self.to_field.object_to(self.tr("请写明给谁，或者勾选带钥匙文件。") if nobody else "")
        self.passphrase_field.object_to("" if passphrase else self.tr("请先输入口令。"))
        for field in (self.where_field, self.to_field, self.passphrase_field):
            if field.problem:
                field.setFocus()
                return
        if self._what == "public" and not self._is_sure():
            return
        workspace, what = self._workspace, self._what
        target = folder or Path()

        def work(progress: Progress) -> Exported:
            with workspace.reopened() as own:
                return export_bundle(own, passphrase, target, to, progress, what=what, first_day=first_day)

        self._carry_out(work, self.tr("正在导出，写完还要读回核对"), self._finish)

    def _is_sure(self) -> bool:
        """The second time that it is asked: the first was the word."""
        said = self.tr("数据包不加密，任何人都能打开。确定里面可以公开吗？记录里会写明是您导出的。")
        title = self.tr("不加密导出")
        return Question(title, said, yes=self.tr("可以公开，导出"), no=self.tr("不导出"), parent=self).ask()

    def _finish(self, done: Exported) -> None:
        self.passphrase.forget()
        self.exported = done
        self.accept()

    def _say_stopped(self) -> None:
        is_made = self.reached in ("copy", "compare")
        self.problem.say(
            self.tr("已停下，U盘上没有留下半个文件。数据包已经做好，留在本机，可以在“送出去的数据包”里再拷一次。")
            if is_made
            else self.tr("已停下，什么也没有写出去，数据没有改动。"),
            "quiet",
        )

    def _say(self, error: AppError) -> None:
        words = message_for(error)
        if isinstance(error, WrongPassphrase):
            self.passphrase_field.object_to(words.happened)
            self.passphrase.line.setFocus()
        elif isinstance(error, AgeKeyMalformed):
            self.to_field.object_to(words.happened + words.next_step)
            self.to.setFocus()
        else:
            self.problem.say(sentence_of(error), "missing")

    def _lock(self, working: bool) -> None:
        super()._lock(working)
        for part in (self.picker, self.to, self.passphrase, self.first_day, *self.ticks.values()):
            part.setEnabled(not working)
        if not working:
            self._look()

    # Words

    def _title_words(self) -> str:
        return {
            "public": self.tr("不加密导出公开材料"),
            "everything": self.tr("导出交接包"),
        }.get(self._what, self.tr("导出数据包"))

    def _verb_words(self) -> str:
        return self.tr("不加密导出") if self._what == "public" else self.tr("导出")

    def _said_words(self) -> str:
        return {
            "public": self.tr("里面只有考评方案和单位名册，谁捡到都能看。检查、照片、报告、人员都不在里面。"),
            "everything": self.tr("电脑换人用的时候，把本机的全部记录、照片和报告放在一个数据包里，交给本单位。"),
        }.get(self._what, self.tr("数据包是加密的，文件名里没有单位和人名，别人捡到U盘也打不开。"))

    def _level(self, level: str) -> str:
        words = {
            "city": self.tr("市"),
            "district": self.tr("区"),
            "street": self.tr("街道"),
            "community": self.tr("社区"),
        }
        return words.get(level, level)

    def _to_hint(self) -> str:
        if self._has_own:
            return self.tr("本单位自己总能打开，不用写。名单上没有的单位，在这里填它的公钥。")
        return self.tr("本单位还没有机关密钥。知道收件单位公钥的，填在这里。")

    def _build(self) -> None:
        self.body.addWidget(self.counted)
        self.body.addWidget(Label(self._said_words(), "second", wrap=True))
        left: list[QWidget] = []
        if self._what != "public":
            ours = [one.name for one in self._offices if one.is_own]
            own = [Label(self.tr("本单位：{name}，总能打开").format(name=name)) for name in ours]
            offices = [*own, *self.ticks.values()]
            left = [*([Label(self.tr("给谁"), "field")] if offices else []), *offices, self.to_field]
            left.append(self.first_day)
        right = column(self.where_field, None, gap=Gap.M)
        both = row(column(*left, self.passphrase_field, None, gap=Gap.M), right, gap=Gap.XL)
        both.setStretch(0, 1)
        both.setStretch(1, 1)
        self.body.addLayout(both)
        for part in (self.warning, self.problem, self.busy):
            self.body.addWidget(part)
