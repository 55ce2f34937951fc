"""Bundles in the store: the row of a device has no gap, and everything that came can be explained."""

import pytest
from sqlcipher3 import dbapi2

from app.store.exchange_log import (
    BundlePlace,
    KeptAside,
    ReceivedBundle,
    SentBundle,
    exchanges,
    forget_copy,
    kept_aside,
    log_exchange,
    next_place,
    put_aside,
    put_received,
    put_sent,
    received,
    reports_of,
    rids_of,
    sent,
)
from app.store.rebuild import differences

THEIRS = "0011aabb" * 4


def a_place(store, seq=1, previous="", device=None, sha256=None):
    return BundlePlace(device or store.device, seq, sha256 or f"{seq:064x}", f"{seq:032x}", previous)


def a_sent(store, make, **how):
    return SentBundle(a_place(store, **how), 1000, "outbox/a.wyb", make.start)


def test_bundles_of_a_device_are_numbered_each_naming_the_one_before(store, make):
    assert next_place(store) == (1, "")
    first, second = a_sent(store, make), a_sent(store, make, seq=2, previous=f"{1:064x}")
    put_sent(store, first)
    assert next_place(store) == (2, first.place.sha256)
    put_sent(store, second)
    assert sent(store) == (first, second)


@pytest.mark.parametrize("how", [{"seq": 3}, {"seq": 2}, {"seq": 2, "previous": "f" * 64}, {"seq": 1}])
def test_a_gap_in_the_row_of_this_device_is_a_mistake(store, make, how):
    put_sent(store, a_sent(store, make))
    with pytest.raises(ValueError, match="does not follow"):
        put_sent(store, a_sent(store, make, **how))
    assert len(sent(store)) == 1


def test_what_was_sent_stays_and_only_its_copy_goes(store, make):
    put_sent(store, a_sent(store, make))
    forget_copy(store, f"{1:064x}")
    assert [(one.place.seq, one.path) for one in sent(store)] == [(1, "")]
    with pytest.raises(dbapi2.IntegrityError, match="stays"), store.atomic():
        store.execute("DELETE FROM bundle_sent")


def test_which_bundle_of_which_device_reported_a_revision(store, make):
    one, two = "a" * 64, "b" * 64
    first = ReceivedBundle(a_place(store, 1, device=THEIRS, sha256="1" * 64), "c" * 64, make.start)
    second = ReceivedBundle(a_place(store, 2, "1" * 64, THEIRS, "2" * 64), "c" * 64, make.later(5))
    assert put_received(store, first, [one])
    assert put_received(store, second, [two, one])
    assert not put_received(store, second, [two, one])
    assert received(store) == (first, second)
    assert received(store, "2" * 64) == (second,)
    assert reports_of(store, one) == ((THEIRS, 1), (THEIRS, 2))
    assert reports_of(store, two) == ((THEIRS, 2),)
    assert reports_of(store, "c" * 64) == ()
    assert rids_of(store, "2" * 64) == (one, two)
    assert differences(store) == ()


def test_quarantined_lines_are_kept_in_the_order_of_the_bundle(store):
    lines = [KeptAside("1" * 64, f"data/revisions-0001.ndjson:{n}", "malformed", "sig", b"\xff{") for n in (2, 10, 9)]
    put_aside(store, lines)
    put_aside(store, lines)
    assert [one.place.rpartition(":")[2] for one in kept_aside(store, "1" * 64)] == ["2", "9", "10"]
    assert kept_aside(store, "2" * 64) == ()
    assert kept_aside(store)[0].line == b"\xff{"


def test_the_log_of_exchange_is_only_added_to(store, make):
    place = a_place(store)
    for number in range(3):
        log_exchange(store, make.later(number), "p-1", "exported", place, {"revisions": number})
    newest, *_ = entries = exchanges(store, limit=2)
    assert [one.counts["revisions"] for one in entries] == [2, 1]
    assert (newest.person_id, newest.act, newest.seq) == ("p-1", "exported", 1)
    assert [one.counts["revisions"] for one in exchanges(store, before=entries[-1].entry)] == [0]
    for statement in ("DELETE FROM exchange_log", "UPDATE exchange_log SET act = 'imported'"):
        with pytest.raises(dbapi2.IntegrityError, match="only added to"), store.atomic():
            store.execute(statement)
