"""The office's documents around an inspection: notice, feedback slip, rectification, closing sheet."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.reports.content import ReportContent
from app.reports.letter import LetterColumn, LetterContent, LetterParagraph, LetterTable
from app.reports.wording import fixed, ordinal, trimmed

_LINE = 20  # characters of a title's line


@dataclass(frozen=True, slots=True)
class LetterHead:
    """What every such document carries."""

    rid: str
    number: str
    office: str
    date: str
    drill: bool = False
    secrecy: str = ""
    made_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CampaignFacts:
    """What an inspection notice says of its campaign (目标, 步骤, 方法, 要求); empty parts are left out."""

    name: str
    addressee: str
    aims: str
    steps: tuple[str, ...]
    methods: str
    requirements: tuple[str, ...]
    scope: str
    documents: tuple[str, ...]
    deadlines: tuple[tuple[str, str], ...]  # what, day
    scheme: str


@dataclass(frozen=True, slots=True)
class RectificationRow:
    """One problem from order to closing; texts as printed."""

    code: str
    problem: str
    measure: str
    due: str
    person: str = ""
    done: str = ""
    revisit: str = ""
    state: str = ""


def inspection_notice(head: LetterHead, facts: CampaignFacts) -> LetterContent:
    """检查通知: aims, scope, steps, methods, requirements, deadlines and what is studied before."""
    parts: list[LetterParagraph | LetterTable] = [LetterParagraph(f"为做好{facts.name}，现将有关事项通知如下。")]
    sections: list[tuple[str, list[LetterParagraph | LetterTable]]] = []
    if facts.aims:
        sections.append(("检查目标", [LetterParagraph(facts.aims)]))
    if facts.scope or facts.scheme:
        words = "".join((facts.scope, f"考评按照《{facts.scheme}》进行。" if facts.scheme else ""))
        sections.append(("检查范围和标准", [LetterParagraph(words)]))
    if facts.steps:
        sections.append(("检查步骤", _numbered(facts.steps)))
    if facts.methods:
        sections.append(("检查方法", [LetterParagraph(facts.methods)]))
    if facts.documents:
        said = "、".join(facts.documents)
        sections.append(
            ("检查前学习", [LetterParagraph(f"检查人员在检查前须学习{said}，未学习的不参加计分、不签署报告。")])
        )
    if facts.requirements:
        sections.append(("工作要求", _numbered(facts.requirements)))
    if facts.deadlines:
        table = LetterTable((LetterColumn("事项", 110), LetterColumn("期限", 46, "centre")), facts.deadlines)
        sections.append(("时间安排", [table]))
    for number, (title, body) in enumerate(sections, 1):
        parts.append(LetterParagraph("", f"{ordinal(number)}、{title}", 1))
        parts += body
    return _letter(head, _title("关于开展", facts.name, "的通知"), facts.addressee, parts)


def feedback_slip(head: LetterHead, content: ReportContent) -> LetterContent:
    """现场反馈单: the page left with the inspected unit: what was found, and by when it is put right."""
    given, outcome = content.particulars, content.outcome
    marks = "" if outcome.total is None else f"，目前得分{fixed(outcome.total, outcome.total_places)}分"
    if outcome.state != "final":
        marks += "（暂定，以正式报告为准）"
    parts: list[LetterParagraph | LetterTable] = [
        LetterParagraph(
            f"{given.dates}，检查组（{given.inspectors}）对你单位进行{given.kind}{marks}。"
            + (
                f"发现需要整改的问题{len(content.problems)}个，列表如下。"
                if content.problems
                else "未发现需要整改的问题。"
            )
        )
    ]
    if content.problems:
        columns = (
            LetterColumn("序号", 10, "centre"),
            LetterColumn("考评项", 15, "centre"),
            LetterColumn("问　　题", 46),
            LetterColumn("扣分", 13, "figure"),
            LetterColumn("整　改　要　求", 40),
            LetterColumn("整改时限", 32, "centre"),
        )
        rows = tuple(
            (str(n), one.code, one.text, trimmed(one.lost), one.measure, one.due)
            for n, one in enumerate(content.problems, 1)
        )
        parts.append(LetterTable(columns, rows))
    parts.append(LetterParagraph("对以上情况有异议的，请在签收时注明，或于三日内书面提出。"))
    places = ("检查组", "被检查单位负责人")
    return _letter(head, ("现场检查反馈单",), given.unit, parts, places=places)


def rectification_notice(head: LetterHead, unit: str, rows: Sequence[RectificationRow], basis: str) -> LetterContent:
    """整改通知书: what is to be put right, by when, and how it is reported. `basis` names the inspection."""
    columns = (
        LetterColumn("序号", 10, "centre"),
        LetterColumn("考评项", 15, "centre"),
        LetterColumn("问　　题", 51),
        LetterColumn("整　改　要　求", 48),
        LetterColumn("整改时限", 32, "centre"),
    )
    table = LetterTable(columns, tuple((str(n), r.code, r.problem, r.measure, r.due) for n, r in enumerate(rows, 1)))
    parts: list[LetterParagraph | LetterTable] = [
        LetterParagraph(f"{basis}发现你单位下列{len(rows)}个问题，请按要求在时限内整改。"),
        table,
        LetterParagraph("整改完成后逐项书面报告，并附佐证材料；经回访核实后销号。逾期未整改的，按有关规定处理。"),
    ]
    return _letter(head, ("整改通知书",), unit, parts)


def closing_sheet(head: LetterHead, unit: str, rows: Sequence[RectificationRow]) -> LetterContent:
    """销号单: each problem with who put it right, when, what the revisit found."""
    columns = (
        LetterColumn("序号", 10, "centre"),
        LetterColumn("考评项", 14, "centre"),
        LetterColumn("问题", 35),
        LetterColumn("责任人", 16, "centre"),
        LetterColumn("整改情况", 36),
        LetterColumn("回访", 30),
        LetterColumn("结论", 15, "centre"),
    )
    table = LetterTable(
        columns,
        tuple((str(n), r.code, r.problem, r.person, r.done, r.revisit, r.state) for n, r in enumerate(rows, 1)),
        least_mm=12,
    )
    closed = sum(row.state in ("已销号", "销号") for row in rows)
    words = f"{unit}应整改问题{len(rows)}个，已销号{closed}个，未销号{len(rows) - closed}个，逐项情况如下。"
    return _letter(head, ("整改销号单",), "", [LetterParagraph(words), table], places=("回访人员", "被检查单位负责人"))


def _title(before: str, name: str, after: str) -> tuple[str, ...]:
    """One line, or two broken by sense, never within a word: after the year, before the name, or before its end."""
    whole = before + name + after
    if len(whole) <= _LINE:
        return (whole,)
    year = re.match(r"\d{4}年度?", name)
    places = [len(before) + (year.end() if year else 0), len(before), len(before + name)]
    fitting = [at for at in places if 0 < at <= _LINE and len(whole) - at <= _LINE]
    if not fitting:
        return (whole,)
    at = min(fitting, key=lambda place: abs(2 * place - len(whole)))
    return (whole[:at], whole[at:])


def _numbered(texts: tuple[str, ...]) -> list[LetterParagraph | LetterTable]:
    return [LetterParagraph(text, f"（{ordinal(number)}）", 2) for number, text in enumerate(texts, 1)]


def _letter(
    head: LetterHead,
    title: tuple[str, ...],
    addressee: str,
    parts: Sequence[LetterParagraph | LetterTable],
    places: tuple[str, ...] = (),
) -> LetterContent:
    return LetterContent(
        rid=head.rid,
        number=head.number,
        title=title,
        addressee=addressee,
        parts=tuple(parts),
        office="" if places else head.office,  # where people sign by hand, each writes the day
        date="" if places else head.date,
        places=places,
        drill=head.drill,
        secrecy=head.secrecy,
        made_at=head.made_at,
    )
