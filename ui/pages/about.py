"""What the program is made of: its version, the works of others in it, and their licences."""

import gzip
import platform
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from PySide6.QtCore import qVersion

import app
from app.paths import PROGRAM_FOLDER, RESOURCES

OTHERS = (
    ("PySide6-Essentials", "Qt for Python", "LGPL-3.0"),
    ("sqlcipher3", "SQLCipher", "BSD-3-Clause"),
    ("sqlite-utils", "sqlite-utils", "Apache-2.0"),
    ("reportlab", "ReportLab", "BSD-3-Clause"),
    ("pyHanko", "pyHanko", "MIT"),
    ("cryptography", "cryptography", "Apache-2.0 / BSD-3-Clause"),
    ("openpyxl", "openpyxl", "MIT"),
    ("pypinyin", "pypinyin", "MIT"),
    ("segno", "segno", "BSD-3-Clause"),
)


@dataclass(frozen=True, slots=True)
class Work:
    """A work of others in the program: its name, its version ("" where it has none), its licence."""

    name: str
    version: str
    licence: str


def program_version() -> str:
    """The version of this program."""
    return app.VERSION


def works() -> tuple[Work, ...]:
    """The libraries that are there."""
    return tuple(Work(name, _version(package), licence) for package, name, licence in OTHERS)


def runtime() -> str:
    """Python 3.11.2, Qt 6.9.3, Linux."""
    return f"Python {platform.python_version()}，Qt {qVersion()}，{platform.system() or sys.platform}"


def licence_files() -> tuple[tuple[str, Path], ...]:
    """The licences that come with the program: (what for, file)."""
    fonts = sorted((RESOURCES / "fonts" / "licences").glob("*.txt"))
    found = [("五有自查", PROGRAM_FOLDER / "LICENSE"), ("Lucide", RESOURCES / "icons" / "LICENSE")]
    return tuple((name, path) for name, path in [*found, *((path.stem, path) for path in fonts)] if path.exists())


def text_of(path: Path) -> str:
    """A licence as text."""
    data = path.read_bytes()
    return (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8", "replace")


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
