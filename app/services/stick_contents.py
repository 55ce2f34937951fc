"""What is on this stick: every bundle on it, and whether it was taken in already."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from app.errors import FileUnreadable
from app.exchange.bundle_profile import OPEN_SUFFIX, SUFFIX
from app.exchange.digest import digest_of
from app.progress import Progress, Step, no_progress
from app.services.exporting import key_file_of
from app.services.workspace import Workspace
from app.store import exchange_log

BundleState = Literal["new", "received", "sent", "empty", "not a bundle", "unreadable"]
MOST = 500
_DEPTH = 2
_NAME = re.compile(
    "(?P<office>[0-9a-z]{1,40})-(?P<device>[0-9a-f]{8})-(?P<seq>[0-9]{4,15})-(?P<short>[0-9a-f]{8})\\.(?:wyb|bag\\.zip)",
    re.ASCII,
)
_STARTS = (b"age-encryption.org/", b"PK\x03\x04")


@dataclass(frozen=True, slots=True)
class BundleOnStick:
    """A file that is called a bundle; whether it is a whole one is known only after it was opened.

    `device` and `seq` stand in its name, "" and 0 where it was renamed. `sent`: this machine wrote it. `reason` says
    why it is unreadable, as the system has it. `key_file` is the key of the first day beside it, where there is one.
    """

    path: Path
    device: str
    seq: int
    size: int
    modified: datetime | None
    state: BundleState
    reason: str = ""
    key_file: Path | None = None

    @property
    def can_come(self) -> bool:
        """Whether it is worth opening."""
        return self.state in ("new", "received", "sent")


def bundles_on(workspace: Workspace, folder: Path, progress: Progress = no_progress) -> tuple[BundleOnStick, ...]:
    """Every `.wyb` and `.bag.zip` in `folder` and two levels below it: new ones first, then by device and number.

    A bundle is known by its name, a renamed one by its SHA-256. Raises FileUnreadable when the folder itself cannot be
    read (a pulled stick), and Cancelled; what lies in it and cannot be read is in the list and says so.
    """
    store = workspace.store
    places = [one.place for one in exchange_log.received(store)]
    received = {(place.device[:8], place.seq, place.bundle_id[:8]) for place in places}
    hashes = {place.sha256 for place in places}
    sent = {one.place.sha256: one.place for one in exchange_log.sent(store)}
    ours = {(place.device[:8], place.seq, place.bundle_id[:8]) for place in sent.values()}
    found: list[BundleOnStick] = []
    for number, path in enumerate(_called_bundles(folder)):
        progress(Step(path.name, number, 0))
        found.append(_seen(path, received, hashes, ours, set(sent), progress))
    order = ("new", "received", "sent", "not a bundle", "empty", "unreadable")
    return tuple(sorted(found, key=lambda one: (order.index(one.state), one.device, one.seq, one.path.name)))


def _seen(
    path: Path,
    received: set[tuple[str, int, str]],
    received_hashes: set[str],
    ours: set[tuple[str, int, str]],
    our_hashes: set[str],
    progress: Progress,
) -> BundleOnStick:
    named = _NAME.fullmatch(path.name)
    device, seq = (named["device"], int(named["seq"])) if named else ("", 0)
    try:
        said = path.stat()
        size, modified = said.st_size, datetime.fromtimestamp(said.st_mtime, UTC)
        with path.open("rb") as file:
            start = file.read(max(map(len, _STARTS)))
        key_file = key_file_of(path)
        state: BundleState = "new"
        if not size:
            state = "empty"
        elif not start.startswith(_STARTS):
            state = "not a bundle"
        elif named:
            key = (device, seq, named["short"])
            state = "received" if key in received else "sent" if key in ours else "new"
        elif received_hashes or our_hashes:
            digest, _size = digest_of(path, "compare", progress)
            state = "received" if digest in received_hashes else "sent" if digest in our_hashes else "new"
        return BundleOnStick(
            path, device, seq, size, modified, state, key_file=key_file if key_file.is_file() else None
        )
    except OSError as error:
        return BundleOnStick(path, device, seq, 0, None, "unreadable", error.strerror or type(error).__name__)
    except (OverflowError, ValueError):  # a date that no calendar has, as some sticks give
        return BundleOnStick(path, device, seq, said.st_size, None, "new")


def _called_bundles(folder: Path) -> Iterator[Path]:
    """Files with the name of a bundle, up to `MOST`; raises FileUnreadable for `folder` itself."""
    ahead, count = [(folder, 0)], 0
    while ahead and count < MOST:
        at, depth = ahead.pop(0)
        try:
            with os.scandir(at) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            if at == folder:
                raise FileUnreadable(folder, error.strerror or type(error).__name__) from error
            continue
        for entry in listed:
            if entry.name.startswith((".", "$")):
                continue
            try:
                is_folder = entry.is_dir(follow_symlinks=False)
            except OSError:
                is_folder = False
            if is_folder and depth < _DEPTH:
                ahead.append((Path(entry.path), depth + 1))
            elif not is_folder and entry.name.lower().endswith((SUFFIX, OPEN_SUFFIX)) and count < MOST:
                count += 1
                yield Path(entry.path)
