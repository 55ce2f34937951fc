"""The parts of a scheme file other than rules, as they are written: items, dimensions, grades, vetoes, quota."""

from collections.abc import Mapping
from typing import Any

from app.scoring import table
from app.scoring.fitting import unique
from app.scoring.item_shape import SHARE, WORDING, item_shape
from app.scoring.shapes import (
    Day,
    Field,
    ListOf,
    MapOf,
    Maybe,
    Number,
    OneOf,
    Reader,
    Shape,
    Text,
    Truth,
    Whole,
    good,
    is_good,
)

FORMAT = "wuyou.scheme/1"

_MARKS = Number(least=0)
_NAME = Text(blank=False)
_TEXT = Text()
_NAMES = ListOf(_NAME)


def _complete_penalties(reader: Reader, path: str, values: dict[str, Any]) -> None:
    unique(reader, f"{path}.items", values["items"], "code")
    for index, item in good(values["items"]):
        here = f"{path}.items[{index}]"
        if item.base != "zero":
            reader.error(f"{here}.base", "not_a_penalty", "总分外扣分的项目从0起扣，base应为zero")
        if item.floor is not None and item.floor >= 0:
            reader.error(f"{here}.floor", "not_a_penalty", "总分外扣分的项目不设下限，floor应为null")
        for place, rule in enumerate(item.rules):
            if rule.effect in ("award", "full"):
                reader.error(f"{here}.rules[{place}].effect", "not_a_penalty", "总分外扣分的项目里只能有扣分的规则")


def _complete_bonus(reader: Reader, path: str, values: dict[str, Any]) -> None:
    unique(reader, f"{path}.items", values["items"], "code")


_EXTRA_ITEMS = Field(ListOf(item_shape(in_dimension=False)), [])
_BONUS = Shape(
    table.Extras,
    {
        "cap": Field(Maybe(_MARKS), None),
        "min_base": Field(Maybe(Number()), None),
        "items": _EXTRA_ITEMS,
        "dedup_topics": Field(Truth(), default=False),
    },
    _complete_bonus,
)
_PENALTIES = Shape(table.Extras, {"cap": Field(Maybe(_MARKS), None), "items": _EXTRA_ITEMS}, _complete_penalties)


def _complete_condition(reader: Reader, path: str, values: dict[str, Any]) -> None:
    """Three forms: item and below, item and state unmet, rank_from_bottom."""
    given = {name for name, value in values.items() if value is not None}
    if given not in ({"item", "below"}, {"item", "state"}, {"rank_from_bottom"}):
        reader.error(
            path, "contradiction", "条件要写成item加below、item加state，或rank_from_bottom", keys="、".join(given)
        )


_CONDITION = Shape(
    table.Condition,
    {
        "item": Field(Maybe(_NAME), None),
        "below": Field(Maybe(SHARE), None),
        "state": Field(Maybe(OneOf("unmet")), None),
        "rank_from_bottom": Field(Maybe(Whole(1, 10**6)), None),
    },
    _complete_condition,
)
_VETO_NEEDS = {"disqualify": "years", "fixed_total": "total", "grade_cap": "max_grade"}


def _complete_veto(reader: Reader, path: str, values: dict[str, Any]) -> None:
    needed = _VETO_NEEDS.get(values["effect"]) if is_good(values["effect"]) else None
    if needed is not None and values[needed] is None:
        reader.error(f"{path}.{needed}", "missing", f"缺少“{needed}”", key=needed)
    condition = values["from"]
    if (
        values["effect"] == "fixed_total"
        and is_good(condition)
        and condition is not None
        and condition.rank_from_bottom
    ):
        reader.error(f"{path}.from", "contradiction", "排名以后总分不能再变，末位只能影响等次", keys="from、effect")


_VETO = Shape(
    table.Veto,
    {
        "code": Field(_NAME),
        "text": Field(_TEXT),
        "effect": Field(OneOf("fail", "disqualify", "fixed_total", "grade_cap")),
        "years": Field(Maybe(Whole(1, 100)), None),
        "total": Field(Maybe(Number()), None),
        "max_grade": Field(Maybe(_NAME), None),
        "from": Field(Maybe(_CONDITION), None),
    },
    _complete_veto,
)
_GRADE = Shape(
    table.Grade,
    {
        "name": Field(_NAME),
        "min_total": Field(Maybe(Number()), None),
        "min_each_dimension": Field(Maybe(SHARE), None),
        "min_items": Field(MapOf(SHARE), {}),
        "min_met": Field(Maybe(SHARE), None),
        "no_veto": Field(Truth(), default=False),
    },
)
_QUOTA = Shape(
    table.Quota,
    {
        "grade": Field(_NAME),
        "scope": Field(Maybe(_NAME), None),
        "share": Field(SHARE),
        "of": Field(OneOf("inspected", "passed"), "inspected"),
        "rounding": Field(OneOf("floor", "ceil", "half_up"), "floor"),
        "at_least": Field(Whole(0, 10**6), 0),
        "order": Field(ListOf(_NAME), []),
        "on_tie": Field(OneOf("all_in", "none_in", "refer"), "refer"),
    },
)
_ROUNDING = Shape(
    table.Rounding,
    {
        "item": Field(Whole(0, 4)),
        "dimension": Field(Whole(0, 4)),
        "total": Field(Whole(0, 4)),
        "mode": Field(OneOf("half_up"), "half_up"),
    },
)
_DIMENSION = Shape(
    table.Dimension,
    {
        "code": Field(_NAME),
        "title": Field(_TEXT),
        "full_marks": Field(Maybe(_MARKS)),
        "weight": Field(Maybe(_MARKS), None),
        "mismatch": Field(OneOf("by_item", "rescale"), "by_item"),
        "base": Field(Number(), "0"),
        "floor": Field(Maybe(Number()), None),
    },
)
_SOURCE = Shape(table.Source, {"source": Field(_NAME), "weight": Field(_MARKS)})
_MAYBE_TEXT = Field(Maybe(_TEXT), None)
_AUTHORITY = Shape(table.Authority, {"document": _MAYBE_TEXT, "issued_by": _MAYBE_TEXT, "issued_on": _MAYBE_TEXT})


class _OrNothing:
    """An object, or null for one with all its defaults."""

    def __init__(self, shape: Shape) -> None:
        self._shape = shape

    def read(self, reader: Reader, raw: object, path: str) -> Any:
        """The value of the object."""
        return self._shape.read(reader, {} if raw is None else raw, path)

    def normal(self, raw: Any) -> Any:
        """The object's normal form."""
        return self._shape.normal({} if raw is None else raw)


FIELDS: Mapping[str, Field] = {
    "format": Field(OneOf(FORMAT)),
    "id": Field(_NAME),
    "version": Field(_NAME),
    "title": Field(_NAME),
    "status": Field(OneOf("reference", "trial", "official")),
    "authority": Field(_OrNothing(_AUTHORITY), None),
    "notice": WORDING,
    "unit_kinds": Field(_NAMES, []),
    "classes": Field(_NAMES, []),
    "full_marks": Field(Maybe(_MARKS)),
    "rounding": Field(_ROUNDING),
    "not_applicable": Field(OneOf("rescale_dimension", "rescale_total", "full_marks", "zero")),
    "na_limit": Field(Maybe(_MARKS)),
    "after_veto": Field(OneOf("continue", "stop")),
    "bonus_counts_for_grade": Field(Truth()),
    "holidays": Field(ListOf(Day()), []),
    "workdays": Field(ListOf(Day()), []),
    "dimensions": Field(ListOf(_DIMENSION)),
    "items": Field(ListOf(item_shape(in_dimension=True), least=1)),
    "bonus": Field(_OrNothing(_BONUS), None),
    "penalties": Field(_OrNothing(_PENALTIES), None),
    "vetoes": Field(ListOf(_VETO), []),
    "grades": Field(ListOf(_GRADE), []),
    "grade_caps": Field(ListOf(Shape(table.GradeCap, {"when": Field(_CONDITION), "max_grade": Field(_NAME)})), []),
    "quota": Field(Maybe(_QUOTA), None),
    "combine": Field(ListOf(_SOURCE), [{"source": "district", "weight": "1"}]),
    "self_difference_alert": Field(Maybe(_MARKS), None),
    "sign_off": Field(ListOf(_TEXT), []),
    "notes": Field(ListOf(_TEXT), []),
}
