"""A file that is read from a stick: what fails is said of it, and how far it is read is told."""

import os
from pathlib import Path
from typing import BinaryIO

from app.errors import FileUnreadable
from app.progress import Progress, Step


class ToldSource:
    """What fails in reading it is said of it, not of the disk that is written to meanwhile."""

    def __init__(self, path: Path, file: BinaryIO, progress: Progress) -> None:
        self._path, self._file, self._progress = path, file, progress
        self._size, self._done = os.fstat(file.fileno()).st_size, 0

    def read(self, size: int = -1) -> bytes:
        """As the file's, or FileUnreadable; tells the step `decrypt` in bytes."""
        try:
            piece = self._file.read(size)
        except OSError as error:
            raise FileUnreadable(self._path, error.strerror or type(error).__name__) from error
        self._done += len(piece)
        self._progress(Step("decrypt", self._done, self._size, unit="bytes"))
        return piece

    def rewind(self) -> None:
        """Begin at the start again."""
        self._file.seek(0)
        self._done = 0
