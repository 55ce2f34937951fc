"""Bonus and penalties stand outside the total: entries, topics, bounds."""

import pytest

from app.errors import AnswersRefused
from app.scoring.exact import plain

MARK = {"kind": "judge", "effect": "award", "max": "20", "text": "评定"}
EACH = {"kind": "count", "effect": "award", "points": "1", "unit": "次", "text": "每次1分"}
TAKE = {"kind": "count", "effect": "deduct", "points": "2", "unit": "次", "text": "每次扣2分"}


@pytest.fixture
def table(scheme, item):
    """A scheme of 20 marks with bonus J1 (at most 3), J2 and penalty K1."""

    def build(bonus=(), penalties=(), **keys):
        j1 = {**item(EACH, code="J1", full="3", base="zero"), "dimension": None}
        j2 = {**item(EACH, code="J2", full=None, base="zero"), "dimension": None}
        k1 = {**item(TAKE, code="K1", full=None, base="zero", floor=None, cap=None), "dimension": None}
        return scheme(
            item(MARK, full="20", base="zero"),
            bonus={"items": [j1, j2], **dict(bonus)},
            penalties={"items": [k1], **dict(penalties)},
            **keys,
        )

    return build


@pytest.fixture
def extras(scored, table):
    def run(bonus=None, penalties=None, bonus_keys=(), penalty_keys=()):
        given = {"1": {"facts": {"a": {"marks": "15", "reason": "见记录"}}}}
        return scored(table(bonus_keys, penalty_keys), given, bonus=bonus, penalties=penalties)

    return run


def times(number, topic=None):
    return {"facts": {"a": {"n": number}}, "topic": topic}


def figures(result):
    with_bonus = result.total_with_bonus
    return plain(result.bonus), plain(result.penalties), None if with_bonus is None else plain(with_bonus)


@pytest.mark.parametrize(
    ("bonus", "penalties", "keys", "wanted"),
    [
        (None, None, {}, ("0", "0", "15")),
        ({"J1": None}, {"K1": []}, {}, ("0", "0", "15")),
        ({"J2": [times(2), times("0.25")]}, {"K1": [times(1), times(1)]}, {}, ("2.25", "4", "13.3")),
        ({"J1": [times(2), times(2)]}, None, {}, ("3", "0", "18")),
        (
            {"J2": [times(9)]},
            {"K1": [times(9)]},
            {"bonus_keys": {"cap": "2.5"}, "penalty_keys": {"cap": "1"}},
            ("2.5", "1", "16.5"),
        ),
        ({"J2": [times(9)]}, None, {"bonus_keys": {"min_base": "15"}}, ("9", "0", "24")),
        ({"J2": [times(9)]}, None, {"bonus_keys": {"min_base": "15.1"}}, ("0", "0", "15")),
        (
            {"J1": [times(1, "甲")], "J2": [times(2, " 甲 "), times(1, "乙"), times(1), times(1, " ")]},
            None,
            {"bonus_keys": {"dedup_topics": True}},
            ("5", "0", "20"),
        ),
        ({"J1": [times(2, "甲")], "J2": [times(2, "甲")]}, None, {}, ("4", "0", "19")),
    ],
)
def test_entries_are_added_outside_the_total(extras, bonus, penalties, keys, wanted):
    result = extras(bonus, penalties, **keys)
    assert figures(result) == wanted
    assert plain(result.total) == "15"


def test_an_entry_that_counts_elsewhere_says_so(extras):
    entries = {"J1": [times(1, "甲"), {"facts": {}, "topic": "甲"}], "J2": [times(2, "甲")]}
    result = extras(entries, bonus_keys={"dedup_topics": True})
    superseded = result.bonus_entries["J1"][0]
    assert (superseded.topic, plain(superseded.marks)) == ("甲", "0")
    assert superseded.trace[-1] == "“甲”已在较高一项计分，不重复计"


def test_an_incomplete_entry_counts_0_and_leaves_the_total_provisional(scored, table, item):
    data = table()
    data["bonus"]["items"][0]["rules"][0].update(need=2)
    result = scored(data, {"1": {"facts": {"a": {"marks": "20"}}}}, bonus={"J1": [{"facts": {}}], "J2": [{}]})
    assert (result.bonus_entries["J1"][0].state, figures(result), result.provisional) == (
        "incomplete",
        ("0", "0", "20"),
        True,
    )


def test_a_bonus_of_another_class_is_not_counted(scored, table):
    data = table(classes=["城市", "农村"])
    data["bonus"]["items"][1]["applies_to"] = ["城市"]
    given = {"1": {"facts": {"a": {"marks": "20"}}}}
    result = scored(data, given, unit={"class": "农村"}, bonus={"J2": [times(2)]})
    assert (figures(result), result.bonus_entries["J2"][0].state) == (("0", "0", "20"), "not_applicable")


@pytest.mark.parametrize(
    ("bonus", "paths"),
    [
        ([], ["bonus"]),
        ({"J9": []}, ["bonus.J9"]),
        ({"J1": {}}, ["bonus.J1"]),
        ({"J1": [3]}, ["bonus.J1[0]"]),
        ({"J1": [{"topic": 3}]}, ["bonus.J1[0].topic"]),
        ({"J1": [times(-1)]}, ["bonus.J1[0].facts.a"]),
    ],
)
def test_what_is_no_entry_is_refused(extras, bonus, paths):
    with pytest.raises(AnswersRefused) as refused:
        extras(bonus)
    assert [finding.path for finding in refused.value.findings] == paths


def test_peers_of_a_bonus_are_known_too(scored, table):
    data = table()
    peer = {"id": "a", "kind": "peer", "basis": "average", "op": ">", "points": "1", "text": "高于平均"}
    data["bonus"]["items"][1]["rules"] = [peer]
    given = {"1": {"facts": {"a": {"marks": "20"}}}}
    result = scored(data, given, bonus={"J2": [{"facts": {"a": {"value": "5"}}}]}, peers={"J2": {"values": ["1"]}})
    assert plain(result.bonus) == "1"
