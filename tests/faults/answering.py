"""A program that answers one inspection without end and says after each answer that it was saved.

`answering.py FOLDER KEYFILE [COUNT]`: lines `open SEQ`, then `saved SEQ` or `refused SEQ ERROR` for each answer.
It is started, watched, cut off from its disk and killed by the tests beside it.
"""

import contextlib
import itertools
import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from app.domain.inspection import Change, Inspection
from app.errors import AppError, InspectionExists
from app.store.database import Store, open_store
from app.store.inspections import new_inspection, save_change, undo_last
from app.store.outcome import Outcome

INSPECTION = "i-1"
CODES = 60
NOW = datetime(2026, 1, 8, tzinfo=UTC)


def value_at(seq: int) -> dict[str, object]:
    """The answer that the change `seq` gives: its length varies, so that pages fill unevenly."""
    return {"facts": {"a": {"n": seq}}, "reason": "未按季度召开会议。" * (1 + seq % 23)}


def is_undo(seq: int) -> bool:
    """Every seventh change takes back the one before it."""
    return seq % 7 == 0


def outcome_at(seq: int) -> Outcome:
    """A result that differs each time."""
    scores = tuple((f"1.{code}", (seq + code) % 9 * 10_000, "scored") for code in range(40))
    return Outcome(seq * 10, "达标", False, seq % 40, scores)


def say(text: str) -> None:
    """One line, written at once: when it is read, the answer must be on the disk."""
    os.write(1, f"{text}\n".encode())


def answer(store: Store, seq: int) -> None:
    """The change `seq`: an answer, or the undo of one."""
    if is_undo(seq):
        undo_last(store, INSPECTION, NOW, outcome_at(seq))
    else:
        change = Change("items", f"1.{seq % CODES}", value_at(seq))
        save_change(store, INSPECTION, change, NOW, outcome_at(seq))


def last_seq(store: Store) -> int:
    """The last change in the log, 0 before the first."""
    return int(store.rows("SELECT coalesce(max(seq), 0) FROM change WHERE inspection_id = ?", (INSPECTION,))[0][0])


def main(folder: str, key_file: str, count: str = "1000000") -> None:
    """Open the store, then answer from where the log ends."""
    with open_store(Path(folder), key=Path(key_file).read_bytes()) as store:
        with contextlib.suppress(InspectionExists):
            new_inspection(
                store, Inspection(INSPECTION, "daily", "u-1", "district", "a" * 64, date(2026, 1, 8), NOW, NOW)
            )
        seq = last_seq(store)
        say(f"open {seq}")
        for _ in itertools.repeat(None, int(count)):
            try:
                answer(store, seq + 1)
            except AppError as error:
                say(f"refused {seq + 1} {type(error).__name__}")
            else:
                seq += 1
                say(f"saved {seq}")


if __name__ == "__main__":
    main(*sys.argv[1:])
