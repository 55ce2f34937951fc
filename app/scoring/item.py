"""Evaluating one item: zero, full, nothing to measure, missing facts, base, rules, groups, bounds, in that order."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from app.scoring.amounts import Amount, amount_of, ignored_members
from app.scoring.exact import ZERO, is_short, rounded, shown, signed
from app.scoring.facts import Setting
from app.scoring.result import ItemResult, RuleResult
from app.scoring.shapes import brief, printable
from app.scoring.table import Exemption, Group, Item

Refuse = Callable[[str, str], None]
_PLACES = "零一两三四"


@dataclass(frozen=True, slots=True)
class Frame:
    """What stays the same for all items of one scoring: decimal places, and where findings and warnings go."""

    places: int
    refuse: Refuse
    warn: Callable[[str], None]


def evaluate_item(
    item: Item,
    entry: Mapping[str, Any],
    setting: Setting,
    peer_marks: Sequence[Fraction | None] | None,
    frame: Frame,
    path: str,
) -> ItemResult:
    """The item's marks, state and trace from what was entered; facts it refuses go to `frame.refuse`."""
    amounts = _amounts(item, entry, setting, frame, path)
    exemption = _exemption(item, entry, frame, path)
    cancelled = _cancelled(item, exemption)
    reason = entry.get("reason")
    words = _exempted_words(exemption, reason) if exemption is not None else ""
    effect = exemption.effect if exemption is not None else ""

    def done(marks: Decimal | None, state: str, *trace: str, spread: bool = False) -> ItemResult:
        base = None if item.base == "none" else Decimal(0) if item.base == "zero" else item.full_marks
        lost = Decimal(0)
        if marks is not None and item.full_marks is not None:
            lost = max(Decimal(0), item.full_marks - marks)
        steps = _without_repeats(trace)
        results = tuple(_part(amount, item, cancelled, is_zero=state == "scored" and not marks) for amount in amounts)
        return ItemResult(item.code, marks, state, steps, results, base, item.full_marks, lost, spread=spread)

    if effect == "not_applicable":
        return done(None, "not_applicable", words, "不适用")
    if effect == "redistribute":
        return done(None, "not_applicable", words, "本项分值平均分摊到本大项其他各项", spread=True)
    live = [amount for amount in amounts if amount.rule.id not in cancelled]
    zero = [a for a in live if a.rule.effect == "zero" and a.outcome.is_met]
    others = [amount.step for amount in amounts if amount not in zero and amount.step]
    if zero:
        trace = (zero[0].step, *(f"另记：{step}" for step in others))
        return done(None, "unmet", *trace) if item.base == "none" else done(Decimal(0), "scored", *trace, "得0")
    full = [a for a in live if a.rule.effect == "full" and a.outcome.is_met]
    if effect == "peer_average" and not full:
        return _as_the_peers(item, peer_marks, words, frame, done)
    if full or effect == "full_marks":
        first = full[0].step if full else words
        if item.base == "none":
            return done(None, "met", first)
        marks = rounded(Fraction(item.full_marks or 0), frame.places)
        return done(marks, "scored", first, f"得{shown(marks)}")
    nothing = [amount for amount in live if amount.outcome.lack == "nothing"]
    if nothing:
        return done(None, "not_applicable", f"{nothing[0].rule.subject}：分母为0，没有可考评的", "不适用")
    excused = exemption.rules if exemption is not None and exemption.effect == "no_deduct" else ()
    lacking = [a for a in live if a.outcome.lack is not None and a.rule.id not in excused]
    if lacking:
        state = "incomplete" if any(a.outcome.lack == "incomplete" for a in lacking) else "pending"
        missing = "、".join(a.rule.subject for a in lacking)
        return done(None, state, words, *others, f"{'尚缺' if state == 'incomplete' else '待补'}：{missing}")
    if item.base == "none":
        unmet = [a for a in live if a.rule.kind == "threshold" and not a.outcome.is_met]
        return done(None, "unmet" if unmet else "met", words, *others, "未达标" if unmet else "达标")
    return _by_the_rules(item, amounts, cancelled, words, frame, done)


def _without_repeats(trace: tuple[str, ...]) -> tuple[str, ...]:
    """Steps with words; an exact value that the step before it already ends with is not said again."""
    steps = [step for step in trace if step]
    return tuple(step for place, step in enumerate(steps) if not (place and steps[place - 1].endswith(f"＋{step}")))


def _part(amount: Amount, item: Item, cancelled: frozenset[str], *, is_zero: bool) -> RuleResult:
    """A rule's part for the window and the report: a 不得分 clause that acts takes all, a cancelled rule nothing."""
    result = amount.to_result()
    if amount.rule.id in cancelled:
        return replace(result, amount=Decimal(0), missing=False)
    if is_zero and amount.rule.effect == "zero" and amount.outcome.is_met:
        return replace(result, amount=-(item.full_marks or Decimal(0)))
    return result


def _amounts(item: Item, entry: Mapping[str, Any], setting: Setting, frame: Frame, path: str) -> list[Amount]:
    facts = entry.get("facts")
    if facts is None:
        facts = {}
    elif not isinstance(facts, Mapping):
        frame.refuse(f"{path}.facts", "facts应为对象，每条规则一项")
        facts = {}
    known = {rule.id for rule in item.rules}
    for name in facts:
        if name not in known:
            frame.refuse(f"{path}.facts.{brief(str(name))}", "本项没有这条规则")
    amounts = []
    for rule in item.rules:
        fact = facts.get(rule.id)
        amount = amount_of(rule, fact, setting)
        if amount.refusal is not None:
            frame.refuse(f"{path}.facts.{rule.id}", amount.refusal)
        elif fact is not None:
            for name in ignored_members(rule, fact):
                frame.warn(f"{path}.facts.{rule.id}：不认识“{name}”，没有计入")
        amounts.append(amount)
    return amounts


def _exemption(item: Item, entry: Mapping[str, Any], frame: Frame, path: str) -> Exemption | None:
    name = entry.get("exempt")
    reason = entry.get("reason")
    if reason is not None and not isinstance(reason, str):
        frame.refuse(f"{path}.reason", "理由应为文字")
        return None
    if name is None:
        return None
    exemption = next((one for one in item.exemptions if one.id == name), None)
    if exemption is None:
        frame.refuse(f"{path}.exempt", f"本项没有“{brief(str(name))}”这种情形")
        return None
    if exemption.requires == "reason" and not (reason and reason.strip()):
        frame.refuse(f"{path}.reason", f"适用“{exemption.text}”要写明理由")
        return None
    return exemption


def _cancelled(item: Item, exemption: Exemption | None) -> frozenset[str]:
    """Rules that do not act: an exemption `no_deduct` cancels deductions and zero flags of the rules it names."""
    if exemption is None or exemption.effect != "no_deduct":
        return frozenset()
    named = set(exemption.rules) or {rule.id for rule in item.rules}
    return frozenset(rule.id for rule in item.rules if rule.id in named and rule.effect in ("deduct", "zero"))


def _exempted_words(exemption: Exemption, reason: str | None) -> str:
    return f"{exemption.text}（{printable(reason.strip())}）" if reason and reason.strip() else exemption.text


def _as_the_peers(
    item: Item, peer_marks: Sequence[Fraction | None] | None, words: str, frame: Frame, done: Callable[..., ItemResult]
) -> ItemResult:
    known = [marks for marks in peer_marks or () if marks is not None]
    if not known or len(known) != len(peer_marks or ()):
        return done(None, "pending", words, "待同类单位本项得分")
    mean = sum(known, ZERO) / len(known)
    bounded, bound = _bounded(item, mean)
    marks = rounded(bounded, frame.places)
    joined = "＋".join(shown(one) for one in known)
    mean_words = f"取同类单位平均：（{joined}）÷{len(known)}" if len(known) > 1 else f"取同类单位得分：{joined}"
    return done(marks, "scored", words, mean_words, bound, *_last_steps(bounded, marks, frame.places))


def _by_the_rules(
    item: Item,
    amounts: list[Amount],
    cancelled: frozenset[str],
    words: str,
    frame: Frame,
    done: Callable[..., ItemResult],
) -> ItemResult:
    base = Fraction(item.full_marks or 0) if item.base == "full" else ZERO
    live = {amount.rule.id: amount for amount in amounts if amount.rule.id not in cancelled}
    trace = [f"基准{shown(base)}"]
    for amount in amounts:
        if amount.rule.id not in cancelled:
            trace.append(amount.step)
        elif amount.step and amount.outcome.lack is None:
            trace.append(f"{amount.rule.name}：{words}，不扣")
    if cancelled and not any("，不扣" in step for step in trace):
        trace.append(f"{words}，不扣")
    marks = base
    grouped: set[str] = set()
    for group in item.groups:
        members = [live[name] for name in group.rules if name in live]
        grouped.update(amount.rule.id for amount in members)
        value, step = _grouped(group, members)
        marks += value
        trace.append(step)
    marks += sum((amount.signed for name, amount in live.items() if name not in grouped), ZERO)
    bounded, bound = _bounded(item, marks)
    result = rounded(bounded, frame.places)
    if bound and item.full_marks is not None and not is_short(marks):
        trace.append(f"＝{shown(marks)}")
    trace.append(bound)
    return done(result, "scored", *trace, *_last_steps(bounded, result, frame.places))


def _grouped(group: Group, members: Sequence[Amount]) -> tuple[Fraction, str]:
    """The signed amount of a group; its cap bounds the size of what is picked."""
    amounts = [amount.signed for amount in members]
    moved = [amount.rule.subject for amount in members if amount.signed]
    names = "、".join(dict.fromkeys(moved))
    value = sum(amounts, ZERO) if group.pick == "sum" else max(amounts, key=abs, default=ZERO)
    picked = f"{names}取高{signed(value)}" if group.pick == "highest" and len(moved) > 1 else ""
    if group.cap is not None and abs(value) > group.cap:
        capped = Fraction(group.cap) if value > 0 else -Fraction(group.cap)
        return capped, f"{picked or f'{names}合计{signed(value)}'}，限{shown(group.cap)}，计{signed(capped)}"
    return value, picked


def _bounded(item: Item, marks: Fraction) -> tuple[Fraction, str]:
    """`marks` between floor and cap, and the words where a bound acted."""
    upper = item.upper
    if upper is not None and marks > upper:
        marks, words = Fraction(upper), "满分为止" if upper == item.full_marks else f"最多{shown(upper)}"
    else:
        words = ""
    if item.floor is not None and marks < item.floor:
        return Fraction(item.floor), "扣完为止" if item.floor == 0 else f"最低{shown(item.floor)}"
    return marks, words


def _last_steps(exact: Fraction, marks: Decimal, places: int) -> tuple[str, ...]:
    if exact == Fraction(marks):
        return (f"得{shown(marks)}",)
    kept = f"保留{_PLACES[places]}位" if places else "取整数"
    return (f"{shown(exact)}", f"得{shown(marks)}（{kept}）")
