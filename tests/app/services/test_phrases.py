"""常用语: what was written before is offered for the same item, and stays as a person put it in order."""

import pytest

from app.domain.inspection import Change
from app.errors import PhraseRefused
from app.services.demo import fill_in
from app.services.inspections import answer
from app.services.phrases import (
    add_phrase,
    change_phrase,
    forget_or_hide,
    item_phrases,
    offered_phrases,
    pin_phrase,
    show_phrase,
)


@pytest.fixture
def drafts(demo):
    """Two drafts; each wrote a reason for 1.1."""
    made = []
    for unit, reason in (("柳河社区", "会议记录不全；无签到"), ("桂园社区", "会议记录不全")):
        opened = fill_in(demo, {"unit": unit, "answers": {"items": {}}}, "district")
        made.append(answer(demo, opened, Change("items", "1.1", {"facts": {}, "reason": reason})))
    return made


def texts(workspace, code="1.1"):
    return [(phrase.text, phrase.state) for phrase in item_phrases(workspace, code).phrases]


def test_reasons_of_other_inspections_are_offered_the_most_used_first(demo, drafts):
    third = fill_in(demo, {"unit": "莲花社区", "answers": {"items": {}}}, "district")
    assert offered_phrases(demo, "1.1", third.inspection.id) == ("会议记录不全", "无签到")
    assert offered_phrases(demo, "1.1", drafts[0].inspection.id) == ("会议记录不全",)
    assert offered_phrases(demo, "1.2", third.inspection.id) == ()


def test_a_hidden_phrase_is_offered_no_more_until_it_is_shown_again(demo, drafts):
    forget_or_hide(demo, "1.1", "会议记录不全")
    assert offered_phrases(demo, "1.1", "") == ("无签到",)
    show_phrase(demo, "1.1", "会议记录不全")
    assert offered_phrases(demo, "1.1", "") == ("会议记录不全", "无签到")


def test_a_pinned_phrase_stands_first(demo, drafts):
    pin_phrase(demo, "1.1", "无签到", is_pinned=True)
    assert offered_phrases(demo, "1.1", "") == ("无签到", "会议记录不全")


def test_a_phrase_is_added_once_and_taken_away_for_good(demo):
    add_phrase(demo, "1.1", " 没有台账。")
    add_phrase(demo, "1.1", "没有台账")
    assert texts(demo) == [("没有台账", "own")]
    forget_or_hide(demo, "1.1", "没有台账")
    assert texts(demo) == []


def test_adding_a_hidden_phrase_brings_it_back(demo, drafts):
    forget_or_hide(demo, "1.1", "无签到")
    add_phrase(demo, "1.1", "无签到")
    assert "无签到" in offered_phrases(demo, "1.1", "")


def test_a_rewritten_phrase_takes_the_place_of_the_old_one(demo, drafts):
    change_phrase(demo, "1.1", "无签到", "会议没有签到簿")
    assert offered_phrases(demo, "1.1", "") == ("会议没有签到簿", "会议记录不全")
    assert ("无签到", "hidden") in texts(demo)


def test_a_correction_of_spelling_keeps_one_phrase(demo, drafts):
    change_phrase(demo, "1.1", "无签到", "无 签到")
    assert [text for text, _state in texts(demo)].count("无 签到") == 1
    assert "无签到" not in offered_phrases(demo, "1.1", "")


@pytest.mark.parametrize(
    ("text", "reason"), [("", "too_short"), ("缺", "too_short"), ("甲乙；丙丁", "several"), ("长" * 61, "too_long")]
)
def test_what_is_no_single_sentence_is_refused(demo, text, reason):
    with pytest.raises(PhraseRefused) as refused:
        add_phrase(demo, "1.1", text)
    assert refused.value.reason == reason
    assert texts(demo) == []
