"""A contest shows both sides; what does not count is still shown; a ranking takes neither."""

from app.rules.contests import contest_of, may_be_ranked, set_aside
from tests.app.rules.histories import ADMINISTRATOR, INSPECTION, OFFICE, Machine


def contested():
    office, left, right = (Machine(number, OFFICE) for number in range(3))
    for machine in (left, right):
        machine.change("i-1", ("items", "1"), {"n": machine.number})
        machine.sign("i-1")
        office.take(machine.export())
    return office, left, right


def seen(machine):
    views = machine.views()
    return views.records[INSPECTION, "i-1"], views.trust


def body_of(machine):
    return lambda rid: machine.revisions[rid].body


def contest(machine):
    view, trust = seen(machine)
    return contest_of((INSPECTION, "i-1"), view.standing, trust, body_of(machine))


def test_both_sides_are_shown_the_newest_first():
    office, left, right = contested()
    found = contest(office)
    assert [one.author for one in found.heads] == [right.inspector, left.inspector]
    assert [one.body["answers"]["items"]["1"]["n"] for one in found.heads] == [2, 1]
    assert {one.standing for one in found.heads} == {"unissued"}
    assert found.parents == tuple(sorted(one.rid for one in found.heads))
    assert contest(left) is None
    assert not may_be_ranked(*seen(office))
    assert may_be_ranked(*seen(left))


def test_a_decision_without_the_right_is_shown_and_decides_nothing():
    office, left, _right = contested()
    office.admit([left])
    office.resolve("i-1", left.inspector, 0)
    assert contest(office) is not None
    view, trust = seen(office)
    assert [one.reason for one in set_aside(view.standing, trust, body_of(office))] == ["裁定"]


def test_once_decided_it_is_ranked_if_the_office_vouches_for_who_wrote_it():
    office, left, right = contested()
    office.admit([left])
    for who, which in ((left, True), (right, False)):
        heads = sorted(one.rid for one in seen(office)[0].standing.values)
        wanted = next(n for n, rid in enumerate(heads) if office.revisions[rid].author == who.inspector)
        trial = Machine(9, OFFICE, dict(office.revisions), office.clock)
        trial.resolve("i-1", ADMINISTRATOR, wanted)
        assert contest(trial) is None
        assert may_be_ranked(*seen(trial)) is which


def test_drafts_and_withdrawn_ones_are_not_ranked():
    machine = Machine(1, None)
    machine.change("i-1", ("items", "1"), {"n": 1})
    assert not may_be_ranked(*seen(machine))
    machine.sign("i-1")
    assert may_be_ranked(*seen(machine))
    machine.void("i-1", machine.inspector)
    assert not may_be_ranked(*seen(machine))
