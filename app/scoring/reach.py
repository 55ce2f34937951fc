"""Whether some facts can bring an item to its full marks."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from app.scoring import rules
from app.scoring.rules import Rule
from app.scoring.table import Group

_WITHOUT_END = Decimal("Infinity")


def can_reach(full_marks: Decimal, base: str, all_rules: Sequence[Rule], groups: Iterable[Group]) -> bool:
    """Whether the best facts for every rule, taken together, give at least `full_marks`."""
    if any(isinstance(rule, rules.Flag) and rule.effect == "full" for rule in all_rules):
        return True
    best = {rule.id: _best(rule) for rule in all_rules}
    marks = full_marks if base == "full" else Decimal(0)
    for group in groups:
        members = [best.pop(name) for name in group.rules if name in best]
        together = sum(members, Decimal(0)) if group.pick == "sum" else max(members, default=Decimal(0))
        marks += together if group.cap is None else min(together, group.cap)
    return marks + sum(best.values(), Decimal(0)) >= full_marks


def _best(rule: Rule) -> Decimal:
    """The most a rule can move marks upwards: the largest award, or minus the smallest deduction."""
    if rule.effect not in ("award", "deduct"):
        return Decimal(0)
    lowest, highest = _range(rule)
    if rule.cap is not None:
        lowest, highest = min(lowest, rule.cap), min(highest, rule.cap)
    return highest if rule.effect == "award" else -lowest


def _range(rule: Rule) -> tuple[Decimal, Decimal]:
    """The smallest and the largest size of a rule's amount, before its cap."""
    nothing = Decimal(0)
    match rule:
        case rules.Flag() | rules.Threshold() | rules.Ratio():
            return nothing, rule.points or nothing
        case rules.Count():
            return nothing, _most_counted(rule)
        case rules.Checklist():
            return _checklist(rule)
        case rules.Choice():
            points = [option.points for option in rule.options]
            return min(points), max(points)
        case rules.Bands():
            return _of_bands(rule.bands, nothing)
        case rules.Ballot():
            return _of_bands(rule.bands, rule.points) if rule.bands else (nothing, rule.points)
        case rules.Judge():
            return nothing, _WITHOUT_END if rule.per else rule.max or nothing
        case rules.Levels():
            points = [level.points for level in rule.levels]
            together = {"highest": max(points), "stack": sum(points, nothing), "sum": _WITHOUT_END}
            return nothing, together[rule.pick]
        case rules.Panel() | rules.External():
            return nothing, rule.max
        case rules.Sample():
            return nothing, rule.points * rule.size
        case rules.Peer():
            ranked = (min(rule.table), max(rule.table)) if rule.table else (nothing, rule.points or nothing)
            return (rule.floor or nothing, ranked[1]) if rule.step is not None else (nothing, ranked[1])
        case _:
            return nothing, _WITHOUT_END


def _most_counted(rule: rules.Count) -> Decimal:
    if rule.from_ is not None:
        return rule.from_
    if rule.periods is not None and rule.periods.cap is not None:
        return rule.periods.cap * rule.periods.count
    if rule.need is not None:
        return rule.points * rule.need * (rule.periods.count if rule.periods else 1)
    return _WITHOUT_END


def _checklist(rule: rules.Checklist) -> tuple[Decimal, Decimal]:
    if rule.table is not None:
        return min(rule.table.values()), max(rule.table.values())
    if rule.all is not None:
        return Decimal(0), rule.all
    return Decimal(0), (rule.per_missing or Decimal(0)) * rule.size


def _of_bands(bands: Sequence[rules.Band], proportional: Decimal) -> tuple[Decimal, Decimal]:
    lowest, highest = [], []
    for band in bands:
        if band.range is not None:
            lowest.append(band.range[0])
            highest.append(band.range[1])
        elif band.points is not None:
            lowest.append(band.points)
            highest.append(band.points)
        else:  # a ballot's band by proportion: from the share at its lower end to the one at its upper end
            lowest.append(proportional * (band.from_ or Decimal(0)) / 100)
            highest.append(proportional * (Decimal(100) if band.to is None else band.to) / 100)
    return min(lowest), max(highest)
