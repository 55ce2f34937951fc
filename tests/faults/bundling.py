"""Write and read one large bundle, and say how much memory that took."""

import hashlib
import json
import sys
from contextlib import nullcontext
from pathlib import Path

from app.exchange.bundle_reader import ReadRevision, open_bundle
from app.exchange.bundle_stream import Blob
from app.exchange.bundle_writer import write_bundle
from tests.app.exchange.sticks import OFFICE_AGE, REALM, a_revision, a_stream

PHOTO = 8 << 20


class Noise:
    """A photo of PHOTO bytes that is never held whole."""

    def __init__(self, number: int) -> None:
        self._block = hashlib.shake_256(str(number).encode()).digest(1 << 16)
        self._left = PHOTO

    def read(self, size: int) -> bytes:
        given = self._block[: min(size, self._left, len(self._block))]
        self._left -= len(given)
        return given


def photo(number: int) -> Blob:
    sha256, source = hashlib.sha256(), Noise(number)
    while piece := source.read(1 << 20):
        sha256.update(piece)
    return Blob(sha256.hexdigest(), PHOTO, lambda: nullcontext(Noise(number)), "jpg")


def main() -> None:
    folder, megabytes = Path(sys.argv[1]), int(sys.argv[2])
    photos = [photo(number) for number in range(megabytes * (1 << 20) // PHOTO + 1)]
    revisions = (a_revision(number, text="佐证" * 2000) for number in range(megabytes * 4))
    stream = a_stream(revisions, photos)
    done = write_bundle(folder, "320404", stream, expected_size=megabytes << 20)
    with open_bundle(done.path, (OFFICE_AGE,), folder, REALM) as bundle:
        assert sum(isinstance(line, ReadRevision) for line in bundle.revisions()) == megabytes * 4
        for blob in bundle.blobs():
            reader, sha256 = blob.opened(), hashlib.sha256()
            while piece := reader.read(1 << 20):
                sha256.update(piece)
            assert sha256.hexdigest() == blob.sha256
    # getrusage would count the program that started this one.
    [line] = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:")]
    peak = int(line.split()[1]) // 1024
    sys.stdout.write(json.dumps({"size": done.size, "peak": peak}))


if __name__ == "__main__":
    main()
