"""A result record completes the row of the inspection it pins, in whatever order things come, and no other."""

import pytest

from app.store.bodies import inspection_body
from app.store.body_fields import BodyUnreadable
from app.store.inspections import inspection, item_scores
from app.store.rebuild import differences
from app.store.results import (
    Completion,
    completed_ids,
    completion_for,
    completion_of,
    result_body,
    result_id,
    results_of_import,
)
from app.store.revisions import add_revision

SIGNED = {"items": {"1.1": {"marks": None, "state": "pending"}}, "total": "80", "grade": "一般", "provisional": True}
WHOLE = {"items": {"1.1": {"marks": "3", "state": "scored"}}, "total": "83", "grade": "达标", "provisional": False}


def signed(store, make, **more):
    answers = {"items": {"1.1": {"facts": {}}}}
    return make.signed(
        store, "inspection", "i-1", inspection_body(make.inspection(), answers, SIGNED, complete=True), **more
    )


def result(store, make, rid, kind="final", parents=()):
    completion = Completion(
        id=result_id(rid),
        inspection_id="i-1",
        rid=rid,
        answers={"items": {"1.1": {"facts": {"a": {"marks": "3"}}}}},
        total_e4=830_000,
        grade="达标",
        is_provisional=False,
        item_scores=(("1.1", 30_000, "scored"),),
        sources=("1.1 治安：3，外部数据：综治办",),
        at=make.start,
        import_id="f-1",
    )
    body = result_body(completion, WHOLE)
    return completion, make.signed(store, "result", completion.id, body, kind=kind, parents=parents)


@pytest.mark.parametrize("order", ["inspection first", "result first"])
def test_it_completes_the_row_and_can_be_made_again(store, make, order):
    final = signed(store, make)
    completion, record = result(store, make, final.rev.rid)
    for one in (final, record) if order == "inspection first" else (record, final):
        add_revision(store, one)
    row = inspection(store, "i-1")
    assert (row.total_e4, row.grade, row.is_provisional, row.state) == (830_000, "达标", False, "signed")
    assert item_scores(store, "i-1") == {"1.1": (30_000, "scored")}
    assert completion_for(store, "i-1") == completion
    assert completed_ids(store) == {"i-1"}
    assert results_of_import(store, "f-1") == (completion,)
    assert differences(store) == ()


def test_a_correction_of_the_inspection_is_not_completed_by_an_older_result(store, make):
    final = signed(store, make)
    _completion, record = result(store, make, final.rev.rid)
    for one in (final, record, signed(store, make, kind="amend", parents=(final.rev.rid,))):
        add_revision(store, one)
    assert inspection(store, "i-1").is_provisional
    assert completion_for(store, "i-1") is None
    assert completed_ids(store) == frozenset()
    assert differences(store) == ()


def test_a_result_taken_back_leaves_what_was_signed(store, make):
    final = signed(store, make)
    _completion, record = result(store, make, final.rev.rid)
    _same, void = result(store, make, final.rev.rid, kind="void", parents=(record.rev.rid,))
    for one in (final, record, void):
        add_revision(store, one)
    row = inspection(store, "i-1")
    assert (row.total_e4, row.grade, row.is_provisional) == (800_000, "一般", True)
    assert item_scores(store, "i-1") == {"1.1": (None, "pending")}
    assert completion_for(store, "i-1") is None
    assert differences(store) == ()


def test_a_body_of_another_form_is_unreadable(make):
    with pytest.raises(BodyUnreadable):
        completion_of("res-1", {"inspection_id": "i-1", "rid": 3})
