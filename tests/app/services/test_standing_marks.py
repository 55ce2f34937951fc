"""Inspections of which several versions stand carry a mark that lists can show."""

from app.domain.revision import FINAL
from app.services.merging import resolve_contest
from app.services.standing_marks import marks_by_inspection, marks_of
from tests.app.services.several_versions import OURS, codes, started, team_of, theirs, two_drafts, two_finals


def test_each_kind_of_standing_has_its_mark(demo):
    choosing, *_ = two_drafts(demo, "红梅社区")
    deciding, left, _right = two_finals(demo, "莲花社区")
    plain = started(demo, "桂园社区")
    assert marks_by_inspection(demo) == {choosing: {"choices"}, deciding: {"contested"}}
    assert marks_of(demo, plain) == frozenset()
    resolve_contest(demo, deciding, left, team_of(demo)[0].id, None, "以先签的为准")
    assert marks_by_inspection(demo) == {choosing: {"choices"}}


def test_a_late_draft_beside_a_signed_version_is_marked(demo):
    inspection_id = started(demo)
    one, *_ = codes(demo, inspection_id)
    theirs(demo, inspection_id, team_of(demo)[0], {one: OURS}, kind=FINAL)
    theirs(demo, inspection_id, team_of(demo)[1], {one: {"facts": {}}})
    assert marks_by_inspection(demo) == {inspection_id: {"unmerged"}}
