"""The power goes at any moment: what was acknowledged had been synced, in whatever order the disk works."""

import random
import shutil
from collections import Counter

import pytest

from tests.faults.grounds import ERRANDS, judged, share
from tests.faults.power import MODES, Tape, recorded, refusal

TIMES = {"importing": 60}
USUAL = 120

pytestmark = pytest.mark.skipif(bool(refusal()), reason=f"the power cannot be cut: {refusal()}")


@pytest.mark.parametrize("name", ERRANDS)
def test_what_was_acknowledged_is_on_the_disk_when_the_power_goes(name, stage, ground, tally):
    cuts = share(TIMES.get(name, USUAL), least=6)
    chance = random.Random(f"cut {name}")  # noqa: S311 - the same cuts in every run
    acknowledged, wrong = 0, []
    with ground.fresh(name) as root, ground.place() as mount, ground.place() as there:
        there.mkdir()
        with recorded(root, mount, there / "tape"):
            actor = stage.actor(name, mount, hears=mount / "said")
            actor.go()
            lines = actor.rest()
        assert lines[-1][0] == "end"
        tape = Tape.read(ground.base(name), there / "tape")
        assert tape.said(len(tape.events)) == lines
        for number, cut in enumerate(tape.cuts(chance, cuts)):
            mode = MODES[number % len(MODES)]
            tape.build(cut, mode, chance, there / "state")
            verdict = judged(name, there / "state", tape.said(cut))
            acknowledged += verdict.acknowledged
            wrong += [f"cut {cut}, {mode}: {each}" for each in verdict.wrong]
            shutil.rmtree(there / "state")
    tally(f"power cut, {name.replace('_', ' ')}", cuts, acknowledged, wrong)
    assert wrong == []


def test_a_tape_lets_only_go_what_was_not_synced(ground, tmp_path):
    with ground.place() as folder, ground.place() as mount:
        base = tmp_path / "base"
        (base / "kept").mkdir(parents=True)
        (base / "kept" / "old").write_bytes(b"old")
        shutil.copytree(base, folder)
        with recorded(folder, mount, tmp_path / "tape"):
            write(mount / "kept" / "synced", b"a" * 9000, sync_file=True, sync_folder=True)
            write(mount / "kept" / "nameless", b"b", sync_file=True, sync_folder=False)
            write(mount / "kept" / "empty", b"", sync_file=False, sync_folder=True)
            write(mount / "kept" / "empty", b"c" * 9000, sync_file=False, sync_folder=False)
            (mount / "kept" / "old").rename(mount / "moved")
        tape = Tape.read(base, tmp_path / "tape")
    found: Counter[tuple[str, ...]] = Counter()
    chance = random.Random(1)  # noqa: S311
    for number in range(60):
        state = tmp_path / str(number)
        tape.build(len(tape.events), MODES[number % 3], chance, state)
        there = {each.relative_to(state).as_posix(): each.read_bytes() for each in state.rglob("*") if each.is_file()}
        assert there["kept/synced"] == b"a" * 9000
        assert there["kept/nameless"] == b"b"
        assert ("kept/old" in there) != ("moved" in there)
        assert set(there["kept/empty"]) <= {0, ord("c")}
        found[tuple(sorted(there)), len(there["kept/empty"])] += 1
    sizes = {size for _names, size in found}
    assert 0 in sizes
    assert 9000 in sizes
    assert len(found) >= 4


def write(path, data, *, sync_file, sync_folder):
    """Write a file and sync what is wanted."""
    import os

    handle = os.open(path, os.O_CREAT | os.O_WRONLY, 0o600)
    os.write(handle, data)
    if sync_file:
        os.fsync(handle)
    os.close(handle)
    if sync_folder:
        handle = os.open(path.parent, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)
