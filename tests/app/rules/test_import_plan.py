"""An import says beforehand what it would do, community by community."""

from app.domain.trust import Trust
from app.rules.import_plan import Conflict, Quarantined, UnitPlan, plan_import
from tests.app.rules.histories import INSPECTION, Machine


def draft(machine, id_="i-1", value=1):
    machine.change(id_, ("items", "1"), {"n": value})
    return list(machine.revisions.values())[-1]


def plan(here, coming, **more):
    return plan_import(coming, {one.rid: one for one in here}, Trust(), **more)


def test_new_and_known_are_told_apart_for_each_community():
    machine = Machine(1, None)
    first, second = draft(machine), draft(machine, "i-2")
    found = plan([first], [first, second])
    assert (found.known, found.new) == ((first.rid,), (second.rid,))
    assert found.units == (UnitPlan("u-i-1", known=1), UnitPlan("u-i-2", new=1))
    assert found.touched == ((INSPECTION, "i-2"),)
    assert not found.changes_nothing
    assert plan([first], [first]).changes_nothing


def test_what_lacks_its_parent_waits_and_what_waited_is_released():
    machine = Machine(1, None)
    first, second = draft(machine), draft(machine, value=2)
    late = plan([], [second])
    assert (late.waiting, late.touched) == ((second.rid,), ())
    assert late.units == (UnitPlan("u-i-1", new=1, waiting=1),)
    then = plan([second], [first])
    assert (then.released, then.waiting) == ((second.rid,), ())
    assert plan([], [second], standing_elsewhere=[first.rid]).waiting == ()


def test_conflicts_are_named_once_and_with_both_sides():
    left, right = Machine(1, None), Machine(2, None)
    one, other = draft(left), draft(right, value=2)
    found = plan([one], [other])
    assert found.conflicts == (Conflict(INSPECTION, "i-1", "u-i-1", "choices", tuple(sorted((one.rid, other.rid)))),)
    assert found.units[0].conflicts == 1
    assert plan([one, other], [other]).conflicts == ()
    left.sign("i-1")
    [unmerged] = plan(left.revisions.values(), [other]).conflicts
    assert (unmerged.kind, unmerged.rids) == ("unmerged", (other.rid,))
    right.sign("i-1")
    finals = plan(left.revisions.values(), right.revisions.values()).conflicts
    assert [one.kind for one in finals] == ["finals"]


def test_what_was_set_aside_is_listed_with_its_community():
    aside = Quarantined("revisions-0001.ndjson:7", "hash", "u-9")
    found = plan([], [], quarantined=[aside], units={})
    assert found.quarantined == (aside,)
    assert found.units == (UnitPlan("u-9", quarantined=1),)


def test_records_belong_to_the_community_of_their_inspection():
    machine = Machine(1, None)
    first = draft(machine)
    machine.write("a" * 64, "report", "r-1", "final", (), {"inspection_id": "i-1"})
    machine.write("a" * 64, "unit", "u-7", "final", (), {"name": "红梅社区"})
    machine.write("a" * 64, "mark", "m-1", "final", (), {})
    report, unit, mark = list(machine.revisions.values())[-3:]
    found = plan([first], [report, unit, mark], units={("mark", "m-1"): "u-8"})
    assert [one.unit_id for one in found.units] == ["u-7", "u-8", "u-i-1"]


def test_what_every_laptop_begins_with_alike_is_no_conflict():
    left, right = Machine(1, None), Machine(2, None)
    for machine, author in ((left, "a" * 64), (right, "b" * 64)):
        machine.write(author, "campaign", "daily", "final", (), {"name": "日常检查"})
        machine.write(author, "unit", "u-7", "final", (), {"name": f"红梅社区{author[0]}"})
    found = plan(left.revisions.values(), right.revisions.values())
    assert [(one.entity, one.kind) for one in found.conflicts] == [("unit", "finals")]
