"""A BagIt bag (RFC 8493) as a folder: written beside, read back against its own lists, and only then renamed."""

import hashlib
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.progress import Progress, Step, no_progress

# bagit, the library, makes bags too; it changes the working folder of the whole process to do so, and writes in place.
# The tests let it judge every bag of ours.

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
PIECE = 1 << 20
_NAME = re.compile("[0-9a-z_-][0-9a-z_.-]*(/[0-9a-z_-][0-9a-z_.-]*)*", re.ASCII)
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class BagFile:
    """One file of the payload: its name under `data/`, and how its bytes are opened when its turn comes."""

    name: str
    opened: Callable[[], AbstractContextManager[BinaryIO]]


@dataclass(frozen=True, slots=True)
class Bagged:
    """What was written and read back: files and bytes of the payload."""

    folder: Path
    files: int
    size: int


class ReadBackDiffers(OSError):  # noqa: N818 - names the fact, as all errors here do
    """What was read back from the disk is not what was written; `filename` says where."""


def write_bag(
    target: Path,
    files: Iterable[BagFile],
    info: Sequence[tuple[str, str]],
    *,
    total: int = 0,
    progress: Progress = no_progress,
) -> Bagged:
    """Write a bag to the new folder `target`; `total` files are expected, for the progress only.

    `info` are the fields of bag-info.txt; Payload-Oxum is added. Raises FileExistsError when `target` is there,
    ReadBackDiffers, OSError of the disk, Cancelled, and what opening a file raises: then nothing with that name is
    left. Names are lower-case ASCII, so that every system and every archive reads them.
    """
    if target.exists():
        raise FileExistsError(target)
    draft = target.with_name(f".{target.name}.{os.urandom(4).hex()}.part")
    try:
        draft.mkdir(parents=True)
        listed: dict[str, str] = {}
        size = 0
        for file in files:
            progress(Step(file.name, len(listed), total))
            name = f"data/{require_name(file.name)}"
            if name in listed:
                raise ValueError(f"twice in the bag: {name}")
            with file.opened() as source:
                listed[name], length = _write(draft / name, _pieces(source))
            size += length
        tags = {
            "bagit.txt": DECLARATION,
            "bag-info.txt": info_lines([*info, ("Payload-Oxum", f"{size}.{len(listed)}")]),
            "manifest-sha256.txt": manifest(listed),
        }
        tag_sums = {name: _write(draft / name, [data])[0] for name, data in tags.items()}
        _write(draft / "tagmanifest-sha256.txt", [manifest(tag_sums)])
        for number, (name, digest) in enumerate({**listed, **tag_sums}.items()):
            progress(Step(name, number, len(listed) + len(tag_sums)))
            if _digest(draft / name) != digest:
                raise ReadBackDiffers(None, "read back differs", str(draft / name))
        for folder in (*(each for each in draft.rglob("*") if each.is_dir()), draft):
            _sync(folder)
        if target.exists():
            raise FileExistsError(target)
        draft.rename(target)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    _sync(target.parent)
    return Bagged(target, len(listed), size)


def manifest(sums: dict[str, str]) -> bytes:
    """The lines of a manifest, as `sha256sum -c` reads them; sorted by name."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items())).encode()


def info_lines(fields: Sequence[tuple[str, str]]) -> bytes:
    """bag-info.txt: one field on a line each."""
    lines = (f"{name}: {' '.join(value.split())}\n" for name, value in fields)
    return "".join(lines).encode()


def require_name(name: str) -> str:
    """The name, or ValueError when not every system and archive would read it."""
    if not _NAME.fullmatch(name) or len(name) > _LONGEST_NAME:
        raise ValueError(f"no name for a file in a bag: {name!r}")
    return name


def _pieces(source: BinaryIO) -> Iterator[bytes]:
    while piece := source.read(PIECE):
        yield piece


def _write(path: Path, pieces: Iterable[bytes]) -> tuple[str, int]:
    """SHA-256 and length of what was written and is on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    sha256, size = hashlib.sha256(), 0
    with path.open("xb") as file:
        for piece in pieces:
            file.write(piece)
            sha256.update(piece)
            size += len(piece)
        file.flush()
        os.fsync(file.fileno())
    return sha256.hexdigest(), size


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(folder: Path) -> None:
    """Make the names in a folder lasting; Windows keeps them with the files."""
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
