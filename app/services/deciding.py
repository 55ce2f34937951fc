"""What waits for somebody's decision, and the versions side by side that it is made from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

from app.domain.draft_fields import CAPTION, FILE, HEADER, LINK, MERGED_HEADER, Place, fields_of, places_of
from app.domain.draft_merge import Choice, Option
from app.domain.evidence import Evidence, evidence_in
from app.domain.hlc import moment_of
from app.domain.inspection import Inspection
from app.domain.standing import content_of
from app.errors import NothingToDecide, RecordMissing
from app.scoring.scheme import Scheme
from app.services.merging import contest_shown, contests, draft_choices, inspections_to_choose, may_decide, names_of
from app.services.version_words import NOTHING, Said, facts_words, place_words, said_at
from app.services.workspace import Workspace
from app.store import inspections as inspection_table
from app.store import shown
from app.store import units as unit_table
from app.store.bodies import INSPECTION, answers_of
from app.store.body_fields import BodyUnreadable
from app.store.outcome import from_e4, to_e4
from app.store.reports import report_of_revision

Reader = Callable[[str], Mapping[str, Any]]
"""The body of a revision by its rid."""
WaitingKind = Literal["finals", "choices"]


@dataclass(frozen=True, slots=True)
class Waiting:
    """One inspection that waits: `finals` for a decision between signed versions, `choices` for one of drafts.

    `count` is how many versions, or how many places; `names` are of whoever wrote them.
    """

    inspection: Inspection
    unit_name: str
    kind: WaitingKind
    count: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OptionSaid:
    """One value of a place: the revision that put it there, who and when, and what it says."""

    rid: str
    name: str
    at: datetime
    said: Said


@dataclass(frozen=True, slots=True)
class PlaceToChoose:
    """A place in which drafts differ, the latest value first."""

    place: Place
    title: str
    options: tuple[OptionSaid, ...]


@dataclass(frozen=True, slots=True)
class DraftsToChoose:
    """Everything that is to be chosen in the drafts of an inspection."""

    inspection: Inspection
    unit_name: str
    places: tuple[PlaceToChoose, ...]


@dataclass(frozen=True, slots=True)
class VersionShown:
    """One signed version: `rid` is what a decision names; `report_sha256` is "" where its report is not here.

    `reason` is that of a correction or an earlier decision. `is_void`: it withdraws the inspection.
    """

    rid: str
    name: str
    at: datetime
    reason: str
    is_void: bool
    is_issued: bool
    total: Decimal | None
    grade: str
    evidence: int
    report_number: str
    report_sha256: str
    files: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceCompared:
    """What each version says at one place, in the order of the versions."""

    title: str
    said: tuple[Said, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class VersionsCompared:
    """Signed versions side by side, newest first; `may_decide` is about whoever sits here."""

    inspection: Inspection
    unit_name: str
    versions: tuple[VersionShown, ...]
    places: tuple[PlaceCompared, ...]
    may_decide: bool


def waiting_inspections(workspace: Workspace) -> tuple[Waiting, ...]:
    """Everything that waits for a decision: signed versions first, then drafts."""
    found = [
        Waiting(one.inspection, _unit_name(workspace, one.inspection), "finals", len(one.contest.heads), _sorted(names))
        for one in contests(workspace)
        for names in (one.names,)
    ]
    for inspection_id in inspections_to_choose(workspace):
        choices = draft_choices(workspace, inspection_id)
        if choices is not None:
            inspection = choices.inspection
            count = len(choices.merge.choices)
            name = _unit_name(workspace, inspection)
            found.append(Waiting(inspection, name, "choices", count, _sorted(choices.names)))
    return tuple(found)


def has_choices(workspace: Workspace, inspection_id: str) -> bool:
    """Whether the drafts of an inspection say different things that nobody has chosen between."""
    merge = shown.merge_of(workspace.store, inspection_id)
    return merge is not None and bool(merge.choices)


def was_typed_since(workspace: Workspace, inspection_id: str) -> bool:
    """Whether something was typed here that is in no version yet: it has to become one before anything is chosen."""
    return inspection_table.basis_of(workspace.store, inspection_id) is None


def drafts_to_choose(workspace: Workspace, inspection_id: str) -> DraftsToChoose:
    """The places in which drafts differ, in words. Raises NothingToDecide where they do not."""
    choices = draft_choices(workspace, inspection_id)
    if choices is None or not choices.merge.choices:
        raise NothingToDecide(inspection_id)
    inspection = choices.inspection
    scheme, read = workspace.scheme(inspection.scheme_hash).scheme, shown.bodies_of(workspace.store)
    order = _order(scheme)
    places = [
        PlaceToChoose(choice.place, _title(choice, scheme, read), _options(choice, choices.names, scheme, read))
        for choice in sorted(choices.merge.choices, key=lambda one: order(one.place))
    ]
    return DraftsToChoose(inspection, _unit_name(workspace, inspection), tuple(places))


def versions_compared(workspace: Workspace, inspection_id: str) -> VersionsCompared:
    """The signed versions of a contested inspection, place by place. Raises NothingToDecide where it is not."""
    contest = contest_shown(workspace, inspection_id)
    if contest is None:
        raise NothingToDecide(inspection_id)
    store, read = workspace.store, shown.bodies_of(workspace.store)
    known = {node.rid: node for node in shown.standing(store, INSPECTION, inspection_id).found}
    versions, bodies = [], []
    for head in contest.contest.heads:
        content, is_void = content_of(known[head.rid], known, read)
        body = read(content.rid)
        report = report_of_revision(store, content.rid)
        result = body.get("result") if isinstance(body.get("result"), Mapping) else {}
        versions.append(
            VersionShown(
                rid=head.rid,
                name=names_of(workspace, [head.author]).get(head.author, ""),
                at=moment_of(head.hlc),
                reason=head.reason,
                is_void=is_void,
                is_issued=head.standing == "issued",
                total=_total(result),
                grade=str((result or {}).get("grade") or ""),
                evidence=len(_object(_object(body.get("answers")).get("evidence"))),
                files=_evidence(body),
                report_number=report.report.number if report else "",
                report_sha256=report.report.pdf_sha256 if report and report.sealed_name else "",
            )
        )
        bodies.append(body)
    inspection = contest.inspection
    scheme = workspace.scheme(inspection.scheme_hash).scheme
    person = workspace.person
    return VersionsCompared(
        inspection=inspection,
        unit_name=_unit_name(workspace, inspection),
        versions=tuple(versions),
        places=_compared(bodies, scheme),
        may_decide=person is not None and may_decide(workspace, inspection_id, person.id),
    )


def _evidence(body: Mapping[str, Any]) -> tuple[Evidence, ...]:
    try:
        return evidence_in(answers_of(body))
    except (BodyUnreadable, KeyError, ValueError):
        return ()  # of a later version: only how many there are can be said


def _compared(bodies: list[Mapping[str, Any]], scheme: Scheme) -> tuple[PlaceCompared, ...]:
    """Header, items and notes; how many files an item has stands with it."""
    fields = [fields_of(body) for body in bodies]
    order = _order(scheme)
    places = [place for place in places_of(fields) if place[0] not in (LINK, CAPTION, FILE)]
    compared = []
    for place in sorted(places, key=order):
        values = [one.get(place) for one in fields]
        said = [said_at(place, value, body, scheme) for value, body in zip(values, bodies, strict=True)]
        files = [_files(one, place) for one in fields]
        if any(value != values[0] for value in values) and all(one == said[0] for one in said):
            said = [
                replace(one, how=facts_words(place[1], value, scheme)) for one, value in zip(said, values, strict=True)
            ]
        if any(files):
            said = [
                replace(one, value=f"{one.value}，佐证材料{count}份") for one, count in zip(said, files, strict=True)
            ]
        differs = any(value != values[0] for value in values) or any(count != files[0] for count in files)
        if differs or any(one.value != NOTHING for one in said):
            compared.append(PlaceCompared(place_words(place, scheme), tuple(said), differs))
    return tuple(compared)


def _files(fields: Mapping[Place, Any], place: Place) -> int:
    return sum(part == LINK and code.partition("/")[2] == place[1] for part, code in fields)


def _options(choice: Choice, names: Mapping[str, str], scheme: Scheme, read: Reader) -> tuple[OptionSaid, ...]:
    values = [None if option.is_absent else option.value for option in choice.options]
    said = [
        said_at(choice.place, value, read(option.rid), scheme)
        for option, value in zip(choice.options, values, strict=True)
    ]
    if choice.place[0] == "items" and any(one == other for at, one in enumerate(said) for other in said[:at]):
        said = [
            replace(one, how=facts_words(choice.place[1], value, scheme))
            for one, value in zip(said, values, strict=True)
        ]
    return tuple(
        OptionSaid(option.rid, names.get(option.author, ""), moment_of(option.hlc), one)
        for option, one in zip(choice.options, said, strict=True)
    )


def _title(choice: Choice, scheme: Scheme, read: Reader) -> str:
    title = place_words(choice.place, scheme)
    if choice.place[0] != CAPTION:
        return title
    option: Option = choice.options[0]
    file = _object(_object(_object(read(option.rid).get("answers")).get("evidence")).get(choice.place[1]))
    return f"{title}　{file.get('name', '')}".rstrip("　")


def _order(scheme: Scheme) -> Callable[[Place], tuple[int, int, str]]:
    """Header fields first, then the items as they stand in the form, then the rest."""
    codes = [*(item.code for item in scheme.items), *(item.code for item in scheme.bonus.items)]
    at = {code: number for number, code in enumerate(codes)}
    parts = (HEADER, "items", "bonus", "penalties", "vetoes", "peers", "notes")

    def key(place: Place) -> tuple[int, int, str]:
        part, code = place
        number = MERGED_HEADER.index(code) if part == HEADER and code in MERGED_HEADER else at.get(code, len(at))
        return (parts.index(part) if part in parts else len(parts), number, code)

    return key


def _total(result: Any) -> Decimal | None:
    text = _object(result).get("total")
    try:
        return from_e4(to_e4(text)) if isinstance(text, str) else None
    except ValueError:
        return None


def _sorted(names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sorted(set(names.values())))


def _unit_name(workspace: Workspace, inspection: Inspection) -> str:
    """ "" where the register does not know the unit: its inspection came before it."""
    try:
        return unit_table.unit(workspace.store, inspection.unit_id).name
    except RecordMissing:
        return ""


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
