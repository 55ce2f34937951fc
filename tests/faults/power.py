"""What a disk may hold after its power was cut: built from a tape of what was done to it.

What `fsync` returned for is there: the bytes of a file, the names in a folder. Of everything else any part may be
there: no write has to be, nor each of its pages of 4 KiB, and one that came later may be there without those before.
This is less than any usual file system gives; a program that stands it relies on nothing but what is promised.
"""

import json
import os
import pickle
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes.util import find_library
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.faults.acting import ROOT, Line
from tests.faults.recording import numbered

PAGE = 4096
MODES = ("nothing", "some", "journal")
"""Of what was not synced: nothing is there; any part of it; the names in their order and any part of the bytes."""
MOUNTED_WITHIN_S = 20

Event = tuple[Any, ...]


def refusal() -> str:
    """Why no file system can be mounted here; empty when it can."""
    if sys.platform != "linux" or not Path("/dev/fuse").exists():
        return "there is no /dev/fuse"
    if find_library("fuse3") is None:
        return "libfuse3 is not installed"
    try:
        os.close(os.open("/dev/fuse", os.O_RDWR))
    except OSError as error:
        return f"/dev/fuse may not be opened: {error.strerror}"
    return "" if shutil.which("fusermount3") else "fusermount3 is not installed"


@contextmanager
def recorded(folder: Path, mount: Path, tape: Path) -> Iterator[None]:
    """`folder` seen through `mount` while the block runs; afterwards the tape is whole."""
    mount.mkdir()
    program = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("recording.py")), str(folder), str(mount), str(tape)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "FUSE_LIBRARY_NAME": "fuse3"},
    )
    try:
        last = time.monotonic() + MOUNTED_WITHIN_S
        while not mount.is_mount():
            if program.poll() is not None or time.monotonic() > last:
                raise RuntimeError("the recording file system was not mounted")
            time.sleep(0.01)
        yield
    finally:
        subprocess.run(["fusermount3", "-u", str(mount)], check=False)
        program.wait(MOUNTED_WITHIN_S)


@dataclass
class Tape:
    """What was done, from the beginning that `base` keeps."""

    base: Path
    events: list[Event]
    numbers: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self.numbers = numbered(self.base)

    @classmethod
    def read(cls, base: Path, path: Path) -> "Tape":
        """The tape of a run that began with what `base` holds."""
        events = []
        with path.open("rb") as file:
            while True:
                try:
                    events.append(pickle.load(file))  # noqa: S301 - written by ourselves
                except EOFError:
                    return cls(base, events)

    def said(self, cut: int) -> list[Line]:
        """What had been said when the power was cut after `cut` events."""
        text = b"".join(event[1] for event in self.events[:cut] if event[0] == "said")
        return [json.loads(line) for line in text.splitlines()]

    def cuts(self, chance: random.Random, count: int) -> list[int]:
        """Moments to cut at: right after each thing was said first, then anywhere."""
        spoken = [n for n, event in enumerate(self.events, start=1) if event[0] == "said"]
        chosen = chance.sample(spoken, min(len(spoken), count // 3))
        return sorted(chosen + [chance.randrange(len(self.events) + 1) for _ in range(count - len(chosen))])

    def build(self, cut: int, mode: str, chance: random.Random, target: Path) -> None:
        """Lay into `target` what the disk may hold when the power was cut after `cut` events."""
        events = self.events[:cut]
        disk = _Disk(self)
        is_there = _choice(events, mode, chance)
        for event, lasts in zip(events, _lasting(events), strict=True):
            disk.take(event, lambda lasts=lasts, event=event: lasts or is_there(event))
        disk.lay(target)


def _lasting(events: list[Event]) -> list[bool]:
    """For each event whether a later sync made it last."""
    synced: set[int] = set()
    found = []
    for event in reversed(events):
        if event[0] == "sync":
            synced.add(event[1])
        # A move is one step of the disk: it lasts with the folder that it went to.
        found.append(event[3 if event[0] == "move" else 1] in synced if event[0] != "said" else True)
    return found[::-1]


def _choice(events: list[Event], mode: str, chance: random.Random) -> Callable[[Event], bool]:
    """Whether something that was not synced is there all the same."""
    if mode == "nothing":
        return lambda _event: False
    share = chance.choice((0.1, 0.5, 0.9))
    if mode == "some":
        return lambda _event: chance.random() < share
    names = [event for event in events if event[0] in ("link", "unlink", "move")]
    kept = {id(event) for event in names[: chance.randrange(len(names) + 1)]}
    return lambda event: id(event) in kept if event[0] in ("link", "unlink", "move") else chance.random() < share


class _Disk:
    """Nodes and names as they come to be."""

    def __init__(self, tape: Tape) -> None:
        self._paths = {number: tape.base / path[1:] for path, number in tape.numbers.items()}
        self._bytes: dict[int, bytearray] = {}
        self._names: dict[int, dict[str, int]] = {
            number: {} for path, number in tape.numbers.items() if (tape.base / path[1:]).is_dir()
        }
        for path, number in tape.numbers.items():
            if path != "/":
                above, _slash, name = path.rpartition("/")
                self._names[tape.numbers[above or "/"]][name] = number

    def take(self, event: Event, is_there: Callable[[], bool]) -> None:
        match event:
            case ("write", node, offset, data):
                content = self._content(node)
                start = offset
                while start < offset + len(data):  # each page is there or not
                    end = min((start // PAGE + 1) * PAGE, offset + len(data))
                    if is_there():
                        content.extend(bytes(max(0, end - len(content))))
                        content[start:end] = data[start - offset : end - offset]
                    start = end
            case ("size", node, size):
                if is_there():
                    content = self._content(node)
                    del content[size:]
                    content.extend(bytes(size - len(content)))
            case ("link", above, name, node, is_folder):
                if is_folder:
                    self._names.setdefault(node, {})
                if is_there():
                    self._names[above][name] = node
            case ("unlink", above, name):
                if is_there():
                    self._names[above].pop(name, None)
            case ("move", above, name, above2, name2, node):
                if is_there():
                    if self._names[above].get(name) == node:
                        del self._names[above][name]
                    self._names[above2][name2] = node

    def _content(self, node: int) -> bytearray:
        if node not in self._bytes:
            path = self._paths.get(node)
            self._bytes[node] = bytearray(path.read_bytes() if path else b"")
        return self._bytes[node]

    def lay(self, target: Path, node: int = 0) -> None:
        target.mkdir()
        for name, below in self._names[node].items():
            if below in self._names:
                self.lay(target / name, below)
            else:
                (target / name).write_bytes(self._content(below))
