"""Equal figures share a rank; a quota is shared out by scope, and ties at its border as the scheme says."""

import pytest

from app.errors import AnswersRefused
from app.scoring.ranking import rank
from app.scoring.scheme import load_scheme

GRADES = [{"name": "甲"}, {"name": "乙"}, {"name": "丙"}]


@pytest.fixture
def table(scheme, item):
    def build(quota=None, **keys):
        whole = {"grade": "甲", "share": "50%", **quota} if quota is not None else None
        return load_scheme(scheme(item({"kind": "note"}), grades=GRADES, quota=whole, **keys))

    return build


def unit(name, figure, grade="甲", scope=None, **items):
    return {
        "id": name,
        "total": "1",
        "total_with_bonus": figure,
        "grade": grade,
        "scope": scope,
        "items": items.get("items"),
    }


def units(figures, **keys):
    return {"units": [unit(name, figure, **keys) for name, figure in zip("abcdefgh", figures, strict=False)]}


def test_a_unit_without_a_figure_has_no_rank(table):
    result = rank(table(), {"units": [unit("a", None), unit("b", "9"), {"id": "c", "total": "9"}]})
    assert result.to_json() == {"ranks": {"b": 1, "c": 1}, "places": 0, "selected": [], "referred": []}


@pytest.mark.parametrize(
    ("quota", "number", "places"),
    [
        ({}, 5, 2),
        ({"rounding": "ceil"}, 5, 3),
        ({"rounding": "half_up"}, 5, 3),
        ({"share": "0.3"}, 5, 1),
        ({"share": "10%", "at_least": 1}, 5, 1),
        ({"share": "10%"}, 5, 0),
        (None, 5, 0),
    ],
)
def test_places_are_a_share_of_the_units(table, quota, number, places):
    result = rank(table(quota), units([str(90 - place) for place in range(number)]))
    assert (result.places, len(result.selected)) == (places, places)


def test_passed_units_are_those_not_in_the_last_grade(table):
    campaign = {"units": [unit("a", "9"), unit("b", "8", "乙"), unit("c", "7", "丙"), unit("d", "6", None)]}
    assert rank(table({"of": "passed"}), campaign).places == 1
    assert rank(table({"of": "inspected"}), campaign).places == 2


@pytest.mark.parametrize(
    ("on_tie", "selected", "referred"),
    [("all_in", ("a", "b", "c"), ()), ("none_in", ("a",), ()), ("refer", ("a",), ("b", "c"))],
)
def test_a_tie_across_the_border_goes_by_the_scheme(table, on_tie, selected, referred):
    result = rank(table({"on_tie": on_tie}), units(["9", "8", "8", "7"]))
    assert (result.selected, result.referred) == (selected, referred)


def test_order_breaks_ties_after_the_figure(table):
    campaign = {
        "units": [
            unit("a", "9"),
            unit("b", "9", items={"1": "3"}),
            unit("c", "9", items={"1": "2"}),
            unit("d", "9", items={"1": None}),
        ]
    }
    result = rank(table({"order": ["item:1", "total", "total_with_bonus"]}), campaign)
    assert (result.selected, result.referred) == (("b", "c"), ())


def test_each_scope_has_its_own_places(table):
    campaign = {
        "units": [
            unit("a", "9", scope="东"),
            unit("b", "8", scope="东"),
            unit("c", "7", scope="西"),
            unit("d", "6", scope="西"),
        ]
    }
    assert rank(table({"scope": "district"}), campaign).selected == ("a", "c")
    assert rank(table({}), campaign).selected == ("a", "b")


@pytest.mark.parametrize(
    ("part", "bottom", "grades"),
    [
        ("caps", 2, ["甲", "乙", "乙", "乙"]),
        ("caps", 9, ["乙", "乙", "乙", "乙"]),
        ("caps", 1, ["甲", "乙", "乙", "乙"]),
        ("fail", 1, ["甲", "丙", "丙", "丙"]),
        ("other", 1, ["甲", "甲", "甲", "甲"]),
    ],
)
def test_the_last_ranks_lose_their_grade_all_that_are_tied(table, part, bottom, grades):
    condition = {"rank_from_bottom": bottom}
    keys = {
        "caps": {"grade_caps": [{"when": condition, "max_grade": "乙"}]},
        "fail": {"vetoes": [{"code": "F", "text": "末位", "effect": "fail", "from": condition}]},
        "other": {
            "vetoes": [
                {"code": "F", "text": "弄虚作假", "effect": "fail"},
                {"code": "G", "text": "低", "effect": "fail", "from": {"item": "1", "below": "1"}},
            ]
        },
    }[part]
    result = rank(table(**keys), units(["9", "8", "8", "8"]))
    assert list(result.grades.values()) == grades


def test_what_the_rank_does_not_touch_stays(table):
    caps = [{"when": {"rank_from_bottom": 9}, "max_grade": "乙"}]
    result = rank(table(grade_caps=caps), {"units": [unit("a", None), unit("b", "5", None)]})
    assert result.grades == {"a": "甲", "b": None}


@pytest.mark.parametrize(
    ("campaign", "paths"),
    [
        ([], ["units"]),
        ({"units": {}}, ["units"]),
        ({"units": [5, {"id": ""}]}, ["units[0].id", "units[1].id"]),
        (
            {"units": [{"id": "a"}, {"id": "a", "grade": "丁", "scope": 5, "total": 9.5, "items": 5}]},
            ["units[1].id", "units[1].grade", "units[1].scope", "units[1].total", "units[1].items"],
        ),
        ({"units": [{"id": "a", "grade": ["甲"], "items": {"1": "x"}}]}, ["units[0].grade", "units[0].items.1"]),
    ],
)
def test_every_fault_of_a_campaign_is_named(table, campaign, paths):
    with pytest.raises(AnswersRefused) as refused:
        rank(table(), campaign)
    assert [finding.path for finding in refused.value.findings] == paths
