"""What the next revision of a record descends from."""

from app.store.inspections import new_inspection
from app.store.revisions import add_revisions
from app.store.shown import draft_base, keep_draft_base, merge_of, next_parents, open_drafts


def test_a_draft_started_here_descends_from_nothing_and_an_opened_one_from_what_it_was_opened_on(store, make):
    new_inspection(store, make.inspection())
    assert next_parents(store, "inspection", "i-1") == ()
    with store.atomic():
        keep_draft_base(store, "i-1", ("b", "a"))
    assert draft_base(store, "i-1") == next_parents(store, "inspection", "i-1") == ("a", "b")
    assert open_drafts(store) == ("i-1",)


def test_other_records_descend_from_all_their_heads(store, make):
    two = [make.signed(store, "unit", "u-1", {"n": n}) for n in (1, 2)]
    add_revisions(store, two)
    assert next_parents(store, "unit", "u-1") == tuple(sorted(one.rev.rid for one in two))
    assert next_parents(store, "unit", "u-9") == ()


def test_a_correction_descends_from_the_final_and_leaves_drafts_beside_it(store, make):
    final = make.signed(store, "inspection", "i-1", {"n": 1})
    draft = make.signed(store, "inspection", "i-1", {"n": 2}, kind="draft", parents=(final.rev.rid,))
    add_revisions(store, [final, draft])
    assert next_parents(store, "inspection", "i-1") == (final.rev.rid,)
    assert merge_of(store, "i-1") is None
