"""A disk that fills up at any point of an errand: that is told, and what was acknowledged is there."""

import random
import shutil
from pathlib import Path

import pytest

from tests.faults.grounds import ERRANDS, judged, share
from tests.faults.mounting import mount_refusal, small_disk

TIMES = 16
PAGE = 4096

pytestmark = pytest.mark.skipif(bool(mount_refusal()), reason=f"no small disk: {mount_refusal()}")


@pytest.mark.parametrize("name", ERRANDS)
def test_a_disk_that_fills_up_is_told_and_loses_nothing(name, stage, ground, tally):
    sizes = random.Random(f"full {name}")  # noqa: S311 - the same sizes in every run
    with ground.fresh(name) as root:
        before = pages(root)
        actor = stage.actor(name, root)
        actor.go()
        assert actor.rest()[-1][0] == "end"
        grown = pages(root) - before
    filled, acknowledged, wrong = 0, 0, []
    for _ in range(share(TIMES)):
        room = before + round(grown * sizes.uniform(0.02, 1.0))
        with ground.place() as disk, ground.place() as after:
            disk.mkdir()
            with small_disk(disk, (room + 1) * PAGE):
                shutil.copytree(ground.base(name), disk / "root")
                actor = stage.actor(name, disk / "root")
                actor.go()
                lines = actor.rest()
                shutil.copytree(disk / "root", after)
            verdict = judged(name, after, lines)
        filled += any(line[0] in ("refused", "stopped") for line in lines)
        acknowledged += verdict.acknowledged
        wrong += [f"{room} pages: {each}" for each in verdict.wrong]
    tally(f"full disk, {name.replace('_', ' ')}", filled, acknowledged, wrong)
    assert wrong == []
    assert filled > 0


def pages(root: Path) -> int:
    """How many pages a disk in memory needs for a tree."""
    return sum(max(1, -(-each.stat().st_size // PAGE)) if each.is_file() else 1 for each in root.rglob("*"))
