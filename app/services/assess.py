"""From a scheme, answers and their result to the plain values that the completeness check looks at."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, cast

from app.domain.evidence import PAPER_FORM, evidence_counts
from app.domain.inspection import Answers, Inspection
from app.rules.completeness import (
    CheckedInspection,
    CheckedItem,
    CheckedVeto,
    Completeness,
    EvidenceRule,
    ItemSection,
    ItemState,
    completeness,
)
from app.scoring.result import ItemResult, Result
from app.scoring.scheme import Item, Scheme

Findings = Sequence[tuple[str, str]]


def assess(
    inspection: Inspection,
    scheme: Scheme,
    answers: Answers,
    result: Result,
    findings: Findings,
    *,
    self_total: Decimal | None,
    today: date,
) -> Completeness:
    """What the inspection still lacks; `today` is the machine's local day."""
    notes: Mapping[str, str] = answers.get("notes") or {}
    return completeness(
        CheckedInspection(
            visited_on=inspection.visited_on,
            today=today,
            items=tuple(_checked_items(scheme, answers, result, findings)),
            vetoes=tuple(_checked_vetoes(scheme, answers)),
            dimension_titles={dimension.code: dimension.title for dimension in scheme.dimensions},
            na_limit=scheme.na_limit,
            total=result.total,
            self_total=self_total,
            self_difference_alert=scheme.self_difference_alert,
            notes=notes,
            inspectors=tuple(inspector.person_id for inspector in inspection.inspectors),
            leader_id=inspection.leader_id,
            is_typed_later=inspection.typed_later is not None,
            paper_form_count=evidence_counts(answers)[PAPER_FORM],
        )
    )


def loses_by_deduction(item: ItemResult) -> bool:
    """Whether marks were taken away (a deduction or a 不得分 clause), not merely not awarded."""
    return item.lost > 0 and any(rule.amount is not None and rule.amount < 0 for rule in item.rules)


def _checked_items(scheme: Scheme, answers: Answers, result: Result, findings: Findings) -> Iterator[CheckedItem]:
    given, evidence = answers.get("items") or {}, evidence_counts(answers)
    for item in scheme.items:
        scored = result.items.get(item.code)
        if scored is not None:
            answered, refused = given.get(item.code) or {}, _refused(findings, "items", item.code)
            yield _checked_item("items", item, scored, answered, refused, evidence.get(item.code, 0))
    sections: tuple[tuple[ItemSection, Sequence[Item], Mapping[str, Sequence[ItemResult]]], ...] = (
        ("bonus", scheme.bonus.items if scheme.bonus else (), result.bonus_entries),
        ("penalties", scheme.penalties.items if scheme.penalties else (), result.penalty_entries),
    )
    for section, items, entries in sections:
        for item in items:
            answered = (answers.get(section) or {}).get(item.code) or []
            refused = _refused(findings, section, item.code)
            for entry, scored in zip(answered, entries.get(item.code, ()), strict=False):
                yield _checked_item(section, item, scored, entry, refused, evidence.get(item.code, 0))


def _checked_item(
    section: ItemSection,
    item: Item,
    scored: ItemResult,
    answer: Mapping[str, Any],
    refused: tuple[str, ...],
    evidence_count: int,
) -> CheckedItem:
    texts = {rule.id: rule.text for rule in item.rules}
    is_exempt = bool(answer.get("exempt"))
    exemption = next((x for x in item.exemptions if x.id == answer.get("exempt")), None)
    return CheckedItem(
        code=item.code,
        title=item.title,
        dimension=item.dimension or "",
        state=cast(ItemState, scored.state),
        full_marks=item.full_marks,
        lost=scored.lost if loses_by_deduction(scored) else Decimal(0),
        missing_facts=tuple(texts.get(rule.rule_id, "") for rule in scored.rules if rule.missing),
        refused_facts=refused,
        reasons=tuple(reasons_of(answer)),
        needs_reason=is_exempt and exemption is not None and exemption.requires == "reason",
        evidence_rule=cast(EvidenceRule, item.evidence),
        evidence_count=evidence_count,
        section=section,
    )


def reasons_of(answer: Mapping[str, Any]) -> Iterator[str]:
    """The reason of an answered item, and those that stand inside its facts (酌情扣分)."""
    yield str(answer.get("reason") or "")
    for facts in (answer.get("facts") or {}).values():
        if isinstance(facts, Mapping):
            yield str(facts.get("reason") or "")
            for entry in facts.get("entries") or ():
                if isinstance(entry, Mapping):
                    yield str(entry.get("reason") or "")


def _refused(findings: Findings, section: str, code: str) -> tuple[str, ...]:
    start = f"{section}.{code}"
    return tuple(text for path, text in findings if path == start or path.startswith((start + ".", start + "[")))


def _checked_vetoes(scheme: Scheme, answers: Answers) -> Iterator[CheckedVeto]:
    given, evidence = answers.get("vetoes") or {}, evidence_counts(answers)
    for veto in scheme.vetoes:
        if veto.code in given:
            answer = given[veto.code] or {}
            confirmed = answer.get("confirmed_by") or ()
            facts, count = str(answer.get("facts") or ""), evidence.get(veto.code, 0)
            yield CheckedVeto(veto.code, veto.text, tuple(map(str, confirmed)), facts, count)
