"""What the revisions of each kind of record say in their `body`, there and back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from app.domain.campaign import Campaign, Document
from app.domain.inspection import INSPECTION_KINDS, Answers, Inspection, InspectionKind
from app.domain.person import ROLE_NAMES, Person, Role
from app.domain.signing import SignatureManner, SignatureMark
from app.domain.unit import UNIT_KINDS, Unit, UnitKind
from app.store.body_fields import (
    Body,
    BodyUnreadable,
    count,
    day,
    flag,
    list_of,
    marks_e4,
    moment,
    object_of,
    one_of,
    text,
    text_or_none,
)
from app.store.columns import text_of_day, text_of_moment
from app.store.inspector_bodies import inspector_body, inspector_of, typed_later_body, typed_later_of
from app.store.outcome import ItemScore, to_e4

UNIT, PERSON, SCHEME, CAMPAIGN = "unit", "person", "scheme", "campaign"
INSPECTION, REPORT, SIGNATURE, RESULT = "inspection", "report", "signature", "result"

UNCHECKED = "unchecked"
"""The state of an item without an answer; every other item counts as checked."""
STROKE_SCALE = 10_000
"""Points of strokes are kept as whole ten-thousandths: bodies hold no floats."""


@dataclass(frozen=True, slots=True)
class Report:
    """An issued report: the PDF (`pdf_sha256`) over the final revision `rid` of an inspection.

    `signers` say `field`, `name` and `person_id`, in their order; `check_codes` are one for each page; `number` is
    that of domain.inspection.report_number.
    """

    id: str
    inspection_id: str
    rid: str
    pdf_sha256: str
    number: str
    pages: int
    check_codes: tuple[str, ...]
    signers: tuple[Mapping[str, str], ...]
    created_at: datetime


def unit_body(unit: Unit) -> dict[str, Any]:
    """The body of a `unit` revision."""
    return {
        "kind": unit.kind,
        "name": unit.name,
        "code": unit.code,
        "parent_id": unit.parent_id,
        "class": unit.class_,
        "is_pilot": unit.is_pilot,
        "is_active": unit.is_active,
        "initials": unit.initials,
        "replaced_by": unit.replaced_by,
    }


def unit_of(id: str, body: Body) -> Unit:  # noqa: A002 - as in Unit
    """The unit that a body describes; BodyUnreadable."""
    return Unit(
        id=id,
        kind=cast(UnitKind, one_of(body, "kind", UNIT_KINDS)),
        name=text(body, "name"),
        code=text_or_none(body, "code"),
        parent_id=text_or_none(body, "parent_id"),
        class_=text_or_none(body, "class"),
        is_pilot=flag(body, "is_pilot", default=False),
        is_active=flag(body, "is_active", default=True),
        initials=text(body, "initials", ""),
        replaced_by=text_or_none(body, "replaced_by"),
    )


def person_body(person: Person) -> dict[str, Any]:
    """The body of a `person` revision; who can open which store stays at home."""
    return {
        "name": person.name,
        "post": person.post,
        "office": person.office,
        "role": person.role,
        "author": person.author,
        "is_active": person.is_active,
    }


def person_of(id: str, body: Body) -> Person:  # noqa: A002
    """The person that a body describes; BodyUnreadable."""
    return Person(
        id=id,
        name=text(body, "name"),
        post=text(body, "post", ""),
        office=text(body, "office", ""),
        role=cast(Role, one_of(body, "role", tuple(ROLE_NAMES))),
        author=text_or_none(body, "author"),
        is_active=flag(body, "is_active", default=True),
    )


def campaign_body(campaign: Campaign) -> dict[str, Any]:
    """The body of a `campaign` revision."""
    return {
        "code": campaign.code,
        "name": campaign.name,
        "scheme_hash": campaign.scheme_hash,
        "documents": [{"title": one.title, "number": one.number} for one in campaign.required_documents],
        "due_on": text_of_day(campaign.due_on),
    }


def campaign_of(id: str, body: Body) -> Campaign:  # noqa: A002
    """The campaign that a body describes; BodyUnreadable."""
    documents = tuple(Document(text(one, "title"), text(one, "number", "")) for one in list_of(body, "documents"))
    due = text_or_none(body, "due_on")
    return Campaign(
        id=id,
        code=text(body, "code"),
        name=text(body, "name"),
        scheme_hash=text(body, "scheme_hash"),
        required_documents=documents,
        due_on=None if due is None else day(body, "due_on"),
    )


def scheme_body(json_text: str, state: str) -> dict[str, Any]:
    """The body of a `scheme` revision: the scheme's canonical JSON as text, byte for byte what its hash is made of."""
    return {"json": json_text, "state": state}


def inspection_body(
    inspection: Inspection, answers: Answers, result: Mapping[str, Any], *, complete: bool
) -> dict[str, Any]:
    """The body of an `inspection` revision: header, facts with `notes`, and the result with its trace.

    `result` is the JSON of scoring: `items` {code: marks, state, trace}, total, grade, provisional …; marks are text.
    """
    return {
        "campaign_id": inspection.campaign_id,
        "unit_id": inspection.unit_id,
        "kind": inspection.kind,
        "ordinal": inspection.ordinal,
        "ordinal_reason": inspection.ordinal_reason,
        "scheme_hash": inspection.scheme_hash,
        "visited_on": inspection.visited_on.isoformat(),
        "started_at": text_of_moment(inspection.started_at),
        "updated_at": text_of_moment(inspection.updated_at),
        "inspectors": [inspector_body(one) for one in inspection.inspectors],
        "leader_id": inspection.leader_id,
        "doc_number": inspection.doc_number,
        "classification": inspection.classification,
        "answers": dict(answers),
        "result": dict(result),
        "complete": complete,
        **({"typed_later": typed_later_body(inspection.typed_later)} if inspection.typed_later else {}),
    }


def inspection_of(id: str, body: Body) -> tuple[Inspection, tuple[ItemScore, ...]]:  # noqa: A002
    """The header with its result, as state `draft` or `complete`, and the scores of its items; BodyUnreadable."""
    result = object_of(body, "result")
    scores = _scores(object_of(result, "items"))
    inspection = Inspection(
        id=id,
        campaign_id=text(body, "campaign_id"),
        unit_id=text(body, "unit_id"),
        kind=cast(InspectionKind, one_of(body, "kind", INSPECTION_KINDS)),
        scheme_hash=text(body, "scheme_hash"),
        visited_on=day(body, "visited_on"),
        started_at=moment(body, "started_at"),
        updated_at=moment(body, "updated_at"),
        ordinal=count(body, "ordinal", 1),
        ordinal_reason=text(body, "ordinal_reason", ""),
        inspectors=tuple(inspector_of(one) for one in list_of(body, "inspectors")),
        leader_id=text_or_none(body, "leader_id"),
        doc_number=text(body, "doc_number", ""),
        classification=text(body, "classification", ""),
        state="complete" if flag(body, "complete", default=False) else "draft",
        total_e4=marks_e4(result, "total"),
        grade=text_or_none(result, "grade"),
        is_provisional=flag(result, "provisional", default=True),
        checked=sum(state != UNCHECKED for _code, _marks_e4, state in scores),
        typed_later=typed_later_of(object_of(body, "typed_later")) if body.get("typed_later") is not None else None,
    )
    return inspection, scores


def _scores(items: Body) -> tuple[ItemScore, ...]:
    """The scores by code; written for speed, because an import of thousands asks for each of their items."""
    found: list[ItemScore] = []
    for code in sorted(items):
        item = items[code]
        if type(item) is not dict:
            raise BodyUnreadable(code)
        marks, state = item.get("marks"), item.get("state")
        if type(state) is not str or (marks is not None and type(marks) is not str):
            marks, state = text_or_none(item, "marks"), text(item, "state")
        try:
            found.append((code, to_e4(marks), state))
        except ValueError as error:
            raise BodyUnreadable("marks") from error
    return tuple(found)


def answers_of(body: Body) -> dict[str, Any]:
    """The answers in ANSWERS.json form; BodyUnreadable."""
    sections = object_of(body, "answers")
    found = {section: dict(object_of(sections, section)) for section in sections}
    if "notes" in body:  # beside the answers that are scored, or among them
        found["notes"] = dict(object_of(body, "notes"))
    return found


def report_body(report: Report) -> dict[str, Any]:
    """The body of a `report` revision."""
    return {
        "inspection_id": report.inspection_id,
        "rid": report.rid,
        "pdf_sha256": report.pdf_sha256,
        "number": report.number,
        "pages": report.pages,
        "check_codes": list(report.check_codes),
        "signers": [dict(signer) for signer in report.signers],
        "created_at": text_of_moment(report.created_at),
    }


def report_of(id: str, body: Body) -> Report:  # noqa: A002
    """The report that a body describes; BodyUnreadable."""
    return Report(
        id=id,
        inspection_id=text(body, "inspection_id"),
        rid=text(body, "rid"),
        pdf_sha256=text(body, "pdf_sha256"),
        number=text(body, "number"),
        pages=count(body, "pages", 0),
        check_codes=tuple(str(code) for code in list_of(body, "check_codes")),
        signers=tuple(object_of({"signers": one}, "signers") for one in list_of(body, "signers")),
        created_at=moment(body, "created_at"),
    )


def signature_body(inspection_id: str, mark: SignatureMark) -> dict[str, Any]:
    """The body of a `signature` revision."""
    return {
        "inspection_id": inspection_id,
        "field": mark.field,
        "manner": mark.manner,
        "name": mark.name,
        "post": mark.post,
        "at": text_of_moment(mark.at),
        "strokes": [[[round(value * STROKE_SCALE) for value in point] for point in line] for line in mark.strokes],
        "reason": mark.reason,
        "on_behalf_of": mark.on_behalf_of,
        "person_id": mark.person_id,
        "certificate": mark.certificate,
    }


def signature_of(body: Body) -> tuple[str, SignatureMark]:
    """The inspection's id and the mark that a body describes; BodyUnreadable."""
    lines = [list_of({"strokes": line}, "strokes") for line in list_of(body, "strokes")]
    strokes = tuple(tuple(_point(point) for point in line) for line in lines)
    mark = SignatureMark(
        field=text(body, "field"),
        manner=cast(SignatureManner, one_of(body, "manner", ("digital", "drawn", "paper", "refused"))),
        name=text(body, "name", ""),
        post=text(body, "post", ""),
        at=moment(body, "at"),
        strokes=strokes,
        reason=text(body, "reason", ""),
        on_behalf_of=text(body, "on_behalf_of", ""),
        person_id=text_or_none(body, "person_id"),
        certificate=text(body, "certificate", ""),
    )
    return text(body, "inspection_id"), mark


def _point(point: Any) -> tuple[float, float, float]:
    try:
        x, y, width = (int(value) / STROKE_SCALE for value in point)
    except (TypeError, ValueError) as error:
        raise BodyUnreadable("strokes") from error
    return x, y, width
