"""The narrative of a report (情况说明), told from its figures alone."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from app.reports.content import DimensionLine, NarrativeParagraph
from app.reports.wording import fixed, ordinal, percent, rounded, trimmed
from app.scoring.notes import why_not_next_grade
from app.scoring.result import ItemResult, Result
from app.scoring.table import Scheme

_METHODS = ("查阅资料", "实地察看", "座谈访谈", "问卷测评", "部门数据", "网上检查")


def numbered(paragraphs: Sequence[NarrativeParagraph], after: int = 0) -> tuple[NarrativeParagraph, ...]:
    """（一）得分情况。: headings with their numbers, counted on from `after`, so that none is missing between."""
    told = []
    for paragraph in paragraphs:
        if paragraph.heading:
            after += 1
            told.append(replace(paragraph, heading=f"（{ordinal(after)}）{paragraph.heading}。"))
        else:
            told.append(paragraph)
    return tuple(told)


def narrative_before(
    unit: str,
    kind: str,
    days: str,
    scheme: Scheme,
    result: Result,
    lines: Sequence[DimensionLine],
) -> tuple[NarrativeParagraph, ...]:
    """What was done, what came out, where marks were lost."""
    items = [item for item in result.items.values() if not item.outside_table]
    used = {method for item in scheme.items if not result.items[item.code].outside_table for method in item.methods}
    methods = "、".join(method for method in (*_METHODS, *sorted(used - set(_METHODS))) if method in used)
    name = "参考方案" if scheme.status == "reference" else "考评方案"
    left_out = sum(item.state == "not_applicable" for item in items)
    waiting = sum(not item.is_settled for item in items)
    counted = len(items) - left_out - waiting
    opening = f"检查组于{days}对{unit}进行{kind}，" if days else f"检查组对{unit}进行{kind}，"
    opening += f"采取{methods}等方式，" if methods else ""
    opening += f"对照{name}{len(items)}项逐项核对，{counted}项计分"
    opening += f"，{left_out}项不适用" if left_out else ""
    opening += f"，{waiting}项尚缺资料或外部数据，总分暂定" if waiting else ""
    return (
        NarrativeParagraph("", opening + "。"),
        NarrativeParagraph("得分情况", _outcome(scheme, result, lines)),
        NarrativeParagraph("主要失分", _losses(scheme, items, lines)),
    )


def comparing(
    scheme: Scheme, result: Result, own: Decimal | None, last_label: str, last: Decimal | None
) -> tuple[NarrativeParagraph, ...]:
    """How the marks stand beside the self-check and the last inspection."""
    if result.total is None or (own is None and last is None):
        return ()
    places = scheme.rounding.total
    said, about = [], []
    if own is not None:
        about.append("自评")
        gap = rounded(own - result.total, places)
        words = f"自评{fixed(own, places)}分，"
        words += "与考评相同" if gap == 0 else f"{'高出' if gap > 0 else '低于'}考评{fixed(abs(gap), places)}分"
        alert = scheme.self_difference_alert
        if alert is not None:
            over = abs(gap) > alert
            words += f"，超过{trimmed(alert)}分，须书面说明" if over else f"，未超过{trimmed(alert)}分，不需书面说明"
        said.append(words)
    if last is not None:
        about.append("上次检查")
        gap = rounded(result.total - last, places)
        change = "与其持平" if gap == 0 else f"{'提高' if gap > 0 else '降低'}{fixed(abs(gap), places)}分"
        said.append(f"比{last_label or '上次检查'}{change}" if gap else f"与{last_label or '上次检查'}持平")
    return (NarrativeParagraph(f"与{'、'.join(about)}比较", "。".join(said) + "。各大项比较如下表。"),)


def narrative_after(scheme: Scheme, result: Result) -> tuple[NarrativeParagraph, ...]:
    """Bonus, penalties and vetoes; nothing where the scheme knows none."""
    said = []
    if scheme.bonus.items or scheme.penalties.items:
        entries = [
            f"{item.title.split('（')[0]}{trimmed(marks)}分"
            for item in scheme.bonus.items
            if (marks := sum((e.marks or Decimal(0) for e in result.bonus_entries.get(item.code, ())), Decimal(0)))
        ]
        words = f"加分{trimmed(result.bonus)}分" if result.bonus else "没有加分"
        words += f"（{'、'.join(entries)}）" if len(entries) > 1 else ""
        words += f"；倒扣{trimmed(result.penalties)}分" if result.penalties else ""
        if result.bonus and not scheme.bonus_counts_for_grade:
            words += "，只用于排名"
        said.append(words)
    if scheme.vetoes:
        found = [veto.text for veto in scheme.vetoes if veto.code in result.acting_vetoes]
        said.append(f"一票否决{len(scheme.vetoes)}项，" + (f"成立：{'；'.join(found)}" if found else "均未发现"))
    if not said:
        return ()
    heading = "加分和一票否决" if scheme.vetoes and len(said) > 1 else "一票否决" if scheme.vetoes else "加分"
    return (NarrativeParagraph(heading, "。".join(said) + "。"),)


def _outcome(scheme: Scheme, result: Result, lines: Sequence[DimensionLine]) -> str:
    places = scheme.rounding.total
    said = "没有总分" if result.total is None else f"总分{fixed(result.total, places)}分"
    if result.met is not None and result.of:
        said += f"，达标{result.met}项（应达标{result.of}项）"
    if result.grade:
        said += f"，等次为{result.grade}" + ("（暂定）" if result.provisional else "")
    said += "。"
    rated = [line for line in lines if line.marks is not None and line.full_marks]
    if len(rated) > 1:
        lowest = min(rated, key=lambda line: (line.marks or 0) / (line.full_marks or 1))
        highest = max(rated, key=lambda line: (line.marks or 0) / (line.full_marks or 1))
        said += f"{ordinal(len(rated))}个大项中，得分率最高的是“{highest.title}”，{_rate(highest)}；"
        said += f"最低的是“{lowest.title}”，{_rate(lowest)}。"
    why = why_not_next_grade(scheme, result)
    return said + (f"{why}。" if why else "")


def _rate(line: DimensionLine) -> str:
    return percent(line.marks, line.full_marks).replace(" ", "")


def _losses(scheme: Scheme, items: Sequence[ItemResult], lines: Sequence[DimensionLine]) -> str:
    lost = sorted((item for item in items if item.lost > 0), key=lambda item: -item.lost)
    if not lost:
        return "各项均得满分，没有失分。" if any(item.marks is not None for item in items) else "尚无计分。"
    said = []
    short = [
        (line.full_marks - line.marks, line)
        for line in lines
        if line.full_marks is not None and line.marks is not None and line.full_marks > line.marks
    ]
    short.sort(key=lambda pair: -pair[0])
    if len(lines) > 1 and short:
        said.append(f"失分最多的是大项{short[0][1].ordinal}“{short[0][1].title}”，失{trimmed(short[0][0])}分")
        if len(short) > 1:
            said[-1] += f"；其次是大项{short[1][1].ordinal}“{short[1][1].title}”，失{trimmed(short[1][0])}分"
    titles = {item.code: item.title for item in scheme.items}
    words = "、".join(f"{item.code}{titles[item.code]}失{trimmed(item.lost)}分" for item in lost[:3])
    said.append(f"扣分{len(lost)}项，失分较多的有{words}" if len(lost) > 3 else f"扣分{len(lost)}项：{words}")
    return "。".join(said) + "。"
