"""A locked store is searched, every byte and every name of it, for what was put into it: nothing is found in clear."""

import base64
import json
import random
import shutil
from pathlib import Path

from app.services.backup_list import own_root
from app.services.workspace import open_workspace
from app.settings import FILE_NAME as SETTINGS_NAME
from tests.faults.errands import office_day as day
from tests.faults.grounds import share

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
WORDS = (
    *(day.OFFICE, day.STREET, day.COMMUNITY, day.INITIALS, day.LEADER, day.COLLEAGUE, day.WITNESS, day.POST),
    *(day.PASSPHRASE, day.OTHER, day.REASON, day.REMARK, day.PHOTO, day.CAPTION, day.SCAN_WORDS.decode()),
)
SHORTEST = 5
"""Bytes: four stand somewhere by chance once in a dozen runs, in the quarter of a gigabyte of cipher text of each."""
MARKERS = (b"%PDF", b"SQLite format 3", b"BEGIN ", b"wuyou.revision", b"CREATE TABLE")


def planted(root: Path) -> dict[str, bytes]:
    """What must not be found, in every spelling that a file may hold it in."""
    found = {f"{word} in {encoding}": word.encode(encoding) for word in WORDS for encoding in ENCODINGS}
    for word in WORDS:
        found[f"{word} escaped"] = json.dumps(word).strip('"').encode()
        found[f"{word} in base64"] = base64.b64encode(word.encode())[: len(word.encode()) // 3 * 4]
    found = {said: word for said, word in found.items() if len(word) >= SHORTEST}
    found |= {f"{marker!r}": marker for marker in MARKERS}
    workspace = open_workspace(root / "store", day.PASSPHRASE, readonly=True)
    for (sha256,) in workspace.store.rows("SELECT sha256 FROM blob"):
        found[f"the digest {sha256}"] = sha256.encode()
        found[f"the digest {sha256} in bytes"] = bytes.fromhex(sha256)
    found["the store key"] = workspace.key.secret
    found["the store key in hex"] = workspace.key.secret.hex().encode()
    workspace.close()
    return found


def in_clear(root: Path, words: dict[str, bytes]) -> list[str]:
    """Where any of it stands."""
    wrong = []
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix().encode()
        data = path.read_bytes() if path.is_file() else b""
        wrong += [f"{said} in {name.decode()}" for said, word in words.items() if word in data or word in name]
    return wrong


def test_nothing_that_was_put_in_stands_anywhere_in_clear(stage, ground, tally):
    moments = random.Random("in clear")  # noqa: S311 - the same moments in every run
    times, wrong, kinds, searched = share(60), [], set(), 0
    for turn in range(times):
        with ground.fresh("office_day") as root:
            actor = stage.actor("office_day", root)
            actor.go()
            # Half of the kills fall into a signature or a photo, where drafts lie about.
            actor.killed(moments.randrange(day.MOST) if turn % 2 else 11, moments.uniform(0, day.SPAN))
            with ground.place() as copy:  # searched as it was left: no log folded, no draft cleared away
                shutil.copytree(root, copy)
                words = planted(root)
                wrong += in_clear(copy, words)
                searched += sum(1 for path in copy.rglob("*") if path.is_file())
                kinds |= kinds_of(copy)
    tally("searched for words in clear after a kill", times, searched, wrong)
    assert wrong == []
    assert kinds >= {"store.db", "store.db-wal", "store.keys", "sealed", "backup", "on the stick", "log", SETTINGS_NAME}


def kinds_of(root: Path) -> set[str]:
    """What lies in a store that was searched."""
    names = {path.name for path in root.rglob("*") if path.is_file() and path.stat().st_size > 0}
    found = names & {"store.db", "store.db-wal", "store.keys", SETTINGS_NAME}
    found |= {"sealed"} if any((root / "store" / "sealed").glob("*")) else set()
    found |= {"backup"} if any(own_root(root / "store").glob("*.backup")) else set()
    found |= {"on the stick"} if any((root / "stick").glob("*.backup")) else set()
    return found | ({"log"} if "log.txt" in names else set())


def test_the_search_finds_what_stands_in_clear(tmp_path: Path, ground):
    with ground.fresh("office_day") as root:
        words = planted(root)
        assert in_clear(root, words) == []
    for number, (said, word) in enumerate(words.items()):
        (tmp_path / str(number)).write_bytes(b"\x00\x01" + word + b"\x02")
        assert any(said in each for each in in_clear(tmp_path, {said: word}))
        (tmp_path / str(number)).unlink()
    (tmp_path / day.PHOTO).write_bytes(b"")
    assert in_clear(tmp_path, words)
