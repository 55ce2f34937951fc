"""What an inspection still lacks before it can be signed, what may wait, and what deserves a second look."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

ItemState = Literal["scored", "not_applicable", "incomplete", "unchecked", "pending", "met", "unmet"]
ItemSection = Literal["items", "bonus", "penalties"]
EvidenceRule = Literal["optional", "required", "required_when_deducted"]
GapKind = Literal[
    "unchecked",
    "incomplete",
    "refused",
    "reason_missing",
    "pending",
    "na_used",
    "na_over_limit",
    "evidence_missing",
    "self_difference_unexplained",
    "veto_unconfirmed",
    "veto_facts_missing",
    "study_missing",
    "no_inspectors",
    "too_few_inspectors",
    "no_leader",
    "visited_in_future",
    "visited_long_ago",
    "paper_form_missing",
]

LEAST_INSPECTORS = 2
"""A check is made by two or more (检查组成员（两人以上）); one alone is pointed out, not refused."""
LONG_AGO = timedelta(days=365)

# Codes under `notes` of the answers.
SELF_DIFFERENCE_NOTE = "self_difference"
EVIDENCE_NOTE = "evidence"
"""Why there is no evidence, for all items; `evidence.<code>` for one of them."""
NA_APPROVAL_NOTE = "na_approval"
STUDY_NOTE = "study"
PAPER_FORM_NOTE = "paper_form"


@dataclass(frozen=True, slots=True)
class CheckedItem:
    """One item of the scheme that applies to the unit, or one bonus or penalty entry that was given.

    `lost` is what it costs, as a positive number: full marks minus marks, or the size of a penalty; 0 when nothing
    was lost or nothing is known. `missing_facts` and `refused_facts` are whole phrases for a reader, one per rule.
    `reasons` are the item's reason and those given inside its rules. `needs_reason` says that an exemption asks for
    one.
    """

    code: str
    title: str
    dimension: str
    state: ItemState
    full_marks: Decimal | None = None
    lost: Decimal = Decimal(0)
    missing_facts: tuple[str, ...] = ()
    refused_facts: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    needs_reason: bool = False
    evidence_rule: EvidenceRule = "optional"
    evidence_count: int = 0
    section: ItemSection = "items"


@dataclass(frozen=True, slots=True)
class CheckedVeto:
    """A veto set by hand: who confirmed it (names) and on what facts."""

    code: str
    text: str
    confirmed_by: tuple[str, ...]
    facts: str
    evidence_count: int = 0


@dataclass(frozen=True, slots=True)
class Unstudied:
    """A member of the team without a study record of a required document."""

    person_id: str
    name: str
    document: str


@dataclass(frozen=True, slots=True)
class CheckedInspection:
    """Everything the check looks at, as plain values; the caller maps scheme, answers and result to it.

    `total` is None while nothing is scored; `self_total` is that of the unit's self-check, None without one.
    `self_difference_alert` and `na_limit` are the scheme's, None where it has none. `is_typed_later`: typed from a
    paper form (补录), of which `paper_form_count` scans are there.
    """

    visited_on: date
    today: date
    items: tuple[CheckedItem, ...] = ()
    vetoes: tuple[CheckedVeto, ...] = ()
    dimension_titles: Mapping[str, str] = field(default_factory=dict)
    na_limit: Decimal | None = None
    total: Decimal | None = None
    self_total: Decimal | None = None
    self_difference_alert: Decimal | None = None
    notes: Mapping[str, str] = field(default_factory=dict)
    inspectors: tuple[str, ...] = ()
    leader_id: str | None = None
    unstudied: tuple[Unstudied, ...] = ()
    is_typed_later: bool = False
    paper_form_count: int = 0


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing to mend or to look at.

    `code` is where it is: the code of an item, veto or dimension, a person's id, or a field of the header
    (`inspectors`, `leader_id`, `visited_on`, `notes.<code>`). `facts` are phrases and figures for the reader:
    missing facts, refused facts, item codes, the two totals.
    """

    kind: GapKind
    code: str
    title: str = ""
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Completeness:
    """What must be mended before a signature, what may wait (the result stays 暂定), and what to look at again.

    `bare` are the codes that cost something, or that the scheme asks evidence for, without any (未取证).
    """

    must: tuple[Gap, ...]
    may_wait: tuple[Gap, ...]
    look: tuple[Gap, ...]
    bare: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether nothing stands in the way of a signature."""
        return not self.must


def completeness(checked: CheckedInspection) -> Completeness:
    """Look at everything once; gaps stand in the order of the form: header, items, vetoes, the whole."""
    must: list[Gap] = []
    may_wait: list[Gap] = []
    look: list[Gap] = []
    _header(checked, must, look)
    for item in checked.items:
        must.extend(_item_gaps(item))
        if item.state == "pending":
            may_wait.append(Gap("pending", item.code, item.title, item.missing_facts))
    for veto in checked.vetoes:
        must.extend(_veto_gaps(veto))
    _not_applicable(checked, must, look)
    bare = _evidence(checked, must, look)
    _self_difference(checked, must)
    return Completeness(tuple(must), tuple(may_wait), tuple(look), bare)


def evidence_note(code: str) -> str:
    """The code of the note that says why this one item has no evidence."""
    return f"{EVIDENCE_NOTE}.{code}"


def share_not_applicable(items: Iterable[CheckedItem], dimension: str) -> Decimal | None:
    """Share of a dimension's marks that is not applicable, None where its items carry no marks."""
    whole = left_out = Decimal(0)
    for item in items:
        if item.section == "items" and item.dimension == dimension and item.full_marks is not None:
            whole += item.full_marks
            left_out += item.full_marks if item.state == "not_applicable" else 0
    return left_out / whole if whole else None


def _header(checked: CheckedInspection, must: list[Gap], look: list[Gap]) -> None:
    if not checked.inspectors:
        must.append(Gap("no_inspectors", "inspectors"))
    elif len(set(checked.inspectors)) < LEAST_INSPECTORS:
        look.append(Gap("too_few_inspectors", "inspectors"))
    if checked.inspectors and checked.leader_id not in checked.inspectors:
        must.append(Gap("no_leader", "leader_id"))
    if checked.visited_on > checked.today:
        must.append(Gap("visited_in_future", "visited_on", facts=(checked.visited_on.isoformat(),)))
    elif checked.today - checked.visited_on > LONG_AGO:
        look.append(Gap("visited_long_ago", "visited_on", facts=(checked.visited_on.isoformat(),)))
    if checked.is_typed_later and not checked.paper_form_count and not _noted(checked, PAPER_FORM_NOTE):
        look.append(Gap("paper_form_missing", f"notes.{PAPER_FORM_NOTE}"))
    if not _noted(checked, STUDY_NOTE):
        must.extend(Gap("study_missing", lack.person_id, lack.name, (lack.document,)) for lack in checked.unstudied)


def _item_gaps(item: CheckedItem) -> Iterable[Gap]:
    if item.refused_facts:
        yield Gap("refused", item.code, item.title, item.refused_facts)
    elif item.state == "unchecked" and item.section == "items":
        yield Gap("unchecked", item.code, item.title)
    elif item.state == "incomplete":
        yield Gap("incomplete", item.code, item.title, item.missing_facts)
    if (item.needs_reason or item.lost > 0) and not any(reason.strip() for reason in item.reasons):
        yield Gap("reason_missing", item.code, item.title, (str(item.lost),) if item.lost > 0 else ())


def _veto_gaps(veto: CheckedVeto) -> Iterable[Gap]:
    names = tuple(dict.fromkeys(name.strip() for name in veto.confirmed_by if name.strip()))
    if len(names) < LEAST_INSPECTORS:
        yield Gap("veto_unconfirmed", veto.code, veto.text, names)
    if not veto.facts.strip():
        yield Gap("veto_facts_missing", veto.code, veto.text)


def _not_applicable(checked: CheckedInspection, must: list[Gap], look: list[Gap]) -> None:
    left_out = [item for item in checked.items if item.state == "not_applicable"]
    if left_out:
        look.append(Gap("na_used", left_out[0].code, facts=tuple(item.code for item in left_out)))
    if checked.na_limit is None or _noted(checked, NA_APPROVAL_NOTE):
        return
    for dimension in dict.fromkeys(item.dimension for item in left_out if item.section == "items"):
        share = share_not_applicable(checked.items, dimension)
        if share is not None and share > checked.na_limit:
            codes = tuple(item.code for item in left_out if item.dimension == dimension)
            must.append(Gap("na_over_limit", dimension, checked.dimension_titles.get(dimension, ""), codes))


def _evidence(checked: CheckedInspection, must: list[Gap], look: list[Gap]) -> tuple[str, ...]:
    """Missing evidence is asked about once, for all items together, and stops nothing unless the scheme requires it.

    One reason answers for all, or each item has its own. Returns every code without evidence, explained or not.
    """
    bare = [
        item for item in checked.items if not item.evidence_count and item.state not in ("unchecked", "not_applicable")
    ]
    required = dict.fromkeys(item.code for item in bare if item.evidence_rule == "required")
    asked = dict.fromkeys(item.code for item in bare if item.lost > 0 or item.section == "penalties")
    asked |= dict.fromkeys(veto.code for veto in checked.vetoes if not veto.evidence_count)
    deducted = [code for code in asked if code not in required]
    place = f"notes.{EVIDENCE_NOTE}"
    for gaps, codes in ((must, list(required)), (look, deducted)):
        open_ones = tuple(code for code in codes if not _explained(checked, code))
        if open_ones:
            gaps.append(Gap("evidence_missing", place, facts=open_ones))
    return (*required, *deducted)


def _explained(checked: CheckedInspection, code: str) -> bool:
    return _noted(checked, EVIDENCE_NOTE) or _noted(checked, evidence_note(code))


def _self_difference(checked: CheckedInspection, must: list[Gap]) -> None:
    alert, total, self_total = checked.self_difference_alert, checked.total, checked.self_total
    if alert is None or total is None or self_total is None or _noted(checked, SELF_DIFFERENCE_NOTE):
        return
    if abs(total - self_total) > alert:  # as `combine` alerts: only above it
        facts = (str(self_total), str(total))
        must.append(Gap("self_difference_unexplained", f"notes.{SELF_DIFFERENCE_NOTE}", facts=facts))


def _noted(checked: CheckedInspection, code: str) -> bool:
    return bool(checked.notes.get(code, "").strip())
