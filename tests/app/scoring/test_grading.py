"""Grades, vetoes and caps: what holds, what acts by itself, what two inspectors set."""

import pytest

from app.errors import AnswersRefused
from app.scoring.exact import plain
from app.scoring.notes import why_not_next_grade
from app.scoring.scheme import load_scheme

JUDGE = {"kind": "judge", "effect": "award", "text": "评定"}
LINE = {"kind": "threshold", "op": ">=", "line": "60", "text": "走访率"}
GRADES = [
    {"name": "示范", "min_total": "90", "min_each_dimension": "80%", "min_items": {"1": "60%"}, "no_veto": True},
    {"name": "达标", "min_total": "60"},
    {"name": "不合格", "min_total": "0"},
]
SET = {"F1": {"confirmed_by": ["甲", "乙"], "facts": "通报"}}
BOTH = {
    "dimensions": [
        {"code": "1", "title": "组织", "full_marks": "40"},
        {"code": "2", "title": "队伍", "full_marks": "60"},
    ]
}


@pytest.fixture
def table(scheme, item):
    def build(**keys):
        return scheme(
            item(JUDGE, code="1", full="40", base="zero"),
            item(JUDGE, code="2", full="60", base="zero", dimension="2"),
            **{"full_marks": "100", "grades": GRADES, **BOTH, **keys},
        )

    return build


def marks(first, second):
    return {
        "1": {"facts": {"a": {"marks": first, "reason": "见记录"}}},
        "2": {"facts": {"a": {"marks": second, "reason": "见记录"}}},
    }


def veto(effect="fail", **keys):
    return [{"code": "F1", "text": "弄虚作假", "effect": effect, **keys}]


@pytest.mark.parametrize(
    ("first", "second", "keys", "grade"),
    [
        ("40", "50", {}, "示范"),
        ("31.99", "60", {}, "达标"),
        ("40", "49.9", {}, "达标"),
        ("10", "50", {}, "达标"),
        ("10", "49.9", {}, "不合格"),
        ("40", "50", {"grades": []}, None),
        ("5", "5", {"grades": [{"name": "甲", "min_total": "90"}, {"name": "乙", "min_total": "80"}]}, "乙"),
        ("31", "60", {"grades": [{"name": "甲", "min_each_dimension": "31"}, {"name": "乙"}]}, "甲"),
        ("30.9", "60", {"grades": [{"name": "甲", "min_each_dimension": "31"}, {"name": "乙"}]}, "乙"),
        ("30", "60", {"grades": [{"name": "甲", "min_items": {"1": "30"}}, {"name": "乙"}]}, "甲"),
        ("29", "60", {"grades": [{"name": "甲", "min_items": {"1": "30"}}, {"name": "乙"}]}, "乙"),
    ],
)
def test_the_first_grade_whose_every_condition_holds(scored, table, first, second, keys, grade):
    assert scored(table(**keys), marks(first, second)).grade == grade


def test_items_and_dimensions_without_marks_are_skipped(scored, table):
    data = table()
    data["items"][0]["exemptions"] = [{"id": "x", "text": "不适用", "effect": "not_applicable"}]
    result = scored(data, {**marks("0", "60"), "1": {"exempt": "x"}})
    assert (plain(result.total), result.grade) == ("100", "示范")


@pytest.mark.parametrize(("counts", "grade"), [(True, "示范"), (False, "达标")])
def test_bonus_counts_for_the_grade_only_where_the_scheme_says_so(scored, table, item, counts, grade):
    each = item({"kind": "count", "effect": "award", "points": "1", "unit": "次"}, code="J", full=None, base="zero")
    data = table(bonus={"items": [{**each, "dimension": None}]}, bonus_counts_for_grade=counts)
    assert scored(data, marks("40", "49"), bonus={"J": [{"facts": {"a": {"n": 1}}}]}).grade == grade


@pytest.mark.parametrize(
    ("min_met", "values", "grade"),
    [("75%", "6666", "甲"), ("75%", "6660", "甲"), ("76%", "6660", "乙"), ("3", "6660", "甲"), (4, "6660", "乙")],
)
def test_met_items_are_counted_as_a_share_or_a_number(scored, scheme, item, min_met, values, grade):
    items = [item(LINE, code=str(place), full=None, base="none") for place in range(4)]
    data = scheme(*items, grades=[{"name": "甲", "min_met": min_met}, {"name": "乙"}])
    result = scored(data, {str(place): {"facts": {"a": {"value": f"{digit}0"}}} for place, digit in enumerate(values)})
    assert (result.grade, result.total, result.met, result.of) == (grade, None, values.count("6"), 4)


def test_met_items_that_do_not_apply_are_not_counted(scored, scheme, item):
    data = scheme(item(LINE, full=None, base="none"), grades=[{"name": "甲", "min_met": "50%"}, {"name": "乙"}])
    result = scored(data, {"1": {"facts": {"a": {"num": "0", "den": "0"}}}})
    assert (result.met, result.of, result.grade) == (0, 0, None)
    with_marks = scheme(
        item(LINE, full=None, base="none"),
        item(JUDGE, code="2", base="zero"),
        dimensions=[{"code": "1", "title": "一", "full_marks": "10"}],
        full_marks="10",
        grades=[{"name": "甲", "min_met": "1"}, {"name": "乙", "min_met": "50%"}, {"name": "丙"}],
    )
    nothing = {"facts": {"a": {"num": "0", "den": "0"}}}
    assert scored(with_marks, {"1": nothing, "2": {"facts": {"a": {"marks": "10"}}}}).grade == "乙"


def test_met_items_of_other_classes_are_no_part_of_the_table(scored, scheme, item):
    data = scheme(
        item(LINE, full=None, base="none", applies_to=["城市"]),
        item(JUDGE, code="2", base="zero"),
        classes=["城市", "农村"],
        dimensions=[{"code": "1", "title": "一", "full_marks": "10"}],
        full_marks="10",
    )
    result = scored(data, {"2": {"facts": {"a": {"marks": "10"}}}}, unit={"class": "农村"})
    assert (result.met, result.of) == (None, None)


@pytest.mark.parametrize(
    ("vetoes", "keys", "wanted"),
    [
        (veto(), {}, ("95", "95", "不合格", None)),
        (veto("disqualify", years=2), {}, ("95", "95", "不合格", 2)),
        (veto("grade_cap", max_grade="达标"), {}, ("95", "95", "达标", None)),
        (veto("grade_cap", max_grade="示范"), {}, ("95", "95", "达标", None)),
        (veto("fixed_total", total="59.95"), {}, ("60", "60", "达标", None)),
        (veto(), {"after_veto": "stop"}, (None, None, "不合格", None)),
        (veto("disqualify", years=1), {"after_veto": "stop"}, (None, None, "不合格", 1)),
        (veto("fixed_total", total="0"), {"after_veto": "stop"}, ("0", "0", "不合格", None)),
        (veto("grade_cap", max_grade="达标"), {"after_veto": "stop"}, (None, None, "达标", None)),
        (veto(), {"after_veto": "stop", "grades": []}, (None, None, None, None)),
    ],
)
def test_a_veto_acts_after_the_grade_is_looked_up(scored, table, vetoes, keys, wanted):
    result = scored(table(vetoes=vetoes, **keys), marks("39", "56"), vetoes=SET)
    figures = [None if one is None else plain(one) for one in (result.total, result.total_with_bonus)]
    assert (*figures, result.grade, result.disqualified_years) == wanted
    assert result.acting_vetoes == ("F1",)


def test_a_stopped_inspection_is_not_provisional_and_keeps_its_marks(scored, table):
    result = scored(table(vetoes=veto(), after_veto="stop"), {"1": marks("39", "1")["1"]}, vetoes=SET)
    assert (result.provisional, plain(result.items["1"].marks), plain(result.dimensions["1"])) == (False, "39", "39")


def test_a_fixed_total_drops_bonus_and_penalties(scored, table, item):
    each = {
        **item({"kind": "count", "effect": "award", "points": "1", "unit": "次"}, code="J", full=None, base="zero"),
        "dimension": None,
    }
    data = table(vetoes=veto("fixed_total", total="50"), bonus={"items": [each]})
    result = scored(data, marks("39", "56"), vetoes=SET, bonus={"J": [{"facts": {"a": {"n": 4}}}]})
    assert [plain(one) for one in (result.bonus, result.total_with_bonus)] == ["0", "50"]


@pytest.mark.parametrize(
    ("below", "first", "acts"),
    [("40%", "16", False), ("40%", "15.99", True), ("16", "16", False), ("16", "15.9", True)],
)
def test_a_veto_from_an_item_acts_by_itself(scored, table, below, first, acts):
    result = scored(table(vetoes=veto(**{"from": {"item": "1", "below": below}})), marks(first, "60"))
    assert (result.acting_vetoes != ()) is acts
    assert (result.grade == "不合格") is acts


def test_an_item_without_marks_never_acts(scored, table):
    result = scored(table(vetoes=veto(**{"from": {"item": "1", "below": "40%"}})), {"2": marks("0", "60")["2"]})
    assert (result.acting_vetoes, result.grade) == ((), "达标")


def test_a_rank_acts_only_in_a_ranking(scored, table):
    result = scored(table(vetoes=veto(**{"from": {"rank_from_bottom": 3}})), marks("40", "60"))
    assert (result.acting_vetoes, result.grade) == ((), "示范")


def test_a_cap_keeps_the_grade_down(scored, table):
    caps = [{"when": {"item": "1", "below": "100%"}, "max_grade": "达标"}]
    assert scored(table(grade_caps=caps), marks("39", "60")).grade == "达标"
    assert scored(table(grade_caps=caps), marks("40", "60")).grade == "示范"
    assert scored(table(grade_caps=caps), marks("10", "10")).grade == "不合格"


def test_a_cap_makes_no_grade_where_there_is_none(scored, scheme, item):
    open_ended = item(
        {"kind": "count", "effect": "award", "points": "1", "unit": "次"},
        base="zero",
        exemptions=[{"id": "x", "text": "不适用", "effect": "not_applicable"}],
    )
    line = item(LINE, code="2", full=None, base="none")
    data = scheme(
        open_ended,
        line,
        full_marks="10",
        dimensions=[{"code": "1", "title": "一", "full_marks": "10"}],
        grades=[{"name": "甲"}, {"name": "乙"}],
        grade_caps=[{"when": {"item": "2", "state": "unmet"}, "max_grade": "乙"}],
    )
    unmet = {"facts": {"a": {"value": "1"}}}
    assert scored(data, {"1": {"facts": {"a": {"n": 10}}}, "2": unmet}).grade == "乙"
    nothing = {"facts": {"a": {"num": "0", "den": "0"}}}
    assert scored(data, {"1": {"exempt": "x"}, "2": nothing}).grade is None


@pytest.mark.parametrize(
    ("vetoes", "paths"),
    [
        ([], ["vetoes"]),
        ({"F9": {}}, ["vetoes.F9"]),
        ({"F1": True}, ["vetoes.F1"]),
        ({"F1": {}}, ["vetoes.F1.confirmed_by", "vetoes.F1.facts"]),
        ({"F1": {"confirmed_by": ["甲", " 甲 "], "facts": "x"}}, ["vetoes.F1.confirmed_by"]),
        ({"F1": {"confirmed_by": "甲乙", "facts": "x"}}, ["vetoes.F1.confirmed_by"]),
        ({"F1": {"confirmed_by": ["甲", "乙"], "facts": " "}}, ["vetoes.F1.facts"]),
        ({"F1": {"confirmed_by": ["甲", "乙"], "facts": 3}}, ["vetoes.F1.facts"]),
    ],
)
def test_a_veto_wants_two_inspectors_and_its_facts(scored, table, vetoes, paths):
    with pytest.raises(AnswersRefused) as refused:
        scored(table(vetoes=veto()), marks("1", "1"), vetoes=vetoes)
    assert [finding.path for finding in refused.value.findings] == paths


def test_a_veto_that_is_null_is_not_set(scored, table):
    assert scored(table(vetoes=veto()), marks("40", "60"), vetoes={"F1": None}).grade == "示范"


@pytest.mark.parametrize(
    ("first", "second", "keys", "vetoes", "sentence"),
    [
        ("40", "60", {}, None, None),
        ("40", "49", {}, None, "未达示范：总分低于90分"),
        ("20", "60", {}, None, "未达示范：总分低于90分，组织低于满分的80%，1项低于满分的60%"),
        ("20", "20", {}, None, "未达达标：总分低于60分"),
        ("40", "60", {"vetoes": veto()}, SET, "未达达标：有一票否决情形"),
        ("40", "60", {"vetoes": veto("grade_cap", max_grade="达标")}, SET, "未达示范：有一票否决情形"),
        (
            "39",
            "60",
            {"grade_caps": [{"when": {"item": "1", "below": "40"}, "max_grade": "达标"}]},
            None,
            "未达示范：等次另有限制",
        ),
        (
            "1",
            "60",
            {"grades": [{"name": "甲", "min_each_dimension": "31", "min_items": {"1": "2"}}, {"name": "乙"}]},
            None,
            "未达甲：组织低于31分，1项低于2分",
        ),
        ("40", "60", {"grades": []}, None, None),
        ("40", "49", {"bonus_counts_for_grade": True}, None, "未达示范：加分后总分低于90分"),
        ("40", "49", {"vetoes": veto(), "after_veto": "stop"}, SET, "未达达标：没有总分，有一票否决情形"),
    ],
)
def test_the_line_says_what_keeps_a_unit_from_the_next_grade(scored, table, first, second, keys, vetoes, sentence):
    data = table(**keys)
    assert why_not_next_grade(load_scheme(data), scored(data, marks(first, second), vetoes=vetoes)) == sentence


def test_the_line_counts_met_items(scored, scheme, item):
    items = [item(LINE, code=str(place), full=None, base="none") for place in range(2)]
    for wanted, words in (("100%", "100%"), ("2", "2项")):
        data = scheme(*items, grades=[{"name": "甲", "min_met": wanted}, {"name": "乙"}])
        result = scored(data, {"0": {"facts": {"a": {"value": "60"}}}, "1": {"facts": {"a": {"value": "1"}}}})
        assert why_not_next_grade(load_scheme(data), result) == f"未达甲：达标项不足{words}"
