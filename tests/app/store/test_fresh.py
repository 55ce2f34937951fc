"""Many records asked about at once: what is plainly new is written as one by one, and what is not is seen."""

import pytest

from app.store.bodies import INSPECTION, inspection_body
from app.store.fresh import FEW, alone, unseen_inspections
from app.store.rebuild import differences
from app.store.revisions import add_revisions

RESULT = {"items": {"1.1": {"marks": "1.5", "state": "deducted", "trace": []}}, "total": "88.5", "grade": "达标"}


def body_of(make, number):
    answers = {"items": {"1.1": {"facts": {}, "reason": f"台账缺{number}月；公示栏未更新"}}}
    return inspection_body(make.inspection(f"i-{number}", f"u-{number}"), answers, RESULT, complete=True)


@pytest.fixture
def many(store, make):
    """More signed inspections than are asked about one by one."""
    return [make.signed(store, INSPECTION, f"i-{n}", body_of(make, n), kind="final") for n in range(FEW + 5)]


def keys_of(many):
    return [(one.rev.entity, one.rev.id) for one in many]


def test_inspections_that_come_together_have_the_rows_of_those_that_come_alone(store, many):
    add_revisions(store, many)
    rows = store.rows("SELECT id, total_e4, state, basis FROM inspection WHERE basis IS NOT NULL ORDER BY id")
    assert [(row[0], row[3]) for row in rows] == sorted((one.rev.id, one.rev.rid) for one in many)
    assert {row[2] for row in rows} == {"signed"}
    assert store.rows("SELECT count(*) FROM item_score")[0][0] > 0
    assert store.rows("SELECT count(*) FROM phrase_use")[0][0] > 0
    assert differences(store) == ()


def test_more_than_are_written_at_once_have_the_rows_that_a_rebuild_makes(store, many, monkeypatch):
    monkeypatch.setattr("app.store.fresh.MANY", 3)
    add_revisions(store, many)
    assert store.rows("SELECT count(*) FROM inspection WHERE basis IS NOT NULL") == [(len(many),)]
    assert differences(store) == ()


def test_what_came_before_is_no_news(store, many):
    add_revisions(store, many[:1])
    assert unseen_inspections(store, keys_of(many)) == {one.rev.id for one in many[1:]}
    assert set(alone(store, keys_of(many))) == set(keys_of(many[:1]))
    add_revisions(store, many)
    assert differences(store) == ()


def test_what_waits_among_many_waits_and_comes_with_what_it_waits_for(store, many, make):
    late, rest = many[0], many[1:]
    after = make.signed(store, INSPECTION, late.rev.id, body_of(make, 0), kind="amend", parents=(late.rev.rid,))
    add_revisions(store, [*rest, after])
    assert store.rows("SELECT count(*) FROM revision WHERE is_waiting = 1") == [(1,)]
    add_revisions(store, [late])
    assert store.rows("SELECT basis FROM inspection WHERE id = ?", (late.rev.id,)) == [(after.rev.rid,)]
    assert differences(store) == ()


def test_the_same_twice_in_a_batch_is_once(store, many):
    assert add_revisions(store, [*many, *many]) == len(many)
    assert differences(store) == ()


def test_a_few_are_asked_about_one_by_one(store, many):
    few = keys_of(many)[:FEW]
    assert alone(store, few) == {}
    assert unseen_inspections(store, few) == frozenset()
