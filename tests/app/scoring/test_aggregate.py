"""What does not apply, what is spread and what is rescaled, up to the total."""

import pytest

from app.scoring.exact import plain

JUDGE = {"kind": "judge", "effect": "award", "text": "评定"}
OUT = [
    {"id": "na", "text": "不适用", "effect": "not_applicable"},
    {"id": "re", "text": "分摊", "effect": "redistribute"},
]


def given(marks):
    return {"facts": {"a": {"marks": marks, "reason": "见记录"}}}


def gone(name="na"):
    return {"exempt": name}


@pytest.fixture
def judged(item):
    """An item that a judge scores from 0 to its full marks."""

    def build(code, full, dimension="1", **keys):
        return item(JUDGE, code=code, full=full, base="zero", dimension=dimension, exemptions=OUT, **keys)

    return build


def two_dimensions(*full, **keys):
    return {
        "full_marks": "100",
        "dimensions": [
            {"code": str(place), "title": f"大项{place}", "full_marks": marks, **keys}
            for place, marks in enumerate(full, 1)
        ],
    }


def figures(result):
    shown = {code: None if marks is None else plain(marks) for code, marks in result.dimensions.items()}
    return shown, None if result.total is None else plain(result.total)


@pytest.mark.parametrize(
    ("mode", "wanted"),
    [
        ("rescale_dimension", ({"1": "32", "2": "55"}, "87")),
        ("rescale_total", ({"1": "20", "2": "55"}, "88.2")),
        ("full_marks", ({"1": "35", "2": "55"}, "90")),
        ("zero", ({"1": "20", "2": "55"}, "75")),
    ],
)
def test_an_item_that_does_not_apply_goes_by_the_scheme(scored, scheme, judged, mode, wanted):
    data = scheme(
        judged("1.1", "15"),
        judged("1.2", "25"),
        judged("2.1", "60", "2"),
        not_applicable=mode,
        **two_dimensions("40", "60"),
    )
    result = scored(data, {"1.1": gone(), "1.2": given("20"), "2.1": given("55")})
    assert figures(result) == wanted
    assert result.items["1.1"].marks is None


@pytest.mark.parametrize(
    ("mode", "wanted"),
    [
        ("rescale_dimension", ({"1": None, "2": "48"}, "80")),
        ("rescale_total", ({"1": None, "2": "48"}, "80")),
        ("full_marks", ({"1": "40", "2": "48"}, "88")),
        ("zero", ({"1": "0", "2": "48"}, "48")),
    ],
)
def test_a_dimension_with_nothing_applicable_is_null(scored, scheme, judged, mode, wanted):
    data = scheme(judged("1.1", "40"), judged("2.1", "60", "2"), not_applicable=mode, **two_dimensions("40", "60"))
    assert figures(scored(data, {"1.1": gone(), "2.1": given("48")})) == wanted


def test_nothing_applicable_at_all_has_no_total_and_no_grade(scored, scheme, judged):
    data = scheme(judged("1.1", "40"), grades=[{"name": "甲", "min_total": "0"}])
    result = scored(data, {"1.1": gone()})
    assert (figures(result), result.grade, result.total_with_bonus) == (({"1": None}, None), None, None)


def test_what_is_spread_counts_in_the_others(scored, scheme, judged):
    data = scheme(judged("1.1", "4"), judged("1.2", "4"), judged("1.3", "2"))
    result = scored(data, {"1.1": gone("re"), "1.2": given("3"), "1.3": given("2")})
    # 4 in two parts of 2: 3×6÷4 + 2×4÷2
    assert figures(result) == ({"1": "8.5"}, "8.5")
    assert plain(result.items["1.2"].marks) == "3"


def test_what_does_not_apply_takes_no_part_of_what_is_spread(scored, scheme, judged):
    data = scheme(judged("1.1", "4"), judged("1.2", "4"), judged("1.3", "2"))
    result = scored(data, {"1.1": gone("re"), "1.2": gone(), "1.3": given("1")})
    assert figures(result) == ({"1": "5"}, "5")


def test_spread_with_nobody_left_is_null(scored, scheme, judged):
    data = scheme(judged("1.1", "40"), judged("2.1", "60", "2"), not_applicable="zero", **two_dimensions("40", "60"))
    assert figures(scored(data, {"1.1": gone("re"), "2.1": given("30")})) == ({"1": None, "2": "30"}, "50")


def test_an_open_item_that_is_spread_gives_nothing(scored, scheme, item, judged):
    open_ended = item({**JUDGE, "max": "9"}, code="1.1", full=None, base="zero", exemptions=OUT)
    data = scheme(open_ended, judged("1.2", "4"))
    assert figures(scored(data, {"1.1": gone("re"), "1.2": given("3")})) == ({"1": "3"}, "3")


@pytest.mark.parametrize(
    ("mode", "answers", "wanted"),
    [
        ("rescale_dimension", {"1.1": given("8"), "1.2": given("13")}, "16.8"),
        ("rescale_dimension", {"1.1": gone(), "1.2": given("12")}, "16"),
        ("rescale_total", {"1.1": gone(), "1.2": given("12")}, "9.6"),
        ("zero", {"1.1": gone(), "1.2": given("12")}, "9.6"),
    ],
)
def test_marks_that_do_not_add_up_are_rescaled_where_the_table_says_so(scored, scheme, judged, mode, answers, wanted):
    data = scheme(
        judged("1.1", "10"),
        judged("1.2", "15"),
        not_applicable=mode,
        full_marks="20",
        dimensions=[{"code": "1", "title": "一", "full_marks": "20", "mismatch": "rescale"}],
    )
    assert plain(scored(data, answers).dimensions["1"]) == wanted


def test_a_table_that_adds_up_otherwise_goes_by_its_items(scored, scheme, judged):
    data = scheme(
        judged("1.1", "10"),
        judged("1.2", "15"),
        full_marks="20",
        dimensions=[{"code": "1", "title": "一", "full_marks": "20"}],
    )
    assert figures(scored(data, {"1.1": gone(), "1.2": given("12")})) == ({"1": "20"}, "20")


@pytest.mark.parametrize(
    ("keys", "first", "wanted", "note"),
    [
        ({"base": "6", "floor": "0"}, 8, "3", "6−8＝−2，不低于0→＋3"),
        ({"base": "6", "floor": "0"}, 2, "7", "6−2＝4→＋3"),
        ({"base": "6"}, 8, "1", "6−8＝−2→＋3"),
        ({"floor": "-1"}, 8, "2", "0−8＝−8，不低于−1→＋3"),
        ({}, 8, "-5", "本大项各项得分之和"),
        ({"base": "6"}, 0, "9", "6−0＝6→＋3"),
    ],
)
def test_a_dimension_with_a_base_is_summed(scored, scheme, item, keys, first, wanted, note):
    take = item(
        {"kind": "count", "effect": "deduct", "points": "1", "unit": "次"}, code="1", full=None, base="zero", floor=None
    )
    give = item({"kind": "count", "effect": "award", "points": "1", "unit": "次"}, code="2", full=None, base="zero")
    data = scheme(take, give, full_marks="10", dimensions=[{"code": "1", "title": "一", "full_marks": "10", **keys}])
    result = scored(data, {"1": {"facts": {"a": {"n": first}}}, "2": {"facts": {"a": {"n": 3}}}})
    assert (plain(result.dimensions["1"]), result.subtotals["1"].note) == (wanted, note)
    assert plain(result.total) == wanted


def test_a_summed_dimension_without_awards_ends_there(scored, scheme, item):
    take = item({"kind": "count", "effect": "deduct", "points": "1", "unit": "次"}, full=None, base="zero", floor=None)
    data = scheme(take, dimensions=[{"code": "1", "title": "一", "full_marks": None, "base": "6"}])
    assert scored(data, {"1": {"facts": {"a": {"n": 2}}}}).subtotals["1"].note == "6−2＝4"


def test_open_ended_dimensions_are_never_rescaled(scored, scheme, item, judged):
    open_ended = item({**JUDGE, "max": "9"}, code="1.1", full=None, base="zero")
    data = scheme(open_ended, judged("2.1", "60", "2"), **(two_dimensions(None, "60") | {"full_marks": None}))
    assert figures(scored(data, {"1.1": given("7"), "2.1": gone()})) == ({"1": "7", "2": None}, "7")


WEIGHTED = {
    "full_marks": "100",
    "dimensions": [
        {"code": "1", "title": "甲", "full_marks": "100", "weight": "0.4"},
        {"code": "2", "title": "乙", "full_marks": "30", "weight": "0.6"},
    ],
}


@pytest.mark.parametrize(
    ("answers", "total", "note"),
    [
        ({"1": given("85"), "2": given("20")}, "74", "85×0.4＋66.6666…×0.6＝74→得74"),
        ({"1": gone(), "2": given("20")}, "66.7", "（66.6666…×0.6）÷0.6×1＝66.6666…→得66.7（保留一位）"),
    ],
)
def test_weights_work_on_unrounded_per_cents(scored, scheme, judged, answers, total, note):
    result = scored(scheme(judged("1", "100"), judged("2", "30", "2"), **WEIGHTED), answers)
    assert (plain(result.total), result.total_note) == (total, note)


def test_weights_with_rescale_total_go_by_what_applies(scored, scheme, judged):
    data = scheme(
        judged("1.1", "60"), judged("1.2", "40"), judged("2", "30", "2"), not_applicable="rescale_total", **WEIGHTED
    )
    result = scored(data, {"1.1": gone(), "1.2": given("30"), "2": given("15")})
    assert figures(result) == ({"1": "30", "2": "15"}, "60")


CLASSES = {"classes": ["城市", "农村"]}


def test_a_dimension_that_is_not_in_a_classs_table_rescales_nothing(scored, scheme, judged):
    data = scheme(
        judged("1.1", "30"),
        judged("2.1", "30", "2"),
        judged("3.1", "40", "3", applies_to=["城市"]),
        **CLASSES,
        **two_dimensions("30", "30", "40"),
    )
    rural = {"unit": {"class": "农村"}}
    assert figures(scored(data, {"1.1": given("30"), "2.1": given("27")}, **rural)) == (
        {"1": "30", "2": "27", "3": None},
        "57",
    )
    # One whole dimension of the rural table does not apply: its 60 marks stay the measure.
    assert figures(scored(data, {"1.1": gone(), "2.1": given("27")}, **rural)) == (
        {"1": None, "2": "27", "3": None},
        "54",
    )


def test_a_weight_that_is_not_in_a_classs_table_is_not_made_up_for(scored, scheme, judged):
    data = scheme(judged("1", "100"), judged("2", "30", "2", applies_to=["城市"]), **CLASSES, **WEIGHTED)
    assert plain(scored(data, {"1": given("85")}, unit={"class": "农村"}).total) == "34"


def test_answers_for_another_classs_item_are_not_counted(scored, scheme, judged):
    data = scheme(judged("1.1", "50"), judged("1.2", "50", applies_to=["城市"]), **CLASSES)
    result = scored(data, {"1.1": given("50"), "1.2": given("50")}, unit={"class": "农村"})
    assert (plain(result.total), result.provisional) == ("50", False)
    assert result.warnings == ("1.2不在本类单位的考评表内，没有计入",)


def test_a_table_without_dimensions_is_one_sum(scored, scheme, judged):
    data = scheme(judged("1", "6", None), judged("2", "3", None), dimensions=[], full_marks="9")
    result = scored(data, {"1": given("5"), "2": gone()})
    assert (result.dimensions, plain(result.total)) == ({}, "7.5")
    assert result.subtotals[""].note == "5÷6×9"


def test_too_much_left_out_asks_for_an_approval(scored, scheme, judged):
    data = scheme(judged("1.1", "3"), judged("1.2", "7"), na_limit="0.3")
    assert scored(data, {"1.1": gone(), "1.2": given("7")}).warnings == ()
    warned = scored({**data, "na_limit": "0.29"}, {"1.1": gone(), "1.2": given("7")})
    assert warned.warnings == ("大项一：不适用的分值3分，超过本大项10分的29%，须经书面同意",)
    assert scored({**data, "na_limit": None}, {"1.1": gone(), "1.2": gone()}).warnings == ()


def test_items_of_no_marks_make_a_dimension_of_no_marks(scored, scheme, judged):
    data = scheme(judged("1", "0"))
    assert figures(scored(data, {"1": given("0")})) == ({"1": "0"}, "0")
    weighted = [{"code": "1", "title": "一", "full_marks": "0", "weight": "1"}]
    assert figures(scored({**data, "dimensions": weighted}, {"1": given("0")})) == ({"1": "0"}, "0")


def test_rounding_is_told_where_it_acts(scored, scheme, judged):
    data = scheme(judged("1.1", "10"), judged("1.2", "15"), rounding={"item": 2, "dimension": 0, "total": 0})
    result = scored(data, {"1.1": given("8.5"), "1.2": given("12")})
    assert result.subtotals["1"].note == "本大项各项得分之和20.5→得21（取整数）"
    assert result.total_note == "21→得21"


def test_a_negative_dimension_is_subtracted_in_the_note(scored, scheme, item, judged):
    take = item(
        {"kind": "count", "effect": "deduct", "points": "1", "unit": "次"},
        code="2",
        full=None,
        base="zero",
        floor=None,
        dimension="2",
    )
    data = scheme(judged("1", "10"), take, **(two_dimensions("10", None) | {"full_marks": None}))
    result = scored(data, {"1": given("9"), "2": {"facts": {"a": {"n": 2}}}})
    assert result.total_note == "9−2＝7→得7"
