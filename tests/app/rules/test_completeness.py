"""What stands in the way of a signature, what may wait and what is pointed out."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.completeness import (
    CheckedInspection,
    CheckedItem,
    CheckedVeto,
    Gap,
    Unstudied,
    completeness,
    share_not_applicable,
)

TODAY = date(2026, 1, 8)
STATES = ("scored", "not_applicable", "incomplete", "unchecked", "pending", "met", "unmet")


def an_item(code="1.1", state="scored", **more):
    return CheckedItem(code=code, title=f"项目{code}", dimension=code[0], state=state, full_marks=Decimal(4), **more)


def an_inspection(*items, **more):
    header = {"visited_on": TODAY, "today": TODAY, "inspectors": ("p1", "p2"), "leader_id": "p1"}
    return CheckedInspection(items=items, **(header | more))


def kinds(gaps):
    return [gap.kind for gap in gaps]


def test_a_checked_item_without_a_finding_leaves_nothing_to_do():
    found = completeness(an_inspection(an_item()))
    assert found.is_complete
    assert found.may_wait == ()
    assert found.look == ()


def test_an_unchecked_item_is_named():
    assert completeness(an_inspection(an_item(state="unchecked"))).must == (Gap("unchecked", "1.1", "项目1.1"),)


def test_a_bonus_that_nobody_claimed_is_no_gap():
    assert completeness(an_inspection(an_item("J1", "unchecked", section="bonus"))).is_complete


def test_missing_facts_are_told_in_words():
    found = completeness(an_inspection(an_item(state="incomplete", missing_facts=("联席会议实开几次",))))
    assert found.must == (Gap("incomplete", "1.1", "项目1.1", ("联席会议实开几次",)),)


def test_a_refused_fact_hides_what_else_the_item_lacks():
    found = completeness(an_inspection(an_item(state="incomplete", refused_facts=("21 超过 20 分",))))
    assert kinds(found.must) == ["refused"]


def test_lost_marks_ask_for_a_reason():
    found = completeness(an_inspection(an_item(lost=Decimal("1.5"))))
    assert found.must == (Gap("reason_missing", "1.1", "项目1.1", ("1.5",)),)


def test_blank_reasons_are_none():
    assert kinds(completeness(an_inspection(an_item(lost=Decimal(1), reasons=("", " ")))).must) == ["reason_missing"]


def test_a_reason_inside_a_rule_is_enough():
    assert completeness(an_inspection(an_item(lost=Decimal(1), reasons=("", "无签到")))).is_complete


def test_an_exemption_asks_for_its_reason():
    found = completeness(an_inspection(an_item(state="not_applicable", needs_reason=True)))
    assert found.must == (Gap("reason_missing", "1.1", "项目1.1"),)


def test_what_other_offices_have_not_sent_may_wait():
    found = completeness(an_inspection(an_item(state="pending", missing_facts=("综治办评分",))))
    assert found.is_complete
    assert found.may_wait == (Gap("pending", "1.1", "项目1.1", ("综治办评分",)),)


def test_every_use_of_not_applicable_is_listed_together():
    found = completeness(
        an_inspection(an_item("1.1", "not_applicable"), an_item("1.2"), an_item("2.1", "not_applicable"))
    )
    assert found.is_complete
    assert found.look == (Gap("na_used", "1.1", facts=("1.1", "2.1")),)


def three_of_ten_left_out(limit, **more):
    items = [an_item(f"1.{n}", "not_applicable" if n < 3 else "scored") for n in range(10)]
    return an_inspection(*items, na_limit=Decimal(limit), dimension_titles={"1": "有健全的组织"}, **more)


def test_a_share_at_the_limit_needs_no_approval():
    assert completeness(three_of_ten_left_out("0.3")).is_complete


def test_a_share_above_the_limit_needs_a_written_approval():
    found = completeness(three_of_ten_left_out("0.29"))
    assert found.must == (Gap("na_over_limit", "1", "有健全的组织", ("1.0", "1.1", "1.2")),)


def test_the_leaders_approval_closes_that_gap():
    assert completeness(three_of_ten_left_out("0.29", notes={"na_approval": "同意"})).is_complete


def test_items_without_marks_have_no_share():
    items = [replace(an_item(state="not_applicable"), full_marks=None)]
    assert share_not_applicable(items, "1") is None
    assert completeness(an_inspection(*items, na_limit=Decimal(0))).is_complete


def test_required_evidence_stops_the_signature_until_it_is_there_or_explained():
    items = (an_item("1.1", evidence_rule="required"), an_item("1.2", evidence_rule="required", evidence_count=1))
    assert completeness(an_inspection(*items)).must == (Gap("evidence_missing", "notes.evidence", facts=("1.1",)),)
    assert completeness(an_inspection(*items, notes={"evidence": "相机没电"})).is_complete


def test_evidence_of_a_deduction_is_asked_about_without_stopping():
    items = (
        an_item("1.1", evidence_rule="required_when_deducted", lost=Decimal(1), reasons=("缺",)),
        an_item("1.2", evidence_rule="required_when_deducted"),
    )
    found = completeness(an_inspection(*items))
    assert found.is_complete
    assert found.look == (Gap("evidence_missing", "notes.evidence", facts=("1.1",)),)


def deducted_everywhere() -> CheckedInspection:
    items = (
        an_item("1.1", lost=Decimal(1), reasons=("缺",)),
        an_item("1.2", lost=Decimal(1), reasons=("缺",), evidence_count=1),
        an_item("K1", section="penalties", reasons=("投诉",)),
        an_item("K1", section="penalties", reasons=("又一件",)),
    )
    return an_inspection(*items, vetoes=(CheckedVeto("F1", "弄虚作假", ("检查员甲", "检查员乙"), "通报"),))


def test_one_question_names_every_deduction_penalty_and_veto_without_evidence():
    found = completeness(deducted_everywhere())
    assert found.is_complete
    assert found.look == (Gap("evidence_missing", "notes.evidence", facts=("1.1", "K1", "F1")),)
    assert found.bare == ("1.1", "K1", "F1")


def test_one_reason_answers_for_all_and_the_report_still_knows_which_they_are():
    found = completeness(replace(deducted_everywhere(), notes={"evidence": "不便拍照"}))
    assert (found.look, found.bare) == ((), ("1.1", "K1", "F1"))


def test_a_reason_of_one_item_leaves_the_others_asked_about():
    found = completeness(replace(deducted_everywhere(), notes={"evidence.K1": "原件在法院"}))
    assert found.look == (Gap("evidence_missing", "notes.evidence", facts=("1.1", "F1")),)


def test_a_bonus_that_requires_evidence_stops_the_signature():
    found = completeness(an_inspection(an_item("J1", section="bonus", evidence_rule="required")))
    assert found.must == (Gap("evidence_missing", "notes.evidence", facts=("J1",)),)
    assert completeness(
        an_inspection(an_item("J1", section="bonus", evidence_rule="required", evidence_count=1))
    ).is_complete


@pytest.mark.parametrize("state", ["unchecked", "not_applicable"])
def test_nothing_is_to_be_shown_where_nothing_was_checked(state):
    found = completeness(an_inspection(an_item(state=state, evidence_rule="required")))
    assert "evidence_missing" not in kinds(found.must)


@pytest.mark.parametrize(("self_total", "asked"), [("98.5", True), ("98.4", False), ("78.3", True), (None, False)])
def test_a_self_check_far_from_the_inspection_asks_for_a_sentence(self_total, asked):
    given_self = None if self_total is None else Decimal(self_total)
    found = completeness(an_inspection(self_difference_alert=Decimal(10), total=Decimal("88.4"), self_total=given_self))
    assert (kinds(found.must) == ["self_difference_unexplained"]) is asked


def test_the_sentence_closes_that_gap():
    notes = {"self_difference": "自查时漏算共建协议"}
    found = completeness(
        an_inspection(self_difference_alert=Decimal(10), total=Decimal(80), self_total=Decimal(99), notes=notes)
    )
    assert found.is_complete


def test_without_an_alert_or_a_total_differences_are_not_asked_about():
    assert completeness(an_inspection(total=Decimal(1), self_total=Decimal(99))).is_complete
    assert completeness(an_inspection(self_difference_alert=Decimal(10), self_total=Decimal(99))).is_complete


def test_a_veto_needs_two_different_names_and_facts():
    same_twice = CheckedVeto("F1", "弄虚作假", ("检查员甲", "检查员甲 "), "")
    found = completeness(an_inspection(vetoes=(same_twice,)))
    assert found.must == (
        Gap("veto_unconfirmed", "F1", "弄虚作假", ("检查员甲",)),
        Gap("veto_facts_missing", "F1", "弄虚作假"),
    )
    whole = CheckedVeto("F1", "弄虚作假", ("检查员甲", "检查员乙"), "区纪委通报")
    assert completeness(an_inspection(vetoes=(whole,))).is_complete


def test_a_team_is_needed():
    assert kinds(completeness(an_inspection(inspectors=(), leader_id=None)).must) == ["no_inspectors"]


def test_one_inspector_alone_is_pointed_out_only():
    found = completeness(an_inspection(inspectors=("p1", "p1")))
    assert found.is_complete
    assert kinds(found.look) == ["too_few_inspectors"]


def test_the_leader_is_one_of_the_team():
    assert kinds(completeness(an_inspection(leader_id="p9")).must) == ["no_leader"]


def test_a_visit_cannot_lie_ahead():
    found = completeness(an_inspection(visited_on=date(2026, 1, 9)))
    assert found.must == (Gap("visited_in_future", "visited_on", facts=("2026-01-09",)),)


@pytest.mark.parametrize(("day", "pointed_out"), [(date(2025, 1, 8), False), (date(2025, 1, 7), True)])
def test_a_visit_more_than_a_year_ago_is_pointed_out(day, pointed_out):
    found = completeness(an_inspection(visited_on=day))
    assert found.is_complete
    assert (kinds(found.look) == ["visited_long_ago"]) is pointed_out


def test_a_missing_study_record_stops_the_signature_unless_a_reason_overrides_it():
    lack = Unstudied("p2", "检查员乙", "常组发〔2003〕99号")
    found = completeness(an_inspection(unstudied=(lack,)))
    assert found.must == (Gap("study_missing", "p2", "检查员乙", ("常组发〔2003〕99号",)),)
    assert completeness(an_inspection(unstudied=(lack,), notes={"study": "新调入，已口头培训"})).is_complete


ITEMS = st.lists(
    st.builds(
        an_item,
        code=st.sampled_from(["1.1", "1.2", "2.1", "2.2"]),
        state=st.sampled_from(STATES),
        lost=st.sampled_from([Decimal(0), Decimal("0.5")]),
        reasons=st.sampled_from([(), ("缺",)]),
        refused_facts=st.sampled_from([(), ("超过",)]),
        evidence_rule=st.sampled_from(["optional", "required", "required_when_deducted"]),
        evidence_count=st.integers(0, 1),
    ),
    max_size=6,
)


@given(items=ITEMS, limit=st.none() | st.sampled_from([Decimal(0), Decimal("0.3"), Decimal(1)]))
def test_writing_a_note_never_adds_a_gap(items, limit):
    bare = an_inspection(*items, na_limit=limit)
    noted = replace(
        bare, notes={"evidence": "未带相机", "na_approval": "同意", "self_difference": "已核", "study": "补学"}
    )
    before, after = completeness(bare), completeness(noted)
    assert set(after.must) <= set(before.must)
    assert set(after.look) <= set(before.look)
    assert after.may_wait == before.may_wait


@given(items=ITEMS)
def test_a_complete_inspection_has_every_item_looked_at(items):
    if completeness(an_inspection(*items)).is_complete:
        assert not {item.state for item in items} & {"unchecked", "incomplete"}


@given(items=ITEMS, limit=st.sampled_from([Decimal(0), Decimal("0.5")]))
def test_the_order_of_the_items_does_not_change_what_is_found(items, limit):
    def found(these):
        result = completeness(an_inspection(*these, na_limit=limit))
        return [
            sorted((gap.kind, *sorted(gap.facts)) for gap in gaps)
            for gaps in (result.must, result.may_wait, result.look)
        ]

    assert found(items) == found(list(reversed(items)))
