"""What stands in the answers about one item, and how one fact more or less changes it."""

from collections.abc import Mapping
from typing import Any

from app.domain.inspection import Answers, Section
from ui.fields.field import Facts

Given = Mapping[str, Any]


def given_for(answers: Answers, section: Section, code: str) -> Given | None:
    """The answer to one item, None while it was not looked at."""
    found: Given | None = (answers.get(section) or {}).get(code)
    return found


def facts_of(given: Given | None) -> Mapping[str, Any]:
    """Its facts by rule."""
    return (given or {}).get("facts") or {}


def with_fact(given: Given | None, rule_id: str, facts: Facts) -> dict[str, Any]:
    """The answer after the facts of one rule changed; None takes them away, the item stays looked at."""
    after = dict(facts_of(given))
    if facts is None:
        after.pop(rule_id, None)
    else:
        after[rule_id] = facts
    return {**(given or {}), "facts": after}


def with_text(given: Given | None, key: str, text: str) -> dict[str, Any]:
    """The answer after a text beside the facts changed (reason, exempt, topic); an empty one is left out."""
    after = dict(given or {"facts": {}})
    if text:
        after[key] = text
    else:
        after.pop(key, None)
    return after
