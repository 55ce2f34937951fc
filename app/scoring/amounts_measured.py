"""What the rules that measure or judge say: bands, threshold, steps, ratio, judge, ballot, panel, peer, external."""

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from app.scoring import rules
from app.scoring.banding import band_of
from app.scoring.exact import ONE, ZERO, shown
from app.scoring.facts import (
    MISSING,
    NEUTRAL,
    BadFact,
    Lack,
    Outcome,
    Setting,
    Value,
    listed,
    members,
    number,
    value_of,
    whole,
)
from app.scoring.shapes import brief

_VALUE = ("value", "num", "den")


def _measured(rule: Any, fact: object) -> tuple[dict[str, Any], Value | Lack]:
    entered = members(fact, _VALUE)
    if entered is None:
        return {}, "incomplete"
    return entered, value_of(entered, rule.unit)


def bands(rule: rules.Bands, fact: object, setting: Setting) -> Outcome:
    """The points of the band that holds the value; with a range the marks given inside it."""
    del setting
    entered, value = _measured(rule, fact)
    if not isinstance(value, Value):
        return Outcome(lack=value)
    band = band_of(rule.bands, value.value)
    if band is None:
        raise BadFact(f"{value.words}不在任何一档里")
    head = f"{rule.subject}{value.words}，在“{band.label}”档"
    if band.range is None:
        return Outcome(Fraction(band.points or 0), head, band=band.label)
    if "marks" not in entered:
        return Outcome(head=head, lack="incomplete", band=band.label)
    marks = number(entered["marks"], "给分")
    low, high = (Fraction(bound) for bound in band.range)
    if not low <= marks <= high:
        raise BadFact(f"这一档在{shown(low)}至{shown(high)}分之间，{shown(marks)}不行")
    return Outcome(marks, f"{head}（{shown(low)}至{shown(high)}分）", band=band.label)


_OPERATORS = {">=": "不低于", ">": "高于", "<=": "不高于", "<": "低于"}


def compare(left: Fraction, op: str, right: Fraction) -> bool:
    """`left` `op` `right`."""
    return {">=": left >= right, ">": left > right, "<=": left <= right, "<": left < right}[op]


def threshold(rule: rules.Threshold, fact: object, setting: Setting) -> Outcome:
    """Points when the value meets the line of the unit's class."""
    _, value = _measured(rule, fact)
    if not isinstance(value, Value):
        return Outcome(lack=value)
    line = rule.line
    if rule.line_by_class is not None:
        line = rule.line_by_class.get(setting.unit_class or "")
        if line is None:
            raise BadFact(f"“{setting.unit_class or '未分类'}”单位在这条规则里没有自己的线")
    assert line is not None  # noqa: S101 - the check of the scheme wants one of the two
    met = compare(value.value, rule.op, Fraction(line))
    wanted = f"{_OPERATORS[rule.op]}{shown(line)}{rule.unit}"
    head = f"{rule.subject}{value.words}，应{wanted}，{'达标' if met else '未达标'}"
    return Outcome(Fraction(rule.points or 0) if met else ZERO, head, is_met=met)


def steps(rule: rules.Steps, fact: object, setting: Setting) -> Outcome:
    """Points for each step below or above the line."""
    del setting
    _, value = _measured(rule, fact)
    if not isinstance(value, Value):
        return Outcome(lack=value)
    line, step, points = Fraction(rule.line), Fraction(rule.step), Fraction(rule.points)
    gap = max(ZERO, line - value.value if rule.direction == "below" else value.value - line)
    exact = gap / step
    number_of_steps = {"ceil": Fraction(math.ceil(exact)), "floor": Fraction(exact.__floor__()), "linear": exact}
    taken = number_of_steps[rule.rounding]
    head = f"{rule.subject}{value.words}"
    if not gap:
        return Outcome(ZERO, f"{head}，{'不低于' if rule.direction == 'below' else '不高于'}{shown(line)}{rule.unit}")
    # A difference of two percentages is in percentage points (百分点).
    unit = "个百分点" if rule.unit in ("%", "百分点", "个百分点") else rule.unit
    head += f"，比{shown(line)}{rule.unit}{'低' if rule.direction == 'below' else '高'}{shown(gap)}{unit}"
    if rule.rounding == "linear":
        return Outcome(points * taken, head, f"{shown(points)}×{shown(gap)}{'' if step == 1 else f'÷{shown(step)}'}")
    return Outcome(points * taken, f"{head}，每{shown(step)}{unit}一档计{shown(taken)}档", _times(points, taken))


def _times(points: Fraction, taken: Fraction) -> str:
    return "" if taken in (0, 1) else f"{shown(points)}×{shown(taken)}"


def ratio(rule: rules.Ratio, fact: object, setting: Setting) -> Outcome:
    """Award: points × min(1, ratio ÷ target); deduct: points × max(0, 1 − ratio ÷ target)."""
    del setting
    entered = members(fact, _VALUE)
    value = value_of(entered, "") if entered else "incomplete"
    if not isinstance(value, Value):
        return Outcome(lack=value)
    if value.value < 0:
        raise BadFact("完成比例不能小于0")
    target, points = Fraction(rule.target), Fraction(rule.points)
    share = value.value / target
    part = min(ONE, share) if rule.effect == "award" else max(ZERO, ONE - share)
    head = f"{rule.subject}：{value.words}"
    if part in (ZERO, ONE):
        return Outcome(points * part, head)
    inner = value.words.split("＝", maxsplit=1)[0] + ("" if target == 1 else f"÷{shown(target)}")
    working = f"{shown(points)}×{inner}" if rule.effect == "award" else f"{shown(points)}×（1−{inner}）"
    return Outcome(points * part, head, working)


def judge(rule: rules.Judge, fact: object, setting: Setting) -> Outcome:
    """The marks an inspector gives or takes, with a reason."""
    del setting
    entered = members(fact, ("entries",) if rule.per else ("marks", "reason"))
    absent = MISSING if rule.effect == "award" else NEUTRAL
    if entered is None:
        return absent
    if rule.per is None:
        if "entries" in entered:
            raise BadFact("这条规则只评一个分数，写marks和reason，不写entries")
        if "marks" not in entered:
            return MISSING
        marks = _judged(rule, entered)
        return Outcome(marks, _judgement(rule))
    if "entries" not in entered:
        raise BadFact(f"这条规则按{rule.per}评定，要写entries，每{rule.per}一条")
    each = []
    for place, entry in enumerate(listed(entered["entries"], "entries"), 1):
        one = members(entry, ("marks", "reason"))
        if one is None or "marks" not in one:
            raise BadFact(f"第{place}{rule.per}没有分数")
        each.append(_judged(rule, one))
    if not each:
        return absent
    head = f"{_judgement(rule)}{len(each)}{rule.per}"
    return Outcome(sum(each, ZERO), head, "＋".join(shown(marks) for marks in each) if len(each) > 1 else "")


def _judgement(rule: rules.Judge) -> str:
    return rule.name if "评定" in rule.name else f"{rule.name}：检查组评定"


def _judged(rule: rules.Judge, entered: Mapping[str, Any]) -> Fraction:
    marks = number(entered["marks"], "分数")
    low, high = Fraction(rule.min), Fraction(rule.max or 0)
    happened = marks != 0 if rule.effect == "deduct" else marks != high
    if not (rule.effect == "deduct" and marks == 0):
        if not low <= marks <= high:
            raise BadFact(f"应在{shown(low)}至{shown(high)}分之间，{shown(marks)}不行")
        if rule.step is not None and (marks - low) % Fraction(rule.step) != 0:
            raise BadFact(f"分数应按{shown(rule.step)}分一级，{shown(marks)}不行")
    reason = entered.get("reason")
    if reason is not None and not isinstance(reason, str):
        raise BadFact("理由应为文字")
    if happened and not (reason and reason.strip()):
        raise BadFact("没有写明理由")
    return marks


def ballot(rule: rules.Ballot, fact: object, setting: Setting) -> Outcome:
    """By the rate Σ weight × votes ÷ Σ valid votes."""
    del setting
    entered = members(fact, list(rule.weights))
    if entered is None:
        return MISSING
    unknown = [brief(str(option)) for option in entered if option not in rule.weights]
    if unknown:
        raise BadFact(f"没有“{'”“'.join(unknown)}”这个选项")
    votes = {option: whole(entered[option], f"“{option}”的票数") for option in rule.weights if option in entered}
    valid = sum(votes.get(option, 0) for option in rule.valid)
    if valid == 0:
        return Outcome(head=f"{rule.subject}：没有有效票", lack="pending")
    if valid < rule.min_valid and rule.below_min == "pending":
        return Outcome(head=f"有效票{valid}张，不足{rule.min_valid}张，待补测", lack="pending")
    counted = [option for option in rule.valid if votes.get(option) and rule.weights[option]]
    rate = sum((Fraction(rule.weights[option]) * votes[option] for option in counted), ZERO) / valid
    terms = [
        str(votes[option]) if rule.weights[option] == 1 else f"{shown(rule.weights[option])}×{votes[option]}"
        for option in counted
    ]
    top = "＋".join(terms) or "0"
    points = Fraction(rule.points)
    working = f"{shown(points)}×（{top}）÷{valid}"
    head = f"{rule.subject}（{top}）÷{valid}＝{shown(rate * 100)}%"
    if valid < rule.min_valid:
        head = f"有效票{valid}张（全员测评）；{head}"
    if not rule.bands:
        return Outcome(points * rate, head, working)
    band = band_of(rule.bands, rate * 100)
    if band is None:
        raise BadFact(f"{shown(rate * 100)}%不在任何一档里")
    if band.points is None:
        return Outcome(points * rate, f"{head}，{band.label}按比例", working, band=band.label)
    return Outcome(Fraction(band.points), f"{head}，在“{band.label}”档", band=band.label)


def panel(rule: rules.Panel, fact: object, setting: Setting) -> Outcome:
    """The mean of the judges' marks, without the highest and the lowest from `trim_from` judges on."""
    del setting
    entered = members(fact, ("marks",))
    if entered is None or "marks" not in entered:
        return MISSING
    given = listed(entered["marks"], "marks")
    marks = [number(value, "打分") for value in given if value is not None]
    outside = [shown(value) for value in marks if not 0 <= value <= rule.max]
    if outside:
        raise BadFact(f"打分应在0至{shown(rule.max)}之间，{'、'.join(outside)}不行")
    if not marks or len(marks) < len(given):
        return MISSING
    head = f"{len(marks)}人打分{'、'.join(shown(value) for value in marks)}"
    if rule.trim_from is not None and len(marks) >= rule.trim_from:
        ordered = sorted(marks)
        head += f"，去最高{shown(ordered[-1])}、最低{shown(ordered[0])}"
        marks = ordered[1:-1]
    together = sum(marks, ZERO)
    return Outcome(
        together / len(marks), f"{head}，取平均", f"{shown(together)}÷{len(marks)}" if len(marks) > 1 else ""
    )


def peer(rule: rules.Peer, fact: object, setting: Setting) -> Outcome:
    """Points against the average of all units including this one, or by rank; pending until all are known."""
    entered = members(fact, ("value",)) or {}
    if rule.basis == "rank" and "rank" in entered:
        rank = whole(entered["rank"], "名次")
        if rank == 0:
            raise BadFact("名次从1起")
        return _ranked(rule, rank)
    value = value_of(entered, rule.unit)
    if not isinstance(value, Value):
        return Outcome(lack=value)
    if rule.basis == "average" and "reference" in entered:
        return _against(rule, value, number(entered["reference"], "平均数"))
    others = setting.peer_values
    if not others or any(other is None for other in others):
        return Outcome(lack="pending")
    known = [other for other in others if other is not None]
    if rule.basis == "average":
        return _against(rule, value, (sum(known, ZERO) + value.value) / (len(known) + 1))
    better = sum(other < value.value if rule.order == "asc" else other > value.value for other in known)
    return _ranked(rule, 1 + better)


def _against(rule: rules.Peer, value: Value, average: Fraction) -> Outcome:
    op = (rule.op or ">").removesuffix("=")  # a tie with the average awards nothing
    met = compare(value.value, op, average)
    relation = "高于" if value.value > average else "低于" if value.value < average else "持平"
    head = f"{rule.subject}{value.words}，平均{shown(average)}{rule.unit}，{relation}"
    return Outcome(Fraction(rule.points or 0) if met else ZERO, head)


def _ranked(rule: rules.Peer, rank: int) -> Outcome:
    head = f"{rule.subject}第{rank}名"
    places = len(rule.table)
    if rank <= places:
        return Outcome(Fraction(rule.table[rank - 1]), head)
    least = Fraction(rule.floor or 0)
    if rule.step is None:
        return Outcome(least, head)
    last, step, after = Fraction(rule.table[-1]), Fraction(rule.step), rank - places
    exact = last - step * after
    if exact < least:
        return Outcome(least, f"{head}，不低于{shown(least)}")
    return Outcome(exact, head, f"{shown(last)}−{shown(step)}×{after}")


def external(rule: rules.External, fact: object, setting: Setting) -> Outcome:
    """The marks of another office, scaled to the rule's own."""
    del setting
    entered = members(fact, ("marks", "source"))
    if entered is None or "marks" not in entered:
        return Outcome(lack="pending")
    marks, most = number(entered["marks"], "外部评分"), Fraction(rule.max)
    scale = most if rule.scale_from is None else Fraction(rule.scale_from)
    if not 0 <= marks <= scale:
        raise BadFact(f"外部评分应在0至{shown(scale)}之间，{shown(marks)}不行")
    source = entered.get("source")
    if source is not None and not isinstance(source, str):
        raise BadFact("来源应为文字")
    head = f"外部评分{shown(marks)}"
    if scale == most:
        return Outcome(marks, head)
    return Outcome(
        marks * most / scale,
        f"{head}，按{shown(scale)}分折{shown(most)}分",
        f"{shown(marks)}×{shown(most)}÷{shown(scale)}",
    )
