"""核对: what is still missing before a signature, each with a way there, and what the inspection comes to."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.domain.inspection import KIND_NAMES, Change
from app.errors import AppError
from app.rules.completeness import EVIDENCE_NOTE, NA_APPROVAL_NOTE, SELF_DIFFERENCE_NOTE, STUDY_NOTE
from app.services.inspections import answer, open_inspection
from app.services.opened import OpenInspection
from app.services.workspace import Workspace
from ui.dialogs.no_evidence_dialog import NoEvidenceDialog
from ui.dialogs.note_dialog import NoteDialog
from ui.pages.review_parts import GapLists, TotalsPane
from ui.pages.review_words import GapSpeaker, GapWords
from ui.theme import current_theme
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.frames import PageBar
from ui.widgets.labels import ElidingLabel, Label, Tag
from ui.widgets.layouts import column, row, scrolling


class ReviewPage(QWidget):
    """Shows one inspection before it is signed.

    `go_asked(code, where)`: go to an item (where: facts, reason), a veto (veto) or the header (header.<field>).
    `report_asked` shows the pages as they will print; `sign_asked` begins to sign; `saved(datetime)` after a note.
    """

    go_asked = Signal(str, str)
    back_asked = Signal(str)
    report_asked = Signal(str)
    sign_asked = Signal(str)
    saved = Signal(object)

    def __init__(
        self, workspace: Workspace, messages: Callable[[AppError], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace, self._messages = workspace, messages
        self._opened: OpenInspection | None = None
        self._unit = Label("", "section")
        self._street = ElidingLabel("", "second")
        self._kind = Tag()
        self.back = Button(self.tr("回到检查"), "ghost", icon="chevron-left", on_click=self._go_back)
        bar = PageBar(self.back, self._unit, self._street, self._kind, Tag(self.tr("核对")), None)
        self._title = Label("", "page_title", wrap=True)
        self._hint = Label("", "second", wrap=True)
        self.gaps = GapLists(self._press)
        self.totals = TotalsPane()
        self.totals.explain.clicked.connect(lambda: self._ask_note(SELF_DIFFERENCE_NOTE))
        self.totals.preview.clicked.connect(lambda: self.report_asked.emit(self.inspection_id))
        self.totals.sign.clicked.connect(lambda: self.sign_asked.emit(self.inspection_id))
        lists = QWidget()
        column(
            column(self._title, self._hint, gap=Gap.XS),
            self.gaps,
            gap=Gap.M,
            margins=(Gap.CARD, Gap.L, Gap.M, Gap.L),
            parent=lists,
        )
        pane = QWidget()
        column(self.totals, margins=(0, Gap.L, Gap.CARD, Gap.L), parent=pane)
        self._pane = pane
        under = row(scrolling(lists), self._pane, gap=0)
        under.setStretch(0, 1)
        whole = column(bar, under, gap=0, parent=self)
        whole.setStretch(1, 1)
        self._settle()
        current_theme().changed.connect(self._settle)

    @property
    def inspection_id(self) -> str:
        """The inspection shown, "" before any was."""
        return self._opened.inspection.id if self._opened else ""

    def show_inspection(self, inspection_id: str) -> None:
        """Open an inspection and look at it once."""
        try:
            opened = open_inspection(self._workspace, inspection_id)
        except AppError as error:
            self._messages(error)
            return
        self.show_opened(opened)

    def shown(self) -> None:
        """Look again whenever one comes back."""
        if self._opened is not None:
            self.show_inspection(self.inspection_id)

    def show_opened(self, opened: OpenInspection) -> None:
        """Show an inspection as it stands."""
        self._opened = opened
        self._unit.setText(opened.unit.name)
        self._street.setText(opened.parent.name if opened.parent else "")
        self._kind.setText(KIND_NAMES[opened.inspection.kind])
        gaps = opened.completeness
        must = len(gaps.must)
        if opened.inspection.is_frozen:
            self._title.setText(self.tr("这份检查已经签字"))
            self._hint.setText(self.tr("内容已经固定；右边可以看报告，或者让下一个人签。"))
        elif must:
            self._title.setText(self.tr("还差 {count} 处，补完就能签字").format(count=must))
            self._hint.setText(self.tr("点右边的按钮直接到那一处；补完自动回到这里"))
        else:
            self._title.setText(self.tr("不缺什么了，可以签字"))
            self._hint.setText(
                self.tr("下面这些不影响签字，请再看一眼。") if gaps.may_wait or gaps.look else self.tr("每一项都齐了。")
            )
        speaker = GapSpeaker(opened, self)
        frozen = opened.inspection.is_frozen
        must_words, wait_words, look_words = (
            [] if frozen else [speaker.words(gap) for gap in found] for found in (gaps.must, gaps.may_wait, gaps.look)
        )
        speaker.deleteLater()
        self.gaps.show_gaps(must_words, wait_words, look_words)
        self.totals.show_inspection(opened)
        QTimer.singleShot(0, self, self._focus_next)  # rows just made take the focus only once they are shown

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the inspection."""
        if event.key() == Qt.Key.Key_Escape:
            self._go_back()
            return
        super().keyPressEvent(event)

    def _press(self, words: GapWords) -> None:
        if words.note == EVIDENCE_NOTE:
            self._ask_about_evidence()
        elif words.note:
            self._ask_note(words.note)
        else:
            self.go_asked.emit(words.code, words.where)

    def _ask_note(self, code: str) -> None:
        if self._opened is None:
            return
        title, why = self._question(code)
        dialog = NoteDialog(title, why, text=self._opened.notes.get(code, ""), parent=self.window())
        if dialog.ask():
            self.keep_note(code, dialog.text)

    def _ask_about_evidence(self) -> None:
        """One question about everything that has no evidence."""
        if self._opened is None:
            return
        bare = self._opened.completeness.bare
        places = [(code, title) for code, title in self._opened.evidence_places if code in bare]
        dialog = NoEvidenceDialog(places, self._opened.notes, parent=self.window())
        if dialog.ask():
            self.keep_notes(dialog.notes)

    def keep_note(self, code: str, text: str) -> None:
        """Save a sentence that goes with the inspection; an empty one takes it away."""
        self.keep_notes({code: text})

    def keep_notes(self, notes: Mapping[str, str]) -> None:
        """Save several sentences by their codes."""
        if self._opened is None:
            return
        after = self._opened
        try:
            for code, text in notes.items():
                after = answer(self._workspace, after, Change("notes", code, text or None))
        except AppError as error:
            self._messages(error)
        self.saved.emit(after.saved_at)
        self.show_opened(after)

    def _question(self, code: str) -> tuple[str, str]:
        return {
            SELF_DIFFERENCE_NOTE: (
                self.tr("检查得分与自评为什么相差"),
                self.tr("会印在报告上。写清楚差在哪几项、为什么。"),
            ),
            NA_APPROVAL_NOTE: (
                self.tr("不适用较多的依据"),
                self.tr("会印在报告上。写明谁同意的、依据哪份文件。"),
            ),
            STUDY_NOTE: (
                self.tr("没有学习记录的原因"),
                self.tr("会印在报告上。检查人检查前应当学过规定的文件。"),
            ),
        }[code]

    def _focus_next(self) -> None:
        """The keyboard goes to the first gap, or to the way on."""
        if not self.isVisible():
            return
        if self.gaps.must.rows:
            self.gaps.must.rows[0].button.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.totals.sign.isEnabled():
            self.totals.sign.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_back(self) -> None:
        self.back_asked.emit(self.inspection_id)

    def _settle(self) -> None:
        tokens = current_theme().tokens
        self._pane.setFixedWidth(round((tokens.pane_list + Gap.CARD) * tokens.factor) + Gap.CARD)
