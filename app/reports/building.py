"""From a scored inspection to everything its report says."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from app.reports.content import (
    Comparison,
    DimensionLine,
    NarrativeParagraph,
    Particulars,
    Photo,
    Problem,
    ReportContent,
    Signer,
    SignKind,
    SignLine,
    SignOff,
    Study,
)
from app.reports.outcome_building import outcome_of
from app.reports.sheet_building import score_sheet
from app.reports.telling import comparing, narrative_after, narrative_before, numbered
from app.reports.wording import day, ordinal
from app.scoring.result import Result
from app.scoring.table import Scheme

_LONG_NAME = 14
_SHORT_SUBJECT = 5  # what is left of 社区考评办法 says nothing
_LINE_OF_A_TITLE = 20  # characters of 22 pt in 156 mm
_FORM_WORDS = re.compile(r"(考评|考核|检查|评分)?(办法|细则|标准|评分表|计分表|表)?(（[^（）]*）)*$")


@dataclass(frozen=True, slots=True)
class Inspector:
    """One of those who inspected."""

    name: str
    is_leader: bool = False


@dataclass(frozen=True, slots=True)
class ReportHeader:
    """What a report says besides its marks. `digest` is the record's in hexadecimal; `made_at` is aware."""

    rid: str
    digest: str
    number: str
    unit: str
    street: str
    district: str
    unit_kind: str
    campaign: str
    kind: str
    visited: tuple[date, ...]  # first and last day, or one
    inspectors: tuple[Inspector, ...]
    scheme_digest: str
    title: tuple[str, ...] = ()  # empty: made from the unit and the scheme
    drill: bool = False
    undecided: bool = False
    secrecy: str = ""
    made_at: datetime | None = None
    attachment: bytes | None = None


@dataclass(frozen=True, slots=True)
class PreviousResult:
    """The unit's result last time, brought in from the store or a table."""

    label: str  # 2025年检查
    total: Decimal | None
    dimensions: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """A deduction that asks for rectification; `due` None: no day set."""

    code: str
    text: str
    measure: str
    due: date | None
    evidence: str = ""


def report_content(
    header: ReportHeader,
    scheme: Scheme,
    result: Result,
    answers: Mapping[str, Any],
    *,
    self_result: Result | None = None,
    previous: PreviousResult | None = None,
    findings: Sequence[Finding] = (),
    study: Study | None = None,
    signers: Mapping[int, SignLine] | None = None,
    remarks: Mapping[str, str] | None = None,
    photos: tuple[Photo, ...] = (),
    explained: Sequence[NarrativeParagraph] = (),
) -> ReportContent:
    """Everything the report says. `signers` replaces sign-off lines by their index; `remarks` are 备注 by code.

    `explained` are paragraphs that close the narrative.
    """
    codes = [one.code for one in scheme.dimensions if result.subtotals[one.code].in_table]
    titles = {one.code: one for one in scheme.dimensions}
    lines = tuple(
        DimensionLine(
            ordinal(number),
            titles[code].title,
            titles[code].full_marks,
            result.dimensions[code],
            self_result.dimensions.get(code) if self_result else None,
            previous.dimensions.get(code) if previous else None,
        )
        for number, code in enumerate(codes, 1)
    )
    state_word = "（暂定）" if result.provisional else "（待裁定）" if header.undecided else ""
    compared = self_result is not None or previous is not None
    in_table = [item for item in result.items.values() if not item.outside_table]
    told = narrative_before(header.unit, header.kind, _days(header), scheme, result, lines)
    narrative = numbered((*told, *_comparing(scheme, result, self_result, previous)))
    return ReportContent(
        rid=header.rid,
        digest=header.digest,
        number=header.number,
        title=header.title or _title(header.unit, scheme.title, state_word),
        particulars=_particulars(header, scheme),
        notice="" if scheme.status == "official" else scheme.notice,
        notice_head=("参考方案", "非正式文件") if scheme.status == "reference" else ("试行方案", "试行期间使用"),
        outcome=outcome_of(
            scheme,
            result,
            self_result.total if self_result else None,
            previous.total if previous else None,
            undecided=header.undecided,
        ),
        dimensions=lines,
        narrative=narrative,
        comparison=Comparison(
            result.total, self_result.total if self_result else None, previous.total if previous else None
        )
        if compared
        else None,
        narrative_after=numbered(
            (*narrative_after(scheme, result), *explained), sum(bool(one.heading) for one in narrative)
        ),
        sheet=score_sheet(scheme, result, answers, self_result, remarks or {}),
        problems_intro=_asking(header, len(findings)),
        problems=tuple(
            Problem(
                one.code,
                one.text,
                result.items[one.code].lost if one.code in result.items else None,
                one.measure,
                day(one.due) if one.due else "",
                one.evidence,
            )
            for one in findings
        ),
        study_intro=_studied(study),
        study=study,
        sign_off=SignOff(
            deductions=sum(item.lost > 0 for item in in_table),
            not_applicable=sum(item.state == "not_applicable" for item in in_table),
            lines=_sign_lines(scheme, header.inspectors, signers or {}, state_word),
        ),
        photos=photos,
        drill=header.drill,
        secrecy=header.secrecy,
        made_at=header.made_at,
        attachment=header.attachment,
    )


def _title(unit: str, scheme_title: str, state_word: str) -> tuple[str, ...]:
    """Two lines broken by sense, the unit alone on the first when its name is long."""
    subject = _FORM_WORDS.sub("", scheme_title)
    last = f"检查报告{state_word}"
    if len(subject) < _SHORT_SUBJECT:
        return (unit + last,) if len(unit + last) <= _LINE_OF_A_TITLE else (unit, last)
    if len(unit) <= _LONG_NAME and len(unit) + len(subject) <= _LINE_OF_A_TITLE:
        return (unit + subject, last)
    if len(subject) + len(last) <= _LINE_OF_A_TITLE:
        return (unit, subject + last)
    return (unit, subject, last)


def _particulars(header: ReportHeader, scheme: Scheme) -> Particulars:
    ordered = sorted(header.inspectors, key=lambda one: not one.is_leader)
    return Particulars(
        unit=header.unit,
        street=header.street,
        district=header.district,
        unit_kind=header.unit_kind,
        campaign=header.campaign,
        kind=header.kind,
        dates=_days(header),
        inspectors="、".join(one.name + ("（组长）" if one.is_leader else "") for one in ordered),
        scheme_title=scheme.title,
        scheme_version=scheme.version,
        scheme_digest=header.scheme_digest[:12],
    )


def _days(header: ReportHeader) -> str:
    if not header.visited:
        return ""
    first, last = header.visited[0], header.visited[-1]
    if first == last:
        return day(first)
    return f"{day(first)}至{last.month}月{last.day}日" if first.year == last.year else f"{day(first)}至{day(last)}"


def _comparing(
    scheme: Scheme, result: Result, self_result: Result | None, previous: PreviousResult | None
) -> tuple[NarrativeParagraph, ...]:
    own = self_result.total if self_result else None
    return comparing(scheme, result, own, previous.label if previous else "", previous.total if previous else None)


def _asking(header: ReportHeader, count: int) -> str:
    if not count:
        return "检查未发现需要整改的问题。"
    through = f"逐项报{header.street}，" if header.street and header.street != header.unit else ""
    return f"检查发现需要整改的问题{count}个。请{header.unit}在时限内整改，{through}由检查机关回访后销号。"


def _studied(study: Study | None) -> str:
    if study is None:
        return ""
    if study.overrides:
        return "检查组成员在检查前学习下列文件的情况如下；未学习而参加检查的，准许的理由一并列明。"
    return "检查组全体成员在检查前已学习下列文件，未学习的不参加计分、不签署本报告。"


def _sign_lines(
    scheme: Scheme, inspectors: Sequence[Inspector], given: Mapping[int, SignLine], state_word: str
) -> tuple[SignLine, ...]:
    leaders = [one for one in inspectors if one.is_leader]
    has_leader_line = any(sign_kind(line) == "leader" for line in scheme.signing_lines)
    lines = []
    for index, line in enumerate(scheme.signing_lines):
        if index in given:
            lines.append(given[index])
            continue
        title, _, rest = line.replace("(", "（").replace(")", "）").partition("（")
        note = f"（{rest}" if rest else ""
        kind = sign_kind(line)
        signers: tuple[Signer, ...] = ()
        if kind == "members":
            signers = tuple(Signer(one.name) for one in inspectors if not (one.is_leader and has_leader_line))
        elif kind == "leader":
            signers = tuple(Signer(one.name, post="检查组长") for one in leaders[:1])
        lines.append(SignLine(title, note + state_word, kind, signers))
    return tuple(lines)


def sign_kind(line: str) -> SignKind:
    """What kind of block a `sign_off` line asks for, told by its words."""
    if "盖章" in line:
        return "stamp"
    if "成员" in line or "检查人员" in line:
        return "members"
    if "组长" in line:
        return "leader"
    if "被检查" in line or "被考评" in line or "受检" in line:
        return "unit"
    return "other"
