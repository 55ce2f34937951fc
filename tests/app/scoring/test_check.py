"""Checking a scheme names every fault by its place, and never raises."""

import copy

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import SchemeRefused
from app.scoring.check import check
from app.scoring.exact import plain
from app.scoring.findings import Refusal
from app.scoring.scheme import load_scheme

LINE = {"id": "t", "kind": "threshold", "text": "达标", "op": ">=", "line": "60"}


def found(data, severity="error"):
    return {(finding.path, finding.code) for finding in check(data).findings if finding.severity == severity}


@pytest.fixture
def whole(scheme, item):
    """A scheme that uses every part, without faults."""
    flag = {"kind": "flag", "effect": "deduct", "points": "2", "text": "未公示的，扣2分"}
    bands = {
        "kind": "bands",
        "effect": "deduct",
        "unit": "%",
        "text": "完好率",
        "bands": [
            {"from": "90", "to": None, "bounds": "[)", "points": "0"},
            {"from": None, "to": "90", "bounds": "()", "points": "3"},
        ],
    }
    judge = {"kind": "judge", "effect": "award", "min": "0", "max": "10", "text": "评定"}
    many = {"kind": "checklist", "elements": [{"id": "e", "text": "名册"}], "per_missing": "1", "text": "名册"}
    each = {"kind": "count", "effect": "deduct", "points": "1", "unit": "次", "text": "每次扣1分"}
    first = item(
        flag,
        bands,
        many,
        code="1",
        groups=[{"rules": ["a", "b"], "cap": "4"}],
        exemptions=[{"id": "x", "text": "免", "effect": "no_deduct", "rules": ["a"]}],
    )
    second = item(judge, code="2", base="zero", dimension="2", applies_to=["城市", "农村"])
    third = item({**LINE, "line": None, "line_by_class": {"城市": "1", "农村": "2"}}, code="3", full=None, base="none")
    bonus = {
        **item(
            {"kind": "levels", "effect": "award", "pick": "sum", "levels": [{"label": "市", "points": "1"}]},
            code="J",
            full=None,
            base="zero",
        ),
        "dimension": None,
    }
    penalty = {**item(each, code="K", full=None, base="zero", floor=None), "dimension": None}
    return scheme(
        first,
        second,
        third,
        full_marks="20",
        classes=["城市", "农村"],
        dimensions=[
            {"code": "1", "title": "一", "full_marks": "10", "weight": "0.5"},
            {"code": "2", "title": "二", "full_marks": "10", "weight": "0.5"},
        ],
        bonus={"items": [bonus], "cap": "5"},
        penalties={"items": [penalty]},
        vetoes=[
            {"code": "F", "text": "假", "effect": "grade_cap", "max_grade": "乙", "from": {"item": "1", "below": "50%"}}
        ],
        grades=[{"name": "甲", "min_total": "90", "min_items": {"1": "60%"}}, {"name": "乙", "min_total": "0"}],
        grade_caps=[{"when": {"item": "3", "state": "unmet"}, "max_grade": "乙"}],
        quota={"grade": "甲", "share": "10%", "order": ["item:1", "total", "total_with_bonus"]},
        combine=[{"source": "平时", "weight": "0.4"}, {"source": "年度", "weight": "0.6"}],
        holidays=["2004-01-22"],
        authority={"document": "文"},
        x_office={"a": [1, "b", None, True]},
    )


def test_a_scheme_without_faults_is_usable(whole):
    report = check(whole)
    assert (report.findings, report.is_usable, plain(report.judgement_share)) == ((), True, "0.5")


AT = "items[0].rules[0]"
# (place to change, new value; None deletes the key, [] appends to a list is written as a list), path, code
FAULTS = [
    ("format", "wuyou.scheme/2", "format", "unknown_word"),
    ("status", 5, "status", "wrong_type"),
    ("id", ..., "id", "missing"),
    ("id", " ", "id", "empty"),
    ("title", "\ud800", "title", "bad_text"),
    ("title", "长" * 20_001, "title", "bad_text"),
    ("extra", 1, "extra", "unknown_key"),
    ("x_office", 1.5, "x_office", "bad_extra"),
    ("x_office", 2**60, "x_office", "bad_extra"),
    ("x_office", {"\ud800": 1}, "x_office", "bad_extra"),
    ("x_\ud800", 1, "x_?", "bad_extra"),
    ("full_marks", 100.0, "full_marks", "float"),
    ("full_marks", "1e2", "full_marks", "wrong_type"),
    ("full_marks", "-1", "full_marks", "out_of_range"),
    ("rounding.item", 5, "rounding.item", "out_of_range"),
    ("rounding.item", "x", "rounding.item", "wrong_type"),
    ("bonus_counts_for_grade", "no", "bonus_counts_for_grade", "wrong_type"),
    ("holidays", ["2004-13-01"], "holidays[0]", "wrong_type"),
    ("holidays", "x", "holidays", "wrong_type"),
    ("items", [], "items", "empty"),
    ("items", [7], "items[0]", "wrong_type"),
    ("dimensions", 5, "dimensions", "wrong_type"),
    ("bonus", 5, "bonus", "wrong_type"),
    ("grades.0.min_items", 5, "grades[0].min_items", "wrong_type"),
    ("grades.0.min_items", {"\ud800": "1"}, "grades[0].min_items", "bad_text"),
    ("grades.0.min_items", {"1": 0.6}, "grades[0].min_items.1", "float"),
    ("grades.0.min_items", {"1": "-6%"}, "grades[0].min_items.1", "wrong_type"),
    ("grades.0.min_items", {"9": "60%"}, "grades[0].min_items.9", "dangling"),
    ("grades.0.min_items", {"3": "60%"}, "grades[0].min_items.3", "no_full_marks"),
    ("grades.0.min_items", {"\u00e9": "1", "e\u0301": "1"}, "grades[0].min_items.e\u0301", "duplicate"),
    ("items.0.code", "2", "items[1].code", "duplicate"),
    ("items.0.code", ..., "items[0].code", "missing"),
    ("items.0.dimension", "9", "items[0].dimension", "dangling"),
    ("items.0.dimension", None, "items[0].dimension", "missing"),
    ("items.0.cap", "9", "items[0]", "unreachable"),
    ("items.0.cap", "half", "items[0].cap", "wrong_type"),
    ("items.0.base", "zero", "items[0]", "unreachable"),
    ("items.0.applies_to", ["镇"], "items[0].applies_to[0]", "dangling"),
    ("items.0.rules.0.kind", "flags", f"{AT}.kind", "unknown_kind"),
    ("items.0.rules.0.kind", ["flag"], f"{AT}.kind", "unknown_kind"),
    ("items.0.rules.0.kind", ..., f"{AT}.kind", "missing"),
    ("items.0.rules.0", "x", AT, "wrong_type"),
    ("items.0.rules.0.colour", "x", f"{AT}.colour", "unknown_key"),
    ("items.0.rules.0.points", ..., f"{AT}.points", "missing"),
    ("items.0.rules.0.effect", ..., f"{AT}.effect", "missing"),
    ("items.0.rules.0.id", "b", "items[0].rules[1].id", "duplicate"),
    ("items.0.rules.0.text", ..., f"{AT}.text", "missing"),
    ("items.0.rules.1.bands.0.from", "91", "items[0].rules[1].bands", "gap"),
    ("items.0.rules.1.bands.0.from", "89", "items[0].rules[1].bands", "overlap"),
    ("items.0.rules.1.bands.0.bounds", "()", "items[0].rules[1].bands", "gap"),
    ("items.0.rules.1.bands.1.bounds", "(]", "items[0].rules[1].bands", "overlap"),
    ("items.0.rules.1.bands.0.to", "99", "items[0].rules[1].bands", "gap"),
    ("items.0.rules.1.bands.0.to", "80", "items[0].rules[1].bands[0]", "empty_band"),
    ("items.0.rules.1.bands.1.from", "1", "items[0].rules[1].bands", "gap"),
    ("items.0.rules.1.bands.1.to", None, "items[0].rules[1].bands", "overlap"),
    ("items.0.rules.1.bands.0.points", ..., "items[0].rules[1].bands[0].points", "missing"),
    ("items.0.rules.1.bands.0.points", "-1", "items[0].rules[1].bands[0].points", "out_of_range"),
    ("items.0.rules.1.bands.0.points", 0.5, "items[0].rules[1].bands[0].points", "float"),
    ("items.0.rules.1.bands.0.range", ["0", "1"], "items[0].rules[1].bands[0].range", "contradiction"),
    ("items.0.rules.1.bands.0.range", ["1", "0"], "items[0].rules[1].bands[0].range", "bad_range"),
    ("items.0.rules.1.bands.0.range", ["1", 1.5], "items[0].rules[1].bands[0].range[1]", "float"),
    ("items.0.rules.1.bands.0.range", 3, "items[0].rules[1].bands[0].range", "wrong_type"),
    ("items.0.rules.1.bands", [], "items[0].rules[1].bands", "empty"),
    ("items.0.rules.1.unit", 5, "items[0].rules[1].unit", "wrong_type"),
    ("items.0.rules.2.elements", [], "items[0].rules[2].elements", "missing"),
    ("items.0.rules.2.elements", [{"id": "e", "text": ""}] * 2, "items[0].rules[2].elements[1].id", "duplicate"),
    ("items.0.rules.2.size", 3, "items[0].rules[2].size", "contradiction"),
    ("items.0.rules.2.size", "x", "items[0].rules[2].size", "wrong_type"),
    ("items.0.rules.2.all", "1", "items[0].rules[2].all", "contradiction"),
    ("items.0.rules.2.per_missing", ..., "items[0].rules[2].per_missing", "missing"),
    ("items.0.rules.2.effect", "award", "items[0].rules[2].effect", "contradiction"),
    ("items.0.rules.2.effect", "zero", "items[0].rules[2].effect", "unknown_word"),
    ("items.0.rules.2.table", {"0": "1", "2": "1", "-": "1"}, "items[0].rules[2].table.1", "missing"),
    ("items.0.rules.2.table", {"0": "1", "1": "2", "2": "1"}, "items[0].rules[2].table.2", "unknown_key"),
    ("items.0.groups.0.rules.1", "z", "items[0].groups[0].rules[1]", "dangling"),
    ("items.0.groups.0.rules.1", "a", "items[0].groups[0].rules[1]", "duplicate"),
    ("items.0.groups.0.rules.1", 7, "items[0].groups[0].rules[1]", "wrong_type"),
    ("items.0.exemptions.0.rules", ["z"], "items[0].exemptions[0].rules[0]", "dangling"),
    ("items.0.exemptions.0.effect", "forgive", "items[0].exemptions[0].effect", "unknown_word"),
    ("items.2.exemptions", [{"id": "x", "text": ""}] * 2, "items[2].exemptions[0].effect", "missing"),
    ("items.1.rules.0.min", "11", "items[1].rules[0].max", "contradiction"),
    ("items.2.rules.0.line", "1", "items[2].rules[0].line_by_class", "contradiction"),
    ("items.2.rules.0.line_by_class", None, "items[2].rules[0].line", "missing"),
    ("items.2.rules.0.line_by_class", {"镇": "1"}, "items[2].rules[0].line_by_class.镇", "dangling"),
    ("dimensions.0.code", "2", "dimensions[1].code", "duplicate"),
    ("dimensions.0.weight", "0.6", "dimensions", "weights"),
    ("dimensions.0.weight", None, "dimensions", "weights"),
    ("dimensions.0.full_marks", None, "dimensions[0].full_marks", "weights"),
    ("combine.0.weight", "0.5", "combine", "weights"),
    ("combine.0.source", "年度", "combine[1].source", "duplicate"),
    ("vetoes.0.max_grade", None, "vetoes[0].max_grade", "missing"),
    ("vetoes.0.max_grade", "丙", "vetoes[0].max_grade", "dangling"),
    ("vetoes.0.effect", "disqualify", "vetoes[0].years", "missing"),
    ("vetoes.0.effect", "fixed_total", "vetoes[0].total", "missing"),
    ("vetoes.0.effect", "explode", "vetoes[0].effect", "unknown_word"),
    ("vetoes.0.from.item", "9", "vetoes[0].from.item", "dangling"),
    ("vetoes.0.from.item", "3", "vetoes[0].from.below", "no_full_marks"),
    ("vetoes.0.from.item", None, "vetoes[0].from", "contradiction"),
    ("vetoes.0.from", {}, "vetoes[0].from", "contradiction"),
    (
        "vetoes.0",
        {"code": "F", "text": "", "effect": "fixed_total", "total": "0", "from": {"rank_from_bottom": 1}},
        "vetoes[0].from",
        "contradiction",
    ),
    ("grade_caps.0.when.item", "1", "grade_caps[0].when.state", "contradiction"),
    ("grade_caps.0.max_grade", "丙", "grade_caps[0].max_grade", "dangling"),
    ("grades.1.min_total", "91", "grades[1].min_total", "grades_out_of_order"),
    ("grades.0.name", "乙", "grades[1].name", "duplicate"),
    ("quota.grade", "丙", "quota.grade", "dangling"),
    ("quota.order", ["item:9"], "quota.order[0]", "dangling"),
    ("quota.order", ["age"], "quota.order[0]", "unknown_word"),
    ("quota.share", ..., "quota.share", "missing"),
    (
        "bonus.items.0.rules.0.levels",
        [{"label": "市", "points": "1"}] * 2,
        "bonus.items[0].rules[0].levels[1].label",
        "duplicate",
    ),
    ("bonus.items.0.rules.0.levels.0.points", "-1", "bonus.items[0].rules[0].levels[0].points", "out_of_range"),
    ("bonus.items.0.rules", 5, "bonus.items[0].rules", "wrong_type"),
    ("penalties.items.0.base", "full", "penalties.items[0].base", "not_a_penalty"),
    ("penalties.items.0.floor", "0", "penalties.items[0].floor", "not_a_penalty"),
    ("penalties.items.0.rules.0.effect", "award", "penalties.items[0].rules[0].effect", "not_a_penalty"),
]


def change(data, place, value):
    """`data` with one value at `place` changed, or left out for an ellipsis."""
    *way, last = place.split(".")
    inner = data
    for step in way:
        inner = inner[int(step)] if isinstance(inner, list) else inner[step]
    key = int(last) if isinstance(inner, list) else last
    if value is ...:
        del inner[key]
    else:
        inner[key] = value
    return data


@pytest.mark.parametrize(("place", "value", "path", "code"), FAULTS)
def test_a_fault_is_named_by_its_place(whole, place, value, path, code):
    assert (path, code) in found(change(whole, place, value))


RULES = [
    ({"kind": "flag", "effect": "full"}, {"full": None}, "items[0].rules[0].effect", "no_full_marks"),
    ({"kind": "judge", "effect": "award"}, {"full": None}, "items[0].rules[0].max", "missing"),
    ({"kind": "judge", "effect": "deduct", "min": "11"}, {}, "items[0].rules[0].min", "contradiction"),
    ({"kind": "threshold", "op": ">", "line": "1"}, {"full": None}, "items[0].rules[0].points", "missing"),
    ({"kind": "threshold", "op": ">", "line": "1", "effect": "deduct"}, {}, "items[0].rules[0].points", "missing"),
    (
        {"kind": "note"},
        {"full": None, "exemptions": [{"id": "x", "text": "", "effect": "full_marks"}]},
        "items[0].exemptions[0].effect",
        "no_full_marks",
    ),
    (
        {"kind": "count", "effect": "deduct", "points": "1", "need": 1, "free": 1},
        {},
        "items[0].rules[0].free",
        "contradiction",
    ),
    ({"kind": "count", "effect": "deduct", "points": "1", "from": "1"}, {}, "items[0].rules[0].from", "contradiction"),
    (
        {"kind": "choice", "effect": "deduct", "options": [{"label": "差", "points": "-1"}]},
        {},
        "items[0].rules[0].options[0].points",
        "out_of_range",
    ),
    ({"kind": "ballot", "points": "1", "weights": {}}, {}, "items[0].rules[0].weights", "empty"),
    ({"kind": "ballot", "points": "1", "weights": 5}, {}, "items[0].rules[0].weights", "wrong_type"),
    (
        {"kind": "ballot", "points": "1", "weights": {"好": "1"}, "valid": ["坏"]},
        {},
        "items[0].rules[0].valid[0]",
        "dangling",
    ),
    (
        {"kind": "ballot", "points": "1", "weights": {"好": "1"}, "bands": [{"range": ["0", "1"]}]},
        {},
        "items[0].rules[0].bands[0].range",
        "unused",
    ),
    ({"kind": "peer", "basis": "average"}, {}, "items[0].rules[0].op", "missing"),
    ({"kind": "peer", "basis": "average"}, {}, "items[0].rules[0].points", "missing"),
    ({"kind": "peer", "basis": "rank"}, {}, "items[0].rules[0].table", "missing"),
    ({"kind": "peer", "basis": "best"}, {}, "items[0].rules[0].basis", "unknown_word"),
    (
        {
            "kind": "steps",
            "effect": "deduct",
            "line": "1",
            "step": "0",
            "direction": "below",
            "rounding": "ceil",
            "points": "1",
        },
        {},
        "items[0].rules[0].step",
        "out_of_range",
    ),
]


@pytest.mark.parametrize(("rule", "keys", "path", "code"), RULES)
def test_a_fault_in_a_rule_is_named_by_its_place(scheme, item, rule, keys, path, code):
    assert (path, code) in found(scheme(item(rule, **keys)))


def test_a_bonus_that_cannot_be_reached_at_once_is_fine(whole):
    whole["bonus"]["items"][0]["full_marks"] = "9"
    assert found(whole) == set()
    whole["bonus"]["items"][0]["rules"] = [{"id": "a", "kind": "judge", "effect": "award", "text": "评定"}]
    assert plain(load_scheme(whole).bonus.items[0].rules[0].max) == "9"
    whole["bonus"]["items"][0]["full_marks"] = None
    assert found(whole) == {("bonus.items[0].rules[0].max", "missing")}


@pytest.mark.parametrize(
    ("place", "value", "path", "code"),
    [
        ("status", "reference", "status", "reference"),
        ("items.1.source_text", " ", "items[1].source_text", "judge_without_source"),
        ("items.0.full_marks", "9", "dimensions[0].full_marks", "sum"),
        ("full_marks", "99", "full_marks", "sum"),
        ("items.2.rules.0.line_by_class", {"城市": "1"}, "items[2].rules[0].line_by_class", "class_without_line"),
        ("items.0.rules.0.effect", "zero", "items[0].rules[0].points", "unused"),
    ],
)
def test_what_does_not_block_is_a_warning(whole, place, value, path, code):
    for dimension in whole["dimensions"]:
        dimension["weight"] = None
    report = check(change(whole, place, value))
    assert [(finding.path, finding.code) for finding in report.findings] == [(path, code)]
    assert report.is_usable


def test_a_class_that_an_item_is_not_for_needs_no_line(whole):
    whole["items"][2].update(applies_to=["城市"])
    whole["items"][2]["rules"][0]["line_by_class"] = {"城市": "1"}
    assert check(whole).findings == ()


def test_marks_are_added_up_for_each_class(whole):
    for dimension in whole["dimensions"]:
        dimension["weight"] = None
    whole["items"][1]["applies_to"] = ["城市"]
    texts = [finding.text for finding in check(whole).findings]
    assert texts == ["各项分值之和是10，满分写的是20（农村）"]


def test_open_ended_marks_are_not_added_up(whole):
    whole["items"][1].update(full_marks=None)
    whole["dimensions"][1].update(full_marks=None, weight=None)
    whole["dimensions"][0].update(weight=None)
    assert found(whole, "warning") == set()
    whole["items"][1].update(full_marks="10")
    assert found(whole, "warning") == set()


def test_every_fault_is_named_not_only_the_first(whole):
    for place, value in (("items.0.cap", 5.5), ("combine.0.weight", "0.9"), ("grades.1.min_total", "95"), ("extra", 1)):
        change(whole, place, value)
    assert found(whole) == {
        ("items[0].cap", "float"),
        ("combine", "weights"),
        ("grades[1].min_total", "grades_out_of_order"),
        ("extra", "unknown_key"),
    }
    with pytest.raises(SchemeRefused) as refused:
        load_scheme(whole)
    assert len(refused.value.findings) == 4


def test_the_share_that_rests_on_judgement_is_told(scheme, item):
    judge = {"kind": "judge", "effect": "deduct", "text": "酌情"}
    data = scheme(
        item({**judge, "cap": "2"}),
        item({**judge, "max": "4"}, {**judge, "max": "9"}, code="2"),
        item(LINE, code="3", full=None, base="none"),
    )
    assert plain(check(data).judgement_share) == "0.6"
    assert check(scheme(item(LINE, full=None, base="none"))).judgement_share is None


def test_a_finding_reads_as_a_line():
    report = check([])
    assert [str(finding) for finding in report.findings] == ["scheme: 这里应为对象"]
    assert str(Refusal("items.1", "没有")) == "items.1: 没有"


def test_extras_too_deep_are_refused(whole):
    deep: object = 1
    for _ in range(100):
        deep = [deep]
    whole["x_office"] = deep
    assert ("x_office", "bad_extra") in found(whole)


def test_keys_that_are_no_text_are_refused(whole):
    whole[5] = 1
    whole["grades"][0]["min_items"] = {5: "1"}
    assert {("5", "unknown_key"), ("grades[0].min_items", "bad_text")} <= found(whole)


ANY_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["1", "80%", "full", "a", "count"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def places(value, path=()):
    """Every place in a JSON value."""
    yield path
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(inner, (*path, key))


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_scheme_damaged_anywhere_gives_findings_and_no_exception(reference, data):
    damaged = copy.deepcopy(reference)
    everywhere = list(places(damaged))
    for _ in range(data.draw(st.integers(1, 3))):
        *way, last = data.draw(st.sampled_from(everywhere[1:]))
        inner = damaged
        for step in way:
            try:
                inner = inner[step]
            except (TypeError, KeyError, IndexError):
                break
        else:
            if isinstance(inner, dict) or (isinstance(inner, list) and isinstance(last, int) and last < len(inner)):
                inner[last] = data.draw(ANY_JSON)
    report = check(damaged)
    if report.is_usable:
        load_scheme(damaged)


@given(ANY_JSON)
def test_any_json_at_all_gives_findings(value):
    assert not check(value).is_usable
