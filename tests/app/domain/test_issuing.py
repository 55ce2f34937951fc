"""One version with two contents is an alarm and never current."""

from app.domain.issuing import Equivocation, Issue, Issued, issued


def issue(version, content, rid=None):
    return Issue("office", "keys", version, content, rid or content)


def test_the_highest_version_is_current_and_an_older_one_never_becomes_it():
    assert issued([issue(2, "b"), issue(1, "a")]) == {("office", "keys"): Issued(issue(2, "b"), ())}


def test_two_contents_of_one_version_raise_an_alarm_and_the_highest_clear_version_is_current():
    found = issued([issue(2, "c"), issue(1, "a"), issue(2, "b")])["office", "keys"]
    assert found.current == issue(1, "a")
    assert found.alarms == (Equivocation("office", "keys", 2, (issue(2, "b"), issue(2, "c"))),)


def test_a_later_clear_version_settles_it_but_the_alarm_stays():
    found = issued([issue(1, "a"), issue(1, "b"), issue(2, "c")])["office", "keys"]
    assert found.current == issue(2, "c")
    assert len(found.alarms) == 1


def test_nothing_is_current_while_every_version_is_equivocal():
    assert issued([issue(1, "a"), issue(1, "b")])["office", "keys"].current is None


def test_the_same_content_twice_is_no_equivocation():
    assert issued([issue(1, "a", "9"), issue(1, "a", "8")])["office", "keys"] == Issued(issue(1, "a", "8"), ())


def test_offices_do_not_contradict_each_other():
    other = Issue("other", "keys", 1, "z", "z")
    assert {one.current for one in issued([issue(1, "a"), other]).values()} == {issue(1, "a"), other}
