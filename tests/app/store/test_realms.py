"""Records of a realm that joined come in; a practice realm, or one that only a stranger names, never does."""

import pytest

from app.domain.joining import JOINING, Joining, joining_body
from app.errors import OtherRealm
from app.store.database import create_store, reopened
from app.store.realms import bundle_realms, line_realms, read_realm_again, take_realm
from app.store.revisions import add_revision, add_revisions, revisions

FORMER = "office:" + "ef" * 16


@pytest.fixture
def store(folder, key, make):
    """The store of an office."""
    with create_store(folder, key=key, realm="office:" + "ab" * 16, clock=lambda: make.start) as opened:
        yield opened


def a_joining(make, store, former=FORMER, **more):
    body = joining_body(Joining(former, "cd" * 32, store.device, "age1qqq"))
    return make.signed(store, JOINING, former, body, **more)


def test_lines_of_the_former_realm_come_with_or_after_their_joining(store, make):
    early = make.signed(store, "unit", "u-1", {"n": 1}, realm=FORMER)
    late = make.signed(store, "unit", "u-2", {"n": 1}, realm=FORMER)
    with pytest.raises(OtherRealm):
        add_revision(store, early)
    assert add_revisions(store, [early, a_joining(make, store)]) == 2
    assert add_revision(store, late)
    assert line_realms(store) == {store.realm, FORMER}
    assert bundle_realms(store) == {store.realm}


def test_a_practice_realm_never_joins(store, make):
    add_revision(store, a_joining(make, store, "demo:abcd"))
    assert line_realms(store) == {store.realm}
    with pytest.raises(OtherRealm):
        add_revision(store, make.signed(store, "unit", "u-1", {}, realm="demo:abcd"))


def test_a_joining_counts_in_the_offices_realm_alone(store, make):
    other = "office:" + "12" * 16
    add_revision(store, a_joining(make, store))
    add_revision(store, a_joining(make, store, other, realm=FORMER))  # a realm that joined vouches for no further one
    assert line_realms(store) == {store.realm, FORMER}


def test_a_joining_that_waits_lets_nothing_in(store, make):
    waiting = a_joining(make, store, parents=("0" * 64,))
    with pytest.raises(OtherRealm):
        add_revisions(store, [waiting, make.signed(store, "unit", "u-1", {}, realm=FORMER)])
    add_revision(store, waiting)
    assert line_realms(store) == {store.realm}


def test_a_realm_that_was_taken_is_seen_by_other_connections_when_they_ask(store, make):
    other = reopened(store)
    try:
        before = store.realm
        with store.atomic():
            take_realm(store, FORMER)
        assert (store.realm, other.realm) == (FORMER, before)
        read_realm_again(other)
        assert other.realm == FORMER
    finally:
        other.close()
    assert revisions(store) == ()
