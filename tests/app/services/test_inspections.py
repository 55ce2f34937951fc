"""Filling in an inspection: what was answered is kept, shown, taken back and compared."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from app.domain.inspection import Change, Inspector
from app.errors import InspectionExists, InspectionFrozen
from app.services.demo import do_main_job, fill_in, job_of_the_demonstration
from app.services.inspections import (
    NewInspection,
    answer,
    change_header,
    inspection_rows,
    open_inspection,
    remember_place,
    start_inspection,
    undo,
)
from app.services.opened import OpenInspection
from app.services.people import people
from app.services.workspace import Workspace
from app.store import units as unit_table


def a_new_one(workspace: Workspace, kind: str = "district", reason: str = "") -> NewInspection:
    unit = unit_table.find_units(workspace.store, "红梅社区")[0]
    person = people(workspace)[0]
    team = (Inspector(person.id, person.name, person.post, person.office),)
    return NewInspection(unit.id, kind, team, person.id, workspace.today(), second_visit_reason=reason)  # type: ignore[arg-type]


@pytest.fixture
def opened(demo: Workspace) -> OpenInspection:
    return open_inspection(demo, start_inspection(demo, a_new_one(demo)).id)


def one_shortage(n: int) -> Change:
    return Change("items", "1.1", {"facts": {"c": {"n": n}}, "reason": "缺额"})


def test_an_answer_is_scored_and_there_again_after_reopening(demo: Workspace, opened: OpenInspection):
    after = answer(demo, opened, one_shortage(1))
    assert after.result.items["1.1"].marks == Decimal("3.5")
    again = open_inspection(demo, opened.inspection.id)
    assert again.answers == after.answers
    assert again.result == after.result
    assert again.inspection.checked == 1


def test_undo_goes_back_step_by_step_also_after_a_restart(demo: Workspace, opened: OpenInspection):
    first = answer(demo, opened, one_shortage(1))
    second = answer(demo, first, one_shortage(2))
    assert undo(demo, second).answers == first.answers
    again = open_inspection(demo, opened.inspection.id)
    assert again.can_undo
    back = undo(demo, again)
    assert back.answers["items"] == {}
    assert not back.can_undo
    assert undo(demo, back).answers == back.answers


def test_facts_that_cannot_be_scored_are_named_and_stop_the_signature(demo: Workspace, opened: OpenInspection):
    after = answer(demo, opened, Change("items", "3.4", {"facts": {"a": {"marks": "9", "reason": "多"}}}))
    assert [path for path, _text in after.findings] == ["items.3.4.facts.a"]
    assert any(gap.kind == "refused" and gap.code == "3.4" for gap in after.completeness.must)


def test_a_second_visit_of_one_kind_is_started_only_with_a_reason(demo: Workspace, opened: OpenInspection):
    with pytest.raises(InspectionExists) as refused:
        start_inspection(demo, a_new_one(demo))
    assert refused.value.inspection_id == opened.inspection.id
    second = start_inspection(demo, a_new_one(demo, reason="居民反映情况有变"))
    assert (second.ordinal, second.ordinal_reason) == (2, "居民反映情况有变")
    assert second.id != opened.inspection.id


def test_kinds_are_kept_apart(demo: Workspace, opened: OpenInspection):
    other = start_inspection(demo, a_new_one(demo, "self"))
    assert other.ordinal == 1
    assert other.id != opened.inspection.id


def test_the_self_check_stands_beside_the_districts_marks(demo: Workspace):
    fill_in(demo, job_of_the_demonstration("self_check"), "self")
    opened = fill_in(demo, job_of_the_demonstration("job"), "district")
    assert opened.result.total == Decimal("87.9")
    assert opened.self_check is not None
    assert opened.self_check.total == Decimal("93.6")
    assert opened.self_check.item_marks["1.1"] == Decimal(4)


def test_a_difference_above_the_schemes_alert_asks_for_a_sentence(demo: Workspace):
    fill_in(demo, job_of_the_demonstration("self_check"), "self")
    opened = fill_in(demo, job_of_the_demonstration("job"), "district")
    worse = answer(demo, opened, Change("items", "3.1", {"facts": {"e": True}, "reason": "补造记录"}))
    assert worse.result.total is not None
    assert any(gap.kind == "self_difference_unexplained" for gap in worse.completeness.must)
    explained = answer(demo, worse, Change("notes", "self_difference", "自查没有核对原始记录"))
    assert not any(gap.kind == "self_difference_unexplained" for gap in explained.completeness.must)


def test_a_signed_inspection_takes_no_answer(demo: Workspace):
    signed = do_main_job(demo).opened
    for act in (lambda: answer(demo, signed, one_shortage(3)), lambda: undo(demo, signed)):
        with pytest.raises(InspectionFrozen):
            act()
    with pytest.raises(InspectionFrozen):
        change_header(demo, signed, doc_number="别的文号")
    assert open_inspection(demo, signed.inspection.id).answers == signed.answers


def test_the_previous_signed_inspection_stands_beside_a_second_visit(demo: Workspace):
    first = do_main_job(demo).opened
    later = NewInspection(
        first.unit.id,
        "district",
        first.inspection.inspectors,
        first.inspection.leader_id,
        demo.today() + timedelta(days=1),
        second_visit_reason="复核",
    )
    second = open_inspection(demo, start_inspection(demo, later).id)
    assert second.previous is not None
    assert second.previous.total == Decimal("87.9")
    assert "缺额" in second.previous.item_reasons["1.1"]


def test_the_list_shows_unit_street_leader_and_progress(demo: Workspace, opened: OpenInspection):
    answer(demo, opened, one_shortage(1))
    [row] = inspection_rows(demo)
    assert (row.unit_name, row.street_name, row.items) == ("红梅社区", "清风街道", 29)
    assert row.inspection.checked == 1
    assert row.leader_name.endswith("（演练）")


def test_it_opens_where_it_was_left_and_its_header_can_change(demo: Workspace, opened: OpenInspection):
    remember_place(demo, opened.inspection.id, "3.1")
    changed = change_header(demo, opened, doc_number="示组检〔2026〕1号")
    assert changed.inspection.at_item == "3.1"
    assert changed.inspection.doc_number == "示组检〔2026〕1号"


def test_a_saved_answer_carries_the_moment_it_was_saved(demo: Workspace, opened: OpenInspection):
    after = answer(demo, opened, one_shortage(1))
    assert after.saved_at is not None
    assert datetime.now(UTC) - after.saved_at < timedelta(minutes=1)
