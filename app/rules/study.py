"""Who has studied the required documents, and who may therefore sign an inspection as final."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.domain.campaign import Document
from app.domain.inspection import Inspector


@dataclass(frozen=True, slots=True)
class StudyRecord:
    """A person studied a document on a day."""

    person_id: str
    document: Document
    studied_on: date


@dataclass(frozen=True, slots=True)
class StudyLack:
    """An inspector without a record of a required document before the visit."""

    inspector: Inspector
    document: Document


@dataclass(frozen=True, slots=True)
class StudyGate:
    """Whether a team may sign: what is lacking, and the reason that stands in for it (printed on the report)."""

    lacking: tuple[StudyLack, ...]
    override_reason: str

    @property
    def is_open(self) -> bool:
        """Whether all may sign as final."""
        return not self.lacking or bool(self.override_reason.strip())

    def may_sign(self, person_id: str) -> bool:
        """Whether this person may sign as final: the lack of one does not stop another."""
        return self.is_open or all(lack.inspector.person_id != person_id for lack in self.lacking)


def study_gate(
    inspectors: Iterable[Inspector],
    required: Iterable[Document],
    records: Iterable[StudyRecord],
    visited_on: date,
    override_reason: str = "",
) -> StudyGate:
    """Study before inspecting (考评通知, rule 3): a record of the visit's own day still counts, a later one does not.

    Documents are the same when their numbers (文号) are; without a number, when their titles are.
    """
    studied = {(record.person_id, _key(record.document)) for record in records if record.studied_on <= visited_on}
    documents = tuple(required)
    lacking = tuple(
        StudyLack(inspector, document)
        for inspector in inspectors
        for document in documents
        if (inspector.person_id, _key(document)) not in studied
    )
    return StudyGate(lacking, override_reason)


def _key(document: Document) -> str:
    return document.number or document.title
