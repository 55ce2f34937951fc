"""Whatever moment an errand is killed at: what it acknowledged is there afterwards, and nothing half done."""

import random
import sys

import pytest

from tests.faults.grounds import ERRANDS, errand, judged, share

TIMES = {"answering": 200, "founding": 120, "importing": 60, "people": 200, "signing": 200, "evidence": 200}
EXCHANGE = 350
USUAL = 100

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="actors are forked and killed on Linux only")


@pytest.mark.parametrize("name", ERRANDS)
def test_nothing_acknowledged_is_lost_and_nothing_is_half_done(name, stage, ground, tally):
    program, wanted = errand(name), share(EXCHANGE if name.startswith("exchange") else TIMES.get(name, USUAL))
    moments = random.Random(f"killed {name}")  # noqa: S311 - the same moments in every run
    with ground.fresh(name) as root:  # on a quick machine moments as far apart as SPAN fall behind the end
        undisturbed = stage.actor(name, root, **({"seed": 0} if name == "people" else {}))
        undisturbed.go()
        undisturbed.rest()
        span = min(program.SPAN, undisturbed.longest_silence)
    struck, acknowledged, wrong = 0, 0, []
    for turn in range(3 * wanted):
        if struck == wanted:
            break
        more = {"seed": turn} if name == "people" else {}
        with ground.fresh(name) as root:
            actor = stage.actor(name, root, **more)
            actor.go()
            lines = actor.killed(moments.randrange(program.MOST), moments.uniform(0, span))
            if not actor.was_killed:
                continue
            verdict = judged(name, root, lines)
        struck += 1
        acknowledged += verdict.acknowledged
        wrong += [f"turn {turn}: {each}" for each in verdict.wrong]
    tally(f"killed, {name.replace('_', ' ')}", struck, acknowledged, wrong)
    assert wrong == []
    assert struck == wanted
