"""Links of photos and files to items: order, turning, names that can be kept."""

from datetime import UTC, datetime, timedelta

import pytest

from app.domain.evidence import (
    EVIDENCE,
    JPEG,
    PDF,
    Evidence,
    clean_name,
    evidence_counts,
    evidence_in,
    evidence_of,
    in_item_order,
)
from app.domain.inspection import with_change

AT = datetime(2026, 9, 16, 2, 12, tzinfo=UTC)


def one(sha256: str, *codes: str, taken: str = "2026-09-16T10:12:00") -> Evidence:
    return Evidence(sha256, codes, f"{sha256}.jpg", "image/jpeg", 9, AT, taken)


def test_a_link_comes_back_from_the_answers_as_it_went_in():
    link = Evidence("a" * 64, ("1.1", "1.2"), "照片.jpg", "image/jpeg", 9, AT, "", "检查员甲", "名册", 270)
    answers = with_change({}, link.change())
    assert evidence_in(answers) == (link,)
    assert evidence_of(answers, "1.2") == (link,)
    assert evidence_of(answers, "1.3") == ()
    assert evidence_counts(answers) == {"1.1": 1, "1.2": 1}


def test_a_link_without_an_item_is_taken_out():
    link = one("a", "1.1")
    answers = with_change(with_change({}, link.change()), link.without("1.1").change())
    assert answers == {EVIDENCE: {}}


def test_four_quarter_turns_are_none():
    turned = one("a", "1.1")
    for expected in (90, 180, 270, 0):
        turned = turned.turned(90)
        assert turned.turn == expected
    assert turned.turned(-90).turn == 270


def test_the_annex_goes_by_item_then_by_time_and_names_the_items_in_the_order_of_the_table():
    late, early = one("late", "1.1", taken="2026-09-16T11:00:00"), one("early", "1.1")
    both, gone = one("both", "10.1", "2.1"), one("gone", "9.9")
    ordered = in_item_order((gone, both, late, early), ("1.1", "2.1", "10.1"))
    assert [(each.sha256, each.codes) for each in ordered] == [
        ("early", ("1.1",)),
        ("late", ("1.1",)),
        ("both", ("2.1", "10.1")),
        ("gone", ("9.9",)),
    ]


def test_a_name_keeps_what_can_be_shown():
    assert clean_name("会议\u202e记录\n\x00.jpg") == "会议记录.jpg"
    assert clean_name("坏\udce9.jpg") == "坏?.jpg"
    assert len(clean_name("长" * 400)) == 255


@pytest.mark.parametrize(("hours", "apart"), [(0, False), (11, False), (13, True), (-13, True)])
def test_clocks_are_told_apart_beyond_half_a_day(hours, apart):
    added = datetime(2026, 9, 16, 12).astimezone()
    taken = (added - timedelta(hours=hours)).replace(tzinfo=None).isoformat()
    one = Evidence("a" * 64, ("1.1",), "x.jpg", JPEG, 1, added, taken_at=taken)
    assert (one.clocks_apart == timedelta(hours=hours)) is apart
    assert Evidence("a" * 64, ("1.1",), "x.jpg", JPEG, 1, added).clocks_apart is None


def test_pages_of_a_pdf_are_kept_and_an_older_link_has_none():
    added = datetime(2026, 9, 16, 12).astimezone()
    one = Evidence("a" * 64, ("1.1",), "x.pdf", PDF, 1, added, pages=12)
    answers = {"evidence": {one.sha256: one.change().value}}
    assert evidence_in(answers) == (one,)
    del answers["evidence"][one.sha256]["pages"]
    assert evidence_in(answers)[0].pages == 0
