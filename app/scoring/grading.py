"""Vetoes, caps and the grade: what acts by itself, what inspectors set, and which grade is left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from app.scoring.item import Refuse
from app.scoring.result import DimensionResult, ItemResult
from app.scoring.shapes import brief
from app.scoring.table import Condition, Grade, Scheme, Share, Veto

_INSPECTORS = 2


def acting_vetoes(scheme: Scheme, raw: object, items: Mapping[str, ItemResult], refuse: Refuse) -> tuple[Veto, ...]:
    """Vetoes set by hand with two inspectors and facts, and those whose condition is met; wrong ones are refused."""
    by_hand = _set_by_hand(scheme, raw, refuse)
    return tuple(
        veto
        for veto in scheme.vetoes
        if veto.code in by_hand or (veto.from_ is not None and is_met(veto.from_, scheme, items))
    )


def _set_by_hand(scheme: Scheme, raw: object, refuse: Refuse) -> frozenset[str]:
    if raw is None:
        return frozenset()
    if not isinstance(raw, Mapping):
        refuse("vetoes", "应为对象，每个编号一项")
        return frozenset()
    known = {veto.code for veto in scheme.vetoes}
    accepted = set()
    for code, entry in raw.items():
        path = f"vetoes.{brief(str(code))}"
        if code not in known:
            refuse(path, f"方案里没有“{brief(str(code))}”这一条")
        elif entry is not None and _is_confirmed(path, entry, refuse):
            accepted.add(code)
    return frozenset(accepted)


def _is_confirmed(path: str, entry: object, refuse: Refuse) -> bool:
    if not isinstance(entry, Mapping):
        refuse(path, "应为对象，写明confirmed_by和facts")
        return False
    names = entry.get("confirmed_by")
    listed = names if isinstance(names, list | tuple) else ()
    inspectors = {name.strip() for name in listed if isinstance(name, str) and name.strip()}
    enough = len(inspectors) >= _INSPECTORS
    if not enough:
        refuse(f"{path}.confirmed_by", "一票否决要由两名不同的检查员确认")
    facts = entry.get("facts")
    told = isinstance(facts, str) and bool(facts.strip())
    if not told:
        refuse(f"{path}.facts", "一票否决要写明事实")
    return enough and told


def is_met(condition: Condition, scheme: Scheme, items: Mapping[str, ItemResult]) -> bool:
    """Whether an item's result meets `condition`; a rank from the bottom never does outside a ranking."""
    if condition.item is None:
        return False
    result = items[condition.item]
    if condition.state is not None:
        return result.state == condition.state
    row = scheme.item(condition.item)
    if result.marks is None or condition.below is None or row is None:
        return False
    return Fraction(result.marks) < _bound(condition.below, row.full_marks)


def _bound(share: Share, full_marks: Decimal | None) -> Fraction:
    if not share.percent:
        return Fraction(share.value)
    return Fraction(share.value) * Fraction(full_marks or 0) / 100


@dataclass(frozen=True, slots=True)
class Standing:
    """What a grade is looked up by; `figure` is the total, or with bonus where the scheme says so."""

    figure: Decimal | None
    dimensions: Sequence[DimensionResult]
    items: Mapping[str, ItemResult]
    met: int | None
    of: int | None
    has_veto: bool


def grade_of(scheme: Scheme, standing: Standing) -> str | None:
    """The first grade whose every condition holds, else the last; None without a total and without met items."""
    if not scheme.grades or (standing.figure is None and not standing.of):
        return None
    for grade in scheme.grades:
        if not failing(scheme, grade, standing):
            return grade.name
    return scheme.grades[-1].name


def failing(scheme: Scheme, grade: Grade, standing: Standing) -> list[str]:
    """Names of the conditions of `grade` that do not hold: total, dimension:CODE, item:CODE, met, veto."""
    missed = []
    if grade.min_total is not None and (standing.figure is None or standing.figure < grade.min_total):
        missed.append("total")
    if grade.min_each_dimension is not None:
        missed += [f"dimension:{one.code}" for one in standing.dimensions if _is_short(one, grade.min_each_dimension)]
    for code, share in grade.min_items.items():
        result, row = standing.items[code], scheme.item(code)
        if result.marks is not None and row is not None and Fraction(result.marks) < _bound(share, row.full_marks):
            missed.append(f"item:{code}")
    if grade.min_met is not None and not _is_enough(grade.min_met, standing.met, standing.of):
        missed.append("met")
    if grade.no_veto and standing.has_veto:
        missed.append("veto")
    return missed


def _is_short(dimension: DimensionResult, wanted: Share) -> bool:
    if dimension.marks is None:
        return False
    if not wanted.percent:
        return dimension.marks < wanted.value
    share = dimension.share
    return share is not None and share * 100 < Fraction(wanted.value)


def _is_enough(wanted: Share, met: int | None, of: int | None) -> bool:
    if met is None or not of:
        return wanted.percent or wanted.value == 0
    if wanted.percent:
        return Fraction(met * 100, of) >= Fraction(wanted.value)
    return met >= wanted.value


def after_vetoes(scheme: Scheme, grade: str | None, vetoes: Sequence[Veto], caps: Sequence[str]) -> str | None:
    """`grade` after vetoes and caps; `caps` are the highest grades that the acting caps allow."""
    if not scheme.grades:
        return None
    names = [one.name for one in scheme.grades]
    if any(veto.effect in ("fail", "disqualify") for veto in vetoes):
        return names[-1]
    limits = [*caps, *(veto.max_grade for veto in vetoes if veto.effect == "grade_cap" and veto.max_grade)]
    if not limits:
        return grade
    lowest = max(names.index(limit) for limit in limits)
    if grade is None:
        return names[lowest] if any(veto.effect == "grade_cap" for veto in vetoes) else None
    return names[max(lowest, names.index(grade))]


def acting_caps(scheme: Scheme, items: Mapping[str, ItemResult]) -> tuple[str, ...]:
    """The highest grades allowed by the caps whose condition is met."""
    return tuple(cap.max_grade for cap in scheme.grade_caps if is_met(cap.when, scheme, items))
