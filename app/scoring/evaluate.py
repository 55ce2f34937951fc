"""Scoring one inspection: a scheme and the facts in, marks, total and grade out."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from app.errors import AnswersRefused
from app.scoring.aggregate import subtotals, too_much_left_out, total_of
from app.scoring.exact import decimal_of, read_number, rounded
from app.scoring.extras import Entries, score_entries
from app.scoring.facts import Setting
from app.scoring.findings import Refusal
from app.scoring.grading import Standing, acting_caps, acting_vetoes, after_vetoes, grade_of
from app.scoring.item import Frame, evaluate_item
from app.scoring.result import DimensionResult, ItemResult, Result, RuleResult
from app.scoring.shapes import brief, read_day
from app.scoring.table import Item, Scheme, Veto

__all__ = ["AnswersRefused", "ItemResult", "Refusal", "Result", "RuleResult", "score", "score_partial"]

_PARTS = ("unit", "items", "bonus", "penalties", "vetoes", "peers", "holidays", "workdays")


def score(scheme: Scheme, answers: Mapping[str, Any]) -> Result:
    """The result of `answers`, the JSON of an inspection. Raises AnswersRefused with every finding.

    `holidays` and `workdays` in the answers are the campaign's own; those of the scheme, where it has any, go first.
    """
    result, refusals = score_partial(scheme, answers)
    if refusals:
        raise AnswersRefused(refusals)
    return result


def score_partial(scheme: Scheme, answers: Mapping[str, Any]) -> tuple[Result, tuple[Refusal, ...]]:
    """The result while facts are still typed: items with refused facts are incomplete, the findings come along."""
    return _Scoring(scheme, answers).run()


class _Scoring:
    """One run: the findings and warnings are collected while the parts are worked through."""

    def __init__(self, scheme: Scheme, answers: object) -> None:
        self._scheme = scheme
        self._refusals: list[Refusal] = []
        self._warnings: list[str] = []
        self._frame = Frame(scheme.rounding.item, self._refuse, self._warnings.append)
        self._answers = answers if isinstance(answers, Mapping) else {}
        if not isinstance(answers, Mapping):
            self._refuse("answers", "应为JSON对象")
        for key in self._answers:
            if key not in _PARTS and not str(key).startswith("x_"):
                self._warnings.append(f"不认识“{brief(str(key))}”这一部分，没有计入")
        self._peers = self._part("peers")
        self._unit_class = self._read_class()
        days = [frozenset(own) or self._days(name) for name, own in self._own_days()]
        self._setting = Setting(self._unit_class, None, days[0], days[1])

    def _refuse(self, path: str, text: str) -> None:
        self._refusals.append(Refusal(path, text))

    def _part(self, name: str) -> Mapping[str, Any]:
        raw = self._answers.get(name)
        if raw is None:
            return {}
        if not isinstance(raw, Mapping):
            self._refuse(name, "应为对象")
            return {}
        return raw

    def _own_days(self) -> tuple[tuple[str, tuple[date, ...]], ...]:
        return ("holidays", self._scheme.holidays), ("workdays", self._scheme.workdays)

    def _days(self, name: str) -> frozenset[date]:
        raw = self._answers.get(name)
        if raw is None:
            return frozenset()
        if not isinstance(raw, list | tuple):
            self._refuse(name, "应为日期的列表")
            return frozenset()
        days = [read_day(one) for one in raw]
        if None in days:
            self._refuse(name, "应为日期，如2004-02-15")
        return frozenset(day for day in days if day is not None)

    def _read_class(self) -> str | None:
        raw = self._part("unit").get("class")
        if raw is not None and not isinstance(raw, str):
            self._refuse("unit.class", "单位类别应为文字")
            return None
        if not self._scheme.classes:
            if raw is not None:
                self._warnings.append(f"方案不分单位类别，“{brief(raw)}”没有用到")
            return None
        if raw is None:
            self._refuse("unit.class", f"方案分{'、'.join(self._scheme.classes)}，要写明单位是哪一类")
            return None
        if raw not in self._scheme.classes:
            self._refuse("unit.class", f"方案里没有“{brief(raw)}”这一类单位")
            return None
        return raw

    def run(self) -> tuple[Result, tuple[Refusal, ...]]:
        """Everything, in the order of the levels."""
        scheme = self._scheme
        items = self._items()
        dimensions = subtotals(scheme, items)
        bonus, penalties = self._entries("bonus"), self._entries("penalties")
        vetoes = acting_vetoes(scheme, self._answers.get("vetoes"), items, self._refuse)
        has_other_classes = any(result.outside_table for result in items.values())
        total, total_note = total_of(scheme, dimensions, has_other_classes=has_other_classes)
        result = self._conclude(items, dimensions, (bonus, penalties), vetoes, (total, total_note))
        return result, tuple(self._refusals)

    def _conclude(
        self,
        items: Mapping[str, ItemResult],
        dimensions: tuple[DimensionResult, ...],
        extras: tuple[Entries, Entries],
        vetoes: tuple[Veto, ...],
        added_up: tuple[Decimal | None, str],
    ) -> Result:
        scheme = self._scheme
        total, total_note = added_up
        is_stopped = bool(vetoes) and scheme.after_veto == "stop"
        if is_stopped:
            total, total_note = None, "一票否决，检查终止"
        fixed = [veto.total for veto in vetoes if veto.effect == "fixed_total" and veto.total is not None]
        if fixed:
            total, total_note = rounded(Fraction(min(fixed)), scheme.rounding.total), "一票否决，总分按规定计"
        bonus, penalties, with_bonus = self._with_extras(total, extras, is_fixed=bool(fixed))
        met, of = _met(items, scheme)
        figure = with_bonus if scheme.bonus_counts_for_grade else total
        standing = Standing(figure, dimensions, items, met, of, bool(vetoes))
        grade = None if is_stopped and not fixed else grade_of(scheme, standing)
        grade = after_vetoes(scheme, grade, vetoes, acting_caps(scheme, items))
        years = [veto.years for veto in vetoes if veto.effect == "disqualify" and veto.years is not None]
        unsettled = any(not one.is_settled for one in items.values()) or not all(one.is_settled for one in extras)
        return Result(
            items=items,
            bonus_entries=extras[0].by_code,
            penalty_entries=extras[1].by_code,
            dimensions={one.code: one.marks for one in dimensions if scheme.dimensions},
            subtotals={one.code: one for one in dimensions},
            total=total,
            bonus=bonus,
            penalties=penalties,
            total_with_bonus=with_bonus,
            grade=grade,
            met=met,
            of=of,
            disqualified_years=max(years, default=None),
            provisional=unsettled and not is_stopped,
            warnings=(*too_much_left_out(scheme, items), *self._warnings),
            total_note=total_note,
            acting_vetoes=tuple(veto.code for veto in vetoes),
        )

    def _with_extras(
        self, total: Decimal | None, extras: tuple[Entries, Entries], *, is_fixed: bool
    ) -> tuple[Decimal, Decimal, Decimal | None]:
        """Bonus, penalties and the total with both; a fixed total drops them, a low total gets no bonus."""
        bonus, penalties = (Decimal(0), Decimal(0)) if is_fixed else (decimal_of(one.sum) for one in extras)
        least = self._scheme.bonus.min_base
        if least is not None and (total is None or total < least):
            bonus = Decimal(0)
        if total is None:
            return bonus, penalties, None
        together = Fraction(total) + Fraction(bonus) - Fraction(penalties)
        return bonus, penalties, rounded(together, self._scheme.rounding.total)

    def _items(self) -> dict[str, ItemResult]:
        raw = self._part("items")
        known = {item.code for item in self._scheme.items}
        for code in raw:
            if code not in known:
                self._refuse(f"items.{brief(str(code))}", "方案里没有这一项")
        self._check_peers(known)
        return {item.code: self._item(item, raw) for item in self._scheme.items}

    def _item(self, item: Item, raw: Mapping[str, Any]) -> ItemResult:
        if not item.is_for(self._unit_class):
            if item.code in raw:
                self._warnings.append(f"{item.code}不在本类单位的考评表内，没有计入")
            return ItemResult(
                item.code,
                None,
                "not_applicable",
                ("不在本类单位的考评表内",),
                full_marks=item.full_marks,
                outside_table=True,
            )
        if item.code not in raw:
            return ItemResult(item.code, None, "unchecked", ("未检查",), full_marks=item.full_marks)
        entry = raw[item.code]
        path = f"items.{item.code}"
        if not isinstance(entry, Mapping):
            if entry is not None:
                self._refuse(path, "应为对象，写明facts")
            entry = {}
        return self._evaluate(item, entry, path)

    def _evaluate(self, item: Item, entry: Mapping[str, Any], path: str) -> ItemResult:
        peers = self._peers.get(item.code)
        setting, marks = self._setting, None
        if isinstance(peers, Mapping):
            values = self._peer_numbers(peers.get("values"), f"peers.{item.code}.values")
            marks = self._peer_numbers(peers.get("marks"), f"peers.{item.code}.marks")
            setting = Setting(setting.unit_class, values, setting.holidays, setting.workdays)
        return evaluate_item(item, entry, setting, marks, self._frame, path)

    def _check_peers(self, known: set[str]) -> None:
        extra = {item.code for part in (self._scheme.bonus, self._scheme.penalties) for item in part.items}
        for code, raw in self._peers.items():
            if code not in known and code not in extra:
                self._refuse(f"peers.{brief(str(code))}", "方案里没有这一项")
            elif raw is not None and not isinstance(raw, Mapping):
                self._refuse(f"peers.{brief(str(code))}", "应为对象，写明values或marks")

    def _peer_numbers(self, raw: object, path: str) -> tuple[Fraction | None, ...] | None:
        if raw is None:
            return None
        if not isinstance(raw, list | tuple):
            self._refuse(path, "应为列表，每个单位一个数，未报的写null")
            return None
        numbers = []
        for one in raw:
            number = read_number(one)
            if number is None and one is not None:
                self._refuse(path, "每个单位一个数，用文字书写，未报的写null")
            numbers.append(None if number is None else Fraction(number))
        return tuple(numbers)

    def _entries(self, part: str) -> Entries:
        extras = self._scheme.bonus if part == "bonus" else self._scheme.penalties
        return score_entries(part, extras, self._answers.get(part), self._unit_class, self._evaluate, self._refuse)


def _met(items: Mapping[str, ItemResult], scheme: Scheme) -> tuple[int | None, int | None]:
    """How many items with base none are met, of how many that apply; None where the table has none for the unit."""
    results = [items[item.code] for item in scheme.items if item.base == "none"]
    table = [result for result in results if not result.outside_table]
    if not table:
        return None, None
    applying = [result for result in table if result.state != "not_applicable"]
    return sum(result.state == "met" for result in applying), len(applying)
