"""The passphrases that count: key file and database, which cannot be written as one, kept in step.

A new passphrase gets a slot beside the old one; the transaction that wraps the signing key again also names the mark
of the slot that counts; then the old slot goes. Stopped at any moment, either the old passphrase opens and signs or
the new one does, never one of each.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from app.errors import AppError
from app.identity import slots
from app.identity.derive import StoreKey
from app.identity.passphrase import ArgonCost
from app.store import people as people_table
from app.store.database import Store
from app.store.memos import memo, put_memo

_COUNTS = "slot:"


@contextmanager
def new_way_in(store: Store, key: StoreKey, person_id: str, passphrase: str, *, cost: ArgonCost) -> Iterator[None]:
    """The person's new passphrase and what the block writes, in one step; neither after one of the store's errors.

    After a commit that the disk refused both slots stay: a log that was written and not synced may yet be read by the
    next start, and then it is the new one that counts.
    """
    is_written = False
    _drop(store.folder, set(_marks(store.folder, person_id)) - set(_counting(store, person_id)))
    before = _marks(store.folder, person_id)
    if len(before) == 1 and memo(store, _COUNTS + person_id) not in before:
        put_memo(store, _COUNTS + person_id, before[0])  # without it, a slot more would count as well
    try:
        with store.atomic():
            yield
            put_memo(store, _COUNTS + person_id, slots.add_beside(store.folder, key, person_id, passphrase, cost=cost))
            is_written = True
    except BaseException:
        if not is_written:
            _drop(store.folder, set(_marks(store.folder, person_id)) - set(before))
        raise
    _drop(store.folder, before)


def counts(store: Store, slot: slots.Slot) -> bool:
    """Whether the passphrase of this slot is one: that of a user of this store, and the one that was given last."""
    return slot.id in _users(store) and slot.mark in _counting(store, slot.id)


def settle(store: Store) -> None:
    """Take away the slots that do not count: what a crash left of a passphrase that was being changed."""
    listed = [slot for slot in slots.read_slots(store.folder).slots if slot.kind == slots.PERSON]
    counting = {mark for person_id in _users(store) for mark in _counting(store, person_id)}
    _drop(store.folder, {slot.mark for slot in listed} - counting)


def close_way_in(store: Store, person_id: str) -> None:
    """Take away the slots of somebody who is no user of this store any more."""
    _drop(store.folder, _marks(store.folder, person_id))


def _users(store: Store) -> frozenset[str]:
    return frozenset(person.id for person in people_table.people(store) if person.is_local)


def _counting(store: Store, person_id: str) -> tuple[str, ...]:
    """The marks that count: the named one where it is there, else all (a restored database may name an older one)."""
    marks, named = _marks(store.folder, person_id), memo(store, _COUNTS + person_id)
    return (named,) if named in marks else marks


def _marks(folder: Path, person_id: str) -> tuple[str, ...]:
    found = slots.read_slots(folder).slots
    return tuple(slot.mark for slot in found if slot.kind == slots.PERSON and slot.id == person_id)


def _drop(folder: Path, marks: set[str] | tuple[str, ...]) -> None:
    """Where the disk fails, they stay until the next start: they do not count."""
    with suppress(OSError, AppError):
        slots.drop_slots(folder, marks)
