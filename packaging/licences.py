"""The licence texts of everything that goes into the package, gathered from what is installed where it is built."""

import importlib.metadata
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path

import program

LOCK = program.ROOT / "packaging" / "requirements.lock"
KEPT = program.ROOT / "packaging" / "licences"
_NAMES = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)
_CODE = (".py", ".pyc", ".so", ".pyd")
QT = ("PySide6_Addons", "PySide6_Essentials", "shiboken6")
"""Their wheels carry no text; they are used under the LGPL, whose text is kept here with Qt's own notices."""


def locked() -> tuple[str, ...]:
    """The distributions that the program runs with, by the names of the lock."""
    lines = LOCK.read_text(encoding="utf-8").splitlines()
    return tuple(line.partition("==")[0].strip() for line in lines if line and not line.startswith("#"))


def texts_of(name: str) -> tuple[Path, ...]:
    """The licence files of an installed distribution; none where it carries none."""
    if name in QT:
        return (KEPT / "LGPL-3.txt", KEPT / "GPL-3.txt")
    files = importlib.metadata.distribution(name).files or []
    texts = [file for file in files if _NAMES.search(file.name) and file.suffix not in _CODE]
    own = [file for file in texts if not str(file).startswith("reportlab/fonts/")]  # of fonts that do not go in
    return tuple(Path(str(file.locate())) for file in own)


def python_text() -> Path:
    """The licence of the Python that goes in."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    places = (
        Path(sysconfig.get_path("stdlib")) / "LICENSE.txt",
        Path(sys.base_prefix) / "LICENSE.txt",
        Path("/usr/share/doc") / version / "copyright",
        Path("/usr/share/doc") / f"lib{version}-stdlib" / "copyright",
    )
    return next(place for place in places if place.is_file())


def gather(folder: Path, system_libraries: Iterable[Path]) -> int:
    """Fill `folder` with every text; how many files there are. Raises LookupError for a part without one."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(KEPT, folder)
    resources = program.ROOT / "resources"
    shutil.copy(program.ROOT / "LICENSE", folder / f"{program.NAME}.txt")
    shutil.copytree(resources / "fonts" / "licences", folder / "fonts")
    _copy((resources / "icons" / "LICENSE",), folder / "icons")
    _copy((python_text(),), folder / "python")
    for name in (*locked(), "pyinstaller"):  # the small program that starts ours is PyInstaller's
        texts = texts_of(name)
        if not texts:
            raise LookupError(f"{name}: no licence text")
        if name not in QT:
            _copy(texts, folder / "distributions" / name)
    for library in system_libraries:
        package = _package_of(library)
        _copy((Path("/usr/share/doc") / package / "copyright",), folder / "system" / package)
    return sum(1 for each in folder.rglob("*") if each.is_file())


def _copy(texts: Iterable[Path], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for text in texts:
        target = folder / text.name
        number = 2
        while target.exists() and target.read_bytes() != text.read_bytes():
            target, number = folder / f"{text.stem}-{number}{text.suffix}", number + 1
        shutil.copyfile(text, target)


def _package_of(library: Path) -> str:
    """The Debian package that a library of the system came with."""
    for place in (library, library.resolve(), Path("/usr") / library.resolve().relative_to("/")):
        asked = subprocess.run(["dpkg-query", "-S", str(place)], capture_output=True, text=True, check=False)
        if asked.returncode == 0:
            return asked.stdout.partition(":")[0].partition(",")[0]
    raise LookupError(f"{library}: of no package on this {platform.system()}")
