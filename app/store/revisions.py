"""The grow-only set of revisions (rules R1 to R5), and the clock that stamps new ones."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from app.domain.hlc import HybridClock
from app.domain.revision import SignedRevision, Stated, smaller_signature
from app.domain.trust import Trust
from app.errors import OtherRealm
from app.store.database import Store
from app.store.fresh import FEW, Key
from app.store.lineage import head_rids, heads, known_rids, signed_of, standing_rids, stored
from app.store.projections import project
from app.store.realms import line_realms
from app.store.trust import SPEAKS_OF_TRUST, records_seen_otherwise, trust

__all__ = [
    "add_revision",
    "add_revisions",
    "clock",
    "count_waiting",
    "head_rids",
    "heads",
    "put_clock",
    "receive",
    "revision",
    "revisions",
    "tick",
    "waiting_revisions",
]


_INSERT = """INSERT INTO revision (rid, entity, id, kind, author, device, hlc, is_waiting, canonical, sig)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (rid) DO NOTHING"""


def add_revision(store: Store, signed: SignedRevision) -> bool:
    """Add one revision and bring the rows it concerns up to date; False when it was known. See `add_revisions`."""
    return add_revisions(store, [signed]) == 1


def add_revisions(store: Store, all_signed: Iterable[SignedRevision]) -> int:
    """Add revisions in one transaction and bring the rows they concern up to date; how many were new.

    Their words may lie on a disk: they are asked for when their turn comes. Known ones change nothing, except that of
    two signatures the smaller is kept (so verify before). One whose parents are not here waits: stored, in no view.
    Raises OtherRealm for a realm that this store does not take, a joining among them heard, and the errors of
    Store.atomic.
    """
    added = 0
    touched: dict[Key, None] = {}
    at_hand: dict[str, Stated] = {}
    with store.atomic():
        before = trust(store)
        batch = tuple(all_signed)
        _require_realms(store, [signed.rev for signed in batch], before)
        at_once = () if count_waiting(store) else _added_at_once(store, batch)
        for signed in at_once:
            added += 1
            touched[signed.rev.entity, signed.rev.id] = None
            at_hand[signed.rev.rid] = signed.rev
        for signed in () if at_once else batch:
            is_waiting = _add(store, signed)
            if is_waiting is None:
                continue
            added += 1
            if not is_waiting:
                touched[signed.rev.entity, signed.rev.id] = None
                at_hand[signed.rev.rid] = signed.rev
                touched |= dict.fromkeys(_released(store, signed.rev.rid))
        if not SPEAKS_OF_TRUST.isdisjoint(entity for entity, _id in touched):
            after = trust(store)
            if after != before:
                touched |= dict.fromkeys(records_seen_otherwise(store, before, after))
                before = after
        project(store, touched, before, at_hand)
    return added


def revision(store: Store, rid: str) -> SignedRevision:
    """The revision; KeyError for an unknown rid."""
    return stored(store, rid)


def revisions(store: Store, entity: str | None = None, id: str | None = None) -> tuple[SignedRevision, ...]:  # noqa: A002
    """Revisions in the order they came, waiting ones too, parents before children where both came in order."""
    rows = store.rows(
        """SELECT canonical, sig FROM revision WHERE (?1 IS NULL OR entity = ?1) AND (?2 IS NULL OR id = ?2)
        ORDER BY seq""",
        (entity, id),
    )
    return tuple(signed_of(*row) for row in rows)


def rids_of_device(store: Store, device: str) -> frozenset[str]:
    """The revisions that a device made."""
    return frozenset(rid for (rid,) in store.rows("SELECT rid FROM revision WHERE device = ?", (device,)))


def count_waiting(store: Store) -> int:
    """How many revisions wait for ones they were made from (等待前序)."""
    return int(store.rows("SELECT count(*) FROM revision WHERE is_waiting = 1")[0][0])


def waiting_revisions(store: Store) -> tuple[SignedRevision, ...]:
    """Those that wait for ones they were made from, in the order they came."""
    rows = store.rows("SELECT canonical, sig FROM revision WHERE is_waiting = 1 ORDER BY seq")
    return tuple(signed_of(*row) for row in rows)


def clock(store: Store) -> HybridClock:
    """The store's hybrid clock, which never runs backwards."""
    row = store.row("SELECT stamp FROM clock")
    return HybridClock(row[0] if row else "")


def put_clock(store: Store, clock: HybridClock) -> None:
    """Keep the clock."""
    with store.atomic():
        store.execute("INSERT OR REPLACE INTO clock VALUES (1, ?)", (clock.stamp,))


def tick(store: Store, now: datetime) -> str:
    """The stamp of the next revision of this store; use it in the transaction that adds the revision."""
    with store.atomic():
        after = clock(store).next(now, store.device)
        put_clock(store, after)
    return after.stamp


def receive(store: Store, stamp: str, now: datetime) -> None:
    """Let the clock know a stamp that came in from elsewhere."""
    with store.atomic():
        put_clock(store, clock(store).receive(stamp, now))


def _require_realms(store: Store, batch: Sequence[Stated], believed: Trust) -> None:
    strange = {rev.realm for rev in batch} - {store.realm}
    if strange:
        for realm in sorted(strange - line_realms(store, batch, believed)):
            raise OtherRealm(realm, store.realm)


def _added_at_once(store: Store, batch: Sequence[SignedRevision]) -> tuple[SignedRevision, ...]:
    """All of a batch, added in two statements; nothing of it where one is known, or waits, or there are few."""
    if len(batch) <= FEW:
        return ()
    named = {parent for one in batch for parent in one.rev.parents}
    standing = set(standing_rids(store, named))
    if known_rids(store, (one.rev.rid for one in batch)):
        return ()
    for one in batch:
        if one.rev.rid in standing or not standing.issuperset(one.rev.parents):
            return ()
        standing.add(one.rev.rid)
    store.execute_many(_INSERT, (_row(one, is_waiting=False) for one in batch))
    parents = [(one.rev.rid, parent) for one in batch for parent in one.rev.parents]
    if parents:
        store.execute_many("INSERT INTO parent VALUES (?, ?)", parents)
    return tuple(batch)


def _add(store: Store, signed: SignedRevision) -> bool | None:
    """Whether the new revision waits; None for one that was known."""
    rev = signed.rev
    is_waiting = not all(
        store.row("SELECT 1 FROM revision WHERE rid = ? AND is_waiting = 0", (parent,)) for parent in rev.parents
    )
    if not store.execute(_INSERT, _row(signed, is_waiting=is_waiting)):
        kept = smaller_signature(stored(store, rev.rid), signed)
        store.execute("UPDATE revision SET sig = ? WHERE rid = ? AND sig <> ?", (kept.sig, rev.rid, kept.sig))
        return None
    if rev.parents:
        store.execute_many("INSERT INTO parent VALUES (?, ?)", [(rev.rid, parent) for parent in rev.parents])
    return is_waiting


def _row(signed: SignedRevision, *, is_waiting: bool) -> tuple[Any, ...]:
    rev = signed.rev
    return (
        rev.rid,
        rev.entity,
        rev.id,
        rev.kind,
        rev.author,
        rev.device,
        rev.hlc,
        is_waiting,
        rev.canonical,
        signed.sig,
    )


def _released(store: Store, rid: str) -> list[Key]:
    """The records whose waiting is over with this new revision."""
    keys: list[Key] = []
    came = [rid]
    while came:
        for rid, entity, id_ in store.rows(
            """SELECT revision.rid, entity, id FROM parent JOIN revision ON revision.rid = parent.rid
            WHERE parent.parent = ? AND is_waiting = 1 AND NOT EXISTS (
                SELECT 1 FROM parent AS other LEFT JOIN revision AS standing ON standing.rid = other.parent
                WHERE other.rid = revision.rid AND coalesce(standing.is_waiting, 1) = 1)""",
            (came.pop(),),
        ):
            store.execute("UPDATE revision SET is_waiting = 0 WHERE rid = ?", (rid,))
            keys.append((entity, id_))
            came.append(rid)
    return keys
