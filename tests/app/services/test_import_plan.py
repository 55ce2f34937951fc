"""An import says what it would do to this store, and its record says what was done and decided."""

from dataclasses import replace

import pytest

from app.domain.inspection import Change, Inspector
from app.domain.revision import DRAFT, FINAL
from app.rules.import_plan import Quarantined
from app.services.import_plan import BundleNamed, inspections_touched, merge_record, planned
from app.services.inspections import NewInspection, answer, open_inspection, start_inspection
from app.services.merging import draft_choices, resolve_contest, revise_open_drafts, save_merged_draft
from app.services.people import people
from app.services.records import Pen, keep, series
from app.store.bodies import INSPECTION, inspection_body
from app.store.revisions import add_revisions, revisions
from app.store.units import find_units

BUNDLE = BundleNamed("00000001", 3, "e" * 64)


@pytest.fixture
def team(demo):
    return sorted((one for one in people(demo) if one.author), key=lambda one: one.role != "leader")


@pytest.fixture
def started(demo, team):
    """An inspection with one answer; its id."""
    unit = find_units(demo.store, "红梅社区")[0]
    inspectors = tuple(Inspector(one.id, one.name, one.post, one.office) for one in team[:2])
    id_ = start_inspection(demo, NewInspection(unit.id, "district", inspectors, team[0].id, demo.today())).id
    opened = open_inspection(demo, id_)
    answer(demo, opened, Change("items", opened.scheme.items[0].code, {"facts": {}, "reason": "我的"}))
    return id_


def pen_of(demo, who):
    return Pen(demo.signing_key(who.id, None))


def theirs(demo, id_, who, text, kind=DRAFT, **header):
    """Revisions of a colleague, made elsewhere: not yet here."""
    opened = open_inspection(demo, id_)
    answers = {**opened.answers, "items": {opened.scheme.items[0].code: {"facts": {}, "reason": text}}}
    body = inspection_body(replace(opened.inspection, **header), answers, opened.result.to_json(), complete=False)
    return series(demo, pen_of(demo, who), ((INSPECTION, id_, kind, body),), parents=())


def record(demo, plan):
    return merge_record(demo, plan, BUNDLE, demo.clock(), "王芳")


def test_a_plan_changes_nothing_and_names_the_drafts_to_save_first(demo, started, team):
    coming = theirs(demo, started, team[1], "他的")
    before = revisions(demo.store)
    plan = planned(demo, coming, [Quarantined("revisions-0001.ndjson:2", "hash")])
    assert plan.new == (coming[0].rid,)
    assert inspections_touched(plan) == (started,)
    assert plan.conflicts == ()
    assert revisions(demo.store) == before
    revise_open_drafts(demo, pen_of(demo, team[0]), inspections_touched(plan))
    again = planned(demo, coming)
    assert [(one.kind, one.id) for one in again.conflicts] == [("choices", started)]
    assert {unit.conflicts for unit in again.units} == {1}


def test_known_and_waiting_ones_are_seen_against_the_store(demo, started, team):
    [first] = theirs(demo, started, team[1], "一")
    [second] = series(demo, pen_of(demo, team[1]), ((INSPECTION, "i-x", DRAFT, {}),), parents=(first.rid,))
    keep(demo, pen_of(demo, team[1]), [second])
    plan = planned(demo, [first, second])
    assert (plan.known, plan.new, plan.waiting, plan.released) == ((second.rid,), (first.rid,), (), (second.rid,))
    keep(demo, pen_of(demo, team[1]), [first])
    [third] = series(demo, pen_of(demo, team[1]), ((INSPECTION, "i-y", DRAFT, {}),), parents=(first.rid,))
    assert planned(demo, [third]).waiting == ()
    assert planned(demo, [first, second]).changes_nothing


def test_the_record_of_drafts_names_what_was_chosen_and_by_whom(demo, started, team):
    [ours] = revise_open_drafts(demo, pen_of(demo, team[0]))
    coming = theirs(demo, started, team[1], "他的")
    plan = planned(demo, coming)
    keep(demo, pen_of(demo, team[1]), coming)
    open_record = record(demo, plan)
    assert not open_record.is_settled
    [line] = open_record.conflicts
    assert line.unit_name == "红梅社区"
    assert {version.name for version in line.versions} == {team[0].name, team[1].name}
    place = draft_choices(demo, started).merge.choices[0].place
    save_merged_draft(demo, started, {place: ours}, team[0].id, None)
    settled = record(demo, plan)
    assert settled.is_settled
    [decision] = settled.conflicts[0].decisions
    assert (decision.kind, decision.name, decision.chosen) == (DRAFT, team[0].name, (ours,))
    assert decision.places == (" ".join(place),)
    assert [(line.unit_name, line.plan.new) for line in settled.units] == [("红梅社区", 1)]


def test_the_record_of_signed_versions_names_the_decision_and_its_reason(demo, started, team):
    left = theirs(demo, started, team[0], "我的", FINAL)
    right = theirs(demo, started, team[1], "他的", FINAL, doc_number="7号")
    keep(demo, pen_of(demo, team[0]), left)
    plan = planned(demo, right)
    assert [one.kind for one in plan.conflicts] == ["finals"]
    keep(demo, pen_of(demo, team[1]), right)
    resolve_contest(demo, started, right[0].rid, team[0].id, None, "以复核为准")
    [decision] = record(demo, plan).conflicts[0].decisions
    assert (decision.reason, decision.chosen, decision.name) == ("以复核为准", (right[0].rid,), team[0].name)


def test_an_empty_bundle_makes_an_empty_record(demo):
    plan = planned(demo, [])
    assert plan.changes_nothing
    assert record(demo, plan).is_settled
    assert add_revisions(demo.store, []) == 0
