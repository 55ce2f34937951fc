"""Options that every command on a store shares: which folder, and where its passphrase comes from."""

import argparse
import sys
from pathlib import Path
from typing import NoReturn

from app.paths import data_folder
from app.services.workspace import Workspace, open_workspace, workspace_state

USAGE = 2


class Arguments(argparse.ArgumentParser):
    """A parser that says what is wrong in one line and leaves with exit code 2."""

    def error(self, message: str) -> NoReturn:
        """Called by argparse on wrong usage."""
        self.print_usage(sys.stderr)
        self.exit(USAGE, f"{self.prog}: {message}\n")


def store_arguments(program: str) -> Arguments:
    """A parser with --data, --passphrase-file and --passphrase-stdin."""
    parser = Arguments(prog=program)
    parser.add_argument("--data", type=Path, default=None)
    given = parser.add_mutually_exclusive_group()
    given.add_argument("--passphrase-file", type=Path, default=None)
    given.add_argument("--passphrase-stdin", action="store_true")
    return parser


def store_folder(data: Path | None) -> Path:
    """The folder of the store: --data, or the user's own."""
    return data if data is not None else data_folder() / "store"


def passphrase_of(options: argparse.Namespace) -> str | None:
    """The passphrase as given: first line of the file or of standard input; None where none was given."""
    if options.passphrase_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if options.passphrase_file is not None:
        path: Path = options.passphrase_file
        lines = path.read_text(encoding="utf-8").splitlines()
        return lines[0] if lines else ""
    return None


def opened(options: argparse.Namespace, *, readonly: bool = True) -> Workspace:
    """Open the store that the options name. Leaves with exit code 2 where a passphrase is needed and not given."""
    folder = store_folder(options.data)
    try:
        passphrase = passphrase_of(options)
    except OSError as error:
        leave(USAGE, f"口令文件读不出来：{error.strerror}")
    if workspace_state(folder) == "locked" and passphrase is None:
        leave(USAGE, "请用 --passphrase-file 文件 或 --passphrase-stdin 给出口令。")
    if workspace_state(folder) == "demo":
        passphrase = None
    return open_workspace(folder, passphrase, readonly=readonly)


def leave(code: int, sentence: str) -> NoReturn:
    """End the command with a sentence on stderr."""
    sys.stderr.write(sentence + "\n")
    raise SystemExit(code)
