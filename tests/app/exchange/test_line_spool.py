"""Lines put down on the disk say there what they said in memory, in whatever order they are asked."""

import random

from app.exchange.line_spool import line_spool
from app.identity.signer import verify_revision
from tests.app.exchange.sticks import SENDER, a_revision

SAID = ("rid", "entity", "id", "parents", "kind", "author", "device", "hlc", "realm", "size", "canonical", "belongs_to")


def test_what_was_put_down_is_what_comes_back(tmp_path):
    came = [a_revision(number, text="佐证𠮷" * number, unit_id=f"u-{number}") for number in range(30)]
    with line_spool(tmp_path) as spool:
        pairs = [(one, spool.put(one)) for one in came]
        random.Random(7).shuffle(pairs)  # noqa: S311 - the same order in every run
        for whole, put in pairs:
            assert {name: getattr(put.rev, name) for name in SAID} == {name: getattr(whole.rev, name) for name in SAID}
            assert dict(put.rev.body) == dict(whole.rev.body)
            assert put.line() == whole.line()
            assert verify_revision(put, SENDER.key.public_spki)


def test_reading_between_two_lines_loses_neither(tmp_path):
    first, second = a_revision(1), a_revision(2)
    with line_spool(tmp_path) as spool:
        one = spool.put(first)
        assert one.rev.canonical == first.rev.canonical
        other = spool.put(second)
        assert (one.rev.canonical, other.rev.canonical) == (first.rev.canonical, second.rev.canonical)


def test_other_bytes_are_held_beside_the_lines(tmp_path):
    first, second = a_revision(1), a_revision(2)
    with line_spool(tmp_path) as spool:
        one = spool.put(first)
        held = [spool.hold(data) for data in (b"", b"\xff broken line", b"{}")]
        other = spool.put(second)
        assert [read() for read in held] == [b"", b"\xff broken line", b"{}"]
        assert (one.line(), other.line()) == (first.line(), second.line())


def test_nobody_else_can_read_it_and_nothing_stays(tmp_path):
    with line_spool(tmp_path) as spool:
        spool.put(a_revision(1))
        [path] = tmp_path.iterdir()
        assert path.stat().st_mode & 0o077 == 0
        assert path.name.endswith(".part")
    assert list(tmp_path.iterdir()) == []
