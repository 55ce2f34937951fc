"""A disk that fails at any call, once or from then on: that is told by its name, and nothing acknowledged is lost."""

import random

import pytest

from tests.faults.grounds import ERRANDS, FAULTS, FULL, judged, share
from tests.faults.tracing import WATCHED, Place, places, refusal, traced

KINDS = ("write", "sync", "rename", "make")
ERRORS = ("ENOSPC", "EIO")
TIMES = 8
EXCHANGE = 20

pytestmark = pytest.mark.skipif(bool(refusal()), reason=f"calls cannot be made to fail: {refusal()}")


@pytest.mark.parametrize("name", ERRANDS)
def test_every_failure_of_the_disk_is_told_and_loses_nothing(name, stage, ground, tally, tmp_path):
    chance = random.Random(f"failing {name}")  # noqa: S311 - the same calls in every run
    with ground.fresh(name) as root:
        actor = stage.actor(name, root)
        with traced(actor, tmp_path / "all", "-e", f"trace={WATCHED}"):
            actor.go()
            assert actor.rest()[-1][0] == "end"
        found = places((tmp_path / "all").read_text(errors="replace"), root)
    wrong = []
    for turn, kind in enumerate(KINDS):
        times = EXCHANGE if name.startswith("exchange") else TIMES
        for error in ERRORS if FAULTS >= FULL else ERRORS[turn % 2 :: 2]:
            chosen = chance.sample(found[kind], min(len(found[kind]), share(times, least=1)))
            failed, acknowledged, here = 0, 0, []
            for number, place in enumerate(sorted(chosen, key=lambda each: each.number)):
                lasting = "+" if number % 2 and place.call != "openat" else ""
                with ground.fresh(name) as root:
                    lines, is_injected = with_failure(stage.actor(name, root), place, error, lasting, tmp_path / "one")
                    verdict = judged(name, root, lines)
                failed += is_injected
                acknowledged += verdict.acknowledged
                here += [f"{place} {error}{lasting}: {each}" for each in verdict.wrong]
            tally(f"{error}, {name.replace('_', ' ')}", failed, acknowledged, here)
            wrong += here
    assert wrong == []


def with_failure(actor, place: Place, error: str, lasting: str, to):
    """What the actor says when that call fails, and whether it did."""
    inject = f"inject={place.call}:error={error}:when={place.number}{lasting}"
    with traced(actor, to, "-e", f"trace={place.call}", "-e", inject):
        actor.go()
        lines = actor.rest()
    return lines, "(INJECTED)" in to.read_text(errors="replace")
