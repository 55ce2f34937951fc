"""How much memory a piece of work takes, in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from app.paths import PROGRAM_FOLDER

_STATUS = Path("/proc/self/status")
_CHILD = """
import sys
from pathlib import Path
from {module} import {name}
{name}(*map(Path, sys.argv[1:]))
peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:"))
print(int(peak.split()[1]) / 1024)
"""


def can_measure_memory() -> bool:
    """Whether the program runs from its sources, on a system that says how much memory a process took at most."""
    return _STATUS.exists() and not getattr(sys, "frozen", False)


def peak_of(work: Callable[..., object], *paths: Path) -> float:
    """The most memory (MB, of 1,048,576 bytes) that a new process had while it did `work`, a function of a module."""
    code = _CHILD.format(module=work.__module__, name=work.__name__)
    said = subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-c", code, *map(str, paths)],
        check=True,
        stdout=subprocess.PIPE,
        cwd=PROGRAM_FOLDER,
        env=os.environ,
    )
    return float(said.stdout.split()[-1])
