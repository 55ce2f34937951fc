"""The place 检查: the list, and over it the inspection, its review and its report, one at a time."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.domain.evidence import PAPER_FORM
from app.domain.inspection import Section
from app.errors import AppError
from app.scoring.scheme import Scheme
from app.services.inspections import NewInspection, change_header, open_inspection, start_inspection
from app.services.reports import feedback_slip_pdf, pages_to_show
from app.services.workspace import Workspace
from ui.decisions import Decisions
from ui.tasks import Tasks
from ui.widgets.busy import Toast
from ui.widgets.layouts import column

if TYPE_CHECKING:
    from ui.dialogs.new_inspection_dialog import Remembered

if TYPE_CHECKING:
    from ui.dialogs.earlier_import_dialog import EarlierImportDialog
    from ui.dialogs.figures_import_dialog import FiguresImportDialog


class InspectionsArea(QWidget):
    """Goes from the list to an inspection, to its review, to its report, and back.

    Pages are built when one first goes there. `saved` carries the moment of the last saved answer.
    """

    saved = Signal(datetime)
    changed = Signal()
    """Something that other places count has changed: an inspection was begun or signed."""

    def __init__(
        self,
        workspace: Workspace,
        tasks: Tasks,
        messages: Callable[[AppError], None],
        remembered: "Remembered",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._tasks, self._messages, self._remembered = workspace, tasks, messages, remembered
        self._decisions = Decisions(workspace, tasks, messages)
        self._stack = QStackedWidget()
        column(self._stack, gap=0, parent=self)
        self._toast = Toast(self)
        self._list: QWidget | None = None
        self._form: QWidget | None = None
        self._review: QWidget | None = None
        self._report: QWidget | None = None

    @property
    def current(self) -> QWidget | None:
        """The page one is on; None before one went to any."""
        return self._stack.currentWidget()

    # Going from page to page

    def show_list(self, which: str = "") -> None:
        """The list of inspections; `which` filters by draft, ready, signed or provisional."""
        from ui.pages.inspections_page import InspectionsPage

        if self._list is None:
            page = InspectionsPage(self._workspace, self._messages)
            page.open_asked.connect(self.open)
            page.new_asked.connect(self.ask_for_new)
            page.figures_asked.connect(self.import_figures)
            page.earlier_asked.connect(self.import_earlier)
            self._list = self._added(page)
        self._turn_to(self._list)
        if which and isinstance(self._list, InspectionsPage):
            self._list.show_list(which)

    def open(self, inspection_id: str) -> None:
        """What one wants to see of it: the report when it is signed, otherwise the form.

        Where drafts differ, one is asked to choose first; whoever does not goes on filling in all the same.
        """
        opened = open_inspection(self._workspace, inspection_id)
        if opened.inspection.is_frozen:
            self.show_report(inspection_id)
            return
        if self._decisions.is_open(inspection_id):
            self.choose(inspection_id)
        self.show_form(inspection_id)

    def show_form(self, inspection_id: str, code: str | None = None) -> None:
        """Fill in an inspection, at an item where one is named."""
        from ui.pages.inspection.page import InspectionPage

        if self._form is None:
            page = InspectionPage(
                self._workspace,
                self._messages,
                self._offer_phrases,
                tasks=self._tasks,
                edit_phrases=self._edit_phrases,
            )
            page.saved.connect(self.saved)
            page.review_asked.connect(self.show_review)
            page.back_asked.connect(self.show_list)
            page.feedback_asked.connect(self.show_feedback)
            page.header.offer_feedback(True)
            page.info_asked.connect(self.change_header)
            page.header.offer_info(True)
            page.evidence.remembered = self._remembered
            self._form = self._added(page)
        self._turn_to(self._form)
        if isinstance(self._form, InspectionPage):
            self._form.open(inspection_id, code)

    def show_review(self, inspection_id: str) -> None:
        """What is missing, and the way to sign."""
        from ui.pages.review_page import ReviewPage

        if self._review is None:
            page = ReviewPage(self._workspace, self._messages)
            page.go_asked.connect(self._go_to)
            page.back_asked.connect(self.show_form)
            page.report_asked.connect(self.show_report)
            page.sign_asked.connect(self.sign)
            page.saved.connect(self._tell_saved)
            self._review = self._added(page)
        self._turn_to(self._review)
        if isinstance(self._review, ReviewPage):
            self._review.show_inspection(inspection_id)

    def show_report(self, inspection_id: str) -> None:
        """The pages, signed or as they will be."""
        from ui.pages.report_page import ReportPage

        if self._report is None:
            page = ReportPage(self._workspace, self._tasks, self._messages)
            page.back_asked.connect(self._back_from_report)
            page.sign_asked.connect(self.sign)
            page.decide_asked.connect(self.decide)
            page.void_asked.connect(self.withdraw)
            page.correct_asked.connect(self.correct)
            page.give_up_asked.connect(self.give_up_correction)
            self._report = self._added(page)
        self._turn_to(self._report)
        if isinstance(self._report, ReportPage):
            self._report.show_inspection(inspection_id)

    def go_to_item(self, code: str) -> bool:
        """Lay the item of this code open in the inspection one is at; False when there is none."""
        from ui.pages.inspection.page import InspectionPage

        form = self.current
        if not isinstance(form, InspectionPage) or form.opened is None or code not in form.opened.result.items:
            return False
        form.go_to("items", code)
        return True

    # Acts

    def ask_for_new(self, unit_id: str = "") -> None:
        """Ask what to inspect, begin, and open it."""
        from ui.dialogs.new_inspection_dialog import NewInspectionDialog

        dialog = NewInspectionDialog(self._workspace, self._remembered, unit_id=unit_id, parent=self.window())
        if not dialog.ask():
            return
        if dialog.answer is not None:
            self.begin(dialog.answer)
        elif dialog.existing:
            self.open(dialog.existing)

    def import_figures(self) -> None:
        """外部数据: what other offices say, from one workbook for all units."""
        from ui.dialogs.figures_import_dialog import FiguresImportDialog

        self._import(FiguresImportDialog(self._workspace, self._tasks, self._messages, parent=self.window()))

    def import_earlier(self) -> None:
        """上次结果: last year's marks, or self-checks, from one workbook."""
        from ui.dialogs.earlier_import_dialog import EarlierImportDialog

        self._import(EarlierImportDialog(self._workspace, self._tasks, self._messages, parent=self.window()))

    def _import(self, dialog: "FiguresImportDialog | EarlierImportDialog") -> None:
        was_imported = dialog.ask()
        if was_imported:
            self._toast.say(self.tr("{words}。").format(words=dialog.result_words))
        if was_imported or dialog.undone:
            self.changed.emit()
            self.shown()

    def begin(self, new: NewInspection) -> None:
        """Start an inspection and open its form."""
        try:
            inspection = start_inspection(self._workspace, new)
        except AppError as error:
            self._messages(error)
            return
        self.changed.emit()
        self.show_form(inspection.id)

    def sign(self, inspection_id: str) -> None:
        """The signing dialog; after a digital signature the report."""
        from ui.dialogs.signing_dialog import SigningDialog

        if self._decisions.is_open(inspection_id):
            self.choose(inspection_id)
            self.show_review(inspection_id)
            return
        try:
            dialog = SigningDialog(self._workspace, self._tasks, inspection_id, parent=self.window())
        except AppError as error:
            self._messages(error)
            return
        dialog.preview_asked.connect(lambda: self._preview(dialog, inspection_id))
        signed = dialog.ask()
        if signed:
            self.changed.emit()
            self.show_report(dialog.view.opened.inspection.id)  # a correction goes by what it corrects, once signed
        elif self._review is not None and self.current is self._review:
            self.show_review(inspection_id)

    def choose(self, inspection_id: str) -> bool:
        """草稿合并: choose where the drafts of an inspection differ; whether they are one now."""
        return self._told(self._decisions.choose(inspection_id, self.window()))

    def decide(self, inspection_id: str) -> None:
        """裁定: which of the signed versions counts; then its report."""
        if self._told(self._decisions.decide(inspection_id, self.window())):
            self.show_report(inspection_id)

    def withdraw(self, inspection_id: str) -> None:
        """作废 a signed inspection."""
        unit = open_inspection(self._workspace, inspection_id).unit.name
        if self._told(self._decisions.void(inspection_id, unit, self.window())):
            self._toast.say(self.tr("已作废。报告和原因都留着。"))
            self.show_report(inspection_id)

    def correct(self, inspection_id: str) -> None:
        """更正 a signed inspection: ask for the reason, then fill in its draft; or go on with the one there is."""
        if draft := self._decisions.correct(inspection_id, self.window()):
            self.changed.emit()
            self.show_form(draft)

    def give_up_correction(self, inspection_id: str) -> None:
        """放弃更正, after a question."""
        if self._told(self._decisions.give_up_correction(inspection_id, self.window())):
            self.show_report(inspection_id)

    def show_feedback(self, inspection_id: str) -> None:
        """现场反馈单: one page to leave with the community, to print or save."""
        self._show_pdf(self.tr("现场反馈单"), lambda: feedback_slip_pdf(self._workspace, inspection_id), self.window())

    def change_header(self, inspection_id: str) -> None:
        """Ask for team, date, 文号 and 密级 again."""
        from ui.dialogs.header_dialog import HeaderDialog

        opened = open_inspection(self._workspace, inspection_id)
        dialog = HeaderDialog(self._workspace, opened, parent=self.window())
        if dialog.ask():
            try:
                change_header(self._workspace, opened, **dialog.fields())
            except AppError as error:
                self._messages(error)
            self.shown()

    # What the window asks of a place

    def shown(self) -> None:
        """One comes back to this place; the first time to the list."""
        if self.current is None:
            self.show_list()
        else:
            self._tell(self.current, "shown")

    def commit(self) -> None:
        """Keep what is being typed."""
        self._tell(self.current, "commit")

    def may_leave(self) -> bool:
        """Whether the page one is on lets one go."""
        may = getattr(self.current, "may_leave", None)
        return may is None or bool(may())

    # Inside

    def _told(self, has_changed: bool) -> bool:
        if has_changed:
            self.changed.emit()
        return has_changed

    def _added(self, page: QWidget) -> QWidget:
        self._stack.addWidget(page)
        return page

    def _turn_to(self, page: QWidget) -> None:
        if self.current is not page:
            self.commit()
        self._stack.setCurrentWidget(page)
        self._tell(page, "shown")

    def _go_to(self, code: str, where: str) -> None:
        """Lead to what the review found missing: facts or reason of an item, a veto, or a field of the header."""
        from ui.pages.inspection.page import InspectionPage
        from ui.pages.review_page import ReviewPage

        if not isinstance(self._review, ReviewPage):
            return
        inspection_id = self._review.inspection_id
        if where.startswith("header."):
            self.change_header(inspection_id)
            return
        self.show_form(inspection_id)
        if isinstance(self._form, InspectionPage) and where == "paper":
            self._form.go_to("evidence", PAPER_FORM)
        elif isinstance(self._form, InspectionPage) and self._form.opened is not None:
            self._form.go_to(_section_of(self._form.opened.scheme, code, where), code)
            if where == "reason":
                self._form.write_reason()

    def _offer_phrases(self, code: str) -> tuple[str, ...]:
        """What this office wrote for an item before. Without them the reason can be written all the same."""
        from app.services.phrases import offered_phrases
        from ui.pages.inspection.page import InspectionPage

        opened = self._form.opened if isinstance(self._form, InspectionPage) else None
        try:
            return offered_phrases(self._workspace, code, opened.inspection.id if opened else "")
        except AppError as error:
            self._messages(error)
            return ()

    def _edit_phrases(self, code: str) -> None:
        """Put the phrases of an item in order."""
        from ui.dialogs.phrases_dialog import PhrasesDialog
        from ui.pages.inspection.page import InspectionPage

        opened = self._form.opened if isinstance(self._form, InspectionPage) else None
        item = opened.scheme.item(code) if opened is not None else None
        try:
            PhrasesDialog(self._workspace, code, item.title if item else "", parent=self.window()).ask()
        except AppError as error:
            self._messages(error)

    def _back_from_report(self, inspection_id: str) -> None:
        if open_inspection(self._workspace, inspection_id).inspection.is_frozen:
            self.show_list()
        else:
            self.show_review(inspection_id)

    def _preview(self, dialog: QWidget, inspection_id: str) -> None:
        """The pages over the signing dialog, which keeps what was drawn."""
        self._show_pdf(self.tr("签字前的样子"), lambda: pages_to_show(self._workspace, inspection_id).pdf, dialog)

    def _show_pdf(self, title: str, make: Callable[[], bytes], parent: QWidget) -> None:
        from ui.dialogs.pdf_dialog import PdfDialog

        try:
            pdf = make()
        except AppError as error:
            self._messages(error)
            return
        PdfDialog(title, pdf, f"{title}.pdf", self._messages, parent=parent).ask()

    def _tell_saved(self, at: object) -> None:
        if isinstance(at, datetime):
            self.saved.emit(at)

    @staticmethod
    def _tell(page: QWidget | None, verb: str) -> None:
        if told := getattr(page, verb, None):
            told()


def _section_of(scheme: Scheme, code: str, where: str) -> Section:
    if where == "veto":
        return "vetoes"
    if any(item.code == code for item in scheme.bonus.items):
        return "bonus"
    return "penalties" if any(item.code == code for item in scheme.penalties.items) else "items"
