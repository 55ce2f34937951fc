"""Options that every command on a store shares: which folder, and where its passphrase comes from."""

import argparse
import sys
from pathlib import Path
from typing import NoReturn

from app.errors import NoStoreHere
from app.paths import command_name, data_folder
from app.services.workspace import Workspace, open_workspace, workspace_state

USAGE = 2
STORE_OPTIONS = "[--data 文件夹] [--passphrase-file 文件 | --passphrase-stdin]"


class Arguments(argparse.ArgumentParser):
    """A parser that answers wrong usage with the usage line in Chinese and leaves with exit code 2.

    `usage` is what follows `main.py`. Long options have to be written out.
    """

    def __init__(self, prog: str, usage: str = "") -> None:
        super().__init__(prog=prog, usage=usage or None, allow_abbrev=False)
        self._line = usage

    def error(self, message: str) -> NoReturn:
        """Called by argparse on wrong usage; its own English words are left out where there is a line of ours."""
        self.print_usage(sys.stderr)
        self.exit(USAGE, "" if self._line else f"{self.prog}: {message}\n")

    def format_usage(self) -> str:
        """用法: main.py …"""
        return f"用法: {command_name()} {self._line}\n" if self._line else super().format_usage()

    def format_help(self) -> str:
        """The usage line is all the help there is."""
        return self.format_usage() if self._line else super().format_help()


def store_arguments(program: str, usage: str = "") -> Arguments:
    """A parser with --data, --passphrase-file and --passphrase-stdin; `usage` is what the command takes besides."""
    words = f"{program} {usage}".strip()
    parser = Arguments(prog=program, usage=f"{words} {STORE_OPTIONS}")
    parser.add_argument("--data", type=Path, default=None)
    given = parser.add_mutually_exclusive_group()
    given.add_argument("--passphrase-file", type=Path, default=None)
    given.add_argument("--passphrase-stdin", action="store_true")
    return parser


def store_folder(data: Path | None) -> Path:
    """The folder of the store: --data, or the user's own."""
    return data if data is not None else data_folder() / "store"


def passphrase_of(options: argparse.Namespace) -> str | None:
    """The passphrase as given: first line of the file or of standard input; None where none was given.

    Raises OSError, and UnicodeDecodeError for a file that is no text in UTF-8.
    """
    if options.passphrase_stdin:
        return sys.stdin.readline().removeprefix("\ufeff").rstrip("\r\n")
    if options.passphrase_file is not None:
        path: Path = options.passphrase_file
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        return lines[0] if lines else ""
    return None


def opened(options: argparse.Namespace, *, readonly: bool = True) -> Workspace:
    """Open the store that the options name.

    Leaves with exit code 2 where a passphrase is needed and not given, or cannot be read. Raises NoStoreHere and what
    `open_workspace` raises.
    """
    folder = store_folder(options.data)
    try:
        passphrase = passphrase_of(options)
    except UnicodeDecodeError:
        leave(USAGE, "口令读不出来：请把口令存成UTF-8编码的文本，放在第一行。")
    except OSError:
        leave(USAGE, f"口令文件“{options.passphrase_file}”读不出来，请核对文件名和权限。")
    state = workspace_state(folder)
    if state == "empty":
        raise NoStoreHere(folder)
    if state == "demo":
        return open_workspace(folder, readonly=readonly)
    if passphrase is None:
        leave(USAGE, "打开这个数据库要口令：请加上 --passphrase-file 文件，或者用 --passphrase-stdin 从标准输入给出。")
    return open_workspace(folder, passphrase, readonly=readonly)


def say(sentence: str) -> None:
    """One line on standard output."""
    print(sentence)


def complain(sentence: str) -> None:
    """One line on standard error."""
    print(sentence, file=sys.stderr)


def leave(code: int, sentence: str) -> NoReturn:
    """End the command with a sentence on stderr."""
    complain(sentence)
    raise SystemExit(code)
