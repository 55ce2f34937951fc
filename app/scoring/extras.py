"""Bonus and penalties: entries outside the total, one topic counted once, each sum bounded."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from app.scoring.exact import ZERO
from app.scoring.item import Refuse
from app.scoring.result import ItemResult
from app.scoring.shapes import brief, printable
from app.scoring.table import Extras, Item

Evaluate = Callable[[Item, Mapping[str, Any], str], ItemResult]


@dataclass(frozen=True, slots=True)
class Entries:
    """The scored entries by code, and their sum after topics, each item's own bound and the cap of all."""

    by_code: Mapping[str, tuple[ItemResult, ...]]
    sum: Fraction

    @property
    def is_settled(self) -> bool:
        """Whether nothing is missing in any entry."""
        return all(entry.is_settled for entries in self.by_code.values() for entry in entries)


def score_entries(
    part: str, extras: Extras, raw: object, unit_class: str | None, evaluate: Evaluate, refuse: Refuse
) -> Entries:
    """The entries of `bonus` or `penalties`; unknown codes, and what is not a list of entries, are refused."""
    if raw is None:
        raw = {}
    if not isinstance(raw, Mapping):
        refuse(part, "应为对象，每个编号一个列表")
        raw = {}
    known = {item.code: item for item in extras.items}
    for code in raw:
        if code not in known:
            refuse(f"{part}.{brief(str(code))}", f"方案里没有“{brief(str(code))}”这一条")
    scored = {
        code: _entries(f"{part}.{code}", item, raw.get(code), unit_class, evaluate, refuse)
        for code, item in known.items()
    }
    if extras.dedup_topics:
        scored = _once_a_topic(scored)
    whole = ZERO
    for code, entries in scored.items():
        size = sum((_counted(entry) for entry in entries), ZERO)
        upper = known[code].upper
        # An item entered several times still gives no more than the table says it can.
        whole += size if part == "penalties" or upper is None else min(size, Fraction(upper))
    whole = abs(whole) if part == "penalties" else whole
    return Entries(scored, whole if extras.cap is None else min(whole, Fraction(extras.cap)))


def _counted(entry: ItemResult) -> Fraction:
    return ZERO if entry.marks is None else Fraction(entry.marks)


def _entries(
    path: str, item: Item, raw: object, unit_class: str | None, evaluate: Evaluate, refuse: Refuse
) -> tuple[ItemResult, ...]:
    if raw is None:
        return ()
    if not isinstance(raw, list | tuple):
        refuse(path, "应为列表，每次一条")
        return ()
    results = []
    for index, entry in enumerate(raw):
        here = f"{path}[{index}]"
        if not isinstance(entry, Mapping):
            refuse(here, "应为对象")
            results.append(ItemResult(item.code, None, "incomplete", ("没有可用的内容",)))
            continue
        topic = entry.get("topic")
        if topic is not None and not isinstance(topic, str):
            refuse(f"{here}.topic", "事项应为文字")
            topic = None
        if not item.is_for(unit_class):
            results.append(
                ItemResult(item.code, None, "not_applicable", ("不在本类单位的考评表内",), outside_table=True)
            )
            continue
        results.append(replace(evaluate(item, entry, here), topic=(topic or "").strip()))
    return tuple(results)


def _once_a_topic(scored: Mapping[str, tuple[ItemResult, ...]]) -> dict[str, tuple[ItemResult, ...]]:
    """Of the entries with one topic only the highest counts; the others keep their trace and count 0."""
    best: dict[str, tuple[Decimal, str, int]] = {}
    for code, entries in scored.items():
        for index, entry in enumerate(entries):
            if entry.topic and entry.marks is not None:
                held = best.get(entry.topic)
                if held is None or entry.marks > held[0]:
                    best[entry.topic] = (entry.marks, code, index)
    return {
        code: tuple(
            entry if not _is_superseded(entry, code, index, best) else _superseded(entry)
            for index, entry in enumerate(entries)
        )
        for code, entries in scored.items()
    }


def _is_superseded(entry: ItemResult, code: str, index: int, best: Mapping[str, tuple[Decimal, str, int]]) -> bool:
    held = best.get(entry.topic)
    return held is not None and entry.marks is not None and held[1:] != (code, index)


def _superseded(entry: ItemResult) -> ItemResult:
    return replace(
        entry, marks=Decimal(0), trace=(*entry.trace, f"“{printable(entry.topic)}”已在较高一项计分，不重复计")
    )
