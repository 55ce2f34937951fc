"""One rule and its fact in, one signed amount with its words out."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from app.scoring import amounts_counted as counted
from app.scoring import amounts_measured as measured
from app.scoring.exact import ZERO, rounded, shown, signed
from app.scoring.facts import BadFact, Outcome, Setting
from app.scoring.result import RuleResult
from app.scoring.rules import Rule, Threshold
from app.scoring.shapes import brief

_OUTCOMES: Mapping[str, Callable[[Any, object, Setting], Outcome]] = {
    "flag": counted.flag,
    "count": counted.count,
    "checklist": counted.checklist,
    "choice": counted.choice,
    "levels": counted.levels,
    "sample": counted.sample,
    "late": counted.late,
    "note": counted.note,
    "bands": measured.bands,
    "threshold": measured.threshold,
    "steps": measured.steps,
    "ratio": measured.ratio,
    "judge": measured.judge,
    "ballot": measured.ballot,
    "panel": measured.panel,
    "peer": measured.peer,
    "external": measured.external,
}

_PARENTHESES = re.compile(r"（[^）]*）")
_SUM = re.compile(r"[＋−]")
# Members of a fact object that each kind reads; levels and ballots read their own labels and refuse others.
_MEMBERS: Mapping[str, tuple[str, ...]] = {
    "count": ("n", "mitigated", "over"),
    "checklist": ("present", "missing"),
    "choice": ("option",),
    "sample": ("drawn", "failed"),
    "late": ("due", "received"),
    "note": ("text",),
    "bands": ("value", "num", "den", "marks"),
    "threshold": ("value", "num", "den"),
    "steps": ("value", "num", "den"),
    "ratio": ("value", "num", "den"),
    "judge": ("marks", "reason", "entries"),
    "panel": ("marks",),
    "peer": ("value", "num", "den", "reference", "rank"),
    "external": ("marks", "source"),
}


@dataclass(frozen=True, slots=True)
class Amount:
    """A rule's signed amount after its cap (negative: deducted), the outcome it comes from and its step in words."""

    rule: Rule
    signed: Fraction
    outcome: Outcome
    step: str
    refusal: str | None = None

    def to_result(self) -> RuleResult:
        """For the window and the report."""
        lacking = self.outcome.lack is not None
        return RuleResult(
            self.rule.id, None if lacking else rounded(self.signed, 4), lacking, self.step, self.outcome.band
        )


def amount_of(rule: Rule, fact: object, setting: Setting) -> Amount:
    """What `rule` makes of `fact`; a refused fact counts as missing and its sentence is in `refusal`."""
    try:
        outcome = _OUTCOMES[rule.kind](rule, fact, setting)
    except BadFact as bad:
        return Amount(rule, ZERO, Outcome(lack="incomplete"), "", str(bad))
    if outcome.lack is not None:
        return Amount(rule, ZERO, outcome, outcome.head)
    size = outcome.size if rule.cap is None else min(outcome.size, Fraction(rule.cap))
    value = -size if rule.effect == "deduct" else size
    return Amount(rule, value, outcome, _step(rule, outcome, value))


def _step(rule: Rule, outcome: Outcome, value: Fraction) -> str:
    if outcome.is_silent:
        return ""
    if rule.effect == "zero":
        return f"{outcome.head}：不得分"
    if rule.effect == "full":
        return f"{outcome.head}：得满分"
    if rule.effect == "none" or (isinstance(rule, Threshold) and rule.points is None):
        return outcome.head
    uncapped = -outcome.size if rule.effect == "deduct" else outcome.size
    sign = "−" if rule.effect == "deduct" and outcome.sum else "＋" if outcome.sum else ""
    is_sum = bool(_SUM.search(_PARENTHESES.sub("", outcome.sum)))
    parenthesised = f"（{outcome.sum}）" if sign == "−" and is_sum else outcome.sum
    working = f"{sign}{parenthesised}＝" if outcome.sum else ""
    limit = f"，限{shown(rule.cap)}，计{signed(value)}" if rule.cap is not None and value != uncapped else ""
    return f"{outcome.head}：{working}{signed(uncapped)}{limit}"


def ignored_members(rule: Rule, fact: Any) -> list[str]:
    """Keys of an accepted fact that its rule does not read; they are named in a warning."""
    if rule.kind not in _MEMBERS:
        return []
    return [brief(str(key)) for key in fact if key not in _MEMBERS[rule.kind]]
