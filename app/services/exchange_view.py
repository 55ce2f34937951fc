"""What the window shows of exchange: owed, sent, missing, kept aside, contradicted, to be decided, the latest acts."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.domain.canonical import NotCanonical
from app.domain.revision import MalformedRevision, SignedRevision
from app.rules.bundle_gaps import BundleSeen, bundle_complaints
from app.services.alarms import Alarm, alarms
from app.services.deciding import Waiting, waiting_inspections
from app.services.outbox import Sent, sent_bundles
from app.services.sending import Outgoing, outgoing
from app.services.workspace import Workspace
from app.store import exchange_log
from app.store import people as people_table
from app.store.exchange_log import BundlePlace, ExchangeEntry, KeptAside

LATEST = 50


@dataclass(frozen=True, slots=True)
class ExchangeView:
    """`owed` is what has no receipt; `missing` bundles as (device, number); `acts` and `sent` the newest first.

    `alarms` are records that an office states twice in one version, `aside` lines that no import merged, `waiting`
    inspections that wait for a decision.
    """

    owed: Outgoing
    missing: tuple[tuple[str, int], ...]
    acts: tuple[ExchangeEntry, ...]
    alarms: tuple[Alarm, ...] = ()
    sent: tuple[Sent, ...] = ()
    aside: tuple["Aside", ...] = ()
    waiting: tuple[Waiting, ...] = ()


@dataclass(frozen=True, slots=True)
class Aside:
    """A line that was merged nowhere, and the bundle it came in; `sender` is "" where nobody here knows the key.

    `entity` and `name` are what the line says it is, "" where it cannot be read.
    """

    line: KeptAside = field(repr=False)
    device: str
    seq: int
    sender: str
    at: datetime
    entity: str = ""
    name: str = ""


def exchange_view(workspace: Workspace) -> ExchangeView:
    """Look at everything once."""
    store = workspace.store
    seen = [_seen(one.place) for one in exchange_log.received(store)]
    return ExchangeView(
        owed=outgoing(workspace),
        missing=_missing(seen),
        acts=exchange_log.exchanges(store, LATEST),
        alarms=alarms(workspace),
        sent=sent_bundles(workspace),
        aside=asides(workspace),
        waiting=waiting_inspections(workspace),
    )


def asides(workspace: Workspace) -> tuple[Aside, ...]:
    """Every quarantined line with the bundle it came in, those of the latest bundle first."""
    store = workspace.store
    kept: dict[str, list[KeptAside]] = {}
    for line in exchange_log.kept_aside(store):
        kept.setdefault(line.sha256, []).append(line)
    names = {person.author: person.name for person in people_table.people(store) if person.author}
    return tuple(
        Aside(line, one.place.device, one.place.seq, names.get(one.sender, ""), one.at, *_told(line.line))
        for one in reversed(exchange_log.received(store))
        for line in kept.get(one.place.sha256, ())
    )


def _told(line: bytes) -> tuple[str, str]:
    """Which record a line says that it is of, and its name where it has one."""
    try:
        rev = SignedRevision.from_line(line).rev
    except (MalformedRevision, NotCanonical):
        return "", ""
    name = rev.body.get("name")
    return rev.entity, name if isinstance(name, str) else rev.id


def _missing(seen: Sequence[BundleSeen]) -> tuple[tuple[str, int], ...]:
    return tuple((one.device, one.seq) for one in bundle_complaints(seen) if one.kind == "missing")


def _seen(place: BundlePlace) -> BundleSeen:
    return BundleSeen(place.device, place.seq, place.sha256, place.previous, place.replaces)
