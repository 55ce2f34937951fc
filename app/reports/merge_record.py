"""合并记录 of one import: what came for whom, what contradicted what, who decided, and what was not merged."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.reports.letter import LetterColumn, LetterContent, LetterParagraph, LetterTable
from app.reports.letters import LetterHead
from app.reports.wording import ordinal

PLACE_MM = 17.0
"""So high that a digital signature shows name, post, time and certificate."""


@dataclass(frozen=True, slots=True)
class CommunityRow:
    """What came for one community; texts and counts as printed."""

    unit: str
    new: int
    known: int
    waiting: int
    conflicts: int
    aside: int


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """One record of which several versions stand: who wrote them, and what was decided since ("" for nothing yet)."""

    unit: str
    what: str
    versions: str
    decision: str


@dataclass(frozen=True, slots=True)
class ImportFacts:
    """One import; `aside` are sentences about lines that were merged nowhere."""

    device: str
    seq: int
    digest: str
    sender: str
    imported_at: str
    imported_by: str
    communities: tuple[CommunityRow, ...]
    conflicts: tuple[ConflictRow, ...]
    aside: tuple[str, ...]
    waiting: int
    is_settled: bool


def import_record(head: LetterHead, facts: ImportFacts) -> LetterContent:
    """The record to print, sign and file."""
    new, known = sum(one.new for one in facts.communities), sum(one.known for one in facts.communities)
    opening = (
        f"{facts.imported_at}，{facts.imported_by or '（未记名）'}收进数据包1个：来自{facts.sender or '不认识的密钥'}，"
        f"设备{facts.device}第{facts.seq}包，摘要{facts.digest[:12]}。新记录{new}条，已有{known}条"
        f"{f'，等待前序{facts.waiting}条' if facts.waiting else ''}。"
    )
    sections: list[tuple[str, list[LetterParagraph | LetterTable]]] = []
    if facts.communities:
        sections.append(("各单位收进情况", [_communities(facts.communities)]))
    if facts.conflicts:
        state = "以下各处已经全部裁定或选定。" if facts.is_settled else "以下各处还有没有裁定或选定的。"
        sections.append(("不一致之处及决定", [LetterParagraph(state), _conflicts(facts.conflicts)]))
    else:
        sections.append(("不一致之处及决定", [LetterParagraph("没有不一致之处。")]))
    if facts.aside:
        told: list[LetterParagraph | LetterTable] = [
            LetterParagraph(text, f"（{ordinal(number)}）", 2) for number, text in enumerate(facts.aside, 1)
        ]
        sections.append(("没有并入的内容", told))
    parts: list[LetterParagraph | LetterTable] = [LetterParagraph(opening)]
    for number, (title, body) in enumerate(sections, 1):
        parts.append(LetterParagraph("", f"{ordinal(number)}、{title}", 1))
        parts += body
    parts.append(LetterParagraph("各个版本和没有并入的内容都留存在本机，没有删改。"))
    return LetterContent(
        rid=head.rid,
        number=head.number,
        title=("数据合并记录",),
        addressee="",
        parts=tuple(parts),
        places=("合并人", "复核人"),
        place_mm=PLACE_MM,
        drill=head.drill,
        secrecy=head.secrecy,
        made_at=head.made_at,
    )


def _communities(rows: Sequence[CommunityRow]) -> LetterTable:
    columns = (
        LetterColumn("序号", 12, "centre"),
        LetterColumn("单　　位", 54),
        LetterColumn("新", 18, "figure"),
        LetterColumn("已有", 18, "figure"),
        LetterColumn("等待前序", 20, "figure"),
        LetterColumn("不一致", 18, "figure"),
        LetterColumn("没有并入", 20, "figure"),
    )
    return LetterTable(
        columns,
        tuple(
            (str(n), r.unit, *(str(value) for value in (r.new, r.known, r.waiting, r.conflicts, r.aside)))
            for n, r in enumerate(rows, 1)
        ),
    )


def _conflicts(rows: Sequence[ConflictRow]) -> LetterTable:
    columns = (
        LetterColumn("序号", 11, "centre"),
        LetterColumn("单　　位", 28),
        LetterColumn("内容", 24),
        LetterColumn("各个版本", 44),
        LetterColumn("决定及原因", 49),
    )
    return LetterTable(
        columns, tuple((str(n), r.unit, r.what, r.versions, r.decision or "尚未决定") for n, r in enumerate(rows, 1))
    )
