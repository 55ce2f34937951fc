"""Units are found by name, initials and code, quickly."""

import pytest

from app.errors import RecordMissing
from app.store.units import all_units, children, count_units, find_units, put_units, unit


@pytest.fixture
def district(store, make):
    units = [
        make.unit("320402", "天宁区", kind="district", initials="tnq", code="320402"),
        make.unit("320402001", "红梅街道", kind="street", initials="hmjd", code="320402001", parent_id="320402"),
        make.unit("320402001001", "红梅社区", code="320402001001", parent_id="320402001", is_pilot=True, class_="城市"),
        make.unit("u-1", "小红梅社区", initials="xhmsq", parent_id="320402001"),
        make.unit("u-2", "红梅旧社区", initials="hmjsq", parent_id="320402001", is_active=False, replaced_by="u-1"),
        make.unit("u-3", "100%社区_a", initials="100%sq_a", parent_id="320402001"),
    ]
    put_units(store, units)
    return units


def names(units):
    return [unit.name for unit in units]


def test_units_come_back_as_they_were(store, district):
    assert all_units(store) == tuple(sorted(district, key=lambda one: one.id))
    assert unit(store, "u-2") == district[4]
    assert (count_units(store), count_units(store, active_only=True)) == (6, 5)


def test_a_unit_is_changed_by_putting_it_again(store, district, make):
    put_units(store, [make.unit("u-1", "青龙社区", initials="qlsq")])
    assert unit(store, "u-1").name == "青龙社区"
    assert count_units(store) == 6


def test_an_unknown_unit_is_named(store):
    with pytest.raises(RecordMissing) as caught:
        unit(store, "u-9")
    assert (caught.value.entity, caught.value.id) == ("unit", "u-9")


def test_the_tree_is_walked_from_the_top(store, district):
    assert names(children(store, None)) == ["天宁区"]
    assert len(children(store, "320402001")) == 4


def test_beginnings_come_before_the_rest_and_inactive_ones_last(store, district):
    assert names(find_units(store, "hm")) == ["红梅社区", "红梅街道", "红梅旧社区", "小红梅社区"]
    assert names(find_units(store, "红梅", limit=2)) == ["红梅社区", "红梅街道"]
    assert names(find_units(store, "320402001")) == ["红梅社区", "红梅街道"]
    assert names(find_units(store, " HMSQ ")) == ["红梅社区", "小红梅社区"]


def test_signs_with_a_meaning_in_sql_are_only_signs(store, district):
    assert names(find_units(store, "%")) == ["100%社区_a"]
    assert names(find_units(store, "_")) == ["100%社区_a"]
    assert find_units(store, "\\") == ()
