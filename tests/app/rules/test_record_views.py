"""A set says the same in any order, and what waits or stands nowhere says nothing."""

from app.rules.record_views import views_of
from tests.app.rules.histories import INSPECTION, OFFICE, Machine

KEY = (INSPECTION, "i-1")


def test_a_waiting_revision_is_in_no_view():
    machine = Machine(1, None)
    for value in (1, 2):
        machine.change("i-1", ("items", "1"), {"n": value})
    first, second = machine.revisions.values()
    late = views_of([second], None)
    assert (late.waiting, dict(late.records)) == ({second.rid}, {})
    assert views_of([second, first], None).records[KEY].body == second.body


def test_drafts_of_two_are_one_body():
    left, right = Machine(1, None), Machine(2, None)
    left.change("i-1", ("items", "1"), {"n": 1})
    right.change("i-1", ("items", "2"), {"n": 2})
    left.take(right.export())
    assert left.view("i-1").body["answers"]["items"] == {"1": {"n": 1}, "2": {"n": 2}}


def test_of_a_revoked_author_nothing_stands():
    office, left = Machine(0, OFFICE), Machine(1, OFFICE)
    office.admit([left])
    left.change("i-1", ("items", "1"), {"n": 1})
    office.take(left.export())
    office.revoke(left.inspector, left.device, 0)
    view = office.view("i-1")
    assert (view.body, view.content, view.standing.head) == (None, None, None)
    office.acknowledge(left.sent[0])
    office.revoke(left.inspector, left.device, 1)
    assert office.view("i-1").body is not None


def test_what_was_withdrawn_can_still_be_read():
    machine = Machine(1, None)
    machine.change("i-1", ("items", "1"), {"n": 1})
    machine.sign("i-1")
    machine.void("i-1", machine.inspector)
    view = machine.view("i-1")
    assert view.is_void
    assert view.body["answers"]["items"] == {"1": {"n": 1}}
