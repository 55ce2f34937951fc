"""The set of revisions grows only, and what it says does not depend on the order it came in."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.hlc import HybridClock
from app.errors import OtherRealm
from app.store.database import create_store
from app.store.lineage import body_of
from app.store.revisions import (
    add_revision,
    add_revisions,
    clock,
    count_waiting,
    head_rids,
    heads,
    put_clock,
    receive,
    revision,
    revisions,
    rids_of_device,
    tick,
)


def test_a_revision_comes_back_with_its_signature_and_only_once(store, make):
    one = make.signed(store, "unit", "u-1", {"name": "红梅社区"})
    assert add_revision(store, one) is True
    assert add_revision(store, one) is False
    assert revision(store, one.rev.rid) == one
    assert revisions(store) == (one,)
    assert revisions(store, "unit", "u-1") == (one,)
    assert revisions(store, "person") == ()
    assert body_of(store, one.rev.rid) == {"name": "红梅社区"}


def test_what_a_device_made_is_known(store, make):
    one = make.signed(store, "unit", "u-1", {"name": "红梅社区"})
    add_revision(store, one)
    assert rids_of_device(store, one.rev.device) == {one.rev.rid}
    assert rids_of_device(store, "another") == frozenset()


def test_an_unknown_rid_is_no_revision(store):
    for read in (revision, body_of):
        with pytest.raises(KeyError):
            read(store, "0" * 64)


def test_of_two_signatures_the_smaller_is_kept(store, make):
    stamp = tick(store, make.start)
    for sig, kept in ((b"m", b"m"), (b"z", b"m"), (b"a", b"a")):
        one = make.signed(store, "unit", "u-1", {}, hlc=stamp, sig=sig)
        add_revision(store, one)
        assert revision(store, one.rev.rid).sig == kept


def test_a_record_of_another_realm_is_refused_and_nothing_is_added(store, make):
    good = make.signed(store, "unit", "u-1", {})
    with pytest.raises(OtherRealm):
        add_revisions(store, [good, make.signed(store, "unit", "u-2", {}, realm="demo:1")])
    assert revisions(store) == ()


def test_what_came_before_its_parents_waits_out_of_every_view(store, make):
    first = make.signed(store, "unit", "u-1", {"n": 1})
    second = make.signed(store, "unit", "u-1", {"n": 2}, parents=(first.rev.rid,))
    third = make.signed(store, "unit", "u-1", {"n": 3}, parents=(second.rev.rid,))
    add_revisions(store, [third, second])
    assert count_waiting(store) == 2
    assert heads(store, "unit", "u-1") == ()
    add_revision(store, first)
    assert count_waiting(store) == 0
    assert heads(store, "unit", "u-1") == (third,)


def test_a_revision_with_two_parents_waits_for_both(store, make):
    left, right = (make.signed(store, "unit", "u-1", {"n": n}) for n in (1, 2))
    both = make.signed(store, "unit", "u-1", {}, parents=tuple(sorted((left.rev.rid, right.rev.rid))))
    add_revisions(store, [both, left])
    assert count_waiting(store) == 1
    assert heads(store, "unit", "u-1") == (left,)
    add_revision(store, right)
    assert heads(store, "unit", "u-1") == (both,)
    assert head_rids(store, "unit", "u-1") == (both.rev.rid,)


def test_a_distrusted_author_neither_forms_a_head_nor_hides_one(store, make):
    first = make.signed(store, "unit", "u-1", {"n": 1})
    theirs = make.signed(store, "unit", "u-1", {"n": 2}, parents=(first.rev.rid,), author="d" * 64)
    after = make.signed(store, "unit", "u-1", {"n": 3}, parents=(theirs.rev.rid,))
    add_revisions(store, [first, theirs])
    assert heads(store, "unit", "u-1") == (theirs,)
    assert heads(store, "unit", "u-1", {"d" * 64}) == (first,)
    add_revision(store, after)
    assert heads(store, "unit", "u-1", {"d" * 64}) == (after,)


def test_the_clock_never_runs_backwards(store, make):
    assert clock(store) == HybridClock("")
    first = tick(store, make.later(60))
    second = tick(store, make.start)
    assert second > first
    assert clock(store).stamp == second
    receive(store, "2026-01-08T09:00:00.000Z-0000-deadbeef", make.start)
    assert clock(store).stamp.endswith("deadbeef")
    receive(store, "2027-01-08T09:00:00.000Z-0000-deadbeef", make.start)
    assert clock(store).stamp.startswith("2026")
    put_clock(store, HybridClock("2026-01-08T10:00:00.000Z-0000-deadbeef"))
    assert tick(store, make.start) > "2026-01-08T10"


@st.composite
def histories(draw):
    """For each revision, the earlier ones it was made from."""
    count = draw(st.integers(1, 8))
    return [draw(st.sets(st.integers(0, n - 1), max_size=3)) if n else set() for n in range(count)]


@settings(max_examples=15)
@given(histories(), st.randoms(use_true_random=False))
def test_any_order_of_arrival_gives_the_same_heads(tmp_path_factory, key, make, history, order):
    def arrived(shuffled: bool):
        folder = tmp_path_factory.mktemp("store")
        with create_store(folder, key=key, realm="changzhou", clock=lambda: make.start) as store:
            coming = list(made)
            if shuffled:
                order.shuffle(coming)
            for one in coming:
                add_revision(store, one)
            return {one.rev.rid for one in revisions(store)}, heads(store, "unit", "u-1"), count_waiting(store)

    made = []
    source = random.Random(1)  # noqa: S311 - the same stamps in every run
    with create_store(tmp_path_factory.mktemp("made"), key=key, realm="changzhou", clock=lambda: make.start) as store:
        for n, parents in enumerate(history):
            rids = tuple(sorted(made[parent].rev.rid for parent in parents))
            now = make.later(source.uniform(0, 100))
            made.append(make.signed(store, "unit", "u-1", {"n": n}, parents=rids, now=now))
    assert arrived(shuffled=True) == arrived(shuffled=False)
