"""Inspections: one visit to one unit in one campaign, of one kind."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

InspectionKind = Literal["self", "mutual", "district", "spot", "revisit"]
InspectionState = Literal["draft", "complete", "signed", "reported", "received", "void"]
Section = Literal["items", "bonus", "penalties", "vetoes", "peers", "notes", "evidence"]

INSPECTION_KINDS: tuple[InspectionKind, ...] = ("district", "self", "mutual", "spot", "revisit")

KIND_NAMES: dict[InspectionKind, str] = {
    "self": "自查",
    "mutual": "互查",
    "district": "区级检查",
    "spot": "抽查",
    "revisit": "回访",
}

STATE_NAMES: dict[InspectionState, str] = {
    "draft": "草稿",
    "complete": "已完成",
    "signed": "已签字",
    "reported": "已上报",
    "received": "已收到",
    "void": "已作废",
}

Answers = Mapping[str, Any]
"""The answers of one inspection in the form of ANSWERS.json, and `notes` {code: text} beside it."""


@dataclass(frozen=True, slots=True)
class Inspector:
    """A member of the inspection team as written on the report; `person_id` is the person in the register."""

    person_id: str
    name: str
    post: str
    office: str


@dataclass(frozen=True, slots=True)
class TypedLater:
    """补录: the visit was written on a paper form and typed afterwards, beginning `on` that day, `by` a name."""

    on: date
    by: str = ""


@dataclass(frozen=True, slots=True)
class Inspection:
    """The header of one inspection; its answers are kept beside it.

    `leader_id` is the person_id of the team leader, who is one of `inspectors`. `doc_number` is the office's own 文号.
    `total_e4` and `grade` are the materialised result in ten-thousandths; None until something is scored.
    `typed_later` is set where a paper form was filled in on the spot.
    """

    id: str
    campaign_id: str
    unit_id: str
    kind: InspectionKind
    scheme_hash: str
    visited_on: date
    started_at: datetime
    updated_at: datetime
    ordinal: int = 1
    ordinal_reason: str = ""
    inspectors: tuple[Inspector, ...] = ()
    leader_id: str | None = None
    doc_number: str = ""
    classification: str = ""
    state: InspectionState = "draft"
    at_item: str | None = None
    total_e4: int | None = None
    grade: str | None = None
    is_provisional: bool = True
    checked: int = 0
    typed_later: TypedLater | None = None

    @property
    def is_frozen(self) -> bool:
        """Whether it was signed: nothing in it changes any more, a correction is a new revision."""
        return self.state not in ("draft", "complete")


@dataclass(frozen=True, slots=True)
class Change:
    """One answer: the new JSON value of one code in one section of the answers; None takes the answer away.

    Sections `items`, `bonus`, `penalties`, `vetoes`, `peers` are those of ANSWERS.json; `notes` holds
    free texts (`self_difference`, `evidence`, `remark`, `objection`); `evidence` holds links to files, by SHA-256.
    """

    section: Section
    code: str
    value: Any


@dataclass(frozen=True, slots=True)
class Made:
    """A change as it was saved: what stood there before, so that it can be undone."""

    seq: int
    change: Change
    before: Any = field(default=None)


def inspection_id(campaign_id: str, unit: str, kind: InspectionKind, ordinal: int = 1) -> str:
    """`i-` and 32 hex of SHA-256(campaign | unit | kind | ordinal): two machines name the same visit alike."""
    text = "|".join((campaign_id, unit, kind, str(ordinal)))
    return "i-" + hashlib.sha256(text.encode()).hexdigest()[:32]


def report_number(campaign_code: str, unit_code: str, kind: InspectionKind, ordinal: int, correction: int = 0) -> str:
    """`<campaign code>-<unit code>-<kind>-<ordinal>[更n]`."""
    number = f"{campaign_code}-{unit_code}-{kind}-{ordinal}"
    return f"{number}更{correction}" if correction else number


def with_change(answers: Answers, change: Change) -> dict[str, Any]:
    """The answers after `change`; the given ones stay as they are."""
    section = dict(answers.get(change.section) or {})
    if change.value is None:
        section.pop(change.code, None)
    else:
        section[change.code] = change.value
    return {**answers, change.section: section}
