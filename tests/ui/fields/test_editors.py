"""Each kind of rule: keys in, exactly the facts of the grammar out, and the same shown after a reload."""

from typing import Any

import pytest
from PySide6.QtCore import Qt

from ui.fields.field import Facts

ENTER, TAB, SPACE = "\n", "\t", " "
FOUR = [{"id": key, "text": text} for key, text in (("a", "名册"), ("b", "值班表"), ("c", "联系卡"), ("d", "意见簿"))]
BANDS = [
    {"from": "90", "to": None, "bounds": "[)", "points": "4"},
    {"from": "80", "to": "90", "bounds": "[)", "points": "2"},
    {"from": None, "to": "80", "bounds": "()", "points": "0"},
]
RANGES = [
    {"from": "50", "to": None, "bounds": "[)", "range": ["2", "4"]},
    {"from": None, "to": "50", "bounds": "()", "range": ["0", "1"]},
]
RULES: dict[str, dict[str, Any]] = {
    "flag": {"kind": "flag", "effect": "deduct", "points": "1"},
    "count": {"kind": "count", "effect": "deduct", "points": "0.5", "unit": "次", "need": 6},
    "count_measured": {"kind": "count", "effect": "deduct", "points": "0.5", "unit": "平方米"},
    "count_mitigated": {
        "kind": "count",
        "effect": "deduct",
        "points": "1",
        "unit": "例",
        "mitigation": {"text": "当月整改", "factor": "0.5"},
    },
    "count_averaged": {
        "kind": "count",
        "effect": "deduct",
        "points": "1",
        "unit": "件",
        "text": "每件扣1分，按所辖单位平均",
    },
    "count_periods": {
        "kind": "count",
        "effect": "award",
        "points": "1",
        "unit": "次",
        "periods": {"name": "季", "count": 4, "cap": "2"},
    },
    "checklist": {"kind": "checklist", "effect": "deduct", "elements": FOUR, "per_missing": "1"},
    "checklist_sized": {"kind": "checklist", "effect": "deduct", "size": 6, "per_missing": "0.5"},
    "choice": {
        "kind": "choice",
        "effect": "award",
        "options": [{"label": "好", "points": "4"}, {"label": "较好", "points": "2"}, {"label": "差", "points": "0"}],
    },
    "bands": {"kind": "bands", "effect": "award", "metric": "到会率", "unit": "%", "bands": BANDS},
    "bands_ranged": {"kind": "bands", "effect": "award", "metric": "户数", "unit": "户", "bands": RANGES},
    "threshold": {
        "kind": "threshold",
        "metric": "走访率",
        "unit": "%",
        "op": ">=",
        "line_by_class": {"城市": "80", "农村": "70"},
        "points": "4",
    },
    "steps": {
        "kind": "steps",
        "effect": "deduct",
        "metric": "报到率",
        "unit": "%",
        "line": "80",
        "step": "1",
        "direction": "below",
        "rounding": "linear",
        "points": "0.1",
    },
    "ratio": {"kind": "ratio", "effect": "award", "metric": "办结÷受理", "points": "4"},
    "ratio_plain": {"kind": "ratio", "effect": "award", "metric": "办结比例", "points": "4"},
    "judge": {"kind": "judge", "effect": "deduct", "min": "0", "max": "3", "step": "0.5"},
    "judge_per": {"kind": "judge", "effect": "deduct", "min": "0", "max": "3", "per": "处"},
    "levels": {
        "kind": "levels",
        "effect": "award",
        "levels": [{"label": "区", "points": "1"}, {"label": "市", "points": "2"}, {"label": "省", "points": "4"}],
        "pick": "highest",
    },
    "ballot": {
        "kind": "ballot",
        "points": "4",
        "weights": {"满意": "1", "一般": "0.5", "不满意": "0"},
        "valid": ["满意", "一般", "不满意"],
        "min_valid": 30,
        "below_min": "pending",
    },
    "panel": {"kind": "panel", "max": "4", "trim_from": 5},
    "sample": {"kind": "sample", "effect": "deduct", "size": 10, "points": "0.2", "prorate": True},
    "peer": {"kind": "peer", "metric": "小时数", "basis": "average", "op": ">", "points": "4"},
    "peer_rank": {
        "kind": "peer",
        "metric": "天数",
        "basis": "rank",
        "order": "asc",
        "table": ["4", "3"],
        "step": "0.5",
    },
    "external": {"kind": "external", "max": "4", "scale_from": "50"},
    "late": {"kind": "late", "points": "0.5", "days": "natural"},
    "note": {"kind": "note"},
}

KEYED: list[tuple[str, str, Facts]] = [
    ("count", "4\n", {"n": 4}),
    ("count", "0\n", {"n": 0}),
    ("count_measured", "12.5\n", {"n": "12.5"}),
    ("count_mitigated", "4\t2\n", {"n": 4, "mitigated": 2}),
    ("count_averaged", "6\t 4\n", {"n": 6, "over": 4}),
    ("count_periods", "1\t\t2\n", {"n": [1, 0, 2]}),
    ("checklist", " ", {"present": ["a"]}),
    ("checklist", "031", {"present": ["b", "d"]}),
    ("checklist_sized", "2\n", {"missing": 2}),
    ("choice", "2", {"option": "较好"}),
    ("bands", "88\n", {"value": "88"}),
    ("bands", "88%\n", {"value": "88"}),
    ("bands_ranged", "60\n3.5\n", {"value": "60", "marks": "3.5"}),
    ("threshold", "79.9\n", {"value": "79.9"}),
    ("steps", "75.5\n", {"value": "75.5"}),
    ("ratio", "7\n9\n", {"num": "7", "den": "9"}),
    ("ratio", "0\n0\n", {"num": "0", "den": "0"}),
    ("ratio_plain", "95%\n", {"value": "0.95"}),
    ("ratio_plain", "0.95\n", {"value": "0.95"}),
    ("judge", "0\n", {"marks": "0"}),
    ("judge", "1.5\n《记录无参加人》\n", {"marks": "1.5", "reason": "记录无参加人"}),
    ("judge_per", "2\n《见照片》\n", {"entries": [{"marks": "2", "reason": "见照片"}]}),
    ("levels", "1\t2\n", {"区": 1, "市": 2}),
    ("ballot", "34\n10\n2\n", {"满意": 34, "一般": 10, "不满意": 2}),
    ("panel", "3.5\n4\n", {"marks": ["3.5", "4"]}),
    ("sample", "10\n2\n", {"drawn": 10, "failed": 2}),
    ("peer", "61\n", {"value": "61"}),
    ("peer", "61\t58.5\n", {"value": "61", "reference": "58.5"}),
    ("peer_rank", "9\t2\n", {"value": "9", "rank": 2}),
    ("external", "43\n《城管科评分表》\n", {"marks": "43", "source": "城管科评分表"}),
    ("late", "2004-2-13\n20040217\n", {"due": "2004-02-13", "received": "2004-02-17"}),
    ("note", "《三号楼灯不亮》\n", {"text": "三号楼灯不亮"}),
]

SHOWN: list[tuple[str, Facts]] = [
    *((name, facts) for name, _keys, facts in KEYED),
    ("flag", True),
    ("checklist", {"present": []}),
    ("checklist", {"missing": 1}),
    ("bands", {"num": "44", "den": "50"}),
    ("threshold", {"num": "3", "den": "4"}),
    ("judge_per", {"entries": [{"marks": "1", "reason": "甲"}, {"marks": "2", "reason": "乙"}]}),
    ("levels", {"省": 3}),
    ("panel", {"marks": ["1", "2", "3", "4", "3.5"]}),
    ("peer_rank", {"rank": 6}),
]


def press(bench: Any, keys: str) -> None:
    """Keys; 《…》 is what an input method commits."""
    rest = keys
    while rest:
        if rest[0] == "《":
            words, rest = rest[1:].split("》", 1)
            bench.write(words)
            continue
        key, rest = rest[0], rest[1:]
        if key == ENTER:
            bench.press(Qt.Key.Key_Return)
        elif key == TAB:
            bench.press(Qt.Key.Key_Tab)
        elif key == SPACE:
            bench.press(Qt.Key.Key_Space)
        else:
            bench.type(key)


@pytest.mark.parametrize(
    ("name", "keys", "facts"), KEYED, ids=[f"{name}-{number}" for number, (name, *_) in enumerate(KEYED)]
)
def test_keys_make_exactly_the_facts_of_the_grammar(bench: Any, name: str, keys: str, facts: Facts) -> None:
    made = bench(RULES[name])
    made.begin()
    press(made, keys)
    assert made.facts == facts
    assert not any(made.objections)


@pytest.mark.parametrize(("name", "facts"), SHOWN, ids=[f"{name}-{number}" for number, (name, _) in enumerate(SHOWN)])
def test_a_reload_shows_what_was_saved_and_tells_nothing(bench: Any, name: str, facts: Facts) -> None:
    made = bench(RULES[name], facts)
    assert made.field.settle()
    assert made.told == []
    made.field.show_facts(facts)
    again = bench(RULES[name], facts)
    assert again.texts() == made.texts()
    assert made.field.gap() is None or name in ("panel", "levels")


@pytest.mark.parametrize(("name", "facts"), SHOWN, ids=[f"{name}-{number}" for number, (name, _) in enumerate(SHOWN)])
def test_an_answer_taken_back_leaves_nothing_behind(bench: Any, name: str, facts: Facts) -> None:
    made = bench(RULES[name], facts)
    made.field.show_facts(None)
    fresh = bench(RULES[name])
    assert [text for text in made.texts() if text] == [text for text in fresh.texts() if text]
    assert made.told == []


@pytest.mark.parametrize("name", [name for name in RULES if name not in ("flag", "note")])
def test_a_digit_from_nowhere_finds_its_place(bench: Any, name: str) -> None:
    made = bench(RULES[name])
    assert made.field.take_digit("1") is True


@pytest.mark.parametrize("name", RULES)
def test_a_frozen_editor_shows_and_takes_nothing(bench: Any, name: str) -> None:
    made = bench(RULES[name], next((facts for each, facts in SHOWN if each == name), None))
    made.field.freeze(is_frozen=True)
    assert not made.field.isEnabled()
    made.field.freeze(is_frozen=False)
    assert made.field.isEnabled()
