"""What the revisions of each kind of record say in their `body`, there and back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from app.domain.campaign import Campaign, Document
from app.domain.inspection import INSPECTION_KINDS, Answers, Inspection, InspectionKind, Inspector
from app.domain.person import ROLE_NAMES, Person, Role
from app.domain.signing import SignatureManner, SignatureMark
from app.domain.unit import UNIT_KINDS, Unit, UnitKind
from app.store.columns import moment_of_text, text_of_day, text_of_moment
from app.store.outcome import ItemScore, to_e4

Body = Mapping[str, Any]

UNIT, PERSON, SCHEME, CAMPAIGN = "unit", "person", "scheme", "campaign"
INSPECTION, REPORT, SIGNATURE = "inspection", "report", "signature"

UNCHECKED = "unchecked"
"""The state of an item without an answer; every other item counts as checked."""
STROKE_SCALE = 10_000
"""Points of strokes are kept as whole ten-thousandths: bodies hold no floats."""


class BodyUnreadable(ValueError):  # noqa: N818 - names the fact
    """A body that breaks the form of its entity; `part` names the key."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


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
        kind=cast(UnitKind, _one_of(body, "kind", UNIT_KINDS)),
        name=_text(body, "name"),
        code=_text_or_none(body, "code"),
        parent_id=_text_or_none(body, "parent_id"),
        class_=_text_or_none(body, "class"),
        is_pilot=_flag(body, "is_pilot", default=False),
        is_active=_flag(body, "is_active", default=True),
        initials=_text(body, "initials", ""),
        replaced_by=_text_or_none(body, "replaced_by"),
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
        name=_text(body, "name"),
        post=_text(body, "post", ""),
        office=_text(body, "office", ""),
        role=cast(Role, _one_of(body, "role", tuple(ROLE_NAMES))),
        author=_text_or_none(body, "author"),
        is_active=_flag(body, "is_active", default=True),
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
    documents = tuple(Document(_text(one, "title"), _text(one, "number", "")) for one in _list(body, "documents"))
    due = _text_or_none(body, "due_on")
    return Campaign(
        id=id,
        code=_text(body, "code"),
        name=_text(body, "name"),
        scheme_hash=_text(body, "scheme_hash"),
        required_documents=documents,
        due_on=None if due is None else _day(body, "due_on"),
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
    }


def inspector_body(inspector: Inspector) -> dict[str, Any]:
    """An inspector within an inspection."""
    return {
        "person_id": inspector.person_id,
        "name": inspector.name,
        "post": inspector.post,
        "office": inspector.office,
    }


def inspector_of(body: Body) -> Inspector:
    """There and back; BodyUnreadable."""
    return Inspector(_text(body, "person_id"), _text(body, "name"), _text(body, "post", ""), _text(body, "office", ""))


def inspection_of(id: str, body: Body) -> tuple[Inspection, tuple[ItemScore, ...]]:  # noqa: A002
    """The header with its result, as state `draft` or `complete`, and the scores of its items; BodyUnreadable."""
    result = _object(body, "result")
    items = _object(result, "items")
    scores = tuple((code, _marks(_object(items, code), "marks"), _text(items[code], "state")) for code in sorted(items))
    inspection = Inspection(
        id=id,
        campaign_id=_text(body, "campaign_id"),
        unit_id=_text(body, "unit_id"),
        kind=cast(InspectionKind, _one_of(body, "kind", INSPECTION_KINDS)),
        scheme_hash=_text(body, "scheme_hash"),
        visited_on=_day(body, "visited_on"),
        started_at=_moment(body, "started_at"),
        updated_at=_moment(body, "updated_at"),
        ordinal=_count(body, "ordinal", 1),
        ordinal_reason=_text(body, "ordinal_reason", ""),
        inspectors=tuple(inspector_of(one) for one in _list(body, "inspectors")),
        leader_id=_text_or_none(body, "leader_id"),
        doc_number=_text(body, "doc_number", ""),
        classification=_text(body, "classification", ""),
        state="complete" if _flag(body, "complete", default=False) else "draft",
        total_e4=_marks(result, "total"),
        grade=_text_or_none(result, "grade"),
        is_provisional=_flag(result, "provisional", default=True),
        checked=sum(state != UNCHECKED for _code, _marks_e4, state in scores),
    )
    return inspection, scores


def answers_of(body: Body) -> dict[str, Any]:
    """The answers in ANSWERS.json form; BodyUnreadable."""
    sections = _object(body, "answers")
    found = {section: dict(_object(sections, section)) for section in sections}
    if "notes" in body:  # beside the answers that are scored, or among them
        found["notes"] = dict(_object(body, "notes"))
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
        inspection_id=_text(body, "inspection_id"),
        rid=_text(body, "rid"),
        pdf_sha256=_text(body, "pdf_sha256"),
        number=_text(body, "number"),
        pages=_count(body, "pages", 0),
        check_codes=tuple(str(code) for code in _list(body, "check_codes")),
        signers=tuple(_object({"signers": one}, "signers") for one in _list(body, "signers")),
        created_at=_moment(body, "created_at"),
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
    strokes = tuple(tuple(_point(point) for point in line) for line in _list(body, "strokes"))
    mark = SignatureMark(
        field=_text(body, "field"),
        manner=cast(SignatureManner, _one_of(body, "manner", ("digital", "drawn", "paper", "refused"))),
        name=_text(body, "name", ""),
        post=_text(body, "post", ""),
        at=_moment(body, "at"),
        strokes=strokes,
        reason=_text(body, "reason", ""),
        on_behalf_of=_text(body, "on_behalf_of", ""),
        person_id=_text_or_none(body, "person_id"),
        certificate=_text(body, "certificate", ""),
    )
    return _text(body, "inspection_id"), mark


def _point(point: Any) -> tuple[float, float, float]:
    try:
        x, y, width = (int(value) / STROKE_SCALE for value in point)
    except (TypeError, ValueError) as error:
        raise BodyUnreadable("strokes") from error
    return x, y, width


_REQUIRED = "\0"


def _text(body: Body, key: str, default: str = _REQUIRED) -> str:
    value = body.get(key, default) if isinstance(body, Mapping) else None
    if not isinstance(value, str) or value is _REQUIRED:
        raise BodyUnreadable(key)
    return value


def _text_or_none(body: Body, key: str) -> str | None:
    return None if body.get(key) is None else _text(body, key)


def _one_of(body: Body, key: str, known: tuple[str, ...]) -> str:
    value = _text(body, key)
    if value not in known:
        raise BodyUnreadable(key)
    return value


def _flag(body: Body, key: str, *, default: bool) -> bool:
    value = body.get(key, default)
    if not isinstance(value, bool):
        raise BodyUnreadable(key)
    return value


def _count(body: Body, key: str, default: int) -> int:
    value = body.get(key, default)
    if not isinstance(value, int) or isinstance(value, bool):
        raise BodyUnreadable(key)
    return value


def _list(body: Body, key: str) -> list[Any]:
    value = body.get(key, [])
    if not isinstance(value, list | tuple):
        raise BodyUnreadable(key)
    return list(value)


def _object(body: Body, key: str) -> Mapping[str, Any]:
    value = body.get(key, {})
    if not isinstance(value, Mapping):
        raise BodyUnreadable(key)
    return value


def _marks(body: Body, key: str) -> int | None:
    try:
        return to_e4(_text_or_none(body, key))
    except ValueError as error:
        raise BodyUnreadable(key) from error


def _moment(body: Body, key: str) -> datetime:
    try:
        return moment_of_text(_text(body, key))
    except (ValueError, OverflowError) as error:
        raise BodyUnreadable(key) from error


def _day(body: Body, key: str) -> date:
    try:
        return date.fromisoformat(_text(body, key))
    except ValueError as error:
        raise BodyUnreadable(key) from error
