"""Whatever moment the program is killed at, every answer that was acknowledged is there afterwards."""

import os
import random
import sys
import threading

import pytest

ORDINARY = 50

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")


def kill_and_look(bench, times: int, seed: int) -> tuple[int, list[str]]:
    """Kill the answering program `times` times at moments drawn from `seed`; answers acknowledged, and what is lost."""
    moments = random.Random(seed)  # noqa: S311 - the same moments in every run
    acknowledged, wrong = 0, []
    for n in range(times):
        program = bench.start()
        # Most kills fall into the answering; every fifth anywhere from the start of the process on.
        from_start = n % 5 == 4
        timer = threading.Timer(moments.uniform(0, 0.4 if from_start else 0.06), program.kill)
        if from_start:
            timer.start()
        for line in program.stdout:
            word, seq = line.split()[:2]
            if word == "open" and not from_start:
                timer.start()
            elif word == "saved":
                acknowledged = int(seq)
        program.wait()
        timer.cancel()
        program.stdout.close()
        wrong += bench.lost(acknowledged, whole_file=n % 10 == 9)
    return acknowledged, wrong


def test_no_acknowledged_answer_is_lost_when_the_program_is_killed(bench, capsys):
    times = int(os.environ.get("WUYOU_FAULTS", ORDINARY))
    acknowledged, wrong = kill_and_look(bench, times, seed=20260108)
    with capsys.disabled():
        sys.stdout.write(f"\nkilled {times} times, {acknowledged} answers acknowledged, {len(wrong)} lost\n")
    assert acknowledged > times
    assert wrong == []
