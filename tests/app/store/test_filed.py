"""A walk through the store's revisions: each says what it said when it came, without being held in memory."""

from dataclasses import replace

import pytest

from app.domain.revision import SIGNED_PREFIX
from app.store.bodies import INSPECTION, UNIT
from app.store.filed import filed, filed_of, filed_rids
from app.store.revisions import add_revisions, revisions

SAID = ("rid", "entity", "id", "parents", "kind", "author", "device", "hlc", "realm", "size", "canonical", "belongs_to")


@pytest.fixture
def came(store, make):
    """A unit, an inspection of it in two versions, and one that waits."""
    first = make.signed(store, INSPECTION, "i-1", {"unit_id": "u-1", "text": "红梅社区𠮷"})
    unit = make.signed(store, UNIT, "u-1", {"name": "红梅社区"})
    second = make.signed(store, INSPECTION, "i-1", {"unit_id": "u-1"}, parents=(first.rev.rid,))
    waits = make.signed(store, INSPECTION, "i-2", {"inspection_id": "i-1"}, parents=("ab" * 32,))
    add_revisions(store, [first, unit, second, waits])
    return first, unit, second, waits


def test_each_says_what_the_whole_revision_says(store, came):
    found = filed(store)
    assert [one.sig for one in found] == [one.sig for one in came]
    for lazy, whole in zip(found, revisions(store), strict=True):
        assert {name: getattr(lazy.rev, name) for name in SAID} == {name: getattr(whole.rev, name) for name in SAID}
        assert dict(lazy.rev.body) == dict(whole.rev.body)
        assert lazy.rev.signed_bytes == SIGNED_PREFIX + whole.rev.canonical
        assert lazy.line() == whole.line()


def test_only_the_records_that_are_asked_for_come(store, came):
    found = filed_of(store, {(INSPECTION, "i-1"), (UNIT, "i-2"), (UNIT, "unknown")})
    assert [one.rev.rid for one in found] == [came[0].rev.rid, came[2].rev.rid]
    assert filed_of(store, ()) == ()


def test_those_of_some_rids_come(store, came):
    wanted = sorted(one.rev.rid for one in came[:2])
    assert [one.rev.rid for one in filed_rids(store, [*reversed(wanted), "ef" * 32])] == wanted


def test_one_that_is_not_here_is_missed(store, came):
    gone = replace(filed(store)[0].rev, rid="cd" * 32)
    with pytest.raises(KeyError):
        gone.canonical  # noqa: B018 - reading is the act
