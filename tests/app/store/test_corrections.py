"""Drafts of corrections stand beside what they correct, and in no list once they are over."""

from app.services.correcting import begin_correction
from app.services.demo import create_demo_workspace, do_main_job
from app.store import corrections, inspection_lists
from app.store.plain_tables import plain_rows


def test_a_draft_is_found_from_both_sides_until_it_is_over(tmp_path):
    demo = create_demo_workspace(tmp_path / "store")
    signed = do_main_job(demo).opened.inspection.id
    begun = begin_correction(demo, signed, demo.person.id, "数错了")
    store = demo.store
    assert corrections.open_correction(store, signed) == corrections.correction_of(store, begun.inspection_id) == begun
    assert corrections.drafts(store) == {begun.inspection_id: signed}
    assert begun.inspection_id in {one.inspection.id for one in inspection_lists.listed(store)}
    assert begun.inspection_id not in {row[0] for row in plain_rows(store, "inspections")}
    assert begun.inspection_id not in {row[0] for row in plain_rows(store, "item_scores")}
    corrections.end(store, begun.inspection_id, demo.clock())
    assert corrections.open_correction(store, signed) is None
    assert corrections.drafts(store) == {}
    assert begun.inspection_id not in {one.inspection.id for one in inspection_lists.listed(store)}
    demo.close()
