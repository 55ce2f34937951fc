"""From items to dimensions to the total: what does not apply, what is spread, what is rescaled."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from app.scoring.exact import ZERO, decimal_of, rounded, shown
from app.scoring.result import DimensionResult, ItemResult
from app.scoring.table import Dimension, Item, Scheme

_PLACES = "零一两三四"
_WHOLE_TABLE = ""
"""The code of the one dimension of a table that has none."""


@dataclass(frozen=True, slots=True)
class _Part:
    """An item of the dimension with what it counts: marks and full marks after what other items spread to it."""

    full: Fraction | None
    counts: Fraction
    out_of: Fraction | None
    applies: bool


def subtotals(scheme: Scheme, items: Mapping[str, ItemResult]) -> tuple[DimensionResult, ...]:
    """Every dimension of the scheme; a table without dimensions is treated as one that is not rounded."""
    if not scheme.dimensions:
        whole = Dimension(code=_WHOLE_TABLE, title="", full_marks=scheme.full_marks)
        return (_dimension(scheme, whole, scheme.items, items, places=None),)
    places = scheme.rounding.dimension
    return tuple(_dimension(scheme, one, scheme.items_of(one.code), items, places) for one in scheme.dimensions)


def _dimension(
    scheme: Scheme, dimension: Dimension, rows: Iterable[Item], items: Mapping[str, ItemResult], places: int | None
) -> DimensionResult:
    members = [(row, items[row.code]) for row in rows if row.base != "none" and not items[row.code].outside_table]
    if not members:
        return DimensionResult(dimension.code, None, None, None, "本类单位没有本大项的项目", in_table=False)
    parts = _parts(members, scheme.not_applicable)
    known = [part.full for part in parts if part.full is not None]
    of_items = sum(known, ZERO) if len(known) == len(parts) else None
    is_summed = of_items is None or dimension.base != 0 or dimension.floor is not None
    whole = of_items
    if dimension.full_marks is not None and (is_summed or dimension.mismatch == "rescale"):
        whole = Fraction(dimension.full_marks)
    applying = [part for part in parts if part.applies]
    if not applying:
        return DimensionResult(dimension.code, None, None, whole, "本大项各项均不适用")
    if is_summed:
        exact, note = _summed(dimension, [part.counts for part in applying])
        return _rounded(dimension.code, exact, whole, whole, note, places)
    scored = sum((part.counts for part in applying), ZERO)
    out_of = sum((part.out_of for part in applying if part.out_of is not None), ZERO)
    return _scaled(scheme, dimension, scored, out_of, (of_items or ZERO, whole or ZERO), places)


def _parts(members: Sequence[tuple[Item, ItemResult]], mode: str) -> list[_Part]:
    """What each item counts; the full marks of an item exempted by `redistribute` go to the others in equal parts."""
    receiving = [
        index
        for index, (row, result) in enumerate(members)
        if result.state != "not_applicable" and row.full_marks is not None and row.full_marks > 0
    ]
    spread = sum((Fraction(row.full_marks or 0) for row, result in members if result.spread), ZERO)
    part = spread / len(receiving) if receiving else ZERO
    parts = []
    for index, (row, result) in enumerate(members):
        full = None if row.full_marks is None else Fraction(row.full_marks)
        marks = ZERO if result.marks is None else Fraction(result.marks)
        if result.state == "not_applicable":
            counted = mode in ("full_marks", "zero") and not result.spread
            parts.append(_Part(full, (full or ZERO) if mode == "full_marks" else ZERO, full, counted))
        elif part and index in receiving and full is not None:
            parts.append(_Part(full, marks * (full + part) / full, full + part, applies=True))
        else:
            parts.append(_Part(full, marks, full, applies=True))
    return parts


def _summed(dimension: Dimension, counts: Sequence[Fraction]) -> tuple[Fraction, str]:
    """A base, what is deducted from it down to the floor, then what is awarded."""
    deducted = sum((value for value in counts if value < 0), ZERO)
    awarded = sum((value for value in counts if value > 0), ZERO)
    base = Fraction(dimension.base)
    left = base + deducted
    if not base and dimension.floor is None:
        return left + awarded, "本大项各项得分之和"
    note = f"{shown(base)}{shown(deducted) if deducted else '−0'}＝{shown(left)}"
    if dimension.floor is not None and left < dimension.floor:
        left = Fraction(dimension.floor)
        note += f"，不低于{shown(left)}"
    return left + awarded, f"{note}→＋{shown(awarded)}" if awarded else note


def _scaled(
    scheme: Scheme,
    dimension: Dimension,
    scored: Fraction,
    out_of: Fraction,
    wholes: tuple[Fraction, Fraction],
    places: int | None,
) -> DimensionResult:
    """Σ scored ÷ Σ full marks of the items that apply × the dimension's marks; with rescale_total not for those."""
    of_items, whole = wholes
    divisor, result_out_of = out_of, whole
    if scheme.not_applicable == "rescale_total" and of_items:
        divisor, result_out_of = of_items, out_of * whole / of_items
    if not divisor or divisor == whole:
        return _rounded(dimension.code, scored, result_out_of, whole, "本大项各项得分之和", places)
    exact = scored * whole / divisor
    note = f"{shown(scored)}÷{shown(divisor)}×{shown(whole)}"
    return _rounded(dimension.code, exact, result_out_of, whole, note, places)


def _rounded(
    code: str, exact: Fraction, out_of: Fraction | None, whole: Fraction | None, note: str, places: int | None
) -> DimensionResult:
    if places is None:
        # Sums of item marks are decimals, and a rescaled one is cut far beyond what a total can show.
        return DimensionResult(code, decimal_of(exact), out_of, whole, note)
    marks = rounded(exact, places)
    if "÷" in note:
        note = f"{note}＝{shown(exact)}→得{shown(marks)}"
    elif exact != Fraction(marks):
        note = f"{note}{shown(exact)}→得{shown(marks)}（{_kept(places)}）"
    return DimensionResult(code, marks, out_of, whole, note)


def _kept(places: int) -> str:
    return f"保留{_PLACES[places]}位" if places else "取整数"


def total_of(
    scheme: Scheme, dimensions: Sequence[DimensionResult], *, has_other_classes: bool
) -> tuple[Decimal | None, str]:
    """The total rounded once, None where nothing has marks, and how it came about.

    `has_other_classes`: some items belong to other classes, so that the table's marks are what its own items add to.
    """
    table = [one for one in dimensions if one.in_table]
    live = [one for one in table if one.marks is not None]
    if not live:
        return None, ""
    exact, note = (
        _weighted(scheme, table, live)
        if _has_weights(scheme)
        else _added(scheme, table, live, has_other_classes=has_other_classes)
    )
    total = rounded(exact, scheme.rounding.total)
    note = note if note == shown(exact) else f"{note}＝{shown(exact)}"
    return total, f"{note}→得{shown(total)}" + (
        "" if exact == Fraction(total) else f"（{_kept(scheme.rounding.total)}）"
    )


def _has_weights(scheme: Scheme) -> bool:
    return any(dimension.weight is not None for dimension in scheme.dimensions)


def _weighted(
    scheme: Scheme, table: Sequence[DimensionResult], live: Sequence[DimensionResult]
) -> tuple[Fraction, str]:
    """Σ per cent × weight; the weights of dimensions with nothing applicable go to the others in proportion."""
    weights = {dimension.code: Fraction(dimension.weight or 0) for dimension in scheme.dimensions}
    wanted = sum((weights[one.code] for one in table), ZERO)
    present = sum((weights[one.code] for one in live), ZERO)
    shares = [(100 * (one.share or ZERO), weights[one.code]) for one in live]
    exact = sum((percent * weight for percent, weight in shares), ZERO)
    note = "＋".join(f"{shown(percent)}×{shown(weight)}" for percent, weight in shares)
    if present and present != wanted:
        return exact * wanted / present, f"（{note}）÷{shown(present)}×{shown(wanted)}"
    return exact, note


def _added(
    scheme: Scheme, table: Sequence[DimensionResult], live: Sequence[DimensionResult], *, has_other_classes: bool
) -> tuple[Fraction, str]:
    """Σ dimensions, rescaled to the full marks where a whole dimension, or with rescale_total an item, is missing."""
    exact = sum((Fraction(one.marks or 0) for one in live), ZERO)
    note = "＋".join(shown(one.marks or Decimal(0)) for one in live).replace("＋−", "−")
    outs = [one.out_of for one in live]
    wholes = [one.whole for one in table]
    if any(value is None for value in (*outs, *wholes)):
        return exact, note
    out_of = sum((value for value in outs if value is not None), ZERO)
    whole = sum((value for value in wholes if value is not None), ZERO)
    if out_of == whole or not out_of:
        return exact, note
    full = whole if scheme.full_marks is None or has_other_classes else Fraction(scheme.full_marks)
    grouped = f"（{note}）" if len(live) > 1 else note
    return exact * full / out_of, f"{grouped}÷{shown(out_of)}×{shown(full)}"


def too_much_left_out(scheme: Scheme, items: Mapping[str, ItemResult]) -> tuple[str, ...]:
    """Dimensions in which more than `na_limit` of the marks do not apply: a written approval is asked for."""
    if scheme.na_limit is None:
        return ()
    warnings = []
    for dimension in scheme.dimensions:
        rows = [row for row in scheme.items_of(dimension.code) if not items[row.code].outside_table]
        marks = [(Fraction(row.full_marks or 0), items[row.code].state) for row in rows if row.base != "none"]
        whole = sum((full for full, _ in marks), ZERO)
        left_out = sum((full for full, state in marks if state == "not_applicable"), ZERO)
        if whole and left_out / whole > Fraction(scheme.na_limit):
            limit = shown(Fraction(scheme.na_limit) * 100)
            warnings.append(
                f"{dimension.title or dimension.code}：不适用的分值{shown(left_out)}分，"
                f"超过本大项{shown(whole)}分的{limit}%，须经书面同意"
            )
    return tuple(warnings)
