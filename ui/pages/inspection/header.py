"""The bar over the panes: which unit, which kind, who and when; the totals too where their pane has no room."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from app.domain.inspection import KIND_NAMES, STATE_NAMES
from app.services.opened import OpenInspection
from ui.fields.typed import chinese_day
from ui.numbers import written
from ui.pages.inspection.totals import losses
from ui.widgets.buttons import Button, IconButton
from ui.widgets.frames import PageBar
from ui.widgets.labels import ElidingLabel, Label, Tag
from ui.widgets.layouts import row


class Header(PageBar):
    """`findings_asked` opens the totals as a sheet, `review_asked` goes on to the completeness list."""

    findings_asked = Signal()
    review_asked = Signal()
    feedback_asked = Signal()
    info_asked = Signal()
    back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self._back = Button("", "ghost", icon="chevron-left")
        self._unit, self._street = Label("", "section"), Label("", "second")
        self._kind, self._state, self._reference = Tag(), Tag(), Tag(state="deduct")
        self._later = Tag()
        self._when = ElidingLabel("", "second")
        self._info = IconButton("pencil", self.tr("改检查信息：检查组、日期、文号、标记、补录（Ctrl+I）"))
        self._total = Label("", "section")
        self._total_word, self._full = Label("", "second"), Label("", "second")
        self._provisional = Tag(state="deduct")
        self._findings = Button("", "standard", icon="list")
        self.review = Button("", "standard", icon="clipboard-check")
        self._feedback = Button("", "ghost", icon="printer")
        self._folded = QWidget()
        parts = (self._total_word, self._total, self._full, self._provisional, self._findings, self.review)
        row(*parts, parent=self._folded)
        super().__init__(
            self._back,
            self._unit,
            self._street,
            self._kind,
            self._state,
            self._reference,
            self._later,
            self._info,
            self._when,
            None,
            self._feedback,
            self._folded,
            parent=parent,
        )
        layout = self.layout()
        if isinstance(layout, QBoxLayout):
            layout.setStretchFactor(self._when, 1)
        self._back.set_label(self.tr("返回"))
        self._back.clicked.connect(self.back_asked)
        self._total_word.setText(self.tr("总分"))
        self._provisional.setText(self.tr("暂定"))
        self.review.set_label(self.tr("核对并完成"))
        self._feedback.set_label(self.tr("现场反馈单"))
        self._reference.setText(self.tr("参考方案"))
        self._findings.clicked.connect(self.findings_asked)
        self.review.clicked.connect(self.review_asked)
        self._feedback.clicked.connect(self.feedback_asked)
        self._feedback.hide()
        self._info.clicked.connect(self.info_asked)
        self._info.hide()
        self._later.setText(self.tr("补录"))
        self.fold(is_folded=False)

    def offer_feedback(self, is_offered: bool) -> None:
        """Whether the one page for the community can be made here."""
        self._feedback.setVisible(is_offered)

    def offer_info(self, is_offered: bool) -> None:
        """Whether team, day, 文号 and the like can be changed from here."""
        self._info.setVisible(is_offered)

    def fold(self, *, is_folded: bool) -> None:
        """Take the totals into the bar, or leave them to their pane."""
        self._folded.setVisible(is_folded)
        for part in (self._street, self._when, self._kind):
            part.setVisible(not is_folded)

    def show_opened(self, opened: OpenInspection) -> None:
        """Show the inspection as it stands."""
        inspection = opened.inspection
        self._unit.setText(opened.unit.name)
        self._street.setText(opened.parent.name if opened.parent else "")
        self._kind.setText(KIND_NAMES[inspection.kind])
        self._state.setText(STATE_NAMES[inspection.state])
        self._state.set_state("ok" if inspection.is_frozen and inspection.state != "void" else "")
        self._reference.setVisible(opened.published.is_reference)
        typed = inspection.typed_later
        self._later.setVisible(typed is not None)
        if typed is not None:
            words = self.tr("{day} 补录，录入人 {by}").format(day=chinese_day(typed.on), by=typed.by or "—")
            self._later.setToolTip(words)
        self._info.setEnabled(not inspection.is_frozen)
        names = "、".join(inspector.name for inspector in inspection.inspectors)
        about = (chinese_day(inspection.visited_on), names, inspection.doc_number, inspection.classification)
        self._when.setText("　".join(part for part in about if part))
        self._total.setText(written(opened.result.total))
        full = opened.scheme.full_marks
        self._full.setText(f"/ {written(full)}" if full is not None else "")
        self._provisional.setVisible(opened.result.provisional)
        found = len(losses(opened))
        words = self.tr("问题 {count} 条").format(count=found)
        if self._findings.label != words:
            self._findings.set_label(words)
