"""The report as it is printed: its pages, who signed, whether it is unchanged, and the ways to print and save it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.progress import Progress
from app.services.correcting import correction_going_on, former_reports
from app.services.reports import pages_to_show, sign_off_page_pdf, verify_pdf_bytes
from app.services.signing import signing_view
from app.services.standing_marks import marks_of
from app.services.workspace import Workspace
from ui.pages.pdf_ways import PdfWays
from ui.pages.report_side import ReportSide, ShownReport, code_of
from ui.tasks import Tasks
from ui.widgets.busy import BusyBar
from ui.widgets.buttons import Button
from ui.widgets.frames import PageBar
from ui.widgets.labels import ElidingLabel, Label, Tag
from ui.widgets.layouts import column, line, row

SIGN_OFF = "签署"
"""The part of a report that is signed, as its bookmark calls it."""


class ReportPage(QWidget):
    """Shows the report of one inspection, signed or as it will be.

    `back_asked(id)` leads back, `sign_asked(id)` to the next signature, `decide_asked(id)` to the versions that
    compete (裁定), `void_asked(id)` to taking it back (作废), `correct_asked(id)` and `give_up_asked(id)` to its 更正.
    `report_shown` when the pages are there.
    """

    back_asked = Signal(str)
    sign_asked = Signal(str)
    report_shown = Signal(str)
    decide_asked = Signal(str)
    void_asked = Signal(str)
    correct_asked = Signal(str)
    give_up_asked = Signal(str)

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
        self.ways = PdfWays(self, tasks, self.busy, messages)
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
        self.side.page_asked.connect(self.pages.go_to)
        self.side.next_one.clicked.connect(lambda: self.sign_asked.emit(self._wanted))
        self.side.decide_button.clicked.connect(lambda: self.decide_asked.emit(self._wanted))
        self.side.void_button.clicked.connect(lambda: self.void_asked.emit(self._wanted))
        self.side.correct_button.clicked.connect(lambda: self.correct_asked.emit(self._wanted))
        self.side.give_up_button.clicked.connect(lambda: self.give_up_asked.emit(self._wanted))
        self.side.former_asked.connect(self._show_former)
        self.side.print_button.clicked.connect(self._print_report)
        self.side.sign_off_button.clicked.connect(self._print_sign_off)
        self.side.save_button.clicked.connect(self._ask_where)
        self.side.completion_button.clicked.connect(self._show_completion)
        save = QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self, self._ask_where)
        save.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
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
                return ShownReport(
                    signing_view(mine, inspection_id),
                    pages,
                    verdict,
                    marks_of(mine, inspection_id),
                    former_reports(mine, inspection_id),
                    correction_going_on(mine, inspection_id) is not None,
                )

        task = self._tasks.run(work)
        self.busy.follow(task, self.tr("正在排版和核对报告"))
        task.succeeded.connect(self._show)
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
        numbers = (opened.inspection.doc_number, report.view.report.number if report.view.report else "")
        self._number.setText("　".join(number for number in numbers if number))
        state = self._state_words(report)
        self._state.setText(state)
        self._state.setVisible(bool(state))
        self.pages.show_pdf(report.pages.pdf)
        self.thumbs.show_document(self.pages.pdf)
        self.side.show_report(report)
        self._allow(True)
        self._show_page(self.pages.current)
        self._focus_next()
        self.report_shown.emit(self._wanted)

    def _state_words(self, report: ShownReport) -> str:
        """What has to be known before anything else of these pages; "" for a report that simply stands."""
        opened = report.view.opened
        if opened.inspection.state == "void":
            return self.tr("已作废")
        if "contested" in report.marks:
            return self.tr("待裁定")
        if not report.pages.is_signed:
            return self.tr("签字前的样子")
        return self.tr("暂定") if opened.result.provisional else ""

    def _show_page(self, number: int) -> None:
        self.thumbs.show_current(number)
        self.zoom.show_where()
        if self._report is not None:
            codes = self._report.pages.check_codes if self._report.pages.is_signed else ()
            self.side.show_code(code_of(codes, number))

    def _focus_next(self) -> None:
        """The keyboard goes to the next signature, or when nobody is left to sign, to printing."""
        side = self.side
        wanted = side.print_button if side.next_one.isHidden() or not side.next_one.isEnabled() else side.next_one
        if self.isVisible():
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def _allow(self, allowed: bool) -> None:
        reason = "" if allowed else self.tr("报告还在排版。")
        for button in (self.side.print_button, self.side.save_button, self.side.sign_off_button):
            button.explain_disabled(reason)

    def _show_completion(self) -> None:
        """成绩补正单, to print or save beside the signed report."""
        from app.services.completion_slips import completion_slip_pdf
        from ui.dialogs.pdf_dialog import PdfDialog

        title = self.tr("成绩补正单")
        try:
            pdf = completion_slip_pdf(self._workspace, self._wanted)
        except AppError as error:
            self._messages(error)
            return
        PdfDialog(title, pdf, f"{title}.pdf", self._messages, parent=self.window()).ask()

    def _show_former(self, number: str, sha256: str) -> None:
        """A report that was corrected since, as it was signed."""
        from app.services.vault import read_report
        from ui.dialogs.pdf_dialog import PdfDialog

        title = self.tr("更正以前的报告")
        try:
            pdf = read_report(self._workspace, sha256)
        except AppError as error:
            self._messages(error)
            return
        PdfDialog(title, pdf, f"{number}.pdf", self._messages, parent=self.window()).ask()

    def _ask_where(self) -> None:
        if self._report is not None:
            name = f"{self._title.text().replace(' ', '')} {self._number.text().replace('　', ' ')}".strip()
            self.ways.ask_where(self.tr("报告"), name, self._report.pages.pdf)

    def _print_report(self) -> None:
        if self._report is not None:
            self.ways.ask_printer(self.tr("报告"), self._report.pages.pdf)

    def _print_sign_off(self) -> None:
        """Of a signed report the very pages that were signed; before, as they will be, made without waiting."""
        if self._report is None:
            return
        if self._report.pages.is_signed:
            self.ways.ask_printer(self.tr("签字页"), self._report.pages.pdf, self.sign_off_pages())
            return
        workspace, wanted = self._workspace, self._wanted

        def work(_progress: Progress) -> bytes:
            with workspace.reopened() as mine:
                return sign_off_page_pdf(mine, wanted)

        task = self._tasks.run(work)
        self.busy.follow(task, self.tr("正在排版签字页"))
        task.succeeded.connect(self._ask_printer_for_sign_off)
        task.failed.connect(self._messages)

    def sign_off_pages(self) -> list[int]:
        """The pages (from 0) of the part 签署, by the bookmarks of the report."""
        from ui.pages.report_pages import titles_of

        return [number for number, title in enumerate(titles_of(self.pages.pdf)) if title == SIGN_OFF]

    def _ask_printer_for_sign_off(self, pdf: bytes) -> None:
        self.ways.ask_printer(self.tr("签字页"), pdf)

    def _go_back(self) -> None:
        self.back_asked.emit(self._wanted)
