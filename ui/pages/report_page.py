"""The report as it is printed: its pages, who signed, whether it is unchanged, and the ways to print and save it."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import AppError
from app.progress import Progress
from app.services.reports import pages_to_show, save_pdf, sign_off_page_pdf, verify_pdf_bytes
from app.services.signing import signing_view
from app.services.workspace import Workspace
from ui.pages.report_side import ReportSide, ShownReport, code_of
from ui.tasks import Tasks
from ui.widgets.busy import BusyBar, Toast
from ui.widgets.buttons import Button
from ui.widgets.frames import PageBar
from ui.widgets.labels import ElidingLabel, Label, Tag
from ui.widgets.layouts import column, line, row

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

FORBIDDEN = '\\/:*?"<>|'


class ReportPage(QWidget):
    """Shows the report of one inspection, signed or as it will be.

    `back_asked(id)` leads back, `sign_asked(id)` to the next signature. `shown_report` when the pages are there.
    """

    back_asked = Signal(str)
    sign_asked = Signal(str)
    report_shown = Signal(str)

    def __init__(
        self,
        workspace: Workspace,
        tasks: Tasks,
        messages: Callable[[AppError], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        from ui.pages.report_pages import PdfPages, Thumbs, ZoomBar

        self._workspace, self._tasks, self._messages = workspace, tasks, messages
        self._wanted = ""
        self._report: ShownReport | None = None
        self.pages = PdfPages()
        self.thumbs = Thumbs()
        self.zoom = ZoomBar(self.pages)
        self.side = ReportSide()
        self.busy = BusyBar()
        self.toast = Toast(self)
        self._title = Label("", "section")
        self._number = ElidingLabel("", "second")
        self._state = Tag("", state="deduct")
        self.back = Button(self.tr("回到检查"), "ghost", icon="chevron-left", on_click=self._go_back)
        bar = PageBar(self.back, self._title, self._state, self._number, None, self.zoom)
        middle = row(self.thumbs, line(upright=True), self.pages, self.side, gap=0)
        middle.setStretch(2, 1)
        whole = column(bar, middle, self.busy, gap=0, parent=self)
        whole.setStretch(1, 1)
        self.thumbs.chosen.connect(self.pages.go_to)
        self.pages.page_changed.connect(self._show_page)
        self.side.next_one.clicked.connect(lambda: self.sign_asked.emit(self._wanted))
        self.side.print_button.clicked.connect(lambda: self._ask_printer(whole_report=True))
        self.side.sign_off_button.clicked.connect(lambda: self._ask_printer(whole_report=False))
        self.side.save_button.clicked.connect(self._ask_where)
        self._state.hide()
        self._allow(False)

    @property
    def report(self) -> ShownReport | None:
        """What is shown, None while it is being made."""
        return self._report

    def show_inspection(self, inspection_id: str) -> None:
        """Make or fetch the pages of an inspection and show them; `report_shown` follows."""
        if inspection_id != self._wanted:
            self._report = None
            self._allow(False)
        self._wanted = inspection_id
        workspace = self._workspace

        def work(_progress: Progress) -> ShownReport:
            with workspace.reopened() as mine:
                pages = pages_to_show(mine, inspection_id)
                verdict = verify_pdf_bytes(pages.pdf, mine) if pages.is_signed else None
                return ShownReport(signing_view(mine, inspection_id), pages, verdict)

        task = self._tasks.run(work)
        self.busy.follow(task, self.tr("正在排版和核对报告"))
        task.succeeded.connect(self._show)
        task.failed.connect(self._messages)

    def shown(self) -> None:
        """Look again whenever one comes back."""
        if self._wanted:
            self.show_inspection(self._wanted)

    def save_to(self, path: Path) -> bool:
        """Write the shown PDF; False when it could not be written, which was then said."""
        if self._report is None:
            return False
        try:
            save_pdf(self._report.pages.pdf, path)
        except AppError as error:
            self._messages(error)
            return False
        self.toast.say(self.tr("已存到 {path}，读回来核对一致。").format(path=path))
        return True

    def print_with(self, printer: "QPrinter", pdf: bytes) -> None:
        """Send a PDF to a printer that is already chosen."""
        from ui.pages.printing import print_pdf

        doing = self.tr("正在送往打印机")
        task = self._tasks.run(lambda progress: print_pdf(pdf, printer, doing, progress))
        self.busy.follow(task, doing)
        task.succeeded.connect(self._say_printed)
        task.failed.connect(self._messages)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back; + − 0 change the size."""
        if event.key() == Qt.Key.Key_Escape:
            self._go_back()
        elif event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom.larger.click()
        elif event.key() == Qt.Key.Key_Minus:
            self.zoom.smaller.click()
        elif event.key() == Qt.Key.Key_0:
            self.pages.fit_width()
        else:
            super().keyPressEvent(event)

    def _show(self, report: ShownReport) -> None:
        if report.view.opened.inspection.id != self._wanted:
            return  # another one was asked for meanwhile
        self._report = report
        opened = report.view.opened
        self._title.setText(self.tr("{unit} 检查报告").format(unit=opened.unit.name))
        self._number.setText(report.view.report.number if report.view.report else "")
        state = self.tr("签字前的样子") if not report.pages.is_signed else self.tr("暂定")
        self._state.setText(state)
        self._state.setVisible(not report.pages.is_signed or opened.result.provisional)
        self.pages.show_pdf(report.pages.pdf)
        self.thumbs.show_document(self.pages.pdf)
        self.side.show_report(report)
        self._allow(True)
        self._show_page(self.pages.pageNavigator().currentPage())
        self.report_shown.emit(self._wanted)

    def _show_page(self, number: int) -> None:
        self.thumbs.show_current(number)
        self.zoom.show_where()
        if self._report is not None:
            codes = self._report.pages.check_codes if self._report.pages.is_signed else ()
            self.side.show_code(code_of(codes, number))

    def _allow(self, allowed: bool) -> None:
        reason = "" if allowed else self.tr("报告还在排版。")
        for button in (self.side.print_button, self.side.save_button, self.side.sign_off_button):
            button.explain_disabled(reason)

    def _ask_where(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        proposed = str(Path(folder or Path.home()) / self.file_name())
        chosen, _kind = QFileDialog.getSaveFileName(self, self.tr("报告存到哪里"), proposed, self.tr("PDF文件 (*.pdf)"))
        if chosen:
            path = Path(chosen)
            self.save_to(path if path.suffix.lower() == ".pdf" else path.with_name(path.name + ".pdf"))

    def file_name(self) -> str:
        """莲花社区检查报告 RC-329901001-district-1.pdf, without what no file name may hold."""
        name = f"{self._title.text().replace(' ', '')} {self._number.text()}".strip()
        return "".join("_" if character in FORBIDDEN else character for character in name) + ".pdf"

    def _ask_printer(self, *, whole_report: bool) -> None:
        from PySide6.QtPrintSupport import QPrintDialog

        from ui.pages.printing import new_printer

        if self._report is None:
            return
        printer = new_printer(self._title.text())
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle(self.tr("打印报告") if whole_report else self.tr("只打签字页"))
        if dialog.exec() != QPrintDialog.DialogCode.Accepted:
            return
        if whole_report:
            self.print_with(printer, self._report.pages.pdf)
            return
        try:
            self.print_with(printer, sign_off_page_pdf(self._workspace, self._wanted))
        except AppError as error:
            self._messages(error)

    def _say_printed(self, pages: int) -> None:
        if pages:
            self.toast.say(self.tr("{pages} 页已交给打印机。").format(pages=pages))
        else:
            self.toast.say(self.tr("打印机没有接收，一页都没有打。请看看打印机是否开着、有没有连上。"))

    def _go_back(self) -> None:
        self.back_asked.emit(self._wanted)
