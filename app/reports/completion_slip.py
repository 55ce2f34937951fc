"""成绩补正单: the page that goes with a signed provisional report once others supplied what it waited for."""

from dataclasses import dataclass

from app.reports.letter import LetterColumn, LetterContent, LetterParagraph, LetterTable
from app.reports.letters import LetterHead


@dataclass(frozen=True, slots=True)
class CompletedItem:
    """An item that waited: its marks now, and where they come from."""

    code: str
    title: str
    marks: str
    source: str


@dataclass(frozen=True, slots=True)
class CompletionFacts:
    """What the page says. `report` is the number of the signed report; texts of marks are as they are printed."""

    unit: str
    kind: str
    dates: str
    report: str
    before: str
    total: str
    total_with_bonus: str
    grade: str
    is_provisional: bool
    items: tuple[CompletedItem, ...]


def completion_slip(head: LetterHead, facts: CompletionFacts) -> LetterContent:
    """成绩补正单: which marks were waited for, what they are, and the total that they lead to."""
    still = "，仍有考评项待评，成绩为暂定" if facts.is_provisional else ""
    bonus = f"，加分、扣罚后{facts.total_with_bonus}分" if facts.total_with_bonus != facts.total else ""
    columns = (
        LetterColumn("考评项", 16, "centre"),
        LetterColumn("内　　容", 50),
        LetterColumn("得分", 18, "figure"),
        LetterColumn("来　　源", 72),
    )
    rows = tuple((one.code, one.title, one.marks, one.source) for one in facts.items)
    parts: list[LetterParagraph | LetterTable] = [
        LetterParagraph(
            f"{facts.dates}对你单位的{facts.kind}（检查报告{facts.report}）签字时，下列考评项须由其他部门评分或与其他单位"
            f"比较，当时得分{facts.before}分，为暂定成绩。现已取得有关数据，补正如下。"
        ),
        LetterTable(columns, rows),
        LetterParagraph(f"补正后得分{facts.total}分{bonus}，等次为{facts.grade or '未定'}{still}。"),
        LetterParagraph("已签字的检查报告内容不变，本单与该报告一并使用。"),
    ]
    return LetterContent(
        rid=head.rid,
        number=head.number,
        title=("检查成绩补正单",),
        addressee=facts.unit,
        parts=tuple(parts),
        office=head.office,
        date=head.date,
        drill=head.drill,
        secrecy=head.secrecy,
        made_at=head.made_at,
    )
