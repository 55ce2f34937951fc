"""Bundles that this store sent and received, what each of them reported, what was kept aside, and the log of both."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from app.store.columns import json_of_text, moment_of_text, text_of_json, text_of_moment
from app.store.database import Store

ExchangeAct = Literal["exported", "exported in clear", "imported", "known already", "refused", "receipt came"]


@dataclass(frozen=True, slots=True)
class BundlePlace:
    """A bundle in the row of its device: `previous` is the SHA-256 of the one before, empty for the first.

    `replaces` is the device id that stood on that machine before a restore, on the first bundle of the new one.
    """

    device: str
    seq: int
    sha256: str
    bundle_id: str
    previous: str = ""
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class SentBundle:
    """What was exported: `path` is where its copy is kept until the receipt, empty when it is no longer."""

    place: BundlePlace
    size: int
    path: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReceivedBundle:
    """What was imported; `sender` is the author id of the key that signed it."""

    place: BundlePlace
    sender: str
    at: datetime


@dataclass(frozen=True, slots=True)
class KeptAside:
    """A line that was merged nowhere: `place` is its file and line in the bundle, `reason` the complaint's name."""

    sha256: str
    place: str
    reason: str
    detail: str
    line: bytes


@dataclass(frozen=True, slots=True)
class ExchangeEntry:
    """One act of exchange; `counts` says how many of what, never a person's words."""

    entry: int
    at: datetime
    person_id: str | None
    act: ExchangeAct
    device: str
    seq: int
    sha256: str
    counts: Mapping[str, int]


def next_place(store: Store) -> tuple[int, str]:
    """The number of this device's next bundle, and the SHA-256 of the one before (empty for the first)."""
    row = store.row("SELECT seq, sha256 FROM bundle_sent WHERE device = ? ORDER BY seq DESC LIMIT 1", (store.device,))
    return (1, "") if row is None else (row[0] + 1, row[1])


def put_sent(store: Store, bundle: SentBundle) -> None:
    """Keep an exported bundle. ValueError unless it follows the device's bundle before: its row has no gap."""
    place = bundle.place
    with store.atomic():
        if (place.seq, place.previous) != next_place(store) or place.device != store.device:
            raise ValueError(f"bundle {place.seq} does not follow the one before")
        store.execute(
            "INSERT INTO bundle_sent VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*_columns(place), bundle.size, bundle.path, text_of_moment(bundle.at)),
        )


def forget_copy(store: Store, sha256: str) -> None:
    """The copy of a sent bundle is gone: its receipt came."""
    with store.atomic():
        store.execute("UPDATE bundle_sent SET path = '' WHERE sha256 = ?", (sha256,))


def sent(store: Store) -> tuple[SentBundle, ...]:
    """Every exported bundle, the first first; those of a device that this store was before, too."""
    rows = store.rows(
        """SELECT device, seq, sha256, bundle_id, previous, replaces, size, path, at FROM bundle_sent
        ORDER BY at, device, seq"""
    )
    return tuple(SentBundle(BundlePlace(*row[:6]), row[6], row[7], moment_of_text(row[8])) for row in rows)


def put_received(store: Store, bundle: ReceivedBundle, rids: Iterable[str]) -> bool:
    """Keep what an imported bundle was and which revisions it reported, known ones too; False when it was known."""
    place = bundle.place
    with store.atomic():
        device, seq, sha256, bundle_id, previous, replaces = _columns(place)
        new = store.execute(
            "INSERT OR IGNORE INTO bundle_received VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (sha256, device, seq, bundle_id, previous, replaces, bundle.sender, text_of_moment(bundle.at)),
        )
        store.execute_many("INSERT OR IGNORE INTO bundle_revision VALUES (?, ?)", [(rid, sha256) for rid in rids])
    return bool(new)


def received(store: Store, sha256: str | None = None) -> tuple[ReceivedBundle, ...]:
    """Every imported bundle, or the one of this hash, the first first."""
    rows = store.rows(
        """SELECT device, seq, sha256, bundle_id, previous, replaces, sender, at FROM bundle_received
        WHERE ?1 IS NULL OR sha256 = ?1 ORDER BY at, device, seq, sha256""",
        (sha256,),
    )
    return tuple(ReceivedBundle(BundlePlace(*row[:6]), row[6], moment_of_text(row[7])) for row in rows)


def rids_of(store: Store, sha256: str) -> tuple[str, ...]:
    """The revisions that an imported bundle reported, sorted: what its receipt names."""
    return tuple(
        rid for (rid,) in store.rows("SELECT rid FROM bundle_revision WHERE sha256 = ? ORDER BY rid", (sha256,))
    )


def reports_of(store: Store, rid: str) -> tuple[tuple[str, int], ...]:
    """Device and number of every imported bundle that reported a revision, sorted."""
    rows = store.rows(
        """SELECT DISTINCT device, seq FROM bundle_revision JOIN bundle_received USING (sha256)
        WHERE rid = ? ORDER BY device, seq""",
        (rid,),
    )
    return tuple((device, seq) for device, seq in rows)


def put_aside(store: Store, lines: Iterable[KeptAside]) -> None:
    """Keep quarantined lines; those of a bundle that was imported before stay as they are."""
    rows = ((one.sha256, one.place, one.reason, one.detail, one.line) for one in lines)
    with store.atomic():
        store.execute_many("INSERT OR IGNORE INTO quarantine VALUES (?, ?, ?, ?, ?)", rows)


def kept_aside(store: Store, sha256: str | None = None) -> tuple[KeptAside, ...]:
    """The quarantined lines of every bundle, or of the one of this hash, in their order in it."""
    rows = store.rows(
        """SELECT sha256, place, reason, detail, line FROM quarantine WHERE ?1 IS NULL OR sha256 = ?1
        ORDER BY sha256, length(place), place""",
        (sha256,),
    )
    return tuple(KeptAside(*row) for row in rows)


def log_exchange(
    store: Store,
    at: datetime,
    person_id: str | None,
    act: ExchangeAct,
    place: BundlePlace,
    counts: Mapping[str, int],
) -> None:
    """Add an entry to the log of exchange."""
    with store.atomic():
        store.execute(
            "INSERT INTO exchange_log (at, person_id, act, device, seq, sha256, counts) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (text_of_moment(at), person_id, act, place.device, place.seq, place.sha256, text_of_json(dict(counts))),
        )


def exchanges(store: Store, limit: int = 100, before: int | None = None) -> tuple[ExchangeEntry, ...]:
    """The newest entries first; `before` an entry, to page on."""
    rows = store.rows(
        """SELECT entry, at, person_id, act, device, seq, sha256, counts FROM exchange_log
        WHERE ?1 IS NULL OR entry < ?1 ORDER BY entry DESC LIMIT ?2""",
        (before, limit),
    )
    return tuple(
        ExchangeEntry(entry, moment_of_text(at), person_id, act, device, seq, sha256, json_of_text(counts))
        for entry, at, person_id, act, device, seq, sha256, counts in rows
    )


def _columns(place: BundlePlace) -> tuple[str, int, str, str, str, str]:
    return place.device, place.seq, place.sha256, place.bundle_id, place.previous, place.replaces
