"""The parts of a scheme file other than rules, as they are written: items, dimensions, grades, vetoes, quota."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.scoring import table
from app.scoring.exact import read_number
from app.scoring.grammar import ANY_RULE
from app.scoring.reach import can_reach
from app.scoring.rules import Flag, Judge
from app.scoring.shapes import (
    BAD,
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
    brief,
    good,
    is_good,
)
from app.scoring.table import Share

FORMAT = "wuyou.scheme/1"

_MARKS = Number(least=0)
_NAME = Text(blank=False)
_TEXT = Text()
_NAMES = ListOf(_NAME)
_NO_TEXT = Field(_TEXT, "")
# Wording that a table may lack is text or null; null and "" mean the same and are left out of the normal form.


class _Wording:
    """Text that may be null, read as an empty string."""

    def read(self, reader: Reader, raw: object, path: str) -> Any:
        """The text."""
        return "" if raw is None else _TEXT.read(reader, raw, path)

    def normal(self, raw: Any) -> Any:
        """The text."""
        return raw or ""


class _ShareKind:
    """`80%`, or a plain number."""

    def read(self, reader: Reader, raw: object, path: str) -> Any:
        """The Share."""
        percent = isinstance(raw, str) and raw.endswith("%")
        number = read_number(raw[:-1] if isinstance(raw, str) and percent else raw)
        if number is None or number < 0:
            if isinstance(raw, float):
                reader.error(path, "float", "这里是浮点数，应写成带引号的文字，如“80%”")
            else:
                reader.error(path, "wrong_type", "这里应为百分比如“80%”，或用文字写的数", wanted="百分比或数")
            return BAD
        return Share(number, percent)

    def normal(self, raw: Any) -> Any:
        """As it is."""
        return raw


class _Cap:
    """ "full", a number, or null."""

    def read(self, reader: Reader, raw: object, path: str) -> Any:
        """The word, the Decimal or None."""
        return raw if raw is None or raw == "full" else _MARKS.read(reader, raw, path)

    def normal(self, raw: Any) -> Any:
        """The number in its normal form."""
        return raw if raw is None or raw == "full" else _MARKS.normal(raw)


_SHARE = _ShareKind()
_WORDING = Field(_Wording(), "")

_GROUP = Shape(
    table.Group,
    {
        "rules": Field(ListOf(_NAME, least=1)),
        "cap": Field(Maybe(_MARKS), None),
        "pick": Field(OneOf("sum", "highest"), "sum"),
    },
)
_EXEMPTION = Shape(
    table.Exemption,
    {
        "id": Field(_NAME),
        "text": Field(_TEXT),
        "effect": Field(OneOf("no_deduct", "not_applicable", "full_marks", "peer_average", "redistribute")),
        "rules": Field(_NAMES, []),
        "requires": Field(Maybe(OneOf("reason")), None),
    },
)


def unique(reader: Reader, path: str, values: object, attribute: str) -> None:
    """Note every name that stands twice among the members of a read list."""
    seen = set()
    for index, value in good(values):
        name = getattr(value, attribute)
        if name in seen:
            reader.error(f"{path}[{index}].{attribute}", "duplicate", f"“{brief(name)}”用了两次", name=brief(name))
        seen.add(name)


def _complete_item(reader: Reader, path: str, values: dict[str, Any]) -> None:
    """What must fit together inside an item; a judge without a maximum gets the item's full marks."""
    unique(reader, f"{path}.rules", values["rules"], "id")
    unique(reader, f"{path}.exemptions", values["exemptions"], "id")
    if isinstance(values["rules"], tuple):
        values["rules"] = tuple(
            _bounded(reader, f"{path}.rules[{index}]", rule, values["full_marks"], values["base"])
            for index, rule in enumerate(values["rules"])
        )
        if is_good(*values["rules"]):
            _check_references(reader, path, values)
            if is_good(values["base"], values["full_marks"], values["cap"]) and is_good(*values["groups"]):
                _check_reach(reader, path, values)


def _bounded(reader: Reader, path: str, rule: Any, full_marks: Any, base: Any) -> Any:
    if not is_good(rule, full_marks):
        return rule
    if isinstance(rule, Judge) and rule.max is None:
        if full_marks is None:
            reader.error(f"{path}.max", "missing", "本项没有满分，酌情给分的规则要写max", key="max")
        elif rule.min > full_marks:
            reader.error(f"{path}.min", "contradiction", "min大于本项满分", keys="min")
        return replace(rule, max=full_marks)
    if isinstance(rule, Flag) and rule.effect == "full" and full_marks is None and base != "none":
        reader.error(f"{path}.effect", "no_full_marks", "本项没有满分，不能有得满分的规则")
    if rule.kind == "threshold" and rule.points is None and base != "none":
        reader.error(f"{path}.points", "missing", "计分的项目里，达标得几分（points）没有写", key="points")
    return rule


def _check_references(reader: Reader, path: str, values: dict[str, Any]) -> None:
    known = {rule.id for rule in values["rules"]}
    grouped: set[str] = set()
    for kind in ("groups", "exemptions"):
        for index, value in good(values[kind]):
            for place, name in good(value.rules):
                here = f"{path}.{kind}[{index}].rules[{place}]"
                if name not in known:
                    reader.error(here, "dangling", f"本项没有“{brief(name)}”这条规则", name=brief(name))
                if kind == "groups" and name in grouped:
                    reader.error(here, "duplicate", f"规则“{brief(name)}”在两个组里", name=brief(name))
                if kind == "groups":
                    grouped.add(name)
    for index, exemption in good(values["exemptions"]):
        if exemption.effect == "full_marks" and values["full_marks"] is None and values["base"] != "none":
            reader.error(f"{path}.exemptions[{index}].effect", "no_full_marks", "本项没有满分，不能按满分计")


def _check_reach(reader: Reader, path: str, values: dict[str, Any]) -> None:
    full = values["full_marks"]
    if values["base"] == "none" or full is None:
        return
    bound = None if values["cap"] in ("full", None) else values["cap"]
    if (bound is not None and bound < full) or not can_reach(full, values["base"], values["rules"], values["groups"]):
        reader.error(path, "unreachable", "不论事实如何，本项都得不到满分", full_marks=str(full))


def _tidy_item(normal: dict[str, Any]) -> None:
    for rule in normal.get("rules", []):
        if rule["kind"] == "judge" and "max" in rule and rule["max"] == normal.get("full_marks"):
            del rule["max"]


def _item(*, in_dimension: bool) -> Shape:
    return Shape(
        table.Item,
        {
            "code": Field(_NAME),
            "dimension": Field(Maybe(_NAME), None),
            "title": Field(_TEXT),
            "standard": _WORDING,
            "full_marks": Field(Maybe(_MARKS)),
            "base": Field(OneOf("full", "zero", "none"), "full"),
            "floor": Field(Maybe(Number()), "0"),
            "cap": Field(_Cap(), "full"),
            "methods": Field(ListOf(_TEXT), []),
            "evidence": Field(OneOf("optional", "required", "required_when_deducted"), "optional"),
            "evidence_hint": _WORDING,
            "applies_to": Field(Maybe(ListOf(_NAME, least=1)), None),
            "scored_by": Field(Maybe(_TEXT), None),
            "source_text": _WORDING,
            "clause": _WORDING,
            "rules": Field(ListOf(ANY_RULE), []),
            "groups": Field(ListOf(_GROUP), []),
            "exemptions": Field(ListOf(_EXEMPTION), []),
        },
        _complete_item if in_dimension else _complete_extra,
        _tidy_item,
    )


def _complete_extra(reader: Reader, path: str, values: dict[str, Any]) -> None:
    """A bonus may be entered several times, so that its full marks need not be reached at once."""
    full, values["full_marks"] = values["full_marks"], BAD
    _complete_item(reader, path, values)
    values["full_marks"] = full
    if isinstance(values["rules"], tuple):
        values["rules"] = tuple(
            _bounded(reader, f"{path}.rules[{index}]", rule, full, values["base"])
            for index, rule in enumerate(values["rules"])
        )


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


_EXTRA_ITEMS = Field(ListOf(_item(in_dimension=False)), [])
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
        "below": Field(Maybe(_SHARE), None),
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
        "min_each_dimension": Field(Maybe(_SHARE), None),
        "min_items": Field(MapOf(_SHARE), {}),
        "min_met": Field(Maybe(_SHARE), None),
        "no_veto": Field(Truth(), default=False),
    },
)
_QUOTA = Shape(
    table.Quota,
    {
        "grade": Field(_NAME),
        "scope": Field(Maybe(_NAME), None),
        "share": Field(_SHARE),
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
    "notice": _WORDING,
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
    "items": Field(ListOf(_item(in_dimension=True), least=1)),
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
