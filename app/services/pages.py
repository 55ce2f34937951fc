"""From an open inspection to the pages of its report: everything they say, and where signatures stand."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from app.domain.evidence import PAPER_FORM
from app.domain.inspection import KIND_NAMES, report_number
from app.domain.signing import SignatureMark, SignPlace
from app.domain.unit import UNIT_KIND_NAMES, Unit
from app.identity.pdf_sign import prepare_fields
from app.reports.building import Finding, Inspector, PreviousResult, ReportHeader, report_content, sign_kind
from app.reports.content import ReportContent, Signer, SignLine
from app.reports.explaining import Explained, explanations
from app.reports.report import RenderedReport, render_report
from app.reports.sign_off import SignField
from app.reports.stamp import render_signature_appearance
from app.rules.completeness import (
    EVIDENCE_NOTE,
    NA_APPROVAL_NOTE,
    PAPER_FORM_NOTE,
    SELF_DIFFERENCE_NOTE,
    evidence_note,
)
from app.scoring.evaluate import score_partial
from app.scoring.result import Result
from app.services.annex import annex_of, numbers_by_code
from app.services.assess import loses_by_deduction, reasons_of
from app.services.inspections import scoring_answers
from app.services.opened import OpenInspection
from app.services.places import field_name
from app.services.workspace import Workspace
from app.store import inspections as inspection_table
from app.store import units as unit_table

DRAWN_NOTE = "屏幕手写"
DIGITAL_NOTE = "已附数字签名"
PAPER_NOTE = "纸上签名"
OBJECTION = "objection"
POINTS_PER_MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class PreparedReport:
    """A rendered report, its number, and where its signature fields go."""

    rendered: RenderedReport
    number: str

    @property
    def pages(self) -> int:
        """How many pages."""
        return self.rendered.pages

    @property
    def check_codes(self) -> tuple[str, ...]:
        """One for each page."""
        return self.rendered.check_codes

    def pdf_with_fields(self) -> bytes:
        """The PDF with all its empty signature fields, made before the first signature."""
        return prepare_fields(self.rendered.pdf, [_named(field) for field in self.rendered.fields])


def pages_of(
    workspace: Workspace,
    opened: OpenInspection,
    places: Sequence[SignPlace],
    marks: Mapping[str, SignatureMark],
    *,
    rid: str,
) -> PreparedReport:
    """Lay out the report of an inspection under the revision `rid`. Raises CharactersWithoutFont."""
    content = content_of(workspace, opened, places, marks, rid=rid)
    return PreparedReport(render_report(content), number_of(opened))


def content_of(
    workspace: Workspace,
    opened: OpenInspection,
    places: Sequence[SignPlace],
    marks: Mapping[str, SignatureMark],
    *,
    rid: str,
) -> ReportContent:
    """Everything the report says."""
    inspection = opened.inspection
    record = {"inspection": inspection.id, "rid": rid, "answers": opened.answers, "result": opened.result.to_json()}
    header = ReportHeader(
        rid=rid,
        digest=rid,
        number=inspection.doc_number or number_of(opened),
        unit=opened.unit.name,
        street=opened.parent.name if opened.parent else "",
        district=_district(workspace, opened.unit),
        unit_kind=_kind_of(opened.unit),
        campaign=opened.campaign.name,
        kind=KIND_NAMES[inspection.kind],
        visited=(inspection.visited_on,),
        inspectors=tuple(Inspector(one.name, one.person_id == inspection.leader_id) for one in inspection.inspectors),
        scheme_digest=opened.published.hash,
        drill=workspace.is_demo,
        secrecy=inspection.classification,
        made_at=workspace.clock(),
        attachment=json.dumps(record, ensure_ascii=False, sort_keys=True, indent=1).encode(),
    )
    photos = annex_of(workspace, opened)
    numbers = numbers_by_code(photos)
    return report_content(
        header,
        opened.scheme,
        opened.result,
        opened.answers,
        self_result=_self_result(workspace, opened),
        previous=_previous(opened),
        findings=_findings(opened, numbers),
        signers=_sign_lines(workspace, opened, places, marks),
        remarks=numbers,
        photos=photos,
        explained=explanations(_explained(opened, numbers)),
    )


def _explained(opened: OpenInspection, numbers: Mapping[str, str]) -> Explained:
    notes = opened.notes
    bare = [code for code, _title in opened.evidence_places if code in opened.completeness.bare]
    return Explained(
        typed_later=_typed_later(opened, numbers),
        again=opened.inspection.ordinal_reason,
        corrected=opened.correction.reason if opened.correction else "",
        bare=bare,
        no_evidence=notes.get(EVIDENCE_NOTE, ""),
        no_evidence_of={code: notes.get(evidence_note(code), "") for code in bare},
        self_difference=notes.get(SELF_DIFFERENCE_NOTE, ""),
        not_applicable=notes.get(NA_APPROVAL_NOTE, ""),
    )


def _typed_later(opened: OpenInspection, numbers: Mapping[str, str]) -> str:
    """How the paper form became this record; where its scans are, or why there are none."""
    typed = opened.inspection.typed_later
    if typed is None:
        return ""
    said = f"本次检查现场填写纸质表，{typed.on.year}年{typed.on.month}月{typed.on.day}日补录"
    said += f"，录入人{typed.by}" if typed.by else ""
    if PAPER_FORM in numbers:
        return f"{said}，原表扫描件见{numbers[PAPER_FORM]}"
    reason = opened.notes.get(PAPER_FORM_NOTE, "").strip()
    return f"{said}。原表没有附上" + (f"：{reason}" if reason else "")


def number_of(opened: OpenInspection) -> str:
    """The report's own number; the office's 文号 is a field of the inspection."""
    unit_code = opened.unit.code or opened.unit.id[:10]
    correction = opened.correction.number if opened.correction else 0
    inspection = opened.inspection
    return report_number(opened.campaign.code, unit_code, inspection.kind, inspection.ordinal, correction)


def appearance(mark: SignatureMark, size: tuple[float, float], *, is_issued: bool) -> bytes:
    """The one-page PDF that shows a digital signature in a place of `size` points. Raises CharactersWithoutFont."""
    certificate = f"证书 {mark.certificate}" + ("" if is_issued else "（未经机关签发）")
    return render_signature_appearance(
        mark.strokes,
        mark.name,
        mark.post,
        time_text(mark.at),
        certificate,
        (size[0] / POINTS_PER_MM, size[1] / POINTS_PER_MM),
        note=_note_of(mark),
    )


def time_text(at: datetime) -> str:
    """2026年1月8日 11:02, by the machine's clock and zone."""
    local = at.astimezone()
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"


def _note_of(mark: SignatureMark) -> str:
    how = f"{DRAWN_NOTE}，{DIGITAL_NOTE}" if mark.strokes else DIGITAL_NOTE
    return f"代{mark.on_behalf_of}签：{mark.reason}" if mark.on_behalf_of else how


def _named(field: SignField) -> SignField:
    return replace(field, name=field_name(field.line_index, field.place_index))


def _kind_of(unit: Unit) -> str:
    kind = UNIT_KIND_NAMES[unit.kind]
    return f"{kind}（{'示范点试点单位' if unit.is_pilot else '非试点单位'}）"


def _district(workspace: Workspace, unit: Unit) -> str:
    above: Unit | None = unit
    while above is not None and above.kind != "district":
        above = unit_table.unit(workspace.store, above.parent_id) if above.parent_id else None
    return above.name if above else ""


def _self_result(workspace: Workspace, opened: OpenInspection) -> Result | None:
    if opened.self_check is None or opened.self_check.is_imported:  # no facts of it are here
        return None
    answers = inspection_table.answers(workspace.store, opened.self_check.inspection_id)
    given = {**scoring_answers(answers), "unit": opened.answers["unit"]}
    return score_partial(opened.scheme, given)[0]


def _previous(opened: OpenInspection) -> PreviousResult | None:
    last = opened.previous
    if last is None:
        return None
    if last.is_imported:
        return PreviousResult(f"{last.visited_on.year}年检查（导入）", last.total)
    return PreviousResult(f"{last.visited_on.year}年{last.visited_on.month}月检查", last.total)


def _findings(opened: OpenInspection, numbers: Mapping[str, str]) -> tuple[Finding, ...]:
    """A deduction with its reason asks for rectification; measure and day are agreed upon and written by hand."""
    given = opened.answers.get("items") or {}
    return tuple(
        Finding(code, _in_words(given.get(code) or {}) or item.sentence, "", None, numbers.get(code, ""))
        for code, item in opened.result.items.items()
        if loses_by_deduction(item)
    )


def _in_words(answer: Mapping[str, Any]) -> str:
    return "；".join(dict.fromkeys(reason.strip() for reason in reasons_of(answer) if reason.strip()))


def _sign_lines(
    workspace: Workspace, opened: OpenInspection, places: Sequence[SignPlace], marks: Mapping[str, SignatureMark]
) -> dict[int, SignLine]:
    lines: dict[int, SignLine] = {}
    state_word = "（暂定）" if opened.result.provisional else ""
    for index, text in enumerate(opened.scheme.signing_lines):
        title, _, rest = text.replace("(", "（").replace(")", "）").partition("（")
        here = [place for place in places if place.line == index]
        refused = next((marks[p.field] for p in here if p.field in marks and marks[p.field].manner == "refused"), None)
        kind = sign_kind(text)
        lines[index] = SignLine(
            title=title,
            note=(f"（{rest}" if rest else "") + state_word,
            kind=kind,
            signers=()
            if kind == "stamp"
            else tuple(_signer(workspace, place, marks.get(place.field)) for place in here),
            opinion=opened.notes.get("opinion", "") if kind == "leader" else "",
            objection=_objection(opened) if kind == "unit" else None,
            refusal=refused.reason if refused else "",
        )
    return lines


def _objection(opened: OpenInspection) -> bool | None:
    said = opened.notes.get(OBJECTION)
    return None if said is None else bool(said.strip())


def _signer(workspace: Workspace, place: SignPlace, mark: SignatureMark | None) -> Signer:
    if mark is None:
        can_sign = place.person_id is not None and workspace.has_signing_key(place.person_id)
        return Signer(place.name, "digital" if can_sign else "paper", place.post)
    if mark.manner == "drawn":
        return Signer(
            mark.name,
            "drawn",
            mark.post,
            mark.strokes,
            time_text(mark.at),
            note=f"代{mark.on_behalf_of}签" if mark.on_behalf_of else DRAWN_NOTE,
        )
    return Signer(mark.name or place.name, "paper", mark.post or place.post, note=PAPER_NOTE)
