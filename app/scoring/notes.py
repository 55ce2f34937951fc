"""Sentences about a result: why it is not the next grade, how a subtotal came about."""

from app.scoring.exact import shown
from app.scoring.grading import Standing, failing
from app.scoring.result import Result
from app.scoring.table import Grade, Scheme, Share


def why_not_next_grade(scheme: Scheme, result: Result) -> str | None:
    """What keeps `result` from the grade above its own (未达示范点：总分低于90分), None at the top or ungraded."""
    names = [grade.name for grade in scheme.grades]
    if result.grade is None or result.grade not in names or names.index(result.grade) == 0:
        return None
    above = scheme.grades[names.index(result.grade) - 1]
    figure = result.total_with_bonus if scheme.bonus_counts_for_grade else result.total
    standing = Standing(
        figure, tuple(result.subtotals.values()), result.items, result.met, result.of, bool(result.acting_vetoes)
    )
    has_total = figure is not None
    words = [_missed(scheme, above, condition, has_total=has_total) for condition in failing(scheme, above, standing)]
    if not words or (result.acting_vetoes and "有一票否决情形" not in words):
        words.append("有一票否决情形" if result.acting_vetoes else "等次另有限制")
    return f"未达{above.name}：{'，'.join(words)}"


def _missed(scheme: Scheme, grade: Grade, condition: str, *, has_total: bool) -> str:
    kind, _, code = condition.partition(":")
    if kind == "total" and grade.min_total is not None:
        figure = "加分后总分" if scheme.bonus_counts_for_grade else "总分"
        return f"{figure}低于{shown(grade.min_total)}分" if has_total else "没有总分"
    if kind == "dimension" and grade.min_each_dimension is not None:
        title = next((one.title for one in scheme.dimensions if one.code == code), "") or f"大项{code}"
        return f"{title}低于{_share(grade.min_each_dimension)}"
    if kind == "item":
        return f"{code}项低于{_share(grade.min_items[code])}"
    if kind == "met" and grade.min_met is not None:
        return f"达标项不足{shown(grade.min_met.value)}{'%' if grade.min_met.percent else '项'}"
    return "有一票否决情形"


def _share(share: Share) -> str:
    return f"满分的{shown(share.value)}%" if share.percent else f"{shown(share.value)}分"
