"""Each measuring or judging kind of rule says what its sentence in the table says."""

import pytest

from app.errors import AnswersRefused
from app.scoring.exact import plain

BANDS = [
    {"from": "90", "to": None, "points": "0"},
    {"from": "60", "to": "90", "bounds": "[)", "points": "4"},
    {"from": None, "to": "60", "bounds": "()", "points": "10"},
]
BY_BAND = {"kind": "bands", "effect": "deduct", "metric": "完好率", "unit": "%", "bands": BANDS}
RANGED = [{"from": "50", "to": None, "range": ["4", "10"]}, {"from": None, "to": "50", "range": ["0", "3"]}]


def marks(result):
    return None if result.marks is None else plain(result.marks)


def refused_at(call):
    with pytest.raises(AnswersRefused) as refused:
        call()
    return [finding.path for finding in refused.value.findings]


@pytest.mark.parametrize(
    ("fact", "wanted"),
    [
        ({"value": "90"}, "10"),
        ({"value": "89.999"}, "6"),
        ({"value": "60"}, "6"),
        ({"value": "-5"}, "0"),
        ({"num": "9", "den": 10}, "10"),
        ({"num": "2", "den": "3", "value": "66.67"}, "6"),
        ({"num": "9"}, None),
        ({}, None),
        ({"value": None}, None),
        ({"den": 4}, None),
    ],
)
def test_a_value_lies_in_one_band(one, fact, wanted):
    assert marks(one([BY_BAND], {"a": fact})) == wanted


@pytest.mark.parametrize(
    "fact", [{"value": 90.0}, {"value": "x"}, {"num": "1", "den": "-2"}, "90", {"num": "2", "den": "3", "value": "70"}]
)
def test_a_value_that_is_none_is_refused(one, fact):
    assert refused_at(lambda: one([BY_BAND], {"a": fact})) == ["items.1.facts.a"]


def test_a_value_beyond_written_ends_is_refused(one):
    bands = [{"from": "0", "to": "60", "points": "0"}, {"from": "60", "to": "100", "bounds": "[]", "points": "10"}]
    rule = {"kind": "bands", "effect": "award", "unit": "%", "bands": bands}
    assert marks(one([rule], {"a": {"value": "100"}}, base="zero")) == "10"
    assert refused_at(lambda: one([rule], {"a": {"value": "101"}}, base="zero")) == ["items.1.facts.a"]


def test_a_band_with_a_range_waits_for_marks_inside_it(one):
    rule = {"kind": "bands", "effect": "award", "unit": "户", "bands": RANGED}
    assert marks(one([rule], {"a": {"value": "50", "marks": "10"}}, base="zero")) == "10"
    waiting = one([rule], {"a": {"value": "50"}}, base="zero")
    assert (waiting.state, waiting.rules[0].band) == ("incomplete", "50户以上")
    assert refused_at(lambda: one([rule], {"a": {"value": "49", "marks": "4"}}, base="zero")) == ["items.1.facts.a"]
    assert one([rule], {"a": {"marks": "4"}}, base="zero").state == "incomplete"


@pytest.mark.parametrize(
    ("op", "value", "met"),
    [(">=", "60", True), (">", "60", False), ("<=", "60", True), ("<", "60", False), ("<", "59", True)],
)
def test_a_threshold_includes_its_line_only_when_it_says_so(one, op, value, met):
    rule = {"kind": "threshold", "op": op, "line": "60", "points": "10", "unit": "%"}
    assert marks(one([rule], {"a": {"value": value}}, base="zero")) == ("10" if met else "0")


def test_a_line_without_points_earns_the_full_marks(one):
    rule = {"kind": "threshold", "op": ">=", "line": "60", "unit": "%", "text": "走访率"}
    result = one([rule], {"a": {"value": "60"}}, base="zero")
    assert result.trace == ("基准0", "走访率60%，应不低于60%，达标：＋10", "得10")


def test_a_class_goes_by_its_own_line(one):
    rule = {"kind": "threshold", "op": ">=", "line_by_class": {"城市": "80", "农村": "70"}, "points": "10"}
    whole = {"classes": ["城市", "农村"]}
    urban = one([rule], {"a": {"value": "75"}}, base="zero", answers={"unit": {"class": "城市"}}, whole=whole)
    rural = one([rule], {"a": {"value": "75"}}, base="zero", answers={"unit": {"class": "农村"}}, whole=whole)
    assert (marks(urban), marks(rural)) == ("0", "10")
    assert one([rule], {}, base="zero", answers={"unit": {"class": "农村"}}, whole=whole).state == "incomplete"


STEPS = {
    "kind": "steps",
    "effect": "deduct",
    "metric": "回访率",
    "unit": "%",
    "line": "90",
    "step": "3",
    "direction": "below",
    "rounding": "linear",
    "points": "0.5",
}


@pytest.mark.parametrize(
    ("rule", "fact", "wanted", "step"),
    [
        ({}, {"value": "95"}, "10", "回访率95%，不低于90%：0"),
        ({"direction": "above"}, {"value": "85"}, "10", "回访率85%，不高于90%：0"),
        ({}, {"value": "82"}, "8.67", "回访率82%，比90%低8个百分点：−0.5×8÷3＝−1.3333…"),
        ({"step": "1"}, {"value": "88"}, "9", "回访率88%，比90%低2个百分点：−0.5×2＝−1"),
        (
            {"rounding": "ceil"},
            {"value": "82"},
            "8.5",
            "回访率82%，比90%低8个百分点，每3个百分点一档计3档：−0.5×3＝−1.5",
        ),
        (
            {"rounding": "floor", "unit": "天", "direction": "above"},
            {"value": "94"},
            "9.5",
            "回访率94天，比90天高4天，每3天一档计1档：−0.5",
        ),
    ],
)
def test_each_step_off_the_line_costs(one, rule, fact, wanted, step):
    result = one([{**STEPS, **rule}], {"a": fact})
    assert (marks(result), result.trace[1]) == (wanted, step)


def test_steps_without_a_value_are_incomplete(one):
    assert one([STEPS], {}).state == "incomplete"


RATIO = {"kind": "ratio", "points": "10", "metric": "完成率"}


@pytest.mark.parametrize(
    ("rule", "fact", "wanted", "step"),
    [
        ({"effect": "award"}, {"value": "1.2"}, "10", "完成率：1.2：＋10"),
        ({"effect": "award", "target": "0.9"}, {"value": "0.45"}, "5", "完成率：0.45：＋10×0.45÷0.9＝＋5"),
        ({"effect": "deduct"}, {"num": "3", "den": "4"}, "7.5", "完成率：3÷4＝0.75：−10×（1−3÷4）＝−2.5"),
        ({"effect": "deduct"}, {"num": "5", "den": "4"}, "10", "完成率：5÷4＝1.25：0"),
    ],
)
def test_a_ratio_gives_or_takes_its_share(one, rule, fact, wanted, step):
    result = one([{**RATIO, **rule}], {"a": fact}, base="zero" if rule["effect"] == "award" else "full")
    assert (marks(result), result.trace[1]) == (wanted, step)


def test_a_ratio_is_never_negative_and_never_guessed(one):
    rule = {**RATIO, "effect": "deduct"}
    assert refused_at(lambda: one([rule], {"a": {"value": "-1"}})) == ["items.1.facts.a"]
    assert one([rule], {"a": {}}).state == "incomplete"


JUDGE = {"kind": "judge", "effect": "deduct", "min": "2", "max": "5", "step": "0.5"}


@pytest.mark.parametrize(
    ("rule", "fact"),
    [
        ({}, {"marks": "1.5", "reason": "x"}),
        ({}, {"marks": "2.2", "reason": "x"}),
        ({}, {"marks": "3"}),
        ({}, {"marks": "3", "reason": "  "}),
        ({}, {"marks": "3", "reason": 5}),
        ({}, {"entries": []}),
        ({}, "3"),
        ({"effect": "award", "max": "10"}, {"marks": "0"}),
        ({"effect": "award", "max": "10"}, {"marks": "4.5"}),
        ({"per": "处"}, {"marks": "3", "reason": "x"}),
        ({"per": "处"}, {"entries": {}}),
        ({"per": "处"}, {"entries": [{"reason": "x"}]}),
        ({"per": "处"}, {"entries": [None]}),
        ({"per": "处"}, {"entries": [{"marks": "9", "reason": "x"}]}),
    ],
)
def test_a_judgement_outside_its_bounds_or_without_a_reason_is_refused(one, rule, fact):
    base = "zero" if rule.get("effect") == "award" else "full"
    assert refused_at(lambda: one([{**JUDGE, **rule}], {"a": fact}, base=base)) == ["items.1.facts.a"]


@pytest.mark.parametrize(
    ("rule", "fact", "wanted"),
    [
        ({}, {"marks": "2.5", "reason": "x"}, "7.5"),
        ({}, {"marks": "0"}, "10"),
        ({}, {}, "10"),
        ({}, {"reason": "x"}, None),
        ({"per": "处"}, {"entries": []}, "10"),
        ({"per": "处"}, {"entries": [{"marks": "3", "reason": "x"}]}, "7"),
        ({"per": "处", "cap": "6"}, {"entries": [{"marks": "5", "reason": "x"}] * 3}, "4"),
        ({"effect": "award", "min": "0", "max": None}, {"marks": "10"}, "10"),
        ({"effect": "award", "max": "10", "per": "处"}, {"entries": []}, None),
    ],
)
def test_a_judgement_inside_its_bounds_counts(one, rule, fact, wanted):
    base = "zero" if rule.get("effect") == "award" else "full"
    assert marks(one([{**JUDGE, **rule}], {"a": fact}, base=base)) == wanted


BALLOT = {
    "kind": "ballot",
    "points": "10",
    "weights": {"满意": "1", "基本满意": "0.5", "不满意": "0", "弃权": "1"},
    "valid": ["满意", "基本满意", "不满意"],
    "min_valid": 10,
    "text": "满意率=满意票÷有效票",
}


@pytest.mark.parametrize(
    ("rule", "fact", "state", "wanted"),
    [
        ({}, {"满意": 8, "不满意": 2}, "scored", "8"),
        ({}, {"满意": 8, "不满意": 2, "弃权": 90}, "scored", "8"),
        ({}, {"满意": 1, "弃权": 90}, "pending", None),
        ({"below_min": "census"}, {"满意": 3, "不满意": 1}, "scored", "7.5"),
        ({"below_min": "census"}, {"满意": 0, "弃权": 4}, "pending", None),
        ({"valid": []}, {"满意": 8, "不满意": 2}, "scored", "8"),
        ({}, {}, "incomplete", None),
        (
            {"bands": [{"from": "50", "to": None, "points": "10"}, {"to": "50", "bounds": "()"}]},
            {"不满意": 10},
            "scored",
            "0",
        ),
    ],
)
def test_a_ballot_goes_by_the_rate_of_valid_votes(one, rule, fact, state, wanted):
    result = one([{**BALLOT, **rule}], {"a": fact}, base="zero")
    assert (result.state, marks(result)) == (state, wanted)


def test_a_ballots_trace_shows_rate_and_band(one):
    bands = [{"from": "90", "points": "10"}, {"from": "60", "to": "90"}, {"to": "60", "points": "0"}]
    result = one([{**BALLOT, "bands": bands}], {"a": {"满意": 6, "基本满意": 2, "不满意": 2}}, base="zero")
    assert result.trace[1] == "满意率（6＋0.5×2）÷10＝70%，60%以上不足90%按比例：＋10×（6＋0.5×2）÷10＝＋7"
    census = one([{**BALLOT, "below_min": "census"}], {"a": {"满意": 3}}, base="zero")
    assert census.trace[1].startswith("有效票3张（全员测评）；满意率（3）÷3＝100%")


@pytest.mark.parametrize("fact", [{"很满意": 1}, {"满意": -1}, {"满意": "x"}, [1]])
def test_a_ballot_refuses_options_and_votes_that_are_none(one, fact):
    assert refused_at(lambda: one([BALLOT], {"a": fact}, base="zero")) == ["items.1.facts.a"]


def test_a_rate_beyond_all_bands_is_refused(one):
    bands = [{"from": "0", "to": "100", "bounds": "[]", "points": "10"}]
    rule = {**BALLOT, "weights": {"满意": "2", "基本满意": "0.5", "不满意": "0"}, "bands": bands}
    assert refused_at(lambda: one([rule], {"a": {"满意": 10}}, base="zero")) == ["items.1.facts.a"]


@pytest.mark.parametrize(
    ("fact", "wanted"),
    [
        ({"marks": []}, None),
        ({}, None),
        ({"x": 1}, None),
        ({"marks": ["8", None]}, None),
        ({"marks": ["8"]}, "8"),
        ({"marks": ["1", "8", "9"]}, "8"),
    ],
)
def test_a_panel_waits_for_all_its_judges(one, fact, wanted):
    assert marks(one([{"kind": "panel", "max": "10", "trim_from": 3}], {"a": fact}, base="zero")) == wanted


def test_a_panel_refuses_marks_outside(one):
    rule = {"kind": "panel", "max": "10"}
    assert refused_at(lambda: one([rule], {"a": {"marks": ["-1"]}}, base="zero")) == ["items.1.facts.a"]
    assert refused_at(lambda: one([rule], {"a": {"marks": "9"}}, base="zero")) == ["items.1.facts.a"]


AVERAGE = {"kind": "peer", "metric": "小时数", "basis": "average", "op": ">", "points": "10"}
RANKED = {"kind": "peer", "metric": "小时数", "basis": "rank", "table": ["10", "8"], "step": "3"}


@pytest.mark.parametrize(
    ("rule", "fact", "values", "wanted"),
    [
        ({}, {"value": "31"}, ["20", "40"], "10"),
        ({}, {"value": "29"}, ["20", "40"], "0"),
        ({"op": ">="}, {"value": "30"}, ["20", "40"], "0"),
        ({"op": "<"}, {"value": "29"}, ["20", "40"], "10"),
        ({}, {"value": "29"}, [], None),
        ({}, {"value": "29"}, None, None),
        ({}, {}, ["20"], None),
        (RANKED, {"value": "30"}, ["40", "20"], "8"),
        ({**RANKED, "order": "asc"}, {"value": "10"}, ["40", "20"], "10"),
        (RANKED, {"rank": 3}, None, "5"),
        (RANKED, {"rank": 9}, None, "0"),
        ({**RANKED, "floor": "4"}, {"rank": 9}, None, "4"),
        ({**RANKED, "step": None}, {"rank": 3}, None, "0"),
        ({**RANKED, "table": [], "points": "10"}, {"rank": 2}, None, "7"),
        (RANKED, {"value": "1"}, None, None),
    ],
)
def test_peers_are_compared_once_all_are_known(one, rule, fact, values, wanted):
    answers = {} if values is None else {"peers": {"1": {"values": values}}}
    assert marks(one([{**AVERAGE, **rule}], {"a": fact}, base="zero", answers=answers)) == wanted


def test_a_rank_starts_at_1(one):
    assert refused_at(lambda: one([RANKED], {"a": {"rank": 0}}, base="zero")) == ["items.1.facts.a"]


@pytest.mark.parametrize(
    ("fact", "state", "wanted"),
    [
        ({"marks": "50", "source": "综治办"}, "scored", "5"),
        ({"source": "综治办"}, "pending", None),
        (None, "pending", None),
    ],
)
def test_another_offices_marks_are_scaled_or_awaited(one, fact, state, wanted):
    result = one([{"kind": "external", "max": "10", "scale_from": "100"}], {"a": fact}, base="zero")
    assert (result.state, marks(result)) == (state, wanted)


@pytest.mark.parametrize("fact", [{"marks": "101"}, {"marks": "-1"}, {"marks": "1", "source": 5}])
def test_another_offices_marks_stay_inside_their_scale(one, fact):
    rule = {"kind": "external", "max": "10", "scale_from": "100"}
    assert refused_at(lambda: one([rule], {"a": fact}, base="zero")) == ["items.1.facts.a"]
