"""From the start of the process to the first paint of the window, against a bare QMainWindow."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from app.paths import PROGRAM_FOLDER
from ui.bench.measuring import Measured, Stopwatch, pairs_of
from ui.first_paint import FIRST_PAINT_EXIT, PAINTED

BARE_WINDOW = Path(__file__).with_name("bare_window.py")


def can_measure_start() -> bool:
    """Whether the program runs from its sources: only then can the same Python open a bare window."""
    return not getattr(sys, "frozen", False)


def starting(folder: Path, units: int, scratch: Path, pairs: int) -> Measured:
    """Processes of their own on the store in `folder`, a practice store: no passphrase, no key derivation.

    `scratch` takes compiled modules where Python was told to write none beside the sources.
    """
    program = [sys.executable, str(PROGRAM_FOLDER / "main.py"), "--data", str(folder), FIRST_PAINT_EXIT]
    environment = _environment(scratch)
    ours = _start(program, environment)
    floor = _start([sys.executable, str(BARE_WINDOW)], environment)
    measured = pairs_of(ours, floor, pairs)
    return Measured(f"启动到首次显示（{units}个单位）", "空的QMainWindow", *measured, "×", bar=2.5, aim=1.5)


def _environment(scratch: Path) -> dict[str, str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8"}
    if environment.pop("PYTHONDONTWRITEBYTECODE", None):
        environment["PYTHONPYCACHEPREFIX"] = str(scratch)
    return environment


def _start(command: Sequence[str], environment: dict[str, str]) -> Stopwatch:
    def run() -> float:
        start = perf_counter()
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:  # noqa: S603 - our own
            if process.stdout is None:
                raise BrokenPipeError(command[1])
            said = process.stdout.readline().decode().strip()
            milliseconds = (perf_counter() - start) * 1000
        if said != PAINTED or process.returncode != 0:
            raise ChildProcessError(f"{command[1]}: {said!r}, exit {process.returncode}")
        return milliseconds

    return run
