"""A file that nobody else can read, for the time of a block: what a bundle holds in clear while it is looked at."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def private_file(folder: Path) -> Iterator[BinaryIO]:
    """A new file in `folder`, to be written and read; gone afterwards.

    What a crash leaves is called `.….part`, as clear_leftovers of the store removes it. Raises OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f".bundle-{os.urandom(8).hex()}.part"
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            yield file
    finally:
        path.unlink(missing_ok=True)
