"""The card of the form that was filled in on paper: its scans, or why there are none (补录)."""

from PySide6.QtWidgets import QWidget

from app.domain.evidence import PAPER_FORM
from app.domain.inspection import Change
from app.rules.completeness import PAPER_FORM_NOTE
from app.services.opened import OpenInspection
from ui.pages.days import day_words
from ui.pages.inspection.card import Card
from ui.pages.inspection.evidence_row import EvidenceRow
from ui.pages.inspection.reason import Reason
from ui.widgets.labels import Label


class PaperCard(Card):
    """Scans belong to the inspection as a whole, not to an item."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("evidence", PAPER_FORM, parent)
        self._how = Label("", wrap=True)
        self.evidence = EvidenceRow(self.tr("原表每页一张照片，或者一个扫描的PDF"))
        self.reason = Reason()
        self.reason.name(self.tr("没有的原因"))
        self.reason.field.setAcceptDrops(False)
        for part in (Label(self.tr("现场填的纸质表"), "item_title"), self._how, self.evidence, self.reason):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.reason.committed.connect(
            lambda text: self.changed.emit(Change("notes", PAPER_FORM_NOTE, text.strip() or None))
        )

    def show_opened(self, opened: OpenInspection) -> None:
        """Show how it was typed, and the reason."""
        typed = opened.inspection.typed_later
        said = ""
        if typed is not None:
            said = self.tr("{visited} 现场填写纸质表，{on} 补录，录入人 {by}。原表印在报告的附件里。").format(
                visited=day_words(opened.inspection.visited_on), on=day_words(typed.on), by=typed.by or "—"
            )
        self._how.setText(said)
        self.reason.show_reason(opened.notes.get(PAPER_FORM_NOTE, ""), is_owed=False)

    def settle(self) -> bool:
        """Keep what is being typed."""
        self.reason.field.commit()
        return True

    def focus_reason(self) -> QWidget | None:
        """To the reason."""
        self.reason.focus()
        return self.reason

    def freeze(self, is_frozen: bool) -> None:
        """Take no more answers."""
        self.reason.field.setReadOnly(is_frozen)
