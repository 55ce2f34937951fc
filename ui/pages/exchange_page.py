"""数据交换: what has no receipt yet goes out, bundles come in, and what went and came so far."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.progress import Progress
from app.services.exchange_view import ExchangeView, exchange_view
from app.services.handing_over import handover_list
from app.services.sending import What
from app.services.workspace import Workspace
from ui.dialogs.archive_dialog import ArchivedDialog, ArchiveDialog
from ui.dialogs.aside_dialog import AsideDialog
from ui.dialogs.confirm_word import ConfirmWord
from ui.dialogs.copy_again_dialog import CopyAgainDialog
from ui.dialogs.dropped import dropped_bundle
from ui.dialogs.export_dialog import ExportDialog
from ui.dialogs.exported_dialog import ExportedDialog
from ui.dialogs.handed_over_dialog import HandedOverDialog
from ui.dialogs.import_dialog import ImportDialog
from ui.dialogs.import_parts import came_words
from ui.dialogs.merge_record_dialog import MergeRecordDialog
from ui.pages.alarms_card import AlarmsCard
from ui.pages.contests_card import ContestsCard
from ui.pages.days import moment_words
from ui.pages.leaving_card import LeavingCard
from ui.pages.outbox_card import OutboxCard
from ui.sizes import size_words
from ui.tasks import Tasks
from ui.tokens import Gap
from ui.widgets.busy import Toast
from ui.widgets.buttons import Button
from ui.widgets.frames import Card, Notice, SectionTitle
from ui.widgets.labels import ElidingLabel, Label
from ui.widgets.layouts import clear, column, line, row, scrolling
from ui.words.aside import ASIDE_WORDS

SHOWN = 12


class ExchangePage(QWidget):
    """`came_in` after an import changed the store; `decide_asked(id)` and `choose_asked(id)` lead to its versions."""

    came_in = Signal()
    decide_asked = Signal(str)
    choose_asked = Signal(str)

    def __init__(
        self,
        workspace: Workspace,
        tasks: Tasks,
        messages: Callable[[AppError], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._tasks, self._messages = workspace, tasks, messages
        self.export_button = Button(self.tr("导出到U盘"), "primary", icon="download", on_click=self.export)
        self.import_button = Button(self.tr("收进数据包"), icon="inbox", on_click=self.take_in)
        self._owed = Label("", wrap=True)
        self._missing = Notice("", "missing")
        self._view: ExchangeView | None = None
        self.alarms = AlarmsCard()
        self.contests = ContestsCard()
        self.contests.decide_asked.connect(self.decide_asked)
        self.contests.choose_asked.connect(self.choose_asked)
        self._history = column(gap=Gap.S)
        out = Card(
            SectionTitle(self.tr("送出去")),
            self._owed,
            Label(
                self.tr("数据包加密给收件单位，写完读回核对才算数。U盘丢了不要紧：没有回执的，下次全部再导一遍。"),
                "second",
                wrap=True,
            ),
            row(self.export_button, None),
            gap=Gap.M,
        )
        coming = Card(
            SectionTitle(self.tr("收进来")),
            Label(self.tr("先看会收进什么，再决定收不收。收进以前自动备份；有两个版本的都留着，由人来定。"), wrap=True),
            Label(self.tr("同一个数据包收几遍都一样，次序乱了也不要紧。"), "second", wrap=True),
            row(self.import_button, None),
            gap=Gap.M,
        )
        self.outbox = OutboxCard()
        self.outbox.copy_asked.connect(self.copy_again)
        self.leaving = LeavingCard()
        self.leaving.hand_over_asked.connect(self.hand_over)
        self.leaving.archive_asked.connect(self.archive)
        self.leaving.open_export_asked.connect(self.export_in_clear)
        self.aside_button = Button(self.tr("看隔离的内容"), "quiet", on_click=self.show_aside)
        self._aside_notice = Notice("", "deduct", self.aside_button)
        both = row(out, coming, gap=Gap.L)
        both.setStretch(0, 1)
        both.setStretch(1, 1)
        history = Card(SectionTitle(self.tr("来往记录")), gap=Gap.S)
        history.body.addLayout(self._history)
        content = QWidget()
        column(
            Label(self.tr("数据交换"), "page_title"),
            self._missing,
            self.alarms,
            self._aside_notice,
            both,
            self.contests,
            self.outbox,
            history,
            self.leaving,
            None,
            gap=Gap.L,
            margins=(Gap.XL, Gap.CARD, Gap.XL, Gap.L),
            parent=content,
        )
        column(scrolling(content), gap=0, parent=self)
        self.toast = Toast(self)
        self.setAcceptDrops(True)
        if workspace.is_demo:
            why = self.tr("演练库里的数据是编的，不能送出去，也不收别处的。请关掉演练库，在正式数据里做。")
            for button in (self.export_button, self.import_button):
                button.explain_disabled(why)
            self.leaving.explain_disabled(why)

    def shown(self) -> None:
        """Look again whenever one comes here: counting reads everything, so not on the window's thread."""
        workspace = self._workspace

        def work(_progress: Progress) -> ExchangeView:
            with workspace.reopened() as own:
                return exchange_view(own)

        task = self._tasks.run(work)
        task.succeeded.connect(self.show_view)
        task.failed.connect(self._messages)

    def show_view(self, view: ExchangeView) -> None:
        """Show what is owed, which sticks never came, what an office contradicts, and the latest acts."""
        self._view = view
        self.alarms.show_alarms(view.alarms)
        self.contests.show_waiting(view.waiting)
        self.outbox.show_sent(view.sent, self._workspace.today())
        count = len(view.aside)
        self._aside_notice.say(
            self.tr("收到的数据包里有 {count} 条核对不上，单独放着，没有并进来。").format(count=count) if count else ""
        )
        owed = view.owed
        self._owed.setText(
            self.tr("没有回执的：{records} 条记录、{files} 份佐证材料、{reports} 份报告，约 {size}。").format(
                records=owed.revisions, files=owed.evidence, reports=owed.reports, size=size_words(owed.size)
            )
            if owed.revisions
            else self.tr("所有记录都有回执了。")
        )
        missing = self.tr("；").join(
            self.tr("设备{device}的第{seq}包没有收到").format(device=device, seq=seq) for device, seq in view.missing
        )
        self._missing.say(
            self.tr("{missing}。请找找那个U盘，或者请对方再导出一次。").format(missing=missing) if missing else ""
        )
        clear(self._history)
        if not view.acts:
            self._history.addWidget(
                Label(self.tr("还没有送出或者收进过数据包。导出以后，这里有每一次的记录。"), "second")
            )
        for act in view.acts[:SHOWN]:
            self._history.addWidget(line())
            said = self._act_words(act.act)
            counts = self.tr("，").join(f"{self._count_words(name)} {number}" for name, number in act.counts.items())
            when = moment_words(act.at, self._workspace.today())
            place = self.tr("设备{device}第{seq}包").format(device=act.device, seq=act.seq)
            across = row(Label(said, "medium"), Label(place), ElidingLabel(counts, "second"), Label(when, "caption"))
            if act.act == "imported":
                across.addWidget(self._record_button(act.sha256, place))
            across.setSpacing(Gap.L)
            across.setStretch(2, 1)
            self._history.addLayout(across)

    def print_record(self, sha256: str, name: str) -> None:
        """合并记录 of one import, to sign, print or save."""
        workspace, title = self._workspace, self.tr("合并记录 {name}").format(name=name)

        def work(_progress: Progress) -> bytes:
            from app.services.merge_records import merge_record_pdf

            with workspace.reopened() as own:
                return merge_record_pdf(own, sha256, ASIDE_WORDS)

        task = self._tasks.run(work)
        task.succeeded.connect(
            lambda pdf: MergeRecordDialog(workspace, sha256, pdf, title, self._messages, parent=self.window()).ask()
        )
        task.failed.connect(self._messages)

    def export(self, what: What = "owed") -> None:
        """Ask where to, and write."""
        dialog = ExportDialog(self._workspace, self._tasks, what=what, parent=self.window())
        if dialog.ask() and dialog.exported is not None:
            ExportedDialog(dialog.exported, parent=self.window()).ask()
        self.shown()

    def copy_again(self, seq: int) -> None:
        """Copy a bundle of the outbox onto a stick once more."""
        sent = next((one for one in self._view.sent if one.seq == seq and one.has_copy), None) if self._view else None
        if sent is None:
            return
        dialog = CopyAgainDialog(self._workspace, self._tasks, sent, parent=self.window())
        if dialog.ask():
            self.toast.say(self.tr("第{seq}包在U盘上了，已读回核对。请先弹出U盘再拔。").format(seq=seq))
        self.shown()

    def show_aside(self) -> None:
        """Show what was merged nowhere."""
        if self._view is not None and self._view.aside:
            AsideDialog(self._view.aside, self._workspace.today(), parent=self.window()).ask()

    def export_in_clear(self) -> None:
        """Ask for the word, then where to: public material, unencrypted."""
        consequence = self.tr("不加密的数据包，任何人捡到U盘都能打开。里面只有考评方案和单位名册。")
        safe = self.tr("检查、照片、报告、人员都不在里面。来往记录里会写明“不加密送出”。")
        sure = ConfirmWord(
            self.tr("不加密导出公开材料"),
            consequence,
            word=self.tr("公开"),
            action=self.tr("继续"),
            safe=safe,
            parent=self.window(),
        )
        if sure.ask():
            self.export("public")

    def hand_over(self) -> None:
        """Everything into one bundle, then the list to sign."""
        dialog = ExportDialog(self._workspace, self._tasks, what="everything", parent=self.window())
        if dialog.ask() and dialog.exported is not None:
            if dialog.exported.password:
                ExportedDialog(dialog.exported, parent=self.window()).ask()
            HandedOverDialog(handover_list(self._workspace, dialog.exported), parent=self.window()).ask()
        self.shown()

    def archive(self) -> None:
        """Ask which year and where, encrypted or not, and write the archive."""
        dialog = ArchiveDialog(self._workspace, self._tasks, parent=self.window())
        if dialog.ask() and dialog.archived is not None:
            ArchivedDialog(dialog.archived, parent=self.window()).ask()

    def take_in(self, path: Path | None = None) -> None:
        """Ask which bundle (or take `path`), show what it would do, and take it in."""
        dialog = ImportDialog(self._workspace, self._tasks, parent=self.window())
        if path is not None:
            dialog.take(path)
        dialog.ask()
        if dialog.came is not None:
            self.toast.say(came_words(dialog.came))
            self.came_in.emit()
        self.shown()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A bundle may be dropped on the page."""
        if self.import_button.isEnabled() and dropped_bundle(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take in what was dropped, once the drop itself is over: the dialog waits for a person."""
        path = dropped_bundle(event.mimeData())
        if path is not None:
            QTimer.singleShot(0, self, lambda: self.take_in(path))

    def _record_button(self, sha256: str, place: str) -> Button:
        button = Button(
            self.tr("打印合并记录"), "quiet", icon="printer", on_click=lambda: self.print_record(sha256, place)
        )
        button.setAccessibleDescription(place)
        return button

    def _act_words(self, act: str) -> str:
        words = {
            "exported": self.tr("送出"),
            "exported in clear": self.tr("不加密送出"),
            "imported": self.tr("收进"),
            "known already": self.tr("又收到一次"),
            "refused": self.tr("没有收"),
            "receipt came": self.tr("回执到了"),
        }
        return words.get(act, act)

    def _count_words(self, name: str) -> str:
        words = {
            "revisions": self.tr("记录"),
            "evidence": self.tr("佐证材料"),
            "reports": self.tr("报告"),
            "new": self.tr("新"),
            "known": self.tr("已有"),
            "waiting": self.tr("等待前序"),
            "aside": self.tr("隔离"),
        }
        return words.get(name, name)
