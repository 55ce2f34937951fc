"""A stage with actors, fresh ground for each fault, the count of them all; a store for the answering program."""

import importlib.util
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType, SimpleNamespace

import pytest

from app.domain.inspection import Inspection
from app.store.database import create_store, open_store
from app.store.inspections import answers, inspection, item_scores
from app.store.integrity import check
from tests.faults.acting import Stage
from tests.faults.grounds import Ground
from tests.faults.judging import wrong_in_log
from tests.faults.mounting import mount_refusal
from tests.faults.mounting import small_disk as small

ROOT = Path(__file__).parents[2]
PROGRAM = Path(__file__).with_name("answering.py")
INSPECTING = Path(__file__).with_name("inspecting.py")
KEY = bytes(range(32))
COUNTED = "counted faults"


def load(path: Path) -> ModuleType:
    """A program of this folder as a module, for what it would answer."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


answering = load(PROGRAM)


def start(program: Path, *arguments: str, prefix: tuple[str, ...] = ()) -> subprocess.Popen:
    """Start a program of this folder; `prefix` is a program that runs it."""
    return subprocess.Popen(
        [*prefix, sys.executable, str(program), *arguments],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
    )


def killed(program: subprocess.Popen, after: float, *, answers: int | None, acknowledged: int) -> int:
    """Kill a program `after` seconds from its start, or from when it said that so many answers were saved.

    Returns the last change that it said was saved, `acknowledged` where it said nothing.
    """
    timer = threading.Timer(after, program.kill)
    if answers is None:
        timer.start()
    for line in program.stdout:
        word, seq = line.split()[:2]
        if word == "saved":
            acknowledged = int(seq)
        if answers is not None:
            answers -= 1
            if answers == -1:  # the line `open` came first
                timer.start()
    program.wait()
    timer.cancel()
    program.stdout.close()
    return acknowledged


class Bench:
    """One store in a folder, the program that answers in it, and the judge."""

    def __init__(self, folder: Path, key_file: Path) -> None:
        self.folder = folder
        self.key_file = key_file
        key_file.write_bytes(KEY)
        create_store(folder, key=KEY, realm="faults", clock=lambda: datetime(2026, 1, 8, tzinfo=UTC)).close()

    def start(self, *prefix: str, count: int = 1_000_000) -> subprocess.Popen:
        """The answering program; `prefix` is a program that runs it."""
        return start(PROGRAM, str(self.folder), str(self.key_file), str(count), prefix=prefix)

    def lost(self, acknowledged: int, *, whole_file: bool = False) -> list[str]:
        """What is missing or wrong after `acknowledged` was the last change said to be saved; empty is right.

        A change that was under way may be there or not, but whole: log, answer and result tell the same story.
        """
        wrong = []
        with open_store(self.folder, key=KEY) as store:
            if whole_file:
                wrong += check(store)
            last = answering.last_seq(store)
            if last < acknowledged:
                wrong.append(f"{acknowledged - last} acknowledged answers lost")
            wrong += wrong_in_log(store, answering.INSPECTION, answering.is_undo)
            if last == 0:
                return wrong
            for code, value in answers(store, answering.INSPECTION)["items"].items():
                if value != answering.value_at(value["facts"]["a"]["n"]):
                    wrong.append(f"the answer to {code} is not what was given")
            result = answering.outcome_at(last)
            if inspection(store, answering.INSPECTION).total_e4 != result.total_e4:
                wrong.append("the total is not that of the last answer")
            scores = {code: (marks, state) for code, marks, state in result.item_scores}
            if item_scores(store, answering.INSPECTION) != scores:
                wrong.append("the scores are not those of the last answer")
        return wrong


@pytest.fixture(scope="session")
def stage() -> Iterator[Stage]:
    """The program that forks an actor for each errand."""
    opened = Stage()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def ground() -> Iterator[Ground]:
    """What each errand begins with, copied for every fault; in memory where that is there, because it goes often."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(prefix="faults-", dir=memory if os.access(memory, os.W_OK) else None) as folder:
        yield Ground(Path(folder))


@pytest.fixture
def tally(request: pytest.FixtureRequest) -> Callable[[str, int, int, Sequence[str]], None]:
    """Counts faults of a kind, what had been acknowledged in them, and what was lost; the table is at the end."""

    def counted(kind: str, tried: int, acknowledged: int, wrong: Sequence[str]) -> None:
        request.node.user_properties.append((COUNTED, [kind, tried, acknowledged, len(wrong)]))

    return counted


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The table of all faults, and why any kind of them was not tried."""
    reports = [each for some in terminalreporter.stats.values() for each in some if isinstance(each, pytest.TestReport)]
    rows: dict[str, list[int]] = {}
    for report in reports:
        for name, value in report.user_properties if report.when == "call" else ():
            if name == COUNTED:
                row = rows.setdefault(value[0], [0, 0, 0])
                row[:] = [have + more for have, more in zip(row, value[1:], strict=True)]
    if not rows:
        return
    terminalreporter.section("faults")
    terminalreporter.write_line(f"{'kind':<44}{'times':>8}{'acknowledged':>14}{'lost or torn':>14}")
    for kind, row in sorted(rows.items()):
        terminalreporter.write_line(f"{kind:<44}{row[0]:>8,}{row[1]:>14,}{row[2]:>14,}")
    whole = [sum(column) for column in zip(*rows.values(), strict=True)]
    terminalreporter.write_line(f"{'all':<44}{whole[0]:>8,}{whole[1]:>14,}{whole[2]:>14,}")
    for reason in sorted(
        {str(each.longrepr[2]) for each in reports if each.skipped and isinstance(each.longrepr, tuple)}
    ):
        terminalreporter.write_line(f"not tried: {reason}")


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path / "data", tmp_path / "key")


@pytest.fixture
def key() -> bytes:
    return KEY


@pytest.fixture
def now():
    return lambda: answering.NOW


@pytest.fixture
def draft() -> Inspection:
    return Inspection("i-1", "daily", "u-1", "district", "a" * 64, answering.NOW.date(), answering.NOW, answering.NOW)


@pytest.fixture
def kill():
    return killed


@pytest.fixture
def inspecting():
    return SimpleNamespace(
        start=lambda *arguments: start(INSPECTING, *arguments),
        log_is_wrong=wrong_in_log,
        program=load(INSPECTING),
    )


@pytest.fixture
def small_disk(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """A disk of its own, as large as the module's SMALL_DISK says; skips where nobody may mount one.

    The injected ENOSPC covers the full disk there.
    """
    place = tmp_path / "disk"
    place.mkdir()
    if mount_refusal():
        pytest.skip(f"a small disk cannot be mounted: {mount_refusal()}")
    with small(place, request.module.SMALL_DISK):
        yield place
