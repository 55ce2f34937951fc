"""An inspection as it lies open on the table: header, scheme, answers, marks and what is still missing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from app.domain.campaign import Campaign
from app.domain.correction import Correction
from app.domain.evidence import PAPER_FORM
from app.domain.inspection import Answers, Inspection
from app.domain.unit import Unit

if TYPE_CHECKING:  # a list of inspections needs none of what scores them
    from app.rules.completeness import Completeness
    from app.scoring.result import Result
    from app.scoring.scheme import Scheme
    from app.services.schemes import PublishedScheme
    from app.store.results import Completion


PAPER_FORM_TITLE = "现场填的纸质表"
"""What the scans of a paper form are called where items have their titles."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Another result of the same unit to put beside this one: its self-check, or the previous inspection."""

    inspection_id: str
    visited_on: date
    total: Decimal | None
    item_marks: Mapping[str, Decimal | None] = field(default_factory=dict)
    item_reasons: Mapping[str, str] = field(default_factory=dict)
    is_imported: bool = False
    """Out of a workbook: no inspection of this program stands behind it."""


@dataclass(frozen=True, slots=True)
class OpenInspection:
    """Everything the inspection page shows; each saved answer makes a new one.

    `figures` says by item code where figures that were filled in come from; `completion` is what completed the marks
    of a signed inspection since; `correction` what this draft corrects (更正). `findings` are facts that cannot be
    scored as they stand: (path as in `score`, sentence). `parent` is the street.
    """

    inspection: Inspection
    unit: Unit
    parent: Unit | None
    campaign: Campaign
    published: "PublishedScheme"
    answers: Answers
    result: "Result"
    findings: tuple[tuple[str, str], ...]
    completeness: "Completeness"
    self_check: Comparison | None = None
    previous: Comparison | None = None
    can_undo: bool = False
    saved_at: datetime | None = None
    figures: Mapping[str, str] = field(default_factory=dict)
    completion: "Completion | None" = None
    correction: Correction | None = None

    @property
    def scheme(self) -> "Scheme":
        """The scheme it is scored by."""
        return self.published.scheme

    @property
    def evidence_places(self) -> tuple[tuple[str, str], ...]:
        """Everything that evidence may be linked to, in the order of the form: code and title."""
        scheme = self.scheme
        items = (*scheme.items, *scheme.bonus.items, *scheme.penalties.items)
        named = {item.code: item.title for item in items} | {veto.code: veto.text for veto in scheme.vetoes}
        paper = ((PAPER_FORM, PAPER_FORM_TITLE),) if self.inspection.typed_later else ()
        return (*paper, *named.items())

    @property
    def notes(self) -> Mapping[str, str]:
        """Free texts of the inspection, by code (self_difference, na_approval, remark …)."""
        notes: Mapping[str, str] = self.answers.get("notes") or {}
        return notes
