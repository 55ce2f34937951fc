"""The tree counts communities, at any depth, once each."""

from app.domain.unit import Unit
from ui.models.units_model import ALL, RETIRED, SITES
from ui.models.units_tree_model import COUNT_ROLE, KEY_ROLE, LEVEL_ROLE, UnitsTreeModel, places_of

DISTRICT = Unit("d", "district", "示例区")
STREET = Unit("s", "street", "清风街道", parent_id="d")
LOTUS = Unit("c1", "community", "莲花社区", parent_id="s")
GONE = Unit("c2", "community", "旧社区", parent_id="s", is_active=False)
SITE = Unit("w", "website", "莲花网站", parent_id="c1")


def lines(*units):
    return [(place.key, place.level, place.count) for place in places_of(units, "全部", "子网站", "已停用")]


def test_one_district_is_the_whole():
    assert lines(DISTRICT, STREET, LOTUS) == [("d", 0, 1), ("s", 1, 1)]


def test_several_districts_stand_below_the_whole():
    other = Unit("d2", "district", "样板区")
    assert lines(DISTRICT, STREET, LOTUS, other) == [(ALL, 0, 1), ("d", 1, 1), ("s", 2, 1), ("d2", 1, 0)]


def test_a_community_without_parent_is_reached_through_the_whole():
    assert lines(DISTRICT, Unit("c", "community", "莲花社区"))[0] == (ALL, 0, 1)


def test_sites_and_retired_units_have_their_own_lines_below_one_divider():
    places = places_of((DISTRICT, STREET, LOTUS, GONE, SITE), "全部", "子网站", "已停用")
    assert [(place.key, place.count, place.is_divided) for place in places[-2:]] == [
        (SITES, 1, True),
        (RETIRED, 1, False),
    ]


def test_nothing_at_all_is_still_a_place_to_stand():
    assert lines() == [(ALL, 0, 0)]


def test_a_circle_of_parents_ends():
    a, b = Unit("a", "street", "甲", parent_id="b"), Unit("b", "street", "乙", parent_id="a")
    assert [line[0] for line in lines(a, b, Unit("c", "community", "丙", parent_id="a"))] == [ALL, "a", "b"]


def test_the_model_tells_title_depth_count_and_key(qapp):
    model = UnitsTreeModel()
    model.show_units((DISTRICT, STREET, LOTUS))
    index = model.index(model.place_of("s"))
    assert (index.data(), index.data(LEVEL_ROLE), index.data(COUNT_ROLE), index.data(KEY_ROLE)) == (
        "清风街道",
        1,
        1,
        "s",
    )
    assert model.place_of("nowhere") == -1
