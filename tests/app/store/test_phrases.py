"""Phrases in the store: learnt from what was signed, forgotten with what is void, quick however many there are."""

from datetime import date

from app.domain.inspection import Change
from app.domain.phrases import Phrase, Use
from app.store.bodies import inspection_body
from app.store.inspections import new_inspection, save_change
from app.store.phrases import LATEST, draft_uses, keep, kept, let_go, uses
from app.store.rebuild import differences
from app.store.revisions import add_revision

RESULT = {"items": {}, "total": "90", "grade": "达标", "provisional": False}


def signed(store, make, id_="i-1", reason="会议记录不全；无签到", kind="final", parents=(), **given):
    answers = {"items": {"1.1": {"facts": {}, "reason": reason, **given}}}
    header = make.inspection(id_)
    revision = make.signed(
        store, "inspection", id_, inspection_body(header, answers, RESULT, complete=True), kind=kind, parents=parents
    )
    add_revision(store, revision)
    return revision


def test_signed_reasons_are_learnt_and_can_be_made_again(store, make):
    signed(store, make)
    assert set(uses(store, "1.1")) == {Use("会议记录不全", 1, "2026-01-08"), Use("无签到", 1, "2026-01-08")}
    assert uses(store, "1.2") == ()
    assert differences(store) == ()


def test_a_correction_takes_the_place_of_what_was_learnt(store, make):
    first = signed(store, make)
    signed(store, make, reason="没有会议记录", kind="amend", parents=(first.rev.rid,))
    assert [use.text for use in uses(store, "1.1")] == ["没有会议记录"]


def test_what_is_void_is_not_learnt(store, make):
    first = signed(store, make)
    signed(store, make, kind="void", parents=(first.rev.rid,))
    assert uses(store, "1.1") == ()
    assert differences(store) == ()


def test_why_an_item_does_not_apply_is_no_phrase_of_it(store, make):
    signed(store, make, reason="成立不满一年", exempt="x1")
    assert uses(store, "1.1") == ()


def test_open_drafts_are_learnt_from_but_not_the_one_itself(store, make):
    for id_, unit in (("i-1", "u-1"), ("i-2", "u-2")):
        new_inspection(store, make.inspection(id_, unit))
        save_change(store, id_, Change("items", "1.1", {"facts": {}, "reason": f"缺{unit}"}), make.start, None)
    assert [use.text for use in draft_uses(store, "1.1", "i-1")] == ["缺u-2"]


def test_what_a_person_decides_is_kept_for_that_item_and_can_be_let_go(store, make):
    keep(store, "1.1", "无签到", "hidden", make.start)
    keep(store, "1.1", "无签到", "pinned", make.start)
    assert kept(store, "1.1") == (Phrase("无签到", state="pinned"),)
    assert kept(store, "1.2") == ()
    let_go(store, "1.1", "无签到")
    assert kept(store, "1.1") == ()


def test_only_the_latest_uses_are_counted(store):
    day = date(2020, 1, 1)
    rows = [
        (f"i-{n}", "1.1", "早" if n < 500 else "晚", day.replace(year=2020 + n // 500).isoformat(), "r")
        for n in range(2400)
    ]
    with store.atomic():
        store.execute_many("INSERT INTO phrase_use VALUES (?, ?, ?, ?, ?)", rows)
    found = {use.text: use.times for use in uses(store, "1.1")}
    assert sum(found.values()) == LATEST
    assert found["晚"] == 1900
