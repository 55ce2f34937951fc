"""What the window shows of exchange: what is owed, what never came, what an office contradicts, the latest acts."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.rules.bundle_gaps import BundleSeen, bundle_complaints
from app.services.alarms import Alarm, alarms
from app.services.exporting import without_receipt
from app.services.workspace import Workspace
from app.store import exchange_log
from app.store.exchange_log import BundlePlace, ExchangeEntry

LATEST = 50


@dataclass(frozen=True, slots=True)
class ExchangeView:
    """`owed` revisions without a receipt; `missing` bundles as (device, number); `acts` the newest first.

    `alarms` are records that an office states twice in one version.
    """

    owed: int
    missing: tuple[tuple[str, int], ...]
    acts: tuple[ExchangeEntry, ...]
    alarms: tuple[Alarm, ...] = ()


def exchange_view(workspace: Workspace) -> ExchangeView:
    """Look at everything once."""
    store = workspace.store
    seen = [_seen(one.place) for one in exchange_log.received(store)]
    return ExchangeView(
        owed=len(without_receipt(workspace)),
        missing=_missing(seen),
        acts=exchange_log.exchanges(store, LATEST),
        alarms=alarms(workspace),
    )


def _missing(seen: Sequence[BundleSeen]) -> tuple[tuple[str, int], ...]:
    return tuple((one.device, one.seq) for one in bundle_complaints(seen) if one.kind == "missing")


def _seen(place: BundlePlace) -> BundleSeen:
    return BundleSeen(place.device, place.seq, place.sha256, place.previous, place.replaces)
