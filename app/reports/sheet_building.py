"""The rows of a score sheet from a scheme and a result."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from app.reports.content import ScoreSheet, SheetDimension, SheetExtra, SheetItem
from app.reports.wording import fixed, ordinal, trimmed
from app.scoring.result import ItemResult, Result
from app.scoring.table import Item, Scheme

_STATE_WORDS = {
    "not_applicable": "—",
    "met": "达标",
    "unmet": "未达标",
    "incomplete": "未齐",
    "pending": "待定",
    "unchecked": "未核",
}
_LEFT_OUT = {
    "rescale_dimension": "不适用；不计入大项分母",
    "rescale_total": "不适用；不计入总分分母",
    "full_marks": "不适用；按满分计",
    "zero": "不适用；按零分计",
}


def score_sheet(
    scheme: Scheme, result: Result, answers: Mapping[str, Any], own: Result | None, remarks: Mapping[str, str]
) -> ScoreSheet:
    """The sheet of one inspection; items of another class than the unit's are no part of it."""
    entries: Mapping[str, Any] = answers.get("items") or {}

    def row(item: Item) -> SheetItem:
        found = result.items[item.code]
        said = (entries.get(item.code) or {}).get("reason") or ""
        left_out = found.state == "not_applicable" and found.marks is None
        return SheetItem(
            code=item.code,
            title=item.title,
            standard=item.standard if item.standard != item.title else "",
            full_marks=item.full_marks,
            criteria=criteria_of(item),
            methods=item.methods,
            self_marks=own.items[item.code].marks if own and item.code in own.items else None,
            marks=trimmed(found.marks) if found.state == "scored" else _STATE_WORDS.get(found.state, "—"),
            deducted=found.lost > 0 or found.state == "unmet",
            reason=str(said) or (found.trace[0] if left_out and found.trace else ""),
            trace=(_LEFT_OUT[scheme.not_applicable],) if left_out else found.trace,
            remark=remarks.get(item.code, ""),
        )

    dimensions: list[SheetDimension] = []
    for dimension in scheme.dimensions:
        rows = tuple(row(item) for item in scheme.items_of(dimension.code) if not result.items[item.code].outside_table)
        if not rows:
            continue
        dimensions.append(
            SheetDimension(
                ordinal(len(dimensions) + 1),
                dimension.title,
                dimension.full_marks,
                rows,
                own.dimensions.get(dimension.code) if own else None,
                result.dimensions[dimension.code],
                result.subtotals[dimension.code].note,
            )
        )
    loose = tuple(
        row(item) for item in scheme.items if not item.dimension and not result.items[item.code].outside_table
    )
    if loose:
        dimensions.append(SheetDimension("", "", None, loose, None, None, ""))
    has_extras = bool(scheme.bonus.items or scheme.penalties.items)
    use = "" if scheme.bonus_counts_for_grade else "（只用于排名和择优，不用于等次）"
    return ScoreSheet(
        dimensions=tuple(dimensions),
        places=scheme.rounding.dimension,
        total_places=scheme.rounding.total,
        full_marks=scheme.full_marks,
        self_total=own.total if own else None,
        total=result.total,
        total_note=result.total_note,
        extras=_extras(scheme, result, own, remarks),
        with_extras_label=f"加分后总分{use}" if has_extras else "",
        self_with_extras=own.total_with_bonus if own else None,
        with_extras=result.total_with_bonus,
        with_extras_note=_with_extras_note(scheme, result),
        vetoes=_vetoes(scheme, result, answers, remarks),
        notes="".join(note if note.endswith(("。", "；")) else f"{note}。" for note in scheme.notes),
    )


def blank_sheet(scheme: Scheme, unit_class: str | None = None, scored_by: str | None = None) -> ScoreSheet:
    """The sheet of a scheme with nothing filled in: of one class of units, of the items one office scores, or whole."""

    def row(item: Item) -> SheetItem:
        standard = item.standard if item.standard != item.title else ""
        full, criteria = item.full_marks, criteria_of(item)
        return SheetItem(item.code, item.title, standard, full, criteria, item.methods, None, "", False, "", ())

    dimensions: list[SheetDimension] = []
    wanted = [
        item
        for item in scheme.items
        if (unit_class is None or item.is_for(unit_class)) and (scored_by is None or item.scored_by == scored_by)
    ]
    for dimension in scheme.dimensions:
        rows = tuple(row(item) for item in wanted if item.dimension == dimension.code)
        if rows:
            number = ordinal(len(dimensions) + 1)
            dimensions.append(SheetDimension(number, dimension.title, dimension.full_marks, rows, None, None, ""))
    loose = tuple(row(item) for item in wanted if not item.dimension)
    if loose:
        dimensions.append(SheetDimension("", "", None, loose, None, None, ""))
    extras = [("加分", item) for item in scheme.bonus.items] + [("倒扣", item) for item in scheme.penalties.items]
    use = "" if scheme.bonus_counts_for_grade else "（只用于排名和择优，不用于等次）"
    return ScoreSheet(
        dimensions=tuple(dimensions),
        places=scheme.rounding.dimension,
        total_places=scheme.rounding.total,
        full_marks=scheme.full_marks,
        self_total=None,
        total=None,
        total_note="",
        extras=tuple(
            SheetExtra(f"{word} {item.code}　{item.title}", item.full_marks, criteria_of(item), "", "", "")
            for word, item in extras
        ),
        with_extras_label=f"加分后总分{use}" if extras else "",
        self_with_extras=None,
        with_extras=None,
        with_extras_note="",
        vetoes="；".join(f"{veto.code} {veto.text}：□有 □无" for veto in scheme.vetoes),
        notes="".join(note if note.endswith(("。", "；")) else f"{note}。" for note in scheme.notes),
    )


def criteria_of(item: Item) -> str:
    """评分标准 to the letter: the document's own text, else the sentences of the rules."""
    if item.source_text:
        return item.source_text
    sentences = [str(getattr(rule, "text", "") or "") for rule in item.rules]
    return "；".join(text for text in sentences if text) + ("。" if any(sentences) else "")


def _extras(scheme: Scheme, result: Result, own: Result | None, remarks: Mapping[str, str]) -> tuple[SheetExtra, ...]:
    rows = []
    for word, items, entries, theirs in (
        ("加分", scheme.bonus.items, result.bonus_entries, own.bonus_entries if own else {}),
        ("倒扣", scheme.penalties.items, result.penalty_entries, own.penalty_entries if own else {}),
    ):
        for item in items:
            found = entries.get(item.code, ())
            rows.append(
                SheetExtra(
                    f"{word} {item.code}　{item.title}",
                    item.full_marks,
                    criteria_of(item),
                    trimmed(_sum(theirs.get(item.code, ()))) if own else "—",
                    trimmed(_sum(found)),
                    "→".join(_entry(entry) for entry in found) or ("未申报" if word == "加分" else "未发现"),
                    remarks.get(item.code, ""),
                )
            )
    return tuple(rows)


def _entry(entry: ItemResult) -> str:
    steps = entry.trace[1:] if entry.trace and entry.trace[0].startswith("基准0") else entry.trace
    return (f"{entry.topic}：" if entry.topic else "") + "→".join(steps)


def _sum(entries: tuple[ItemResult, ...]) -> Decimal:
    return sum((entry.marks for entry in entries if entry.marks is not None), Decimal(0))


def _with_extras_note(scheme: Scheme, result: Result) -> str:
    if result.total is None or result.total_with_bonus is None:
        return ""
    places = scheme.rounding.total
    parts = []
    if scheme.bonus.items:
        cap = scheme.bonus.cap
        raw = sum((_sum(entries) for entries in result.bonus_entries.values()), Decimal(0))
        limit = "" if cap is None else f"，上限{trimmed(cap)}" if raw > cap else f"，未超上限{trimmed(cap)}"
        parts.append(f"加分合计{trimmed(raw)}{limit}")
    if scheme.penalties.items:
        parts.append(f"倒扣合计{trimmed(result.penalties)}")
    sums = fixed(result.total, places)
    sums += f"＋{trimmed(result.bonus)}" if scheme.bonus.items else ""
    sums += f"−{trimmed(result.penalties)}" if scheme.penalties.items else ""
    return f"{'，'.join(parts)}→{sums}＝{fixed(result.total_with_bonus, places)}"


def _vetoes(scheme: Scheme, result: Result, answers: Mapping[str, Any], remarks: Mapping[str, str]) -> str:
    given: Mapping[str, Any] = answers.get("vetoes") or {}
    said = []
    for veto in scheme.vetoes:
        word = "有" if veto.code in result.acting_vetoes else "无"
        entry = given.get(veto.code) or {}
        if word == "有" and entry:
            names = "、".join(str(name) for name in entry.get("confirmed_by") or ())
            word += f"（{entry.get('facts') or ''}" + (f"；核定人：{names}" if names else "") + "）"
        shown = f"（{remarks[veto.code]}）" if veto.code in remarks else ""
        said.append(f"{veto.code} {veto.text}：{word}{shown}")
    return "；".join(said) + "。" if said else ""
