"""A store made before phrases were learnt knows those of its signed inspections once it is opened."""

from app.domain.phrases import Use
from app.store.bodies import inspection_body
from app.store.phrase_tables import phrase_tables
from app.store.phrases import uses
from app.store.rebuild import differences
from app.store.revisions import add_revision


def test_what_was_signed_before_is_learnt_when_the_store_is_brought_up(store, make):
    answers = {"items": {"1.1": {"facts": {}, "reason": "无签到。"}, "1.2": {"exempt": "x1", "reason": "成立不满一年"}}}
    result = {"items": {}, "total": "90", "grade": "达标", "provisional": False}
    add_revision(
        store,
        make.signed(store, "inspection", "i-1", inspection_body(make.inspection(), answers, result, complete=True)),
    )
    with store.atomic():
        store.execute("DROP TABLE phrase_use")
        store.execute("DROP TABLE phrase")
        phrase_tables(store.db)
    assert uses(store, "1.1") == (Use("无签到", 1, "2026-01-08"),)
    assert uses(store, "1.2") == ()
    assert differences(store) == ()
