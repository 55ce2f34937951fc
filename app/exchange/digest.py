"""SHA-256 of a file on a stick or in the outbox, told piece by piece."""

import hashlib
import os
from pathlib import Path

from app.progress import Progress, Step

PIECE = 1 << 20


def digest_of(path: Path, doing: str, progress: Progress) -> tuple[str, int]:
    """SHA-256 (hex) and size in bytes; `doing` names the step. Raises OSError and Cancelled."""
    sha256, done = hashlib.sha256(), 0
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        while piece := file.read(PIECE):
            progress(Step(doing, done, size, unit="bytes"))
            sha256.update(piece)
            done += len(piece)
    return sha256.hexdigest(), done
