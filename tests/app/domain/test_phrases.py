"""Phrases: cut out of reasons, the same one recognised, found while typing, put behind what stands there."""

import pytest

from app.domain.phrases import Phrase, Use, key_of, matching, phrases_of, ranked, taken


def test_a_reason_is_cut_at_semicolons_full_stops_and_lines():
    assert phrases_of("会议记录不全；无签到。\n缺3次会议；会议记录不全") == ("会议记录不全", "无签到", "缺3次会议")


@pytest.mark.parametrize("reason", ["", "；；。", "无", "很长" * 40])
def test_what_is_empty_too_short_or_too_long_is_no_phrase(reason):
    assert phrases_of(reason) == ()


def test_two_spellings_are_one_phrase_shown_as_it_was_last_written():
    uses = (Use("缺 3 次会议", 2, "2026-01-01"), Use("缺３次会议", 1, "2026-02-01"))
    assert key_of("缺３次会议，") == key_of("缺 3 次会议")
    assert ranked(uses, ()) == (Phrase("缺３次会议", 3, "2026-02-01"),)


def test_another_number_is_another_phrase():
    assert len(ranked((Use("缺3次会议", 1, "2026-01-01"), Use("缺4次会议", 1, "2026-01-01")), ())) == 2


def test_pinned_then_own_then_the_most_used_then_the_latest_and_hidden_last():
    uses = [
        Use("多", 9, "2026-01-01"),
        Use("早", 1, "2026-01-01"),
        Use("晚", 1, "2026-03-01"),
        Use("藏", 20, "2026-01-01"),
    ]
    kept = [Phrase("藏", state="hidden"), Phrase("自己的", state="own"), Phrase("早", state="pinned")]
    assert [phrase.text for phrase in ranked(uses, kept)] == ["早", "自己的", "多", "晚", "藏"]


def test_typing_finds_by_beginning_then_inside_then_by_initials():
    phrases = ("没有会议记录", "会议记录不全", "无签到")
    assert matching(phrases, "会议") == ("会议记录不全", "没有会议记录")
    assert matching(phrases, "hyjl") == ("没有会议记录", "会议记录不全")
    assert matching(phrases, "") == phrases
    assert matching(phrases, "无签到") == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "无签到"),
        ("会议记录不全", "会议记录不全；无签到"),
        ("会议记录不全；", "会议记录不全；无签到"),
        ("会议记录不全。\n", "会议记录不全；无签到"),
        ("会议记录不全；无", "会议记录不全；无签到"),
        ("会议记录不全；wqd", "会议记录不全；无签到"),
        ("签到", "无签到"),
    ],
)
def test_a_phrase_takes_the_place_of_what_was_typed_of_it(text, expected):
    assert taken(text, "无签到") == expected
