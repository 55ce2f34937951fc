"""Answers are kept as they are given, and every one can be taken back."""

import pytest

from app.domain.canonical import NotCanonical
from app.domain.inspection import Change
from app.errors import InspectionExists, InspectionUnknown
from app.store.database import open_store
from app.store.inspections import (
    answers,
    contested,
    count_inspections,
    inspection,
    inspections,
    item_scores,
    last_change,
    new_inspection,
    save_change,
    save_header,
    save_place,
    saved_at,
    set_result,
    undo_last,
)
from app.store.outcome import Outcome

HALF = Outcome(total_e4=465_000, grade="达标", is_provisional=True, checked=1, item_scores=(("1.2", 30_000, "scored"),))
FACTS = {"facts": {"a": {"n": 1}}, "reason": "缺一次"}


def test_a_new_inspection_comes_back_as_it_was(store, make):
    new_inspection(store, make.inspection())
    assert inspection(store, "i-1") == make.inspection()
    assert answers(store, "i-1") == {s: {} for s in ("items", "bonus", "penalties", "vetoes", "peers", "notes")}
    assert saved_at(store, "i-1") is None


def test_a_second_inspection_of_the_same_id_is_refused(store, make):
    new_inspection(store, make.inspection())
    with pytest.raises(InspectionExists):
        new_inspection(store, make.inspection())


def test_an_unknown_inspection_is_named(store, make):
    for read in (inspection, answers):
        with pytest.raises(InspectionUnknown):
            read(store, "i-9")
    with pytest.raises(InspectionUnknown):
        save_change(store, "i-9", Change("items", "1.2", FACTS), make.start, None)


def test_an_answer_its_log_and_its_result_are_saved_together(store, make):
    new_inspection(store, make.inspection())
    made = save_change(store, "i-1", Change("items", "1.2", FACTS), make.later(9), HALF)
    assert (made.seq, made.before) == (1, None)
    assert answers(store, "i-1")["items"] == {"1.2": FACTS}
    kept = inspection(store, "i-1")
    assert (kept.total_e4, kept.grade, kept.is_provisional, kept.checked) == (465_000, "达标", True, 1)
    assert item_scores(store, "i-1") == {"1.2": (30_000, "scored")}
    assert kept.updated_at == saved_at(store, "i-1") == make.later(9)


def test_changes_are_taken_back_in_their_order_also_after_a_restart(store, folder, key, make):
    new_inspection(store, make.inspection())
    for n in (1, 2):
        save_change(store, "i-1", Change("items", "1.2", {"facts": {"a": {"n": n}}}), make.later(n), HALF)
    save_change(store, "i-1", Change("items", "1.2", None), make.later(3), None)
    assert answers(store, "i-1")["items"] == {}
    store.close()
    with open_store(folder, key=key) as again:
        assert last_change(again, "i-1").before == {"facts": {"a": {"n": 2}}}
        assert undo_last(again, "i-1", make.later(4), HALF).seq == 3
        assert answers(again, "i-1")["items"]["1.2"] == {"facts": {"a": {"n": 2}}}
        assert undo_last(again, "i-1", make.later(5), HALF).seq == 2
        save_change(again, "i-1", Change("notes", "remark", "补"), make.later(6), None)
        assert undo_last(again, "i-1", make.later(7), None).change == Change("notes", "remark", "补")
        assert undo_last(again, "i-1", make.later(8), Outcome()).seq == 1
        assert undo_last(again, "i-1", make.later(9), Outcome()) is None
        assert last_change(again, "i-1") is None
        assert answers(again, "i-1")["items"] == {}
        assert item_scores(again, "i-1") == {}


def test_text_is_kept_in_nfc_and_a_float_is_refused(store, make):
    new_inspection(store, make.inspection())
    made = save_change(store, "i-1", Change("notes", "remark", "e\u0301"), make.start, None)
    assert made.change.value == "é"
    with pytest.raises(NotCanonical):
        save_change(store, "i-1", Change("items", "1.2", {"facts": {"a": 0.5}}), make.start, None)
    assert last_change(store, "i-1").change.code == "remark"


def test_a_change_makes_a_complete_draft_a_draft_again(store, make):
    new_inspection(store, make.inspection())
    set_result(store, "i-1", HALF, "complete")
    assert inspection(store, "i-1").state == "complete"
    save_change(store, "i-1", Change("items", "1.2", FACTS), make.start, HALF)
    assert inspection(store, "i-1").state == "draft"
    with pytest.raises(ValueError, match="only a revision"):
        set_result(store, "i-1", HALF, "signed")


def test_a_header_is_saved_without_touching_the_result(store, make):
    new_inspection(store, make.inspection())
    save_change(store, "i-1", Change("items", "1.2", FACTS), make.start, HALF)
    save_place(store, "i-1", "1.2")
    save_header(store, make.inspection(doc_number="常天组〔2026〕1号"))
    kept = inspection(store, "i-1")
    assert (kept.doc_number, kept.total_e4, kept.at_item, kept.checked) == ("常天组〔2026〕1号", 465_000, "1.2", 1)


def test_lists_can_be_narrowed_and_come_in_their_order(store, make):
    new_inspection(store, make.inspection("i-1", "u-1", updated_at=make.later(1)))
    new_inspection(store, make.inspection("i-2", "u-2", updated_at=make.later(3)))
    new_inspection(store, make.inspection("i-3", "u-1", kind="self", campaign_id="c-1", updated_at=make.later(2)))

    def ids(**wanted):
        return [one.id for one in inspections(store, **wanted)]

    assert ids() == ["i-1", "i-2", "i-3"]
    assert ids(newest_first=True) == ["i-2", "i-3", "i-1"]
    assert ids(newest_first=True, limit=1) == ["i-2"]
    assert ids(unit_id="u-1", kind="district") == ["i-1"]
    assert ids(campaign_id="c-1") == ["i-3"]
    assert ids(states=("signed",)) == []
    assert count_inspections(store) == 3
    assert count_inspections(store, states=("draft", "complete"), unit_id="u-1") == 2
    assert contested(store) == frozenset()
