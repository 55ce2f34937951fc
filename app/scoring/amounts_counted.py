"""What the rules that count say: flag, count, checklist, choice, levels, sample, late, note."""

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction

from app.scoring import rules
from app.scoring.exact import ZERO, shown
from app.scoring.facts import (
    MISSING,
    NEUTRAL,
    BadFact,
    Outcome,
    Setting,
    amount,
    day,
    listed,
    members,
    whole,
)
from app.scoring.shapes import brief


def flag(rule: rules.Flag, fact: object, setting: Setting) -> Outcome:
    """True or false; absent is false."""
    del setting
    if fact is None:
        return NEUTRAL
    if not isinstance(fact, bool):
        raise BadFact("这里只能是true或false")
    if not fact:
        return Outcome(head=f"无“{rule.name}”情形", is_silent=True, is_met=False)
    return Outcome(Fraction(rule.points or 0), rule.name, is_met=True)


def times(points: Fraction, number: Fraction) -> str:
    """`points×number` for a trace, empty when the number is 1 or 0."""
    return "" if number in (0, 1) or points == 0 else f"{shown(points)}×{shown(number)}"


def count(rule: rules.Count, fact: object, setting: Setting) -> Outcome:
    """Points × what counts of n, each period bounded; `from_` counts down."""
    del setting
    entered = members(fact, ("n",))
    required = rule.need is not None or rule.from_ is not None
    if entered is None:
        return MISSING if required else NEUTRAL
    if "n" not in entered:
        return MISSING
    numbers, mitigated = _numbers(rule, entered)
    if numbers is None:
        return MISSING
    if rule.periods is not None and rule.need is not None and len(numbers) < rule.periods.count:
        return MISSING
    over = amount(entered["over"], "所辖单位数") if "over" in entered else Fraction(1)
    if over == 0:
        return Outcome(lack="nothing")
    points = Fraction(rule.points)
    parts = [_part(rule, n / over, m / over, points) for n, m in zip(numbers, mitigated, strict=True)]
    size = sum((part[0] for part in parts), ZERO)
    unit = rule.unit
    head = _counted(rule, numbers, over)
    working = parts[0][1] if rule.periods is None else "＋".join(shown(part[0]) for part in parts if part[0])
    if rule.periods is not None and len([part for part in parts if part[0]]) < 2:
        working = ""
    if mitigated and any(mitigated) and rule.mitigation is not None:
        head += f"（其中{rule.mitigation.text}{shown(sum(mitigated, ZERO))}{unit}）"
    if rule.from_ is not None:
        start = Fraction(rule.from_)
        left = max(ZERO, start - size)
        return Outcome(left, head, f"{shown(start)}−{working or shown(size)}" if size else "")
    return Outcome(size, head, working)


def _numbers(rule: rules.Count, entered: Mapping[str, object]) -> tuple[list[Fraction] | None, list[Fraction]]:
    """n and the mitigated cases of each period (one without periods); None while one of them is not known."""
    raw, raw_mitigated = entered["n"], entered.get("mitigated")
    if raw_mitigated is not None and rule.mitigation is None:
        raise BadFact("这条规则没有从轻情形（mitigated）")
    if rule.periods is None:
        if isinstance(raw, list | tuple):
            raise BadFact("n应为一个数，这条规则不分期")
        n, m = amount(raw, "n"), amount(raw_mitigated, "从轻数") if raw_mitigated is not None else ZERO
        if m > n:
            raise BadFact(f"从轻数{shown(m)}多于总数{shown(n)}")
        return [n], [m]
    if not isinstance(raw, list | tuple):
        raise BadFact(f"n应为列表，每{rule.periods.name}一个数")
    if len(raw) > rule.periods.count:
        raise BadFact(f"只有{rule.periods.count}{rule.periods.name}，n有{len(raw)}个数")
    several = listed(raw_mitigated, "从轻数") if raw_mitigated is not None else [0] * len(raw)
    if len(several) > len(raw):
        raise BadFact("从轻数的个数多于n的个数")
    several = [*several, *[0] * (len(raw) - len(several))]
    if any(value is None for value in raw):
        return None, []
    numbers = [amount(value, "n") for value in raw]
    mitigated = [amount(value, "从轻数") for value in several]
    for n, m in zip(numbers, mitigated, strict=True):
        if m > n:
            raise BadFact(f"从轻数{shown(m)}多于总数{shown(n)}")
    return numbers, mitigated


def _part(rule: rules.Count, n: Fraction, mitigated: Fraction, points: Fraction) -> tuple[Fraction, str]:
    """The size of one period with its own cap, and how it was computed; mitigated cases lie inside what counts."""
    counted = n
    if rule.need is not None:
        counted = max(ZERO, Fraction(rule.need) - n)
    elif rule.free is not None:
        counted = max(ZERO, n - Fraction(rule.free))
    working = times(points, counted)
    size = points * counted
    light = min(mitigated, counted)
    if light and rule.mitigation is not None:
        factor = Fraction(rule.mitigation.factor)
        size = points * (counted - light) + points * light * factor
        working = f"{shown(points)}×{shown(light)}×{shown(factor)}"
        if counted > light:
            working = f"{shown(points)}×{shown(counted - light)}＋{working}"
    if rule.periods is not None and rule.periods.cap is not None:
        size = min(size, Fraction(rule.periods.cap))
    return size, working


def _counted(rule: rules.Count, numbers: list[Fraction], over: Fraction) -> str:
    unit = rule.unit
    found = "、".join(shown(n) for n in numbers) + unit
    if over != 1:
        found += f"÷{shown(over)}" + (f"＝{shown(numbers[0] / over)}" if len(numbers) == 1 else "")
    period = rule.periods.name if rule.periods is not None else ""
    name = f"{rule.name}：" if rule.name[-1:].isdecimal() else rule.name
    if rule.need is not None:
        return f"{name}{f'每{period}' if period else ''}应{shown(rule.need)}{unit}实{found}"
    found = f"各{period}{found}" if period else found
    if rule.free is not None:
        return f"{name}{found}（{shown(rule.free)}{unit}以内不计）"
    return f"{name}{found}"


def checklist(rule: rules.Checklist, fact: object, setting: Setting) -> Outcome:
    """By the number missing or present."""
    del setting
    entered = members(fact, ("present", "missing"))
    if entered is None:
        return MISSING
    missing = _missing(rule, entered)
    if missing is None:
        return MISSING
    present = rule.size - missing
    lacking = f"，缺{missing}项" if missing else "，齐全"
    head = f"{rule.name}应{rule.size}项有{present}项{lacking}"
    if rule.table is not None:
        return Outcome(Fraction(rule.table[present]), head)
    if rule.all is not None:
        return Outcome(ZERO if missing else Fraction(rule.all), head)
    points = Fraction(rule.per_missing or 0)
    return Outcome(points * missing, head, times(points, Fraction(missing)))


def _missing(rule: rules.Checklist, entered: Mapping[str, object]) -> int | None:
    counted: int | None = None
    if "missing" in entered:
        counted = whole(entered["missing"], "缺少数")
        if counted > rule.size:
            raise BadFact(f"一共{rule.size}项，缺不了{counted}项")
    if "present" not in entered:
        return counted
    known = {element.id for element in rule.elements}
    present = listed(entered["present"], "present")
    unknown = [brief(str(name)) for name in present if not isinstance(name, str) or name not in known]
    if unknown:
        raise BadFact(f"清单里没有“{'”“'.join(unknown)}”")
    missing = rule.size - len(set(present))
    if counted is not None and counted != missing:
        raise BadFact(f"present缺{missing}项，missing写的是{counted}项")
    return missing


def choice(rule: rules.Choice, fact: object, setting: Setting) -> Outcome:
    """The points of the option chosen."""
    del setting
    entered = members(fact, ("option",))
    if entered is None or "option" not in entered:
        return MISSING
    label = entered["option"]
    option = next((option for option in rule.options if option.label == label), None)
    if option is None:
        raise BadFact(f"没有“{brief(str(label))}”这一档")
    return Outcome(Fraction(option.points), f"{rule.name}：选“{option.label}”", band=option.label)


def levels(rule: rules.Levels, fact: object, setting: Setting) -> Outcome:
    """The highest level, the sum over all, or each level up to the highest."""
    del setting
    entered = members(fact, [level.label for level in rule.levels])
    if entered is None:
        return NEUTRAL
    order = {level.label: Fraction(level.points) for level in rule.levels}
    unknown = [brief(str(label)) for label in entered if label not in order]
    if unknown:
        raise BadFact(f"没有“{'”“'.join(unknown)}”这一级")
    numbers = {label: whole(entered[label], f"“{label}”的次数") for label in order if label in entered}
    reached = [label for label in order if numbers.get(label)]
    if not reached:
        return NEUTRAL
    if rule.pick == "highest":
        best = max(reached, key=lambda label: order[label])
        picked = f"{'、'.join(reached)}，取最高{best}" if len(reached) > 1 else best
        return Outcome(order[best], f"{rule.name}（{picked}）", band=best)
    if rule.pick == "sum":
        parts = [
            shown(order[label]) if numbers[label] == 1 else times(order[label], Fraction(numbers[label])) or "0"
            for label in reached
        ]
        size = sum((order[label] * numbers[label] for label in reached), ZERO)
        counted = "、".join(f"{label}{numbers[label]}" for label in reached)
        is_plain = len(reached) == 1 and numbers[reached[0]] == 1
        return Outcome(size, f"{rule.name}（{counted}）", "" if is_plain else "＋".join(parts))
    upto = list(order)[: list(order).index(reached[-1]) + 1]
    size = sum((order[label] for label in upto), ZERO)
    return Outcome(
        size,
        f"{rule.name}（至{reached[-1]}逐级相加）",
        "＋".join(shown(order[label]) for label in upto) if len(upto) > 1 else "",
        band=reached[-1],
    )


def sample(rule: rules.Sample, fact: object, setting: Setting) -> Outcome:
    """Points for each that failed; with prorate as if the full sample had been drawn."""
    del setting
    entered = members(fact, ("drawn", "failed"))
    if entered is None:
        return MISSING
    drawn = whole(entered["drawn"], "抽查数") if "drawn" in entered else None
    failed = whole(entered["failed"], "不合格数") if "failed" in entered else None
    if drawn is not None and drawn > rule.size:
        raise BadFact(f"应抽{rule.size}，抽查数{drawn}多了")
    if drawn is not None and failed is not None and failed > drawn:
        raise BadFact(f"不合格数{failed}多于抽查数{drawn}")
    if drawn is None or failed is None:
        return MISSING
    if drawn == 0 and rule.prorate:
        return Outcome(lack="nothing")
    points = Fraction(rule.points)
    unit = rule.unit or "份"
    head = f"抽查{drawn}{unit}，不合格{failed}{unit}"
    if rule.prorate and drawn < rule.size:
        working = f"{shown(points)}×{failed}×{rule.size}÷{drawn}" if failed else ""
        return Outcome(points * failed * rule.size / drawn, head, working)
    return Outcome(points * failed, head, times(points, Fraction(failed)))


def late(rule: rules.Late, fact: object, setting: Setting) -> Outcome:
    """Points for each day after the due day, up to and including the day of receipt."""
    entered = members(fact, ("due", "received"))
    if entered is None:
        return NEUTRAL
    due = day(entered["due"], "应报日期") if "due" in entered else None
    received = day(entered["received"], "实报日期") if "received" in entered else None
    if due is None or received is None:
        return MISSING
    days = _working_days(due, received, setting) if rule.days == "working" else max(0, (received - due).days)
    points = Fraction(rule.points)
    word = "个工作日" if rule.days == "working" else "天"
    head = f"应于{due.isoformat()}报，{received.isoformat()}报，" + (f"迟{days}{word}" if days else "未迟")
    return Outcome(points * days, head, times(points, Fraction(days)))


def _working_days(due: date, received: date, setting: Setting) -> int:
    """Monday to Friday after `due` up to `received`, without holidays, with days worked in exchange (调休)."""
    span = (received - due).days
    if span <= 0:
        return 0
    weeks, rest = divmod(span, 7)
    days = weeks * 5 + sum((due + timedelta(weeks * 7 + step)).weekday() < 5 for step in range(1, rest + 1))
    off = {one for one in setting.holidays - setting.workdays if due < one <= received and one.weekday() < 5}
    extra = {one for one in setting.workdays if due < one <= received and one.weekday() >= 5}
    return days - len(off) + len(extra)


def note(rule: rules.Note, fact: object, setting: Setting) -> Outcome:
    """Recorded, no marks."""
    del setting
    entered = members(fact, ("text",))
    if entered is None:
        return NEUTRAL
    text = entered.get("text")
    if text is not None and not isinstance(text, str):
        raise BadFact("记录应为文字")
    return Outcome(head=f"{rule.name}：已记录，不计分") if text and text.strip() else NEUTRAL
