"""Versions from several machines: shown side by side, chosen by who may, and none of them lost."""

from dataclasses import replace

import pytest

from app.domain.inspection import Change, Inspector
from app.domain.register import REGISTER, KeyEntry, Register, register_body, register_id
from app.domain.revision import AMEND, DRAFT, FINAL
from app.errors import (
    ChoicesOpen,
    DecisionNotYours,
    InspectionFrozen,
    NothingToDecide,
    ReasonMissing,
)
from app.identity.passphrase import ArgonCost
from app.identity.signer import new_signing_key, unlock
from app.services.demo import fill_in, job_of_the_demonstration
from app.services.inspections import NewInspection, answer, open_inspection, start_inspection, undo
from app.services.merging import (
    contest_shown,
    contests,
    draft_choices,
    inspections_to_choose,
    may_decide,
    names_of,
    resolve_contest,
    revise_open_drafts,
    save_merged_draft,
    unmerged_drafts,
    versions_set_aside,
    void_inspection,
)
from app.services.people import people
from app.services.records import Pen, write_records
from app.services.signing import sign_digitally, signing_view
from app.store.bodies import INSPECTION, answers_of, inspection_body
from app.store.inspections import basis_of, inspection
from app.store.lineage import body_of
from app.store.rebuild import differences, look_from
from app.store.revisions import revision, revisions
from app.store.units import find_units

ITEM, OTHER = "1.1", "1.2"


@pytest.fixture
def team(demo):
    return sorted((one for one in people(demo) if one.author), key=lambda one: one.role != "leader")


@pytest.fixture
def leader(team):
    return team[0]


@pytest.fixture
def pen(demo, leader):
    return Pen(demo.signing_key(leader.id, None))


@pytest.fixture
def started(demo, team):
    """An inspection that has just been started; its id."""
    unit = find_units(demo.store, "红梅社区")[0]
    inspectors = tuple(Inspector(one.id, one.name, one.post, one.office) for one in team[:2])
    return start_inspection(demo, NewInspection(unit.id, "district", inspectors, team[0].id, demo.today())).id


def codes(demo, started):
    return [item.code for item in open_inspection(demo, started).scheme.items][:3]


def say(demo, id_, code, text):
    return answer(demo, open_inspection(demo, id_), Change("items", code, {"facts": {}, "reason": text}))


def theirs(demo, id_, who, said, *, kind=DRAFT, parents=(), **header):
    """A colleague's version, as it comes from another machine."""
    opened = open_inspection(demo, id_)
    answers = {**opened.answers, "items": {code: {"facts": {}, "reason": text} for code, text in said.items()}}
    body = inspection_body(replace(opened.inspection, **header), answers, opened.result.to_json(), complete=False)
    pen = Pen(demo.signing_key(who.id, None))
    [rid] = write_records(demo, pen, ((INSPECTION, id_, kind, body),), parents=parents)
    return rid


def reasons(demo, id_):
    items = open_inspection(demo, id_).answers["items"]
    return {code: given.get("reason") for code, given in items.items()}


def test_a_draft_becomes_a_revision_and_typing_goes_on(demo, started, pen):
    one, two, _three = codes(demo, started)
    say(demo, started, one, "缺台账")
    demo_place = inspection(demo.store, started).at_item
    [rid] = revise_open_drafts(demo, pen)
    assert revision(demo.store, rid).rev.kind == DRAFT
    assert basis_of(demo.store, started) == rid
    assert inspection(demo.store, started).at_item == demo_place
    assert revise_open_drafts(demo, pen) == ()
    assert differences(demo.store) == ()
    say(demo, started, two, "无")
    assert reasons(demo, started) == {one: "缺台账", two: "无"}
    [after] = revise_open_drafts(demo, pen, [started])
    assert revision(demo.store, after).rev.parents == (rid,)
    assert body_of(demo.store, after)["complete"] is False


def test_only_the_named_drafts_become_revisions(demo, started, pen):
    assert revise_open_drafts(demo, pen, ["i-unknown"]) == ()
    assert basis_of(demo.store, started) is None


def test_what_was_typed_can_still_be_taken_back_after_it_went_out(demo, started, pen):
    one, *_ = codes(demo, started)
    say(demo, started, one, "缺台账")
    revise_open_drafts(demo, pen)
    undo(demo, open_inspection(demo, started))
    assert reasons(demo, started) == {}


def test_answers_of_two_join_and_what_differs_is_chosen(demo, started, pen, team):
    one, two, three = codes(demo, started)
    say(demo, started, one, "我的")
    say(demo, started, two, "我的")
    [ours] = revise_open_drafts(demo, pen)
    their = theirs(demo, started, team[1], {one: "他的", three: "他的"})
    assert reasons(demo, started) == {one: "他的", two: "我的", three: "他的"}
    assert inspections_to_choose(demo) == (started,)
    choices = draft_choices(demo, started)
    [choice] = choices.merge.choices
    assert choice.place == ("items", one)
    assert [(option.rid, option.reason) for option in choice.options] == [(their, "他的"), (ours, "我的")]
    assert choices.names == {team[0].author: team[0].name, team[1].author: team[1].name}
    with pytest.raises(ChoicesOpen) as caught:
        save_merged_draft(demo, started, {}, team[0].id, None)
    assert caught.value.count == 1
    rid = save_merged_draft(demo, started, {choice.place: ours}, team[0].id, None)
    assert revision(demo.store, rid).rev.parents == tuple(sorted((ours, their)))
    assert body_of(demo.store, rid)["decided"] == [["items", one, ours]]
    assert reasons(demo, started) == {one: "我的", two: "我的", three: "他的"}
    assert draft_choices(demo, started) is None
    assert inspections_to_choose(demo) == ()
    assert differences(demo.store) == ()


def test_the_total_of_the_chosen_draft_is_that_of_its_answers(demo, team):
    opened = fill_in(demo, job_of_the_demonstration("job"), "district")
    id_ = opened.inspection.id
    revise_open_drafts(demo, Pen(demo.signing_key(team[0].id, None)))
    their = theirs(demo, id_, team[1], {}, doc_number="7号")
    places = {choice.place: their for choice in draft_choices(demo, id_).merge.choices}
    save_merged_draft(demo, id_, places, team[0].id, None)
    kept = inspection(demo.store, id_)
    assert kept.doc_number == "7号"
    assert kept.total_e4 is not None
    assert open_inspection(demo, id_).result.total == opened.result.total


def test_what_is_typed_meanwhile_is_part_of_what_is_chosen_from(demo, started, pen, team):
    one, two, _three = codes(demo, started)
    say(demo, started, one, "我的")
    [ours] = revise_open_drafts(demo, pen)
    their = theirs(demo, started, team[1], {one: "他的"})
    say(demo, started, two, "后来的")
    save_merged_draft(demo, started, {("items", one): ours}, team[0].id, None)
    assert reasons(demo, started) == {one: "我的", two: "后来的"}
    assert their in {one.rev.rid for one in revisions(demo.store)}


def test_a_choice_that_is_not_there_any_more_is_refused_and_changes_nothing(demo, started, pen, team):
    one, *_ = codes(demo, started)
    say(demo, started, one, "我的")
    revise_open_drafts(demo, pen)
    theirs(demo, started, team[1], {one: "他的"})
    before = len(revisions(demo.store))
    for act in (
        lambda: save_merged_draft(demo, started, {("items", one): "0" * 64}, team[0].id, None),
        lambda: resolve_contest(demo, started, "0" * 64, team[0].id, None, "原因"),
        lambda: void_inspection(demo, started, team[0].id, None, "原因"),
    ):
        with pytest.raises(NothingToDecide):
            act()
    assert len(revisions(demo.store)) == before


def test_one_draft_is_nothing_to_choose_from(demo, started, pen, team):
    with pytest.raises(NothingToDecide):
        save_merged_draft(demo, started, {}, team[0].id, None)
    assert basis_of(demo.store, started) is None, "nothing was changed on the way"


def test_nobody_signs_while_something_is_to_be_chosen(demo, team):
    id_ = fill_in(demo, job_of_the_demonstration("job"), "district").inspection.id
    revise_open_drafts(demo, Pen(demo.signing_key(team[0].id, None)))
    their = theirs(demo, id_, team[1], {}, doc_number="7号")
    place = next(one for one in signing_view(demo, id_).places if one.person_id)
    with pytest.raises(ChoicesOpen):
        sign_digitally(demo, id_, place.field, place.person_id, None)
    chosen = {choice.place: their for choice in draft_choices(demo, id_).merge.choices}
    save_merged_draft(demo, id_, chosen, team[0].id, None)
    assert sign_digitally(demo, id_, place.field, place.person_id, None).is_frozen
    assert inspection(demo.store, id_).doc_number == "7号"
    assert differences(demo.store) == ()


# Signed versions


@pytest.fixture
def contested(demo, started, team):
    """Two signed versions; the rids, the first by the leader."""
    one, *_ = codes(demo, started)
    return [theirs(demo, started, who, {one: text}, kind=FINAL) for who, text in ((team[0], "我的"), (team[1], "他的"))]


def test_both_signed_versions_are_shown_with_names(demo, started, contested, team):
    [shown] = contests(demo)
    assert shown.inspection.id == started
    assert [head.rid for head in shown.contest.heads] == contested[::-1]
    assert shown.names == {team[0].author: team[0].name, team[1].author: team[1].name}
    assert contest_shown(demo, started) == shown


def test_a_decision_with_its_reason_keeps_both(demo, started, contested, team):
    with pytest.raises(ReasonMissing):
        resolve_contest(demo, started, contested[0], team[0].id, None, " ")
    rid = resolve_contest(demo, started, contested[0], team[0].id, None, "以先签的为准")
    assert revision(demo.store, rid).rev.parents == tuple(sorted(contested))
    assert basis_of(demo.store, started) == contested[0]
    assert list(reasons(demo, started).values()) == ["我的"]
    assert contests(demo) == ()
    assert contest_shown(demo, started) is None
    assert {one.rev.rid for one in revisions(demo.store, INSPECTION, started)} == {*contested, rid}
    assert differences(demo.store) == ()
    with pytest.raises(NothingToDecide):
        resolve_contest(demo, started, contested[1], team[0].id, None, "改主意")


def govern(demo, started, administrators):
    """An office key, and a register in which only some are administrators."""
    wrapped, _spki = new_signing_key("春江花月夜第一句", cost=ArgonCost(memory_kib=64, iterations=1, lanes=1))
    office = unlock(wrapped, "春江花月夜第一句")
    entries = tuple(
        KeyEntry(
            one.author,
            one.id,
            f"{one.name}（名册）",
            one.post,
            "administrator" if one in administrators else "inspector",
        )
        for one in people(demo)
        if one.author
    )
    register = Register(office.author, "天宁区委组织部", "district", 1, entries)
    look_from(demo.store, office.author)
    record = (REGISTER, register_id(office.author), FINAL, register_body(register))
    write_records(demo, Pen(office), (record,))
    return office


def test_once_there_is_a_register_only_the_administrator_decides(demo, started, contested, team):
    office = govern(demo, started, [team[1]])
    assert (may_decide(demo, started, team[0].id), may_decide(demo, started, team[1].id)) == (False, True)
    for act in (
        lambda: resolve_contest(demo, started, contested[0], team[0].id, None, "我定"),
        lambda: void_inspection(demo, started, team[0].id, None, "我定"),
    ):
        with pytest.raises(DecisionNotYours):
            act()
    assert len(contests(demo)) == 1
    resolve_contest(demo, started, contested[0], team[1].id, None, "复核过")
    assert contests(demo) == ()
    assert names_of(demo, [team[0].author, office.author, "f" * 64]) == {
        team[0].author: f"{team[0].name}（名册）",
        office.author: "天宁区委组织部",
    }


def test_once_there_is_a_register_a_draft_is_chosen_by_its_inspectors(demo, started, pen, team):
    one, *_ = codes(demo, started)
    say(demo, started, one, "我的")
    [ours] = revise_open_drafts(demo, pen)
    theirs(demo, started, team[1], {one: "他的"})
    govern(demo, started, [])
    stranger = next(one for one in people(demo) if one.author and one not in team[:2])
    chosen = {("items", one): ours}
    with pytest.raises(DecisionNotYours):
        save_merged_draft(demo, started, chosen, stranger.id, None)
    save_merged_draft(demo, started, chosen, team[1].id, None)
    assert reasons(demo, started) == {one: "我的"}


def test_a_withdrawn_inspection_stays_readable_and_frozen(demo, started, contested, team):
    resolve_contest(demo, started, contested[0], team[0].id, None, "以先签的为准")
    void_inspection(demo, started, team[0].id, None, "查错了社区")
    assert inspection(demo.store, started).state == "void"
    assert list(reasons(demo, started).values()) == ["我的"]
    with pytest.raises(InspectionFrozen):
        say(demo, started, codes(demo, started)[1], "再写")
    with pytest.raises(NothingToDecide):
        void_inspection(demo, started, team[0].id, None, "再来一次")
    assert differences(demo.store) == ()


def test_a_draft_beside_a_signed_version_is_listed_and_changes_nothing(demo, started, team):
    one, *_ = codes(demo, started)
    theirs(demo, started, team[0], {one: "签了的"}, kind=FINAL)
    late = theirs(demo, started, team[1], {one: "晚来的"})
    assert [draft.rid for draft in unmerged_drafts(demo, started)] == [late]
    assert reasons(demo, started) == {one: "签了的"}
    assert draft_choices(demo, started) is None


def test_a_version_that_does_not_count_is_still_shown(demo, started, contested, team):
    one, *_ = codes(demo, started)
    odd = theirs(demo, started, team[0], {one: "一改了之"}, kind=AMEND, parents=tuple(contested))
    assert [one.rid for one in versions_set_aside(demo, started)] == [odd]
    assert len(contests(demo)) == 1
    assert answers_of(body_of(demo.store, odd))
