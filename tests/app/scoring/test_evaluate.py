"""A whole inspection: states, what is provisional, every refusal with its place, and speed."""

import copy

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import AnswersRefused
from app.scoring.evaluate import score, score_partial
from app.scoring.exact import plain
from app.scoring.scheme import load_scheme


@pytest.fixture
def table(reference):
    return load_scheme(reference)


def refused(scheme, answers):
    with pytest.raises(AnswersRefused) as error:
        score(scheme, answers)
    return [finding.path for finding in error.value.findings]


def test_the_worked_case_as_json(table, worked):
    result = score(table, worked["answers"]).to_json()
    assert list(result) == [
        "items",
        "dimensions",
        "total",
        "bonus",
        "penalties",
        "total_with_bonus",
        "grade",
        "met",
        "of",
        "disqualified_years",
        "provisional",
        "warnings",
    ]
    assert result["items"]["2.4"] == {
        "marks": None,
        "state": "not_applicable",
        "trace": ["党组织成立不满一年的，本项不适用（党组织成立不满一年）", "不适用"],
    }
    assert result["dimensions"] == {"1": "16", "2": "20.44", "3": "16.85", "4": "18.75", "5": "15.82"}


def test_nothing_checked_is_provisional_and_0(table):
    result = score(table, {})
    assert (plain(result.total), result.provisional, result.grade) == ("0", True, "不合格")
    assert {item.state for item in result.items.values()} == {"unchecked"}


def test_what_waits_counts_0_and_stays_in_the_denominator(table, worked):
    answers = copy.deepcopy(worked["answers"])
    answers["items"]["5.4"] = {}
    del answers["items"]["5.5"]
    result = score(table, answers)
    assert (plain(result.dimensions["5"]), result.items["5.4"].state, result.provisional) == ("11.52", "pending", True)


def test_an_item_that_is_null_is_checked(table):
    assert score(table, {"items": {"1.1": None}}).items["1.1"].state == "scored"


@pytest.mark.parametrize(
    ("answers", "paths"),
    [
        ([], ["answers"]),
        ({"items": []}, ["items"]),
        ({"items": {"9.9": {}}}, ["items.9.9"]),
        ({"items": {"1.1": 5}}, ["items.1.1"]),
        ({"items": {"1.1": {"facts": {"z": 1, "a": 1}}}}, ["items.1.1.facts.z", "items.1.1.facts.a"]),
        ({"peers": {"9": {}}}, ["peers.9"]),
        ({"peers": {"1.1": []}}, ["peers.1.1"]),
        ({"peers": 5}, ["peers"]),
        (
            {"items": {"1.1": {}}, "peers": {"1.1": {"values": 5, "marks": ["x", 1.5, None]}}},
            ["peers.1.1.values", "peers.1.1.marks", "peers.1.1.marks"],
        ),
        ({"unit": 5}, ["unit"]),
        ({"unit": {"class": 5}}, ["unit.class"]),
        ({"holidays": 5}, ["holidays"]),
        ({"workdays": ["x"]}, ["workdays"]),
        ({"bonus": {"J9": []}, "vetoes": {"F9": {}}}, ["bonus.J9", "vetoes.F9"]),
    ],
)
def test_every_refusal_has_its_place(table, answers, paths):
    assert refused(table, answers) == paths


@pytest.mark.parametrize("unit", [None, {}, {"class": None}, {"class": "镇"}])
def test_a_unit_needs_a_class_where_the_scheme_has_some(scheme, item, unit):
    data = scheme(item({"kind": "note"}), classes=["城市"])
    assert refused(load_scheme(data), {"unit": unit}) == ["unit.class"]


def test_what_is_not_known_is_said_and_not_counted(table):
    result = score(table, {"unit": {"class": "城市"}, "item": {}, "x_note": 1, "peers": {"1.1": None}})
    assert result.warnings == ("不认识“item”这一部分，没有计入", "方案不分单位类别，“城市”没有用到")


def test_while_typing_a_refused_fact_leaves_its_item_incomplete(table):
    result, findings = score_partial(table, {"items": {"1.1": {"facts": {"c": {"n": "x"}}}, "1.2": {}}})
    assert [finding.path for finding in findings] == ["items.1.1.facts.c"]
    assert (result.items["1.1"].state, plain(result.items["1.2"].marks)) == ("incomplete", "4")
    assert [rule.missing for rule in result.items["1.1"].rules] == [False, False, True]


def test_text_that_no_page_can_show_does_not_reach_a_trace(table):
    entry = {"facts": {}, "exempt": "x1", "reason": "不满\ud800一年\n"}
    result = score(table, {"items": {"2.4": entry}})
    assert result.items["2.4"].trace[0] == "党组织成立不满一年的，本项不适用（不满?一年）"


ANY_FACT = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 50)
    | st.floats()
    | st.sampled_from(["1", "0.5", "x", "", "e1", "较好", "2004-02-15"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "n",
                    "value",
                    "num",
                    "den",
                    "marks",
                    "reason",
                    "present",
                    "missing",
                    "option",
                    "drawn",
                    "failed",
                    "facts",
                    "a",
                    "b",
                    "c",
                    "满意",
                    "区",
                    "confirmed_by",
                    "exempt",
                    "topic",
                    "over",
                    "source",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(data=st.data())
def test_hostile_answers_give_findings_and_no_other_exception(table, worked, data):
    answers = copy.deepcopy(worked["answers"])
    code = data.draw(st.sampled_from(list(answers["items"])))
    place = data.draw(st.sampled_from(["item", "facts", "rule", "part"]))
    if place == "item":
        answers["items"][code] = data.draw(ANY_FACT)
    elif place == "facts":
        answers["items"][code]["facts"] = data.draw(ANY_FACT)
    elif place == "rule":
        answers["items"][code]["facts"]["a"] = data.draw(ANY_FACT)
    else:
        answers[data.draw(st.sampled_from(list(answers)))] = data.draw(ANY_FACT)
    result, findings = score_partial(table, answers)
    assert result.to_json()["items"]
    if findings:
        assert refused(table, answers) == [finding.path for finding in findings]
