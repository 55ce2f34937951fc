"""What waits for a decision is named, and what the versions say stands side by side."""

import pytest

from app.domain.inspection import Change
from app.errors import NothingToDecide
from app.services.deciding import (
    drafts_to_choose,
    has_choices,
    versions_compared,
    waiting_inspections,
    was_typed_since,
)
from app.services.inspections import answer, open_inspection
from app.services.merging import resolve_contest, save_merged_draft, void_inspection
from app.services.version_words import NOTHING
from tests.app.services.several_versions import codes, started, team_of, two_drafts, two_finals


def test_both_kinds_of_waiting_are_named_with_who_wrote_them(demo):
    choosing, *_ = two_drafts(demo, "红梅社区")
    deciding, *_ = two_finals(demo, "莲花社区")
    found = waiting_inspections(demo)
    assert [(one.inspection.id, one.kind, one.unit_name, one.count) for one in found] == [
        (deciding, "finals", "莲花社区", 2),
        (choosing, "choices", "红梅社区", 2),
    ]
    assert {one.names for one in found} == {tuple(sorted(one.name for one in team_of(demo)[:2]))}


def test_nothing_waits_in_a_store_of_one_machine(demo):
    started(demo)
    assert waiting_inspections(demo) == ()


def test_each_place_of_drafts_shows_every_value_with_name_and_reason(demo):
    inspection_id, ours, their = two_drafts(demo)
    drafts = drafts_to_choose(demo, inspection_id)
    header, item = drafts.places
    assert (header.title, [one.said.value for one in header.options]) == ("文号", ["7号", NOTHING])
    assert item.title.startswith(codes(demo, inspection_id)[0])
    assert [(one.rid, one.said.reason) for one in item.options] == [
        (their, "缺三次会议记录"),
        (ours, "缺一次会议记录"),
    ]
    assert [one.name for one in item.options] == [team_of(demo)[1].name, team_of(demo)[0].name]


def test_after_choosing_nothing_is_left_to_choose(demo):
    inspection_id, ours, _their = two_drafts(demo)
    assert has_choices(demo, inspection_id)
    chosen = {place.place: place.options[-1].rid for place in drafts_to_choose(demo, inspection_id).places}
    save_merged_draft(demo, inspection_id, chosen, team_of(demo)[0].id, None)
    assert not has_choices(demo, inspection_id)
    with pytest.raises(NothingToDecide):
        drafts_to_choose(demo, inspection_id)
    assert ours


def test_typing_on_after_the_drafts_met_is_noticed(demo):
    inspection_id, *_ = two_drafts(demo)
    assert not was_typed_since(demo, inspection_id)
    code = codes(demo, inspection_id)[2]
    answer(demo, open_inspection(demo, inspection_id), Change("items", code, {"facts": {}, "reason": "后来的"}))
    assert was_typed_since(demo, inspection_id)


def test_signed_versions_stand_side_by_side_with_what_differs_marked(demo):
    inspection_id, left, right = two_finals(demo)
    compared = versions_compared(demo, inspection_id)
    assert [one.rid for one in compared.versions] == [right, left]
    assert all(not one.is_void and one.report_sha256 == "" for one in compared.versions)
    assert compared.may_decide
    differing = [one for one in compared.places if one.differs]
    assert len(differing) == 2
    assert differing[0].title == "文号"
    assert [said.reason for said in differing[1].said] == ["缺三次会议记录", "缺一次会议记录"]
    same = [one for one in compared.places if not one.differs]
    assert any(said.reason == "两边一样" for one in same for said in one.said)


def test_a_decided_inspection_is_nothing_to_compare(demo):
    inspection_id, left, _right = two_finals(demo)
    resolve_contest(demo, inspection_id, left, team_of(demo)[0].id, None, "以先签的为准")
    with pytest.raises(NothingToDecide):
        versions_compared(demo, inspection_id)
    void_inspection(demo, inspection_id, team_of(demo)[0].id, None, "查错了社区")
    with pytest.raises(NothingToDecide):
        versions_compared(demo, inspection_id)
