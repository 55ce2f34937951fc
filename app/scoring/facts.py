"""Reading facts: numbers, values and dates as an inspector entered them, and the setting they are scored in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Literal

from app.scoring.exact import ZERO, read_number, read_whole, shown
from app.scoring.shapes import read_day

Lack = Literal["incomplete", "pending", "nothing"]


class BadFact(ValueError):  # noqa: N818 - names the fact, as all errors here do
    """A fact that the rule refuses; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a rule may look at beyond its fact: the unit's class, the peers' values of the item, days off and on.

    `peer_values` None: the campaign says nothing yet; None inside: that unit has not reported.
    """

    unit_class: str | None = None
    peer_values: tuple[Fraction | None, ...] | None = None
    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rule makes of its fact, before its cap.

    `size` is the unsigned amount; `head` the finding in words, `sum` how the size was computed (empty when it is
    plain). `lack` says why there is no amount: a fact is missing (incomplete), another office or the peers are
    awaited (pending), or a denominator is zero (nothing). `is_silent`: not worth a step in the trace.
    """

    size: Fraction = ZERO
    head: str = ""
    sum: str = ""
    lack: Lack | None = None
    band: str | None = None
    is_met: bool | None = None
    is_silent: bool = False


NEUTRAL = Outcome(is_silent=True)
MISSING = Outcome(lack="incomplete")


def members(fact: object, known: Sequence[str]) -> dict[str, Any] | None:
    """The entered members of a fact object, without null ones; None when nothing is entered."""
    if fact is None:
        return None
    if not isinstance(fact, Mapping):
        raise BadFact(f"这里应为对象，如{{“{known[0]}”: …}}")
    entered = {key: value for key, value in fact.items() if value is not None}
    return entered or None


def number(raw: object, what: str) -> Fraction:
    """`raw` as an exact number of either sign."""
    read = read_number(raw)
    if read is None:
        if isinstance(raw, float):
            raise BadFact(f"{what}是浮点数，应写成带引号的文字，如“0.5”")
        raise BadFact(f"{what}应为数，用文字书写，如“0.5”")
    return Fraction(read)


def amount(raw: object, what: str) -> Fraction:
    """`raw` as an exact number, 0 or more."""
    read = number(raw, what)
    if read < 0:
        raise BadFact(f"{what}不能小于0")
    return read


def whole(raw: object, what: str) -> int:
    """`raw` as a whole number, 0 or more."""
    read = read_whole(raw)
    if read is None or read < 0:
        raise BadFact(f"{what}应为0以上的整数")
    return read


def listed(raw: object, what: str) -> Sequence[object]:
    """`raw` as a list."""
    if not isinstance(raw, list | tuple):
        raise BadFact(f"{what}应为列表")
    return raw


def day(raw: object, what: str) -> date:
    """`raw` as a date."""
    read = read_day(raw)
    if read is None:
        raise BadFact(f"{what}应为日期，如2004-02-15")
    return read


@dataclass(frozen=True, slots=True)
class Value:
    """A measured value; `words` says where it comes from."""

    value: Fraction
    words: str


_WRITTEN_WITH = Fraction(1, 100)
"""How far a value written beside its numerator and denominator may be off: it was rounded to two places."""
_FACTORS = {"%": 100, "％": 100, "百分点": 100, "个百分点": 100, "‰": 1000}


def value_of(entered: Mapping[str, Any], unit: str) -> Value | Lack:
    """VALUE: `value`, or `num` ÷ `den` in the rule's unit; `incomplete` when half entered, `nothing` when den is 0."""
    direct = number(entered["value"], "数值") if "value" in entered else None
    pair = None
    if "num" in entered and "den" in entered:
        pair = number(entered["num"], "分子"), amount(entered["den"], "分母")
    if direct is not None and pair is None:
        return Value(direct, f"{shown(direct)}{unit}")
    if pair is None:
        return "incomplete"
    num, den = pair
    if den == 0:
        return "nothing"
    value = num / den * _FACTORS.get(unit, 1)
    if direct is not None and abs(direct - value) > _WRITTEN_WITH:
        raise BadFact(f"数值{shown(direct)}与分子÷分母的{shown(value)}不一致")
    return Value(value, f"{shown(num)}÷{shown(den)}＝{shown(value)}{unit}")
