"""A program that stays: it loads everything once, then forks an actor for each errand that it is sent.

`stage.py FD`: on the socket FD come errands as JSON, each with the actor's end of a channel; back goes its process id.
The actor waits for a byte on its channel, does its errand and says a line of JSON for whatever happens: `open`,
`about X` before an act, `saved X` once it is acknowledged, `refused X ERROR`, and at the end `end`, or `stopped ERROR`
for an error that a user would be told, or `crashed …` for any other.
"""

import ctypes
import gc
import importlib
import json
import os
import signal
import socket
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Any

from app.errors import AppError
from app.services.demo import create_demo_workspace, do_main_job

PR_SET_PTRACER = 0x59616D61


class Said:
    """Speaks for an actor; a further file may hear it too, in one order with what the actor writes there."""

    def __init__(self, channel: socket.socket, hears: str | None) -> None:
        self._channel = channel
        self._hears = os.open(hears, os.O_WRONLY | os.O_CREAT | os.O_APPEND) if hears else None

    def __call__(self, word: str, about: Any = None, error: BaseException | None = None) -> None:
        """One line, heard before the actor goes on."""
        line = [word, about, *([type(error).__name__] if error else [])]
        data = json.dumps(line, ensure_ascii=False).encode() + b"\n"
        if self._hears is not None:
            os.write(self._hears, data)
        self._channel.sendall(data)  # not write(2): that is made to fail


def act(errand: dict[str, Any], channel: socket.socket) -> None:
    """Do the errand; whatever comes of it is said."""
    channel.sendall(b'["there", null]\n')
    if not channel.recv(1):
        return
    said = Said(channel, errand["hears"])
    module = importlib.import_module(f"tests.faults.errands.{errand['name']}")
    try:
        module.act(said, Path(errand["root"]), **errand["more"])
        said("end")
    except AppError as error:
        said("stopped", None, error)
    except BaseException:  # noqa: BLE001 - the judge wants to know of every one
        said("crashed", traceback.format_exc())


def warm_up() -> None:
    """Load what an errand needs: the fonts, the libraries that sign, those that look at photos."""
    for module in Path(__file__).with_name("errands").glob("*.py"):
        importlib.import_module(f"tests.faults.errands.{module.stem}")
    with tempfile.TemporaryDirectory() as folder:
        workspace = create_demo_workspace(Path(folder) / "demo")
        do_main_job(workspace)
        workspace.close()


def main(number: str) -> None:
    """Fork for each errand until nobody sends any more."""
    control = socket.socket(fileno=int(number))
    if sys.platform == "linux":  # where only parents may trace, a tracer that is none
        ctypes.CDLL(None).prctl(PR_SET_PTRACER, ctypes.c_ulong(-1), 0, 0, 0)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits here: each end is seen from outside
    warm_up()
    gc.freeze()
    control.send(b"ready")
    while True:
        data, channels, _flags, _address = socket.recv_fds(control, 65536, 1)
        if not data:
            return
        pid = os.fork()
        if pid == 0:
            control.close()
            try:
                if sys.platform == "linux":
                    ctypes.CDLL(None).prctl(PR_SET_PTRACER, ctypes.c_ulong(-1), 0, 0, 0)
                act(json.loads(data), socket.socket(fileno=channels[0]))
            finally:
                os._exit(0)
        os.close(channels[0])
        control.send(str(pid).encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
