"""Who did what when: a log that is only ever added to."""

from dataclasses import dataclass
from datetime import datetime

from app.store.columns import moment_of_text, text_of_moment
from app.store.database import Store

CLOCK_PUT_RIGHT = "clock put right"
"""The act of saying that the clock is right now and was not before."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One act: `about` names the record it was about (an id), never a person's words."""

    seq: int
    at: datetime
    person_id: str | None
    act: str
    about: str


def append(store: Store, at: datetime, person_id: str | None, act: str, about: str = "") -> None:
    """Add an entry."""
    with store.atomic():
        store.execute(
            "INSERT INTO audit (at, person_id, act, about) VALUES (?, ?, ?, ?)",
            (text_of_moment(at), person_id, act, about),
        )


def last_entry_at(store: Store) -> datetime | None:
    """The latest moment in the log: a clock that stands before it is wrong. None while the log is empty.

    What was logged before somebody put the clock right does not count: that clock had run ahead.
    """
    [(latest,)] = store.rows(
        "SELECT max(at) FROM audit WHERE seq >= (SELECT coalesce(max(seq), 0) FROM audit WHERE act = ?)",
        (CLOCK_PUT_RIGHT,),
    )
    return None if latest is None else moment_of_text(latest)


def entries(store: Store, limit: int = 100, before: int | None = None) -> tuple[Entry, ...]:
    """The newest entries first; `before` a seq, to page on."""
    rows = store.rows(
        "SELECT seq, at, person_id, act, about FROM audit WHERE ?1 IS NULL OR seq < ?1 ORDER BY seq DESC LIMIT ?2",
        (before, limit),
    )
    return tuple(Entry(seq, moment_of_text(at), person_id, act, about) for seq, at, person_id, act, about in rows)
