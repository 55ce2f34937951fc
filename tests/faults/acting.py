"""Actors from outside: started, waited for, killed at a moment, and what they said until then."""

import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
LONGEST_S = 120

Line = list[Any]
"""A word, what it is about, and the name of an error where there is one."""


class Actor:
    """One errand in a process of its own, which begins at `go`.

    `longest_silence` is the longest time, in seconds, in which it has said nothing since.
    """

    def __init__(self, pid: int, channel: socket.socket) -> None:
        self.pid = pid
        self._end = os.pidfd_open(pid)
        self._channel = channel
        self._rest = b""
        self.said: list[Line] = []
        self.was_killed = False
        self.longest_silence = 0.0
        self._spoke = time.monotonic()
        self._hear(until="there")

    def go(self) -> None:
        """Let it begin."""
        self.longest_silence, self._spoke = 0.0, time.monotonic()
        self._channel.sendall(b"!")

    def rest(self) -> list[Line]:
        """Everything it says until it ends."""
        self._hear()
        return self._ended()

    def killed(self, saved: int, after: float) -> list[Line]:
        """Kill it `after` seconds from when it had said `saved` so many times (0: began); what it said until then.

        `was_killed` tells whether it was still at it.
        """
        self.heard(saved, after)
        if not self.said or self.said[-1][0] not in ("end", "stopped", "crashed"):
            self.was_killed = True
            signal.pidfd_send_signal(self._end, signal.SIGKILL)
        self._hear()
        return self._ended()

    def heard(self, saved: int, after: float) -> None:
        """Listen until `after` seconds from when it had said `saved` so many times (0: began), or its end."""
        self._hear(saved=saved)
        self._hear(deadline=time.monotonic() + after)

    def _hear(self, *, until: str = "", saved: int | None = None, deadline: float | None = None) -> None:
        last = time.monotonic() + LONGEST_S
        while True:
            if saved is not None and sum(line[0] == "saved" for line in self.said) >= saved:
                return
            wait = (last if deadline is None else deadline) - time.monotonic()
            if not select.select([self._channel], [], [], max(0, wait))[0]:
                if deadline is None:
                    raise TimeoutError(f"nothing more after {self.said[-3:]}")
                return
            try:
                data = self._channel.recv(65536)
            except ConnectionResetError:  # it went with something unread
                return
            if not data:
                return
            before, self._spoke = self._spoke, time.monotonic()
            self.longest_silence = max(self.longest_silence, self._spoke - before)
            *lines, self._rest = (self._rest + data).split(b"\n")
            self.said += [json.loads(line) for line in lines]
            if until and self.said[-1][0] == until:
                self.said.clear()
                return

    def _ended(self) -> list[Line]:
        """Its locks are given back with its last breath, after its channel was closed."""
        select.select([self._end], [], [])
        os.close(self._end)
        self._channel.close()
        return self.said


class Stage:
    """The program that forks actors; close it when the last one has gone."""

    def __init__(self) -> None:
        self._control, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._program = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("stage.py")), str(far.fileno())],
            pass_fds=[far.fileno()],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        )
        far.close()
        if self._control.recv(16) != b"ready":
            raise RuntimeError("the stage did not open")

    def actor(self, name: str, root: Path, *, hears: Path | None = None, **more: object) -> Actor:
        """Somebody who will do the errand `name` in `root`."""
        near, far = socket.socketpair()
        errand = {"name": name, "root": str(root), "hears": str(hears) if hears else None, "more": more}
        socket.send_fds(self._control, [json.dumps(errand).encode()], [far.fileno()])
        far.close()
        return Actor(int(self._control.recv(16)), near)

    def close(self) -> None:
        """Let the program end."""
        self._control.close()
        self._program.wait()
