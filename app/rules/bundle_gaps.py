"""Which bundles of a device are missing, and what has no receipt yet (rule R9)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from app.domain.register import Receipt


@dataclass(frozen=True, slots=True)
class BundleSeen:
    """A bundle as its bag-info names it: `previous` is the SHA-256 of the one before, empty for the first.

    `replaces` is the device id that stood on this machine before a restore, on the first bundle of the new one.
    """

    device: str
    seq: int
    sha256: str
    previous: str = ""
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class BundleComplaint:
    """What does not fit in a device's row of bundles.

    `missing`: the stick `seq` never came. `doubled`: two different bundles have this number. `broken`: it does not
    follow the bundle that came before it.
    """

    device: str
    seq: int
    kind: Literal["missing", "doubled", "broken"]


@dataclass(frozen=True, slots=True)
class Outbox:
    """What a device still owes: revisions without a receipt, and the bundles that none came back for."""

    rids: tuple[str, ...]
    bundles: tuple[BundleSeen, ...]

    @property
    def is_empty(self) -> bool:
        """Whether everything was received: only then may anything local be purged."""
        return not self.rids and not self.bundles


def bundle_complaints(bundles: Iterable[BundleSeen]) -> tuple[BundleComplaint, ...]:
    """Go through the row of every device; sorted by device and number."""
    rows: dict[str, dict[int, dict[str, BundleSeen]]] = defaultdict(lambda: defaultdict(dict))
    for one in bundles:
        rows[one.device][one.seq][one.sha256] = one
    found: list[BundleComplaint] = []
    for device, row in sorted(rows.items()):
        for seq in range(1, max(row) + 1):
            if seq not in row:
                found.append(BundleComplaint(device, seq, "missing"))
                continue
            if len(row[seq]) > 1:
                found.append(BundleComplaint(device, seq, "doubled"))
            before = row.get(seq - 1, {"": None} if seq == 1 else None)
            if before is not None and not any(one.previous in before for one in row[seq].values()):
                found.append(BundleComplaint(device, seq, "broken"))
    return tuple(found)


def device_before(bundles: Iterable[BundleSeen]) -> Mapping[str, str]:
    """Devices that took another one's place after a restore, as their first bundle says: new → old."""
    return {
        one.device: one.replaces for one in sorted(bundles, key=lambda b: b.device) if one.seq == 1 and one.replaces
    }


def outbox(
    own: Collection[str], sent: Iterable[BundleSeen], receipts: Iterable[Receipt], believed: Collection[str] = ()
) -> Outbox:
    """What to export again: a lost stick costs nothing, as everything without a receipt goes out once more.

    `own` are the rids made on this machine, `sent` its bundles; `receipts` those whose signature held. `believed` are
    rids that are safe elsewhere for another reason (they came from there).
    """
    came = list(receipts)
    received = {rid for receipt in came for rid in receipt.rids} | set(believed)
    whole = {(receipt.device, receipt.seq, receipt.bundle_sha256) for receipt in came}
    owed = tuple(one for one in sent if (one.device, one.seq, one.sha256) not in whole)
    return Outbox(tuple(sorted(set(own) - received)), owed)
