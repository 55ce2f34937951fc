"""The outcome of a report from a result: figures in words, why not the next grade, vetoes and what is left out."""

from decimal import Decimal

from app.reports.content import Figure, Outcome
from app.reports.wording import fixed, rounded
from app.scoring.notes import why_not_next_grade
from app.scoring.result import Result
from app.scoring.table import Scheme


def outcome_of(
    scheme: Scheme, result: Result, own: Decimal | None, last: Decimal | None, *, undecided: bool
) -> Outcome:
    """Total, grade and why, with the small figures; `own` is the self-check's total, `last` the one before."""
    places = scheme.rounding.total
    figures = []
    if scheme.bonus.items:
        figures.append(Figure("加分", fixed(result.bonus, places)))
    if scheme.penalties.items:
        figures.append(Figure("倒扣", fixed(result.penalties, places)))
    if figures:
        use = "" if scheme.bonus_counts_for_grade else "（仅用于排名）"
        figures.append(Figure(f"加分后{use}", fixed(result.total_with_bonus, places)))
    figures.append(Figure(f"自评{_than(own, result.total, places, '高', '低')}", fixed(own, places)))
    figures.append(Figure(f"上次检查{_than(result.total, last, places, '升', '降')}", fixed(last, places)))
    asked = next((one.min_each_dimension for one in scheme.grades if one.min_each_dimension), None)
    vetoed = [veto for veto in scheme.vetoes if veto.code in result.acting_vetoes]
    why = "；".join(f"一票否决：{veto.text}" for veto in vetoed) or (why_not_next_grade(scheme, result) or "")
    state = "provisional" if result.provisional else "undecided" if undecided else "final"
    return Outcome(
        total=result.total,
        full_marks=scheme.full_marks,
        total_places=places,
        grade=result.grade or "",
        state=state,  # type: ignore[arg-type]
        explanation=why,
        figures=tuple(figures),
        remarks=_remarks(scheme, result),
        line_percent=asked.value if asked is not None and asked.percent else None,
        met=result.met,
        of=result.of,
    )


def _than(one: Decimal | None, other: Decimal | None, places: int, more: str, less: str) -> str:
    """（高8.6）: differences in words, not bare signs."""
    if one is None or other is None:
        return ""
    gap = rounded(one - other, places)
    if gap == 0:
        return "（持平）" if more == "升" else "（相同）"
    return f"（{more if gap > 0 else less}{fixed(abs(gap), places)}）"


def _remarks(scheme: Scheme, result: Result) -> str:
    said = []
    if scheme.vetoes:
        if result.acting_vetoes:
            said.append(f"一票否决：{len(scheme.vetoes)}项逐项核对，{'、'.join(result.acting_vetoes)}成立。")
        else:
            said.append(f"一票否决：{len(scheme.vetoes)}项逐项核对，均未发现。")
    left_out = [c for c, item in result.items.items() if item.state == "not_applicable" and not item.outside_table]
    if left_out:
        scaled = "，已折算" if scheme.not_applicable.startswith("rescale") else ""
        shown = "、".join(left_out[:8]) + (f"等{len(left_out)}项" if len(left_out) > 8 else "")
        said.append(f"不适用：{shown}{scaled}。")
    waiting = [code for code, item in result.items.items() if not item.is_settled and not item.outside_table]
    if waiting:
        shown = "、".join(waiting[:6]) + ("等" if len(waiting) > 6 else "")
        said.append(f"尚缺{len(waiting)}项：{shown}，总分暂定。")
    return "".join(said)
