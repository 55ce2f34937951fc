"""Items as they are written in a scheme file, and what in each must fit together."""

from dataclasses import replace
from typing import Any

from app.scoring import table
from app.scoring.exact import read_number
from app.scoring.fitting import unique
from app.scoring.grammar import ANY_RULE
from app.scoring.reach import can_reach
from app.scoring.rules import Flag, Judge, Threshold
from app.scoring.shapes import (
    BAD,
    Field,
    ListOf,
    Maybe,
    Number,
    OneOf,
    Reader,
    Shape,
    Text,
    brief,
    good,
    is_good,
)
from app.scoring.table import Share

_MARKS = Number(least=0)
_NAME = Text(blank=False)
_TEXT = Text()
_NAMES = ListOf(_NAME)


class Wording:
    """Text that a table may lack: null and "" mean the same, and both are left out of the normal form."""

    def read(self, reader: Reader, raw: object, path: str) -> Any:
        """The text."""
        return "" if raw is None else _TEXT.read(reader, raw, path)

    def normal(self, raw: Any) -> Any:
        """The text."""
        return raw or ""


class ShareKind:
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


SHARE = ShareKind()
WORDING = Field(Wording(), "")

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


def _complete_item(reader: Reader, path: str, values: dict[str, Any]) -> None:
    """What must fit together inside an item; the item's full marks stand in where a rule names none."""
    unique(reader, f"{path}.rules", values["rules"], "id")
    unique(reader, f"{path}.exemptions", values["exemptions"], "id")
    if isinstance(values["rules"], tuple):
        values["rules"] = tuple(
            _bounded(
                reader, f"{path}.rules[{index}]", _named(rule, values["title"]), values["full_marks"], values["base"]
            )
            for index, rule in enumerate(values["rules"])
        )
        if is_good(*values["rules"]):
            _check_references(reader, path, values)
            groups = values["groups"]
            can_reckon = is_good(values["base"], values["full_marks"], values["cap"], groups)
            if can_reckon and is_good(*groups):
                _check_reach(reader, path, values)


def _named(rule: Any, title: Any) -> Any:
    """A rule whose own sentence names nothing is called by the item's title."""
    return replace(rule, name=title) if is_good(rule, title) and not rule.name else rule


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
    if isinstance(rule, Threshold) and rule.points is None and base != "none":
        if full_marks is None or rule.effect == "deduct":
            reader.error(f"{path}.points", "missing", "计分的项目里，达标得几分、扣几分（points）没有写", key="points")
        return replace(rule, points=full_marks)
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


def item_shape(*, in_dimension: bool) -> Shape:
    return Shape(
        table.Item,
        {
            "code": Field(_NAME),
            "dimension": Field(Maybe(_NAME), None),
            "title": Field(_TEXT),
            "standard": WORDING,
            "full_marks": Field(Maybe(_MARKS)),
            "base": Field(OneOf("full", "zero", "none"), "full"),
            "floor": Field(Maybe(Number()), "0"),
            "cap": Field(_Cap(), "full"),
            "methods": Field(ListOf(_TEXT), []),
            "evidence": Field(OneOf("optional", "required", "required_when_deducted"), "optional"),
            "evidence_hint": WORDING,
            "applies_to": Field(Maybe(ListOf(_NAME, least=1)), None),
            "scored_by": Field(Maybe(_TEXT), None),
            "source_text": WORDING,
            "clause": WORDING,
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
