"""System calls of an actor: watched, and made to fail one by one, by strace."""

import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.faults.acting import Actor

WATCHED = "write,pwrite64,fsync,fdatasync,?rename,?renameat,?renameat2,?link,?linkat,openat,?mkdir,?mkdirat"
_CALL = re.compile(r"^\d+ +(?P<call>\w+)\(")


def refusal() -> str:
    """Why system calls cannot be watched here; empty when they can."""
    if shutil.which("strace") is None:
        return "strace is not installed"
    tried = subprocess.run(["strace", "-f", "-o", os.devnull, "true"], capture_output=True, text=True)
    return "" if tried.returncode == 0 else f"ptrace is not permitted: {tried.stderr.strip()[:80]}"


@contextmanager
def traced(actor: Actor, to: Path, *options: str) -> Iterator[None]:
    """Follow an actor from its `go` on; `to` is whole when it has ended."""
    program = subprocess.Popen(
        ["strace", "-f", "-y", "-p", str(actor.pid), "-o", str(to), *options], stderr=subprocess.PIPE, text=True
    )
    heard = []
    for line in program.stderr:
        heard.append(line)
        if "attached" in line:
            break
    else:
        raise RuntimeError(f"strace does not follow: {heard}")
    yield
    program.stderr.read()
    program.wait()
    program.stderr.close()


@dataclass(frozen=True)
class Place:
    """The call that is to fail: the `number`th of its kind, counted from the actor's beginning."""

    call: str
    number: int


def places(trace: str, root: Path) -> dict[str, list[Place]]:
    """Where a disk may fail, by what is done there: bytes written, synced, names given, files and folders made."""
    found: dict[str, list[Place]] = {"write": [], "sync": [], "rename": [], "make": []}
    counted: Counter[str] = Counter()
    for line in trace.splitlines():
        match = _CALL.match(line)
        if match is None:
            continue
        call = match["call"]
        counted[call] += 1
        if str(root) not in line or (call == "openat" and "O_CREAT" not in line):
            continue
        kind = "write" if "write" in call else "sync" if "sync" in call else "make"
        kind = "rename" if call.startswith(("rename", "link")) else kind
        found[kind].append(Place(call, counted[call]))
    return found
