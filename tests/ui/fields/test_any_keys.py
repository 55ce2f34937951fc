"""Whatever is typed, an editor never tells facts that scoring cannot read."""

import random
from typing import Any

import pytest
from PySide6.QtCore import Qt

from app.scoring.evaluate import score_partial
from app.scoring.scheme import load_scheme
from tests.ui.fields.conftest import scheme_with
from tests.ui.fields.test_editors import RULES, SHOWN, press

KEYS = "00123456789.-x\n\n\t\t 《见记录》"
ROUNDS, LENGTH = 12, 24
OWED = ("理由", "写明", "来源", "给分", "档", "得分")
"""What a refusal may speak of: something that is still owed and is asked for next."""


def some_keys(chance: random.Random) -> str:
    """A run of keys as a child at the keyboard would press them."""
    parts = ["《见记录》" if key == "《" else key for key in chance.choices(KEYS.replace("见记录》", ""), k=LENGTH)]
    return "".join(parts)


@pytest.mark.parametrize("name", RULES)
def test_no_keys_make_facts_that_cannot_be_read(bench: Any, name: str) -> None:
    chance = random.Random(name)  # noqa: S311 - a fixed run of keys, no secret
    data = scheme_with(RULES[name])
    scheme = load_scheme(data)
    shown = [facts for each, facts in SHOWN if each == name]
    for round_ in range(ROUNDS):
        made = bench(RULES[name], shown[round_ % len(shown)] if shown and round_ % 2 else None)
        made.begin()
        press(made, some_keys(chance))
        made.field.settle()
        for facts in made.told:
            answers = {"unit": {"class": "城市"}, "items": {"1": {"facts": {} if facts is None else {"a": facts}}}}
            _result, refusals = score_partial(scheme, answers)
            for refusal in refusals:
                assert any(word in refusal.text for word in OWED), (facts, refusal)


@pytest.mark.parametrize("name", RULES)
def test_what_was_told_last_is_what_a_reload_shows(bench: Any, name: str) -> None:
    chance = random.Random(f"{name} again")  # noqa: S311 - a fixed run of keys, no secret
    for _ in range(ROUNDS // 2):
        made = bench(RULES[name])
        made.begin()
        press(made, some_keys(chance))
        if not made.field.settle() or not made.told:
            continue
        again = bench(RULES[name], made.facts)
        made.window.setFocus(Qt.FocusReason.OtherFocusReason)
        made.field.show_facts(made.facts)
        assert [text for text in again.texts() if text] == [text for text in made.texts() if text], made.facts
