"""What a version says at a place is told in words that a person can compare."""

import pytest

from app.services.schemes import built_in_scheme
from app.services.version_words import NOTHING, facts_words, place_words, said_at


@pytest.fixture
def scheme():
    return built_in_scheme().scheme


def test_places_are_called_by_their_names(scheme):
    item, veto = scheme.items[0], scheme.vetoes[0]
    assert place_words(("items", item.code), scheme) == f"{item.code}　{item.title}"
    assert place_words(("vetoes", veto.code), scheme) == f"一票否决　{veto.text}"
    assert place_words(("header", "visited_on"), scheme) == "检查日期"
    assert place_words(("notes", "self_difference"), scheme) == "与自评相差的说明"
    assert place_words(("items", "99.9"), scheme) == "99.9"


def test_an_item_says_marks_calculation_and_reason(scheme):
    body = {"result": {"items": {"1.1": {"marks": "3.5", "state": "scored", "trace": ["基准4", "缺签到：−0.5"]}}}}
    said = said_at(("items", "1.1"), {"facts": {}, "reason": "缺签到"}, body, scheme)
    assert (said.value, said.how, said.reason) == ("3.5分", "基准4→缺签到：−0.5", "缺签到")
    assert said.whole == "3.5分；基准4→缺签到：−0.5；原因：缺签到"


def test_what_is_not_there_says_so(scheme):
    assert said_at(("items", "1.1"), None, {}, scheme).value == NOTHING
    assert said_at(("header", "doc_number"), "", {}, scheme).value == NOTHING


def test_an_item_that_was_not_scored_shows_its_facts(scheme):
    rule = scheme.items[0].rules[0]
    value = {"facts": {rule.id: {"due": 12, "held": 9}, "other": True}}
    said = said_at(("items", scheme.items[0].code), value, {}, scheme)
    assert said.value == f"{rule.text}：due 12，held 9；other：是"
    assert facts_words("99.9", value, scheme) == ""


def test_the_head_is_told_by_names_and_days(scheme):
    team = [{"person_id": "p-1", "name": "检查员甲"}, {"person_id": "p-2", "name": "检查组长丙"}]
    body = {"inspectors": team}
    assert said_at(("header", "inspectors"), team, body, scheme).value == "检查员甲、检查组长丙"
    assert said_at(("header", "leader_id"), "p-2", body, scheme).value == "检查组长丙"
    assert said_at(("header", "leader_id"), "p-9", body, scheme).value == "不在检查组里的人"
    assert said_at(("header", "visited_on"), "2026-01-08", body, scheme).value == "2026年1月8日"
    assert said_at(("header", "visited_on"), "昨天", body, scheme).value == "昨天"


def test_contents_of_another_form_are_told_all_the_same(scheme):
    assert said_at(("vetoes", "V1"), {"facts": "冒名", "confirmed_by": ["甲", "乙"]}, {}, scheme).how == (
        "冒名；确认人：甲、乙"
    )
    assert said_at(("peers", "5.4"), [1, None, "2"], {}, scheme).value == "1、没有、2"
    assert said_at(("items", "1.1"), "乱写", {"result": []}, scheme).value == "乱写"
    assert said_at(("bonus", "J1"), {"times": 2, "reason": "示范"}, {}, scheme).whole == "times 2；原因：示范"
