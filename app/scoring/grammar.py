"""The seventeen kinds of rules as they are written in a scheme file, and what in each must fit together."""

from collections.abc import Mapping
from typing import Any

from app.scoring import fitting, rules
from app.scoring.naming import short_name
from app.scoring.shapes import (
    BAD,
    Field,
    Hook,
    Kind,
    ListOf,
    MapOf,
    Maybe,
    Number,
    OneOf,
    Reader,
    Shape,
    Text,
    Tidy,
    Truth,
    Whole,
    brief,
    is_good,
)

_MARKS = Number(least=0)
_SIGNED = Number()
_POSITIVE = Number(above=0)
_NAME = Text(blank=False)
_MANY = 10_000

_MITIGATION = Shape(rules.Mitigation, {"text": Field(_NAME), "factor": Field(_MARKS)})
_PERIODS = Shape(
    rules.Periods, {"name": Field(_NAME), "count": Field(Whole(1, 400)), "cap": Field(Maybe(_MARKS), None)}
)
_ELEMENT = Shape(rules.Element, {"id": Field(_NAME), "text": Field(Text())})
_OPTION = Shape(rules.Option, {"label": Field(_NAME), "points": Field(_SIGNED)})


class _Range:
    """[lowest, highest] mark of a band."""

    def read(self, reader: Reader, raw: object, path: str) -> Any:
        """The pair of Decimals."""
        pair = ListOf(_SIGNED).read(reader, raw, path)
        if pair is BAD or not is_good(*pair):
            return BAD
        if len(pair) != 2 or pair[0] > pair[1]:
            reader.error(path, "bad_range", "range要写成[最低分, 最高分]")
            return BAD
        return pair

    def normal(self, raw: Any) -> Any:
        """Both numbers in their normal form."""
        return [_SIGNED.normal(value) for value in raw]


_BAND = Shape(
    rules.Band,
    {
        "from": Field(Maybe(_SIGNED), None),
        "to": Field(Maybe(_SIGNED), None),
        "bounds": Field(OneOf("[)", "(]", "[]", "()"), "[)"),
        "points": Field(Maybe(_SIGNED), None),
        "range": Field(Maybe(_Range()), None),
    },
)


_METRIC = Field(Text(), "")
_UNIT = Field(Text(), "")
_CAP = Field(Maybe(_MARKS), None)
_MOVES = Field(OneOf("deduct", "award"))
_AWARDS = Field(OneOf("deduct", "award"), "award")
_DEDUCTS = Field(OneOf("deduct", "award"), "deduct")


def _kind(
    into: type[rules.RuleBase], fields: dict[str, Field], hook: Hook | None = None, tidy: Tidy | None = None
) -> Shape:
    """The shape of one kind of rule: the fields all rules have, and its own."""

    def complete(reader: Reader, path: str, values: dict[str, Any]) -> None:
        if hook is not None:
            hook(reader, path, values)
        if is_good(values["text"]):
            values["name"] = short_name(values["text"], values["kind"])

    common = {"id": Field(_NAME), "kind": Field(_NAME), "text": Field(_NAME)}
    return Shape(into, common | fields, complete, tidy)


def _tidy_checklist(normal: dict[str, Any]) -> None:
    if normal.get("effect") == ("deduct" if "per_missing" in normal else "award"):
        del normal["effect"]
    if "elements" in normal:
        normal.pop("size", None)


def _note_shape() -> Shape:
    return _kind(rules.Note, {"effect": Field(OneOf("none"), "none")})


SHAPES: Mapping[str, Shape] = {
    "flag": _kind(
        rules.Flag,
        {"effect": Field(OneOf("deduct", "award", "zero", "full")), "points": Field(Maybe(_MARKS), None)},
        fitting.complete_flag,
    ),
    "count": _kind(
        rules.Count,
        {
            "effect": _MOVES,
            "points": Field(_MARKS),
            "unit": _UNIT,
            "need": Field(Maybe(_MARKS), None),
            "free": Field(Maybe(_MARKS), None),
            "from": Field(Maybe(_MARKS), None),
            "cap": _CAP,
            "mitigation": Field(Maybe(_MITIGATION), None),
            "periods": Field(Maybe(_PERIODS), None),
        },
        fitting.complete_count,
    ),
    "checklist": _kind(
        rules.Checklist,
        {
            "effect": Field(Maybe(OneOf("deduct", "award")), None),
            "elements": Field(ListOf(_ELEMENT), []),
            "size": Field(Maybe(Whole(1, _MANY)), None),
            "per_missing": Field(Maybe(_MARKS), None),
            "table": Field(Maybe(MapOf(_MARKS)), None),
            "all": Field(Maybe(_MARKS), None),
            "cap": _CAP,
        },
        fitting.complete_checklist,
        _tidy_checklist,
    ),
    "choice": _kind(
        rules.Choice, {"effect": _MOVES, "options": Field(ListOf(_OPTION, least=1))}, fitting.complete_choice
    ),
    "bands": _kind(
        rules.Bands,
        {"effect": _MOVES, "metric": _METRIC, "unit": _UNIT, "bands": Field(ListOf(_BAND, least=1))},
        fitting.complete_bands,
    ),
    "threshold": _kind(
        rules.Threshold,
        {
            "effect": _AWARDS,
            "metric": _METRIC,
            "unit": _UNIT,
            "op": Field(OneOf(">=", ">", "<=", "<")),
            "line": Field(Maybe(_SIGNED), None),
            "line_by_class": Field(Maybe(MapOf(_SIGNED)), None),
            "points": Field(Maybe(_MARKS), None),
        },
        fitting.complete_threshold,
    ),
    "steps": _kind(
        rules.Steps,
        {
            "effect": _MOVES,
            "metric": _METRIC,
            "unit": _UNIT,
            "line": Field(_SIGNED),
            "step": Field(_POSITIVE),
            "direction": Field(OneOf("below", "above")),
            "rounding": Field(OneOf("ceil", "floor", "linear")),
            "points": Field(_MARKS),
            "cap": _CAP,
        },
    ),
    "ratio": _kind(
        rules.Ratio,
        {
            "effect": _MOVES,
            "metric": _METRIC,
            "points": Field(_MARKS),
            "target": Field(_POSITIVE, "1"),
        },
    ),
    "judge": _kind(
        rules.Judge,
        {
            "effect": _MOVES,
            "min": Field(_MARKS, "0"),
            "max": Field(Maybe(_MARKS), None),
            "step": Field(Maybe(_POSITIVE), None),
            "per": Field(Maybe(_NAME), None),
            "cap": _CAP,
        },
        fitting.complete_judge,
    ),
    "levels": _kind(
        rules.Levels,
        {
            "effect": _MOVES,
            "levels": Field(ListOf(_OPTION, least=1)),
            "pick": Field(OneOf("highest", "sum", "stack")),
            "cap": _CAP,
        },
        fitting.complete_levels,
    ),
    "ballot": _kind(
        rules.Ballot,
        {
            "effect": _AWARDS,
            "metric": _METRIC,
            "points": Field(_MARKS),
            "weights": Field(MapOf(_MARKS)),
            "valid": Field(ListOf(_NAME), []),
            "min_valid": Field(Whole(0, 10**9), 0),
            "below_min": Field(OneOf("pending", "census"), "pending"),
            "bands": Field(Maybe(ListOf(_BAND)), []),
        },
        fitting.complete_ballot,
    ),
    "panel": _kind(
        rules.Panel,
        {
            "effect": _AWARDS,
            "metric": _METRIC,
            "max": Field(_MARKS),
            "trim_from": Field(Maybe(Whole(3, _MANY)), None),
        },
    ),
    "sample": _kind(
        rules.Sample,
        {
            "effect": _DEDUCTS,
            "unit": _UNIT,
            "size": Field(Whole(1, 10**9)),
            "points": Field(_MARKS),
            "prorate": Field(Truth(), default=False),
            "cap": _CAP,
        },
    ),
    "peer": _kind(
        rules.Peer,
        {
            "effect": _AWARDS,
            "metric": _METRIC,
            "unit": _UNIT,
            "basis": Field(OneOf("average", "rank")),
            "op": Field(Maybe(OneOf(">=", ">", "<=", "<")), None),
            "points": Field(Maybe(_MARKS), None),
            "table": Field(ListOf(_MARKS), []),
            "step": Field(Maybe(_MARKS), None),
            "floor": Field(Maybe(_MARKS), None),
            "order": Field(OneOf("asc", "desc"), "desc"),
        },
        fitting.complete_peer,
    ),
    "external": _kind(
        rules.External,
        {
            "effect": _AWARDS,
            "metric": _METRIC,
            "max": Field(_MARKS),
            "scale_from": Field(Maybe(_POSITIVE), None),
        },
    ),
    "late": _kind(
        rules.Late,
        {
            "effect": _DEDUCTS,
            "points": Field(_MARKS),
            "cap": _CAP,
            "days": Field(OneOf("natural", "working"), "natural"),
        },
    ),
    "note": _note_shape(),
}


class AnyRule:
    """A rule of whichever kind it says it is."""

    def read(self, reader: Reader, raw: object, path: str) -> Any:
        """The rule, or BAD."""
        if not isinstance(raw, Mapping):
            reader.error(path, "wrong_type", "这里应为对象", wanted="对象")
            return BAD
        kind = raw.get("kind")
        if kind is None:
            reader.error(f"{path}.kind", "missing", "缺少“kind”", key="kind")
            return BAD
        if not isinstance(kind, str) or kind not in SHAPES:
            word = brief(kind) if isinstance(kind, str) else type(kind).__name__
            reader.error(f"{path}.kind", "unknown_kind", f"没有“{word}”这种规则", kind=word)
            return BAD
        return SHAPES[kind].read(reader, raw, path)

    def normal(self, raw: Any) -> Any:
        """By the kind's own shape."""
        return SHAPES[raw["kind"]].normal(raw)


ANY_RULE: Kind = AnyRule()
