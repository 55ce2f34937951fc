"""The recovery code: shown once in large groups, its sheet printed or saved, or copied by hand."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QWidget

from app.clock import Clock, system_clock
from app.errors import AppError
from app.progress import Progress
from ui.dialogs.base import Dialog
from ui.dialogs.labelled import Labelled
from ui.messages import message_for
from ui.tasks import Tasks
from ui.tokens import Gap
from ui.widgets.busy import BusyBar
from ui.widgets.buttons import Button
from ui.widgets.fields import LineField
from ui.widgets.frames import Card, Frame, Notice
from ui.widgets.labels import Label
from ui.widgets.layouts import column, row

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class CodeGroups(Frame):
    """The code in its groups, large, each with its number for reading aloud."""

    def __init__(self, code: str, parent: QWidget | None = None) -> None:
        super().__init__("sunken", parent)
        self.setAccessibleName(self.tr("恢复码 {code}").format(code=code))
        parts = []
        for number, group in enumerate(code.split("-"), 1):
            figure = Label(group, "marks", selectable=True)
            figure.setAccessibleName(self.tr("第 {number} 组 {group}").format(number=number, group=" ".join(group)))
            below = Label(self.tr("第 {number} 组").format(number=number), "caption")
            for part in (figure, below):
                part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            parts.append(column(figure, below, gap=Gap.HAIR))
        row(*parts, gap=Gap.L, margins=Gap.L, parent=self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)


class RecoveryCodePanel(QWidget):
    """Shows a code with three ways of keeping it; `kept` when the person says that it is."""

    kept = Signal()

    def __init__(
        self, code: str, *, office: str = "", clock: Clock = system_clock, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._code, self._office, self._clock = code, office, clock
        self._tasks = Tasks(self)
        self.busy = BusyBar()
        self.print_button = Button(self.tr("打印"), icon="printer", on_click=self._print)
        self.save_button = Button(self.tr("存成文件"), icon="save", on_click=self._ask_where)
        self.kept_button = Button(self.tr("抄下来了"), "primary", tall=True, on_click=self.kept.emit)
        self.notice = Notice("", "ok")
        why = (
            self.tr("忘了口令时，只有它能打开本机数据。没有人能替您找回，程序作者也不能。"),
            self.tr("请和公章、U盘一样保管：抄在本子上锁好，或者打印后放进保险柜，不要和这台电脑放在一起。"),
            self.tr("工作台上会留一张提醒，等您照着抄件把最后一组填回来就消失。"),
        )
        card = Card(CodeGroups(code), row(self.print_button, self.save_button, None), gap=Gap.L)
        column(
            Label(self.tr("最后一件事"), "caption"),
            Label(self.tr("请收好这个恢复码"), "page_title"),
            *(Label(sentence, "second", wrap=True) for sentence in why[:2]),
            card,
            self.notice,
            self.busy,
            Label(why[2], "caption", wrap=True),
            None,
            row(None, self.kept_button),
            gap=Gap.M,
            parent=self,
        )
        self.setFocusProxy(self.print_button)

    def save_to(self, path: Path) -> None:
        """Write the sheet where one chose: as a PDF, or as plain text where the name ends in .txt."""
        if path.suffix.lower() not in {".pdf", ".txt"}:
            path = path.with_name(path.name + ".pdf")
        text = ("\n".join(self._lines()) + "\n").encode() if path.suffix.lower() == ".txt" else None

        def work(_progress: Progress) -> object:
            from app.services.saving import save_file

            save_file(self._pdf() if text is None else text, path)
            return path

        self._do(work, self.tr("正在存恢复码"), self._say_saved)

    def print_with(self, printer: "QPrinter") -> None:
        """Print the sheet with a printer that is already chosen."""
        from ui.pages.printing import print_pdf

        doing = self.tr("正在送往打印机")
        self._do(lambda progress: print_pdf(self._pdf(), printer, doing, progress), doing, self._say_printed)

    def hideEvent(self, event: QHideEvent) -> None:
        """Wait for what is being written: nothing goes on behind one's back."""
        if not event.spontaneous():
            self._tasks.stop_all()
        super().hideEvent(event)

    def _do(self, work: Callable[[Progress], object], doing: str, then: Callable[[object], None]) -> None:
        """Set and write the sheet off the window's thread; meanwhile nothing can be pressed twice."""
        self._hold(self.tr("{doing}，请稍等。").format(doing=doing))
        task = self._tasks.run(work)
        self.busy.follow(task, doing)
        task.succeeded.connect(then)
        task.failed.connect(self._say_failed)
        task.ended.connect(lambda: self._hold(""))

    def _hold(self, reason: str) -> None:
        for button in (self.print_button, self.save_button, self.kept_button):
            button.explain_disabled(reason)

    def _pdf(self) -> bytes:
        from app.reports.recovery_sheet import RecoverySheet, render_recovery_sheet

        return render_recovery_sheet(RecoverySheet(self._code, self._office, self._clock().astimezone().date()))

    def _lines(self) -> tuple[str, ...]:
        return (
            self.tr("五有自查　恢复码"),
            self.tr("单位：{office}").format(office=self._office or "—"),
            "",
            self._code.replace("-", "　"),
            "",
            self.tr("忘记开机口令时，在开机画面选“忘记口令”，照着输入，就能定一个新口令，数据不会丢。"),
            self.tr("字母不分大小写，空格和横线写不写都行；没有字母 O、I、L，那是数字 0 和 1。"),
            self.tr("看到这张纸的人就能打开本机数据，请锁好。"),
        )

    def _ask_where(self) -> None:
        name = str(Path.home() / self.tr("五有自查恢复码保管单.pdf"))
        kinds = self.tr("PDF文件 (*.pdf);;文本文件 (*.txt)")
        chosen, _kind = QFileDialog.getSaveFileName(self, self.tr("恢复码存到哪里"), name, kinds)
        if chosen:
            self.save_to(Path(chosen))

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog

        from ui.pages.printing import new_printer

        printer = new_printer(self.tr("恢复码保管单"))
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle(self.tr("打印恢复码"))
        if dialog.exec() == QPrintDialog.DialogCode.Accepted:
            self.print_with(printer)

    def _say_saved(self, path: object) -> None:
        said = self.tr("已存到 {path}。请把这个文件挪到别处，例如锁起来的U盘，不要留在这台电脑上。")
        self.notice.say(said.format(path=path), "ok")

    def _say_printed(self, pages: object) -> None:
        if pages:
            self.notice.say(self.tr("已交给打印机。请看清楚纸上每一组都完整，再按“抄下来了”。"), "ok")
        else:
            self.notice.say(
                self.tr("打印机没有接收，一页都没有打。恢复码还在屏幕上，请存成文件或者抄下来。"), "missing"
            )

    def _say_failed(self, error: AppError) -> None:
        said = self.tr("{happened}恢复码还在屏幕上，请换个地方再存，或者抄下来。")
        self.notice.say(said.format(happened=message_for(error).happened), "missing")


class RecoveryCheckDialog(Dialog):
    """Asks for the last group of the code as it stands on the copy; `ask()` is True when `is_last_group` agrees."""

    def __init__(self, is_last_group: Callable[[str], bool], *, parent: QWidget | None = None) -> None:
        super().__init__("", width=Dialog.NARROW, parent=parent)
        self.title.setText(self.tr("恢复码的最后一组"))
        self._is_last_group = is_last_group
        self.group = LineField(self.tr("最后一组，6 个字符"))
        self.field = Labelled(self.tr("最后一组，6 个字符"), self.group, self.tr("大小写不要紧。"))
        why = self.tr("请拿出您抄下或打印的恢复码，照着填。填对了，说明抄件能用。")
        self.body.addWidget(Label(why, "second", wrap=True))
        self.body.addWidget(self.field)
        self.set_cancel(self.tr("以后再说"))
        self.set_main(self.tr("核对"))
        self.focus_first(self.group)

    def go_on(self) -> None:
        """Compare."""
        if self._is_last_group(self.group.text()):
            self.accept()
            return
        self.field.object_to(self.tr("和恢复码的最后一组不一样。请看是不是抄错了，或者填成了别的组。"))
        self.group.selectAll()
        self.group.setFocus()
