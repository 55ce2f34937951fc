"""What was sent: which bundles have their receipt, and which still lie here to be copied once more."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from app.services.exporting import OUTBOX, key_file_of
from app.services.sending import believed_receipts
from app.services.workspace import Workspace
from app.store import exchange_log


@dataclass(frozen=True, slots=True)
class Sent:
    """A bundle that was exported here.

    `has_copy`: it lies in the outbox and can be copied again. `is_open`: it went unencrypted, and expects no receipt.
    """

    device: str
    seq: int
    at: datetime
    size: int
    has_receipt: bool
    has_copy: bool
    is_own_device: bool
    is_open: bool


def sent_bundles(workspace: Workspace) -> tuple[Sent, ...]:
    """Every bundle that was exported here, the newest first."""
    store = workspace.store
    receipted = {receipt.bundle_sha256 for receipt in believed_receipts(workspace)}
    opened = {entry.sha256 for entry in exchange_log.exchanges(store, -1) if entry.act == "exported in clear"}
    return tuple(
        Sent(
            device=one.place.device,
            seq=one.place.seq,
            at=one.at,
            size=one.size,
            has_receipt=one.place.sha256 in receipted,
            has_copy=bool(one.path) and (workspace.folder / OUTBOX / one.path).is_file(),
            is_own_device=one.place.device == store.device,
            is_open=one.place.sha256 in opened,
        )
        for one in reversed(exchange_log.sent(store))
    )


def settle_receipts(workspace: Workspace) -> int:
    """Let the copies go whose receipt came, and write it in the log; how many."""
    store = workspace.store
    receipted = {receipt.bundle_sha256 for receipt in believed_receipts(workspace)}
    settled = [one for one in exchange_log.sent(store) if one.path and one.place.sha256 in receipted]
    for one in settled:
        copy = workspace.folder / OUTBOX / one.path
        with store.atomic():
            exchange_log.forget_copy(store, one.place.sha256)
            person = workspace.person.id if workspace.person else None
            exchange_log.log_exchange(store, workspace.clock(), person, "receipt came", one.place, {})
        for path in (copy, key_file_of(copy)):
            with suppress(OSError):  # what stays is an orphan, and goes before the next bundle is made
                path.unlink(missing_ok=True)
    return len(settled)
