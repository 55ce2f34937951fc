"""A stick that is pulled or fills up while bundles go to it: whole bundles are on it, and nothing is lost."""

import random
import shutil

import pytest

from tests.faults import exfat
from tests.faults.errands import exchange_export
from tests.faults.grounds import judged, share
from tests.faults.mounting import mount_refusal, small_disk

PULLED = 120
FULL_STICKS = 40
NAME = "exchange_export"


@pytest.mark.skipif(bool(exfat.refusal()), reason=f"no exFAT stick can be pulled: {exfat.refusal()}")
def test_a_stick_that_is_pulled_holds_whole_bundles_and_costs_nothing(stage, ground, tally, tmp_path):
    moments = random.Random("pulled stick")  # noqa: S311 - the same moments in every run
    wanted, struck, acknowledged, wrong = share(PULLED, least=3), 0, 0, []
    exfat.Stick(tmp_path / "empty", tmp_path / "mount")
    for turn in range(3 * wanted):
        if struck == wanted:
            break
        with ground.fresh(NAME) as root:
            shutil.copyfile(tmp_path / "empty", root / "image")
            stick = exfat.Stick(root / "image", root / "mount")
            stick.plug_in()
            try:
                actor = stage.actor(NAME, root, stick=str(stick.mount))
                actor.go()
                actor.heard(moments.randrange(exchange_export.MOST), moments.uniform(0, 0.1))
                is_over = any(line[0] == "end" for line in actor.said)
                stick.pull()
                lines = actor.rest()
                stick.tidy_up()
                if is_over:
                    continue
                stick.plug_in()
                shutil.copytree(stick.mount, root / "stick", dirs_exist_ok=True)
            finally:
                stick.tidy_up()
            verdict = judged(NAME, root, lines)
        struck += 1
        acknowledged += verdict.acknowledged
        wrong += [f"turn {turn}: {each}" for each in verdict.wrong]
    tally("exFAT stick pulled, exchange export", struck, acknowledged, wrong)
    assert wrong == []
    assert struck == wanted


@pytest.mark.skipif(bool(mount_refusal()), reason=f"no small stick: {mount_refusal()}")
def test_a_stick_that_fills_up_is_told_and_holds_whole_bundles(stage, ground, tally):
    sizes = random.Random("full stick")  # noqa: S311 - the same sizes in every run
    with ground.fresh(NAME) as root:
        actor = stage.actor(NAME, root)
        actor.go()
        assert actor.rest()[-1][0] == "end"
        taken = sum(each.stat().st_size for each in (root / "stick").iterdir())
    filled, acknowledged, wrong = 0, 0, []
    for _ in range(share(FULL_STICKS, least=3)):
        size = 4096 * round(taken * sizes.uniform(0.05, 1.0) / 4096)
        with ground.fresh(NAME) as root, ground.place() as disk:
            disk.mkdir()
            with small_disk(disk, size + 8192):
                actor = stage.actor(NAME, root, stick=str(disk))
                actor.go()
                lines = actor.rest()
                shutil.copytree(disk, root / "stick", dirs_exist_ok=True)
            verdict = judged(NAME, root, lines)
        filled += any(line[0] == "refused" for line in lines)
        acknowledged += verdict.acknowledged
        wrong += [f"{size} bytes: {each}" for each in verdict.wrong]
    tally("full stick, exchange export", filled, acknowledged, wrong)
    assert wrong == []
    assert filled > 0
