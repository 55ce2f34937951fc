"""The ground of each errand: prepared once, fresh for every fault, judged with whatever the judge meets."""

import importlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from app.errors import AppError
from tests.faults.acting import Line
from tests.faults.judging import Verdict, untold

ERRANDS = tuple(sorted(each.stem for each in Path(__file__).with_name("errands").glob("*.py")))
FULL = 500
FAULTS = int(os.environ.get("WUYOU_FAULTS", "20"))


def share(full: int, least: int = 2) -> int:
    """How many of the `full` number of faults this run tries."""
    return max(least, full * FAULTS // FULL)


def errand(name: str) -> ModuleType:
    """The errand's program and judge."""
    return importlib.import_module(f"tests.faults.errands.{name}")


class Ground:
    """Folders to do errands in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._count = 0

    def base(self, name: str) -> Path:
        """What the errand begins with; not to be touched."""
        base = self.folder / name
        if not base.exists():
            base.mkdir()
            errand(name).prepare(base)
        return base

    @contextmanager
    def fresh(self, name: str) -> Iterator[Path]:
        """A copy of it, gone afterwards."""
        with self.place() as root:
            shutil.copytree(self.base(name), root)
            yield root

    @contextmanager
    def place(self) -> Iterator[Path]:
        """A name for a folder that is not there yet, and is gone afterwards."""
        self._count += 1
        root = self.folder / str(self._count)
        try:
            yield root
        finally:
            shutil.rmtree(root, ignore_errors=True)


def judged(name: str, root: Path, lines: list[Line]) -> Verdict:
    """The errand's judge, with what its program should have told; a store that does not open is what is wrong."""
    told = untold(lines)
    try:
        verdict = errand(name).judge(root, lines)
    except (AppError, OSError) as error:
        verdict = Verdict(0, [f"it does not open: {error!r}"])
    return Verdict(verdict.acknowledged, [*told, *verdict.wrong])
