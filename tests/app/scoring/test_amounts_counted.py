"""Each counting kind of rule says what its sentence in the table says."""

import pytest

from app.errors import AnswersRefused
from app.scoring.exact import plain

COUNT = {"kind": "count", "effect": "deduct", "points": "1", "unit": "次"}
QUARTERS = {"name": "季", "count": 4}


def marks(result):
    return None if result.marks is None else plain(result.marks)


@pytest.mark.parametrize(
    ("rule", "fact", "wanted"),
    [
        ({}, {"n": "2.5"}, "7.5"),
        ({}, None, "10"),
        ({}, {"n": None}, "10"),
        ({"cap": "2"}, {"n": 5}, "8"),
        ({"need": "3"}, {"n": 1}, "8"),
        ({"need": 3}, {"n": 5}, "10"),
        ({"need": 3}, {"n": 5, "over": 2}, "9.5"),
        ({"free": 1}, {"n": 3}, "8"),
        ({"mitigation": {"text": "已改", "factor": "0.5"}}, {"n": 3, "mitigated": 3}, "8.5"),
        ({"mitigation": {"text": "已改", "factor": "0.5"}, "free": 2}, {"n": 3, "mitigated": 3}, "9.5"),
        ({"mitigation": {"text": "已改", "factor": "0.5"}}, {"n": 3}, "7"),
        ({"periods": QUARTERS}, {"n": [1, 0, 2]}, "7"),
        ({"periods": QUARTERS}, {"n": []}, "10"),
        ({"periods": {**QUARTERS, "cap": "1"}}, {"n": [3, 0, 2, 1]}, "7"),
        ({"periods": QUARTERS, "free": 1}, {"n": [3, 1]}, "8"),
        ({"periods": QUARTERS, "need": 2}, {"n": [2, 1, 0, 5]}, "7"),
        ({"periods": QUARTERS, "mitigation": {"text": "已改", "factor": "0"}}, {"n": [2, 2], "mitigated": [1]}, "7"),
    ],
)
def test_a_deducting_count_takes_points_for_what_counts(one, rule, fact, wanted):
    assert marks(one([{**COUNT, **rule}], {"a": fact})) == wanted


@pytest.mark.parametrize(
    ("rule", "fact", "wanted"),
    [
        ({"from": "5", "need": 4}, {"n": 4}, "5"),
        ({"from": "5", "points": "2"}, {"n": 1}, "3"),
        ({"from": "5"}, {"n": 9}, "0"),
        ({"from": "5", "periods": QUARTERS}, {"n": [1, 1]}, "3"),
        ({"from": "5", "cap": "4"}, {"n": 0}, "4"),
    ],
)
def test_a_count_from_a_number_goes_down(one, rule, fact, wanted):
    assert marks(one([{**COUNT, "effect": "award", **rule}], {"a": fact}, base="zero", full="4", cap=None)) == wanted


@pytest.mark.parametrize(
    ("rule", "fact"),
    [
        ({"need": 3}, {}),
        ({"need": 3}, None),
        ({"effect": "award", "from": "10"}, {}),
        ({"need": 3, "periods": QUARTERS}, {"n": [3, 3, 3]}),
        ({"periods": QUARTERS}, {"n": [3, None]}),
        ({"mitigation": {"text": "已改", "factor": "0"}}, {"mitigated": 1}),
    ],
)
def test_a_count_that_is_not_known_leaves_the_item_incomplete(one, rule, fact):
    assert one([{**COUNT, **rule}], {"a": fact}).state == "incomplete"


@pytest.mark.parametrize(
    ("rule", "fact"),
    [
        ({}, 3),
        ({}, {"n": -1}),
        ({}, {"n": 1.5}),
        ({}, {"n": True}),
        ({}, {"n": [1]}),
        ({}, {"n": 2, "mitigated": 1}),
        ({}, {"n": 2, "over": "x"}),
        ({"mitigation": {"text": "已改", "factor": "0"}}, {"n": 2, "mitigated": 3}),
        ({"periods": QUARTERS}, {"n": 3}),
        ({"periods": QUARTERS}, {"n": [1, 1, 1, 1, 1]}),
        ({"periods": QUARTERS}, {"n": [1, "x"]}),
        ({"periods": QUARTERS, "mitigation": {"text": "已改", "factor": "0"}}, {"n": [1], "mitigated": [1, 1]}),
        ({"periods": QUARTERS, "mitigation": {"text": "已改", "factor": "0"}}, {"n": [1], "mitigated": [2]}),
        ({"periods": QUARTERS, "mitigation": {"text": "已改", "factor": "0"}}, {"n": [1], "mitigated": 1}),
    ],
)
def test_an_impossible_count_is_refused(one, rule, fact):
    with pytest.raises(AnswersRefused) as refused:
        one([{**COUNT, **rule}], {"a": fact})
    assert [finding.path for finding in refused.value.findings] == ["items.1.facts.a"]


def test_nothing_to_divide_by_is_not_applicable(one):
    assert one([COUNT], {"a": {"n": 2, "over": 0}}).state == "not_applicable"


@pytest.mark.parametrize(
    ("rule", "fact", "step"),
    [
        ({"text": "支部委员会全年不足12次的，每少1次扣1分", "need": 12}, {"n": 10}, "支部委员会应12次实10次：−1×2＝−2"),
        ({"text": "堆物超过2处的，每处扣1分", "free": 2, "unit": "处"}, {"n": 3}, "堆物3处（2处以内不计）：−1"),
        ({"text": "投诉，按楼组平均", "unit": "起"}, {"n": 5, "over": 4}, "投诉5起÷4＝1.25：−1×1.25＝−1.25"),
        ({"text": "投诉", "cap": "3"}, {"n": 5}, "投诉5次：−1×5＝−5，限3，计−3"),
        (
            {"text": "例会", "need": 3, "periods": QUARTERS},
            {"n": [3, 2, 1, 3]},
            "例会每季应3次实3、2、1、3次：−（1＋2）＝−3",
        ),
        ({"text": "例会", "periods": QUARTERS}, {"n": [3]}, "例会各季3次：−3"),
        (
            {"text": "隐患", "mitigation": {"text": "当月整改", "factor": "0.25"}},
            {"n": 3, "mitigated": 2},
            "隐患3次（其中当月整改2次）：−（1×1＋1×2×0.25）＝−1.5",
        ),
    ],
)
def test_the_trace_of_a_count_can_be_checked_by_hand(one, rule, fact, step):
    assert one([{**COUNT, **rule}], {"a": fact}).trace[1] == step


FOUR = {"kind": "checklist", "elements": [{"id": x, "text": x} for x in "abcd"], "per_missing": "1"}


@pytest.mark.parametrize(
    ("rule", "fact", "wanted"),
    [
        (FOUR, {"present": []}, "6"),
        (FOUR, {"present": ["a", "a", "b"]}, "8"),
        (FOUR, {"present": ["a"], "missing": 3}, "7"),
        ({"kind": "checklist", "size": 5, "per_missing": "2", "cap": "4"}, {"missing": 5}, "6"),
        (FOUR, {}, None),
        (FOUR, {"missing": None}, None),
        (FOUR, {"other": 1}, None),
    ],
)
def test_a_checklist_counts_what_is_missing(one, rule, fact, wanted):
    assert marks(one([rule], {"a": fact})) == wanted


@pytest.mark.parametrize(
    "fact",
    [
        {"missing": 5},
        {"missing": -1},
        {"present": "a"},
        {"present": ["z"]},
        {"present": [1]},
        {"present": ["a"], "missing": 1},
        [],
    ],
)
def test_a_checklist_refuses_what_is_not_on_it(one, fact):
    with pytest.raises(AnswersRefused):
        one([FOUR], {"a": fact})


def test_all_present_earns_and_one_missing_does_not(one):
    rule = {"kind": "checklist", "size": 2, "all": "10"}
    assert marks(one([rule], {"a": {"missing": 0}}, base="zero")) == "10"
    assert marks(one([rule], {"a": {"missing": 1}}, base="zero")) == "0"


def test_a_flag_must_be_true_or_false(one):
    with pytest.raises(AnswersRefused):
        one([{"kind": "flag", "effect": "deduct", "points": "1"}], {"a": "yes"})
    assert one([{"kind": "flag", "effect": "deduct", "points": "1"}], {"a": False}).trace == ("基准10", "得10")


def test_a_choice_without_an_option_is_incomplete(one):
    rule = {"kind": "choice", "effect": "award", "options": [{"label": "好", "points": "10"}]}
    assert one([rule], {"a": {}}, base="zero").state == "incomplete"
    assert one([rule], {"a": {"other": 1}}, base="zero").state == "incomplete"
    with pytest.raises(AnswersRefused):
        one([rule], {"a": {"option": {"label": "好"}}}, base="zero")


LEVELS = [{"label": "区", "points": "1"}, {"label": "市", "points": "2"}, {"label": "省", "points": "4"}]


@pytest.mark.parametrize(
    ("pick", "fact", "wanted", "step"),
    [
        ("highest", {"区": 3}, "1", "某项工作（区）：＋1"),
        ("highest", {"区": 1, "省": 1}, "4", "某项工作（区、省，取最高省）：＋4"),
        ("sum", {"区": 1}, "1", "某项工作（区1）：＋1"),
        ("sum", {"区": 2, "市": 1}, "4", "某项工作（区2、市1）：＋1×2＋2＝＋4"),
        ("stack", {"市": 5}, "3", "某项工作（至市逐级相加）：＋1＋2＝＋3"),
        ("stack", {"区": 1}, "1", "某项工作（至区逐级相加）：＋1"),
        ("sum", {"区": 0, "市": None}, "0", None),
        ("sum", {}, "0", None),
    ],
)
def test_levels_pick_the_highest_their_sum_or_each_on_the_way(one, pick, fact, wanted, step):
    result = one(
        [{"kind": "levels", "effect": "award", "levels": LEVELS, "pick": pick}],
        {"a": fact},
        base="zero",
        full=None,
        cap=None,
    )
    assert marks(result) == wanted
    assert result.trace == ("基准0", *([step] if step else []), f"得{wanted}")


def test_a_level_that_counts_nothing_is_shown_as_nothing(one):
    levels = [{"label": "区", "points": "0"}, {"label": "市", "points": "2"}]
    result = one(
        [{"kind": "levels", "effect": "award", "levels": levels, "pick": "sum"}],
        {"a": {"区": 2, "市": 2}},
        base="zero",
        full=None,
    )
    assert result.trace[1] == "某项工作（区2、市2）：＋0＋2×2＝＋4"


@pytest.mark.parametrize("fact", [{"国": 1}, {"区": -1}, {"区": "x"}, 3])
def test_levels_refuse_what_the_table_does_not_know(one, fact):
    rule = {"kind": "levels", "effect": "award", "levels": LEVELS, "pick": "sum"}
    with pytest.raises(AnswersRefused):
        one([rule], {"a": fact}, base="zero", full=None)


@pytest.mark.parametrize(
    ("rule", "fact", "state", "wanted"),
    [
        ({}, {"drawn": 10, "failed": 0}, "scored", "10"),
        ({}, {"drawn": 5, "failed": 2}, "scored", "8"),
        ({"prorate": True}, {"drawn": 5, "failed": 2}, "scored", "6"),
        ({"prorate": True}, {"drawn": 5, "failed": 0}, "scored", "10"),
        ({"prorate": True}, {"drawn": 0, "failed": 0}, "not_applicable", None),
        ({"cap": "1"}, {"drawn": 5, "failed": 2}, "scored", "9"),
        ({}, {"drawn": 5}, "incomplete", None),
        ({}, {"failed": 5}, "incomplete", None),
        ({}, {}, "incomplete", None),
    ],
)
def test_a_sample_takes_points_for_each_that_failed(one, rule, fact, state, wanted):
    result = one([{"kind": "sample", "size": 10, "points": "1", **rule}], {"a": fact})
    assert (result.state, marks(result)) == (state, wanted)


@pytest.mark.parametrize("fact", [{"drawn": 11}, {"drawn": 3, "failed": 4}, {"drawn": "x"}, 1])
def test_an_impossible_sample_is_refused(one, fact):
    with pytest.raises(AnswersRefused):
        one([{"kind": "sample", "size": 10, "points": "1"}], {"a": fact})


LATE = {"kind": "late", "points": "1", "days": "working"}


@pytest.mark.parametrize(
    ("due", "received", "wanted"),
    [
        ("2004-02-13", "2004-02-13", "10"),
        ("2004-02-13", "2004-02-01", "10"),
        ("2004-02-13", "2004-02-15", "10"),
        ("2004-02-13", "2004-02-16", "9"),
        ("2004-02-13", "2004-02-27", "0"),
        ("0001-01-01", "9999-12-31", "0"),
    ],
)
def test_only_working_days_count_when_the_rule_says_so(one, due, received, wanted):
    assert marks(one([LATE], {"a": {"due": due, "received": received}})) == wanted


def test_days_off_are_the_schemes_before_the_campaigns(one):
    fact = {"a": {"due": "2004-02-13", "received": "2004-02-21"}}
    assert marks(one([LATE], fact)) == "5"
    campaign = {"holidays": ["2004-02-16", "2004-02-14"], "workdays": ["2004-02-21", "2004-02-20"]}
    assert marks(one([LATE], fact, answers=campaign)) == "5"
    own = {"holidays": ["2004-02-16", "2004-02-17"]}
    assert marks(one([LATE], fact, answers=campaign, whole=own)) == "6"


@pytest.mark.parametrize("fact", [{"due": "2004-2-13"}, {"due": "2004-02-30"}, {"received": 5}, "2004-02-13"])
def test_a_day_that_is_none_is_refused(one, fact):
    with pytest.raises(AnswersRefused):
        one([LATE], {"a": fact})


def test_a_report_not_yet_received_is_incomplete_and_none_due_is_neutral(one):
    assert one([LATE], {"a": {"due": "2004-02-13"}}).state == "incomplete"
    assert one([LATE], {"a": {"received": "2004-02-13"}}).state == "incomplete"
    assert one([LATE], {"a": {}}).state == "scored"
    natural = {"kind": "late", "points": "1"}
    result = one([natural], {"a": {"due": "2004-02-13", "received": "2004-02-13"}})
    assert result.trace[1] == "应于2004-02-13报，2004-02-13报，未迟：0"


def test_a_note_moves_nothing(one):
    result = one([{"kind": "note"}], {"a": {"text": "楼道灯不亮"}})
    assert result.trace == ("基准10", "某项工作：已记录，不计分", "得10")
    assert one([{"kind": "note"}], {"a": {"text": " "}}).trace == ("基准10", "得10")
    with pytest.raises(AnswersRefused):
        one([{"kind": "note"}], {"a": {"text": 5}})


def test_a_key_that_no_rule_reads_is_named_in_a_warning(scored, scheme, item):
    result = scored(scheme(item(COUNT)), {"1": {"facts": {"a": {"n": 1, "mitigatd": 1}}}})
    assert result.warnings == ("items.1.facts.a：不认识“mitigatd”，没有计入",)
