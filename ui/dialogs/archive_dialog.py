"""The year archive: which year, encrypted or not, and where to."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.progress import Progress
from app.services.archiving import Archived, archive_year, years_to_archive
from app.services.bundle_keys import own_recipients
from app.services.sealed_archive import SealedArchive, seal_year
from app.services.workspace import Workspace
from ui.dialogs.base import Dialog
from ui.dialogs.bundle_dialog import BundleDialog
from ui.dialogs.confirm_word import ConfirmWord
from ui.dialogs.enter import press_focused_on_enter
from ui.dialogs.labelled import Labelled
from ui.dialogs.open_archive_dialog import OpenArchiveDialog
from ui.dialogs.recovery_dialog import CodeGroups
from ui.drives import Drive, sticks
from ui.messages import sentence_of
from ui.sizes import size_words
from ui.tasks import Tasks
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.choices import RadioCards, TickBox
from ui.widgets.drive_picker import DrivePicker, against_drive
from ui.widgets.fields import Choice
from ui.widgets.frames import Notice
from ui.widgets.labels import Label
from ui.widgets.layouts import column, row

SEALED, PLAIN = "sealed", "plain"


class ArchiveDialog(BundleDialog):
    """`ask()` is True once the archive was written and read back; `archived` is what it holds."""

    def __init__(
        self,
        workspace: Workspace,
        tasks: Tasks,
        *,
        look: Callable[[], Sequence[Drive]] = sticks,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tasks, width=BundleDialog.WIDE, parent=parent)
        self.title.setText(self.tr("做年度归档包"))
        self.setWindowTitle(self.title.text())
        self._workspace = workspace
        self.archived: Archived | SealedArchive | None = None
        self._years = years_to_archive(workspace)
        has_key = bool(own_recipients(workspace))
        self.year = Choice(self.tr("哪一年"))
        self.year.addItems([self.tr("{year}年").format(year=year) for year in self._years])
        by_key, by_file = self.tr("一个文件，本单位的机关密钥能打开"), self.tr("一个文件，凭钥匙文件和密码打开")
        self.kind = RadioCards(
            self.tr("加密不加密"),
            [
                (SEALED, self.tr("加密"), by_key if has_key else by_file),
                (PLAIN, self.tr("不加密"), self.tr("一个文件夹，交档案室；谁拿到都能看")),
            ],
            upright=True,
        )
        self.kind.set_value(SEALED)
        self.key_tick = TickBox(self.tr("另带一个钥匙文件，凭密码也能打开（密码只显示一次）"), ticked=not has_key)
        if not has_key:
            self.key_tick.setEnabled(False)
        self.picker = DrivePicker(self.tr("写到哪里"), lambda drive: against_drive(drive, 0), look=look)
        self.where_field = Labelled(self.tr("写到哪里"), self.picker)
        self.problem = Notice("", "missing")
        said = self.tr(
            "这一年里签了字的每一份检查：报告、记录、照片原件，加上归档文件目录和成绩汇总。格式是BagIt，别的软件也能核对。"
        )
        left = column(
            Labelled(self.tr("哪一年"), self.year),
            Labelled(self.tr("加密不加密"), self.kind),
            self.key_tick,
            None,
            gap=Gap.M,
        )
        both = row(left, column(self.where_field, None), gap=Gap.XL)
        both.setStretch(0, 1)
        both.setStretch(1, 1)
        self.body.addWidget(Label(said, "second", wrap=True))
        self.body.addLayout(both)
        for part in (self.problem, self.busy):
            self.body.addWidget(part)
        self.set_cancel()
        self.set_main(self.tr("做归档包"), icon="archive")
        self.add_rare(Button(self.tr("打开加密的归档包"), "ghost", icon="lock-open", on_click=self.open_sealed))
        press_focused_on_enter(self)
        self.kind.chosen.connect(lambda _key: self._look())
        self.picker.chosen.connect(self._look)
        self.focus_first(self.year)
        self._look()

    def go_on(self) -> None:
        """Write it, off the window's thread; in clear only after the word."""
        folder = self.picker.folder
        self.problem.say("")
        self.where_field.object_to("" if folder else self.tr("请先选U盘或文件夹。"))
        if folder is None:
            self.picker.other.setFocus()
            return
        is_sealed = self.kind.value == SEALED
        if not is_sealed and not self._is_sure():
            return
        workspace, year = self._workspace, self._years[self.year.currentIndex()]
        with_key_file = self.key_tick.isChecked()

        def work(progress: Progress) -> Archived | SealedArchive:
            with workspace.reopened() as own:
                if is_sealed:
                    return seal_year(own, year, folder, (), progress, with_key_file=with_key_file)
                return archive_year(own, year, folder, progress)

        self._carry_out(work, self.tr("正在做归档包，写完还要读回核对"), self._finish)

    def open_sealed(self) -> None:
        """Open an encrypted archive instead."""
        OpenArchiveDialog(self._workspace, self._tasks, parent=self.parentWidget()).ask()

    def _is_sure(self) -> bool:
        said = self.tr("不加密的归档包里有报告、照片和人员姓名，谁拿到都能看。")
        return ConfirmWord(
            self.tr("不加密归档"),
            said,
            word=self.tr("不加密"),
            action=self.tr("做归档包"),
            safe=self.tr("请直接交给档案室，不要留在U盘上。本机日志里会写明。"),
            parent=self,
        ).ask()

    def _finish(self, done: Archived | SealedArchive) -> None:
        self.archived = done
        self.accept()

    def _look(self) -> None:
        self.key_tick.setVisible(self.kind.value == SEALED)
        drive = self.picker.drive
        why = "" if self._years else self.tr("还没有签了字的检查，没有可以归档的。")
        if not why and drive is not None:
            why = against_drive(drive, 0)
        if self.main is not None:
            self.main.explain_disabled(why)
        self.problem.say(why, "quiet")

    def _say_stopped(self) -> None:
        self.problem.say(self.tr("已停下，没有留下半个归档包。"), "quiet")

    def _say(self, error: AppError) -> None:
        self.problem.say(sentence_of(error), "missing")

    def _lock(self, working: bool) -> None:
        super()._lock(working)
        for part in (self.picker, self.year, self.kind):
            part.setEnabled(not working)


class ArchivedDialog(Dialog):
    """What was archived and where; the password of a key file is shown only here."""

    def __init__(self, done: Archived | SealedArchive, *, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.title.setText(self.tr("归档包做好了，已读回核对"))
        self.setWindowTitle(self.title.text())
        said = self.tr("{pieces} 件，佐证材料 {files} 份，共 {size}。").format(
            pieces=done.pieces, files=done.evidence, size=size_words(done.size)
        )
        self.body.addWidget(Notice(said, "ok"))
        password = ""
        if isinstance(done, SealedArchive):
            password = done.password
            self.body.addWidget(Label(str(done.path), "second", wrap=True, selectable=True))
            how = self.tr("以后要看：在“做年度归档包”里点“打开加密的归档包”，用机关密钥或者钥匙文件打开。")
        else:
            self.body.addWidget(Label(str(done.folder), "second", wrap=True, selectable=True))
            how = self.tr("没有加密，请直接交给档案室保管。")
        self.body.addWidget(Label(how, wrap=True))
        if password:
            apart = self.tr("钥匙文件的密码，只显示这一次。请抄下来，和归档包分开保管。")
            self.body.addWidget(Label(apart, wrap=True))
            self.body.addWidget(CodeGroups(password))
        self.focus_first(self.set_main(self.tr("抄下来了") if password else self.tr("知道了")))
