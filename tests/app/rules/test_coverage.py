"""Only final inspections by the district cover a community."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.inspection import INSPECTION_KINDS, STATE_NAMES, Inspection
from app.domain.unit import Unit
from app.rules.coverage import coverage, coverage_by_parent, inspected_units

NOW = datetime(2026, 1, 8, tzinfo=UTC)


def a_unit(unit_id, **more):
    return Unit(unit_id, "community", f"{unit_id}社区", **more)


def an_inspection(unit_id, kind="district", state="signed", **more):
    return Inspection(f"i-{unit_id}", "daily", unit_id, kind, "h", date(2026, 1, 8), NOW, NOW, state=state, **more)


def test_a_signed_district_inspection_covers_its_community():
    found = coverage([a_unit("u1"), a_unit("u2")], [an_inspection("u1")])
    assert found.owed == (a_unit("u2"),)
    assert found.ratio == Decimal("0.5")
    assert not found.is_whole


@pytest.mark.parametrize("kind", ["self", "mutual", "spot", "revisit"])
def test_no_other_kind_counts_as_coverage(kind):
    assert coverage([a_unit("u1")], [an_inspection("u1", kind=kind)]).owed == (a_unit("u1"),)


@pytest.mark.parametrize("state", ["draft", "complete", "void"])
def test_an_unsigned_or_void_inspection_covers_nothing(state):
    assert coverage([a_unit("u1")], [an_inspection("u1", state=state)]).owed == (a_unit("u1"),)


def test_a_provisional_result_counts():
    assert coverage([a_unit("u1")], [an_inspection("u1", is_provisional=True)]).is_whole


def test_pilots_never_stand_for_the_others():
    scope = [a_unit("p", is_pilot=True), a_unit("u1"), a_unit("u2")]
    found = coverage(scope, [an_inspection("p")])
    assert (found.pilots.inspected, found.pilots.of) == (1, 1)
    assert (found.others.inspected, found.others.of) == (0, 2)
    assert found.pilots.ratio == 1
    assert not found.is_whole


def test_a_unit_no_longer_active_is_not_owed():
    assert coverage([a_unit("u1", is_active=False)], []).of == 0


def test_an_empty_scope_has_no_ratio_and_is_never_whole():
    found = coverage([], [an_inspection("u1")])
    assert found.ratio is None
    assert found.pilots.ratio is None
    assert not found.is_whole


def test_a_second_visit_counts_its_unit_once():
    twice = [an_inspection("u1"), an_inspection("u1", ordinal=2)]
    assert inspected_units(twice) == {"u1"}
    assert coverage([a_unit("u1")], twice).inspected == 1


def test_streets_are_counted_apart():
    scope = [a_unit("u1", parent_id="s1"), a_unit("u2", parent_id="s2"), a_unit("u3", parent_id="s1")]
    by_street = dict(coverage_by_parent(scope, iter([an_inspection("u1"), an_inspection("u2", kind="self")])))
    assert list(by_street) == ["s1", "s2"]
    assert (by_street["s1"].inspected, by_street["s1"].of) == (1, 2)
    assert (by_street["s2"].inspected, by_street["s2"].of) == (0, 1)


UNITS = st.lists(
    st.builds(a_unit, st.sampled_from("abcdefgh"), is_pilot=st.booleans(), is_active=st.booleans()),
    unique_by=lambda unit: unit.id,
)
INSPECTIONS = st.lists(
    st.builds(
        an_inspection,
        st.sampled_from("abcdefgh"),
        kind=st.sampled_from(INSPECTION_KINDS),
        state=st.sampled_from(sorted(STATE_NAMES)),
    ),
    max_size=12,
)


@given(scope=UNITS, inspections=INSPECTIONS)
def test_inspected_and_owed_make_up_the_scope(scope, inspections):
    found = coverage(scope, inspections)
    assert found.inspected + len(found.owed) == found.of == sum(unit.is_active for unit in scope)


@given(scope=UNITS, inspections=INSPECTIONS, more=INSPECTIONS)
def test_another_inspection_never_lowers_coverage(scope, inspections, more):
    assert coverage(scope, inspections + more).inspected >= coverage(scope, inspections).inspected


@given(scope=UNITS, inspections=INSPECTIONS)
def test_self_checks_change_nothing(scope, inspections):
    more = [replace(inspection, kind="self") for inspection in inspections]
    assert coverage(scope, inspections + more) == coverage(scope, inspections)
