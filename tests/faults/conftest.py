"""A store for the answering program, and the judge of what is left of it."""

import ctypes
import importlib.util
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from app.domain.inspection import Inspection
from app.store.database import Store, create_store, open_store
from app.store.inspections import answers, inspection, item_scores
from app.store.integrity import check

ROOT = Path(__file__).parents[2]
PROGRAM = Path(__file__).with_name("answering.py")
INSPECTING = Path(__file__).with_name("inspecting.py")
KEY = bytes(range(32))


def load(path: Path) -> ModuleType:
    """A program of this folder as a module, for what it would answer."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


answering = load(PROGRAM)


def wrong_in_log(store: Store, inspection_id: str, is_undo: Callable[[int], bool]) -> list[str]:
    """Whether the change log is without gaps, each change stands on the one before, and the answers are its sum."""
    wrong = []
    log = store.rows(
        "SELECT seq, code, before, after, undoes FROM change WHERE inspection_id = ? ORDER BY seq", (inspection_id,)
    )
    if [row[0] for row in log] != list(range(1, len(log) + 1)):
        wrong.append("gaps in the log")
    standing: dict[str, str] = {}
    for seq, code, before, after, undoes in log:
        if standing.get(code) != before:
            wrong.append(f"change {seq} did not stand on what was there")
        if (undoes is not None) != is_undo(seq):
            wrong.append(f"change {seq} is not what was answered")
        if after is None:
            standing.pop(code, None)
        else:
            standing[code] = after
    if dict(store.rows("SELECT code, value FROM answer WHERE inspection_id = ?", (inspection_id,))) != standing:
        wrong.append("the answers are not those of the log")
    return wrong


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
    if sys.platform != "linux":
        pytest.skip("mounting a small disk is Linux only")
    mount = ctypes.CDLL(None, use_errno=True)
    if mount.mount(b"tmpfs", str(place).encode(), b"tmpfs", 0, request.module.SMALL_DISK) != 0:
        pytest.skip(f"a small disk cannot be mounted: {os.strerror(ctypes.get_errno())}")
    yield place
    mount.umount2(str(place).encode(), 2)
