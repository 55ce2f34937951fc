"""An item is evaluated in one fixed order: zero, full, nothing to measure, missing, rules, groups, bounds."""

import pytest

from app.errors import AnswersRefused
from app.scoring.exact import plain

ZERO = {"kind": "flag", "effect": "zero", "text": "编造的，不得分"}
FULL = {"kind": "flag", "effect": "full", "text": "免检的，得满分"}
TAKE = {"kind": "flag", "effect": "deduct", "points": "3", "text": "未公示的，扣3分"}
RATIO = {"kind": "ratio", "effect": "deduct", "points": "4", "text": "未办结的按比例扣"}
EXTERNAL = {"kind": "external", "effect": "deduct", "max": "2", "text": "综治办评分"}
NOTHING = {"num": "0", "den": "0"}


def exemption(effect, **keys):
    return [{"id": "x", "text": "情形", "effect": effect, **keys}]


EXEMPT = {"exempt": "x", "reason": "有批文"}


def outcome(result):
    return result.state, None if result.marks is None else plain(result.marks)


@pytest.mark.parametrize(
    ("facts", "effect", "wanted"),
    [
        ({"a": True, "b": True, "d": NOTHING}, None, ("scored", "0")),
        ({"a": True}, "full_marks", ("scored", "0")),
        ({"a": True}, "peer_average", ("scored", "0")),
        ({"a": True}, "not_applicable", ("not_applicable", None)),
        ({"a": True}, "redistribute", ("not_applicable", None)),
        ({"b": True, "c": True, "d": NOTHING}, None, ("scored", "10")),
        ({"b": True}, "peer_average", ("scored", "10")),
        ({}, "full_marks", ("scored", "10")),
        ({"c": True, "d": NOTHING}, None, ("not_applicable", None)),
        ({}, None, ("incomplete", None)),
        ({"d": {"value": "1"}}, None, ("pending", None)),
        ({"e": {"marks": "1"}}, None, ("incomplete", None)),
        ({"c": True, "d": {"value": "0.5"}, "e": {"marks": "1"}}, None, ("scored", "4")),
        ({}, "peer_average", ("scored", "6")),
        ({"d": NOTHING}, "peer_average", ("scored", "6")),
    ],
)
def test_what_comes_first_wins(one, facts, effect, wanted):
    entry = EXEMPT if effect else {}
    result = one(
        [ZERO, FULL, TAKE, RATIO, EXTERNAL],
        facts,
        entry=entry,
        answers={"peers": {"1": {"marks": ["5", "7"]}}},
        exemptions=exemption(effect or "no_deduct"),
    )
    assert outcome(result) == wanted


def test_a_zero_still_prints_the_other_findings(one):
    result = one([TAKE, ZERO], {"a": True, "b": True})
    assert result.trace == ("编造：不得分", "另记：未公示：−3", "得0")
    assert [plain(rule.amount) for rule in result.rules] == ["-3", "-10"]
    assert plain(result.lost) == "10"


def test_no_deduct_cancels_deductions_and_zero_flags_it_names(one):
    named = exemption("no_deduct", rules=["a", "b", "d"])
    result = one(
        [ZERO, TAKE, {**TAKE, "points": "1"}, RATIO], {"a": True, "b": True, "c": True}, entry=EXEMPT, exemptions=named
    )
    assert outcome(result) == ("scored", "9")
    assert "未公示：情形（有批文），不扣" in result.trace
    assert [rule.missing for rule in result.rules] == [False] * 4


def test_no_deduct_without_names_means_all_and_leaves_awards(one):
    award = {"kind": "flag", "effect": "award", "points": "10", "text": "得10分"}
    result = one(
        [ZERO, TAKE, award], {"a": True, "c": True}, entry=EXEMPT, base="zero", exemptions=exemption("no_deduct")
    )
    assert outcome(result) == ("scored", "10")


def test_a_named_award_needs_no_facts(one):
    award = {"kind": "ratio", "effect": "award", "points": "10", "text": "按比例"}
    wanted = exemption("no_deduct", rules=["a"])
    result = one([award], {}, entry=EXEMPT, base="zero", exemptions=wanted)
    assert (outcome(result), result.trace) == (("scored", "0"), ("基准0", "得0"))


def test_an_exemption_that_changes_nothing_is_still_printed(one):
    result = one([TAKE], {}, entry=EXEMPT, exemptions=exemption("no_deduct"))
    assert result.trace == ("基准10", "情形（有批文），不扣", "得10")


@pytest.mark.parametrize("marks", [None, [], ["3", None]])
def test_the_peers_average_is_awaited(one, marks):
    result = one(
        [TAKE], {}, entry=EXEMPT, exemptions=exemption("peer_average"), answers={"peers": {"1": {"marks": marks}}}
    )
    assert outcome(result) == ("pending", None)


@pytest.mark.parametrize(
    ("marks", "trace"),
    [
        (["3", "4", "4"], ("情形（有批文）", "取同类单位平均：（3＋4＋4）÷3", "3.6666…", "得3.67（保留两位）")),
        (["4"], ("情形（有批文）", "取同类单位得分：4", "得4")),
        (["12"], ("情形（有批文）", "取同类单位得分：12", "满分为止", "得10")),
    ],
)
def test_the_peers_average_is_bounded_and_rounded(one, marks, trace):
    result = one(
        [TAKE], {}, entry=EXEMPT, exemptions=exemption("peer_average"), answers={"peers": {"1": {"marks": marks}}}
    )
    assert result.trace == trace


@pytest.mark.parametrize(
    ("keys", "facts", "wanted", "words"),
    [
        ({}, {"n": 12}, "0", "扣完为止"),
        ({"floor": None}, {"n": 12}, "-2", ""),
        ({"floor": "2"}, {"n": 12}, "2", "最低2"),
        ({"floor": "-1"}, {"n": 12}, "-1", "最低−1"),
    ],
)
def test_the_floor_holds(one, keys, facts, wanted, words):
    result = one([{"kind": "count", "effect": "deduct", "points": "1", "unit": "次"}], {"a": facts}, **keys)
    assert (plain(result.marks), words in "".join(result.trace)) == (wanted, True)


@pytest.mark.parametrize(
    ("keys", "wanted", "words"),
    [({}, "10", "满分为止"), ({"cap": "11"}, "11", "最多11"), ({"cap": None}, "12", ""), ({"full": None}, "12", "")],
)
def test_the_cap_holds(one, keys, wanted, words):
    result = one(
        [{"kind": "count", "effect": "award", "points": "1", "unit": "次"}], {"a": {"n": 12}}, base="zero", **keys
    )
    assert (plain(result.marks), words in "".join(result.trace)) == (wanted, True)


def test_what_is_cut_is_shown_when_it_is_no_short_number(one):
    rule = {"kind": "ratio", "effect": "deduct", "points": "40", "text": "按比例扣"}
    result = one([rule], {"a": {"num": "2", "den": "3"}})
    assert result.trace[-3:] == ("＝−3.3333…", "扣完为止", "得0")


DEDUCT = {"kind": "count", "effect": "deduct", "points": "1", "unit": "处"}


@pytest.mark.parametrize(
    ("group", "facts", "wanted", "step"),
    [
        ({"cap": "5"}, {"a": {"n": 3}, "b": {"n": 4}}, "4", "某项工作合计−7，限5，计−5"),
        ({"pick": "highest"}, {"a": {"n": 3}, "b": {"n": 4}}, "5", "某项工作取高−4"),
        ({"pick": "highest", "cap": "2"}, {"a": {"n": 3}, "b": {"n": 4}}, "7", "某项工作取高−4，限2，计−2"),
        ({"pick": "highest"}, {"a": {"n": 3}}, "6", None),
        ({}, {}, "9", None),
    ],
)
def test_a_group_is_picked_then_capped(one, group, facts, wanted, step):
    result = one(
        [DEDUCT, DEDUCT, {**TAKE, "points": "1"}], {**facts, "c": True}, groups=[{"rules": ["a", "b"], **group}]
    )
    assert plain(result.marks) == wanted
    assert step is None or step in result.trace


def test_a_group_of_awards_is_capped_upwards(one):
    award = {"kind": "count", "effect": "award", "points": "1", "unit": "处"}
    result = one(
        [award, award],
        {"a": {"n": 3}, "b": {"n": 4}},
        base="zero",
        cap=None,
        full="4",
        groups=[{"rules": ["a", "b"], "cap": "5"}],
    )
    assert "某项工作合计＋7，限5，计＋5" in result.trace


def test_exempted_rules_leave_their_group(one):
    result = one(
        [DEDUCT, DEDUCT],
        {"a": {"n": 3}, "b": {"n": 4}},
        groups=[{"rules": ["a", "b"], "cap": "5"}],
        entry=EXEMPT,
        exemptions=exemption("no_deduct", rules=["b"]),
    )
    assert plain(result.marks) == "7"


LINE = {"kind": "threshold", "op": ">=", "line": "60", "unit": "%", "text": "走访率"}


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({"a": {"value": "60"}, "b": {"value": "60"}}, "met"),
        ({"a": {"value": "60"}, "b": {"value": "59"}}, "unmet"),
        ({"a": {"value": "60"}}, "incomplete"),
        ({"a": {"value": "60"}, "b": {"value": "60"}, "c": True}, "unmet"),
        ({"d": True}, "met"),
        ({"a": NOTHING, "b": {"value": "1"}}, "not_applicable"),
    ],
)
def test_an_item_without_marks_is_met_or_not(one, facts, state):
    result = one([LINE, LINE, ZERO, FULL], facts, base="none", full=None)
    assert (result.state, result.marks, result.base) == (state, None, None)


def test_an_exemption_with_full_marks_meets_an_item_without_marks(one):
    result = one([LINE], {}, base="none", full=None, entry=EXEMPT, exemptions=exemption("full_marks"))
    assert (result.state, result.trace) == ("met", ("情形（有批文）",))


@pytest.mark.parametrize(
    ("entry", "paths"),
    [
        ({"exempt": "y"}, ["items.1.exempt"]),
        ({"exempt": ["x"]}, ["items.1.exempt"]),
        ({"exempt": "x"}, ["items.1.reason"]),
        ({"exempt": "x", "reason": " "}, ["items.1.reason"]),
        ({"exempt": "x", "reason": 5}, ["items.1.reason"]),
        ({"facts": []}, ["items.1.facts"]),
        ({"facts": {"z": 1, "a": 1}}, ["items.1.facts.z", "items.1.facts.a"]),
    ],
)
def test_every_wrong_part_of_an_item_is_named(one, entry, paths):
    with pytest.raises(AnswersRefused) as refused:
        one([TAKE], {}, entry=entry, exemptions=exemption("not_applicable", requires="reason"))
    assert [finding.path for finding in refused.value.findings] == paths


def test_a_reason_is_only_needed_where_the_exemption_asks(one):
    result = one([TAKE], {}, entry={"exempt": "x"}, exemptions=exemption("not_applicable"))
    assert result.trace == ("情形", "不适用")


def test_no_facts_at_all_is_checked_too(one):
    assert outcome(one([TAKE], {}, entry={"facts": None})) == ("scored", "10")


def test_whole_numbers_are_kept_whole(one):
    result = one(
        [{"kind": "panel", "max": "10", "text": "打分"}],
        {"a": {"marks": ["7", "8"]}},
        base="zero",
        whole={"rounding": {"item": 0, "dimension": 0, "total": 0}},
    )
    assert result.trace[-2:] == ("2人打分7、8，取平均：＋15÷2＝＋7.5", "得8（取整数）")
    assert result.sentence.endswith("＝＋7.5→得8（取整数）")
