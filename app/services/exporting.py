"""Send what has no receipt yet: a bundle made in the outbox, on record before it leaves, then copied to the stick."""

import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from app.domain.evidence import evidence_in
from app.domain.register import RECEIPT, receipt_of
from app.domain.revision import SignedRevision
from app.errors import NoRecipients, NoSigningKey, NothingToExport
from app.exchange.bundle_delivery import deliver
from app.exchange.bundle_profile import BundleInfo
from app.exchange.bundle_stream import Blob, BundleStream, Sender
from app.exchange.bundle_writer import write_bundle
from app.identity.age import require_recipient
from app.progress import Progress, no_progress
from app.services.archiving import suffix_of
from app.services.bundle_keys import own_recipients
from app.services.certificates import credentials
from app.services.evidence import opened_evidence
from app.services.merging import revise_open_drafts
from app.services.records import Pen
from app.services.saving import told_of_target
from app.services.vault import read_report
from app.services.workspace import Workspace
from app.store import audit, exchange_log
from app.store.bodies import INSPECTION, REPORT, answers_of
from app.store.body_fields import BodyUnreadable
from app.store.exchange_log import BundlePlace, SentBundle
from app.store.failures import translated
from app.store.reports import blob_name
from app.store.revisions import revisions
from app.store.trust import trust

OUTBOX = "outbox"


@dataclass(frozen=True, slots=True)
class Exported:
    """A bundle that lies whole on the stick and in the outbox: read back from both."""

    path: Path
    seq: int
    sha256: str
    size: int
    revisions: int
    evidence: int
    reports: int


def without_receipt(workspace: Workspace) -> tuple[SignedRevision, ...]:
    """Everything that no believed receipt names, in the order it came: a lost stick costs nothing (rule R9)."""
    store = workspace.store
    believed = trust(store)
    received: set[str] = set()
    for signed in revisions(store, RECEIPT):
        if believed.standing(signed.rev.rid, signed.rev.author) == "issued":
            received |= set(receipt_of(signed.rev.body).rids)
    return tuple(signed for signed in revisions(store) if signed.rev.rid not in received)


def export_bundle(
    workspace: Workspace,
    passphrase: str | None,
    folder: Path,
    recipients: Sequence[str] = (),
    progress: Progress = no_progress,
) -> Exported:
    """Export everything without a receipt to `recipients` (age keys) and to the own office, into `folder`.

    Open drafts become revisions first. The bundle is made and read back in the outbox and put on record; then it is
    copied to `folder` and read back there. What fails before that leaves nothing on record; what fails in copying
    leaves the bundle in the outbox, to be copied again with `deliver_again`. Raises NoSigningKey, WrongPassphrase,
    NoRecipients, AgeKeyMalformed, NothingToExport, TargetTooSmall, TargetFull, TargetReadOnly, TargetFailed, the
    store's errors, and Cancelled.
    """
    person, store = workspace.person, workspace.store
    if person is None:
        raise NoSigningKey("")
    key = workspace.signing_key(person.id, passphrase)
    to = sorted({*map(require_recipient, recipients), *own_recipients(workspace)})
    if not to:
        raise NoRecipients
    revise_open_drafts(workspace, Pen(key))
    sending = without_receipt(workspace)
    if not sending:
        raise NothingToExport
    mine = credentials(workspace, key.author)
    seq, previous = exchange_log.next_place(store)
    info = BundleInfo(
        bundle_id=secrets.token_hex(16),
        sender=key.author,
        device=store.device,
        sequence=seq,
        previous=previous,
        recipients=tuple(to),
        realm=workspace.realm,
        previous_device=_device_before(workspace) if seq == 1 else "",
    )
    blobs = tuple(_blobs(workspace, sending))
    stream = BundleStream(
        info=info,
        sender=Sender(key, mine.certificate, mine.chain),
        lines=(signed.line() for signed in sending),
        blobs=blobs,
        total=len(sending) + len(blobs),
        progress=progress,
    )
    expected = sum(blob.size for blob in blobs) + sum(len(signed.rev.canonical) + 200 for signed in sending)
    outbox = workspace.folder / OUTBOX
    with translated(outbox):
        outbox.mkdir(mode=0o700, exist_ok=True)
        clear_orphans(workspace)
        written = write_bundle(
            outbox, workspace.office.code or "office", stream, expected_size=expected, progress=progress
        )
    place = BundlePlace(store.device, seq, written.sha256, info.bundle_id, previous, info.previous_device)
    counts = written.counts
    with store.atomic():
        exchange_log.put_sent(store, SentBundle(place, written.size, written.path.name, workspace.clock()))
        exchange_log.log_exchange(
            store,
            workspace.clock(),
            person.id,
            "exported",
            place,
            {"revisions": counts.revisions, "evidence": counts.evidence, "reports": counts.reports},
        )
    path = deliver_again(workspace, seq, folder, progress)
    return Exported(path, seq, written.sha256, written.size, counts.revisions, counts.evidence, counts.reports)


def deliver_again(workspace: Workspace, seq: int, folder: Path, progress: Progress = no_progress) -> Path:
    """Copy a bundle of the outbox to `folder` and read it back there; the same bundle that is there already stays.

    Raises NothingToExport when there is no copy of it any more, TargetTooSmall, TargetFull, TargetReadOnly,
    TargetFailed, Cancelled; nothing with the name of a bundle is left then.
    """
    device = workspace.store.device
    sent = next(
        (one for one in exchange_log.sent(workspace.store) if (one.place.device, one.place.seq) == (device, seq)), None
    )
    if sent is None or not sent.path or not (workspace.folder / OUTBOX / sent.path).is_file():
        raise NothingToExport
    try:
        return deliver(workspace.folder / OUTBOX / sent.path, folder, sent.place.sha256, sent.size, progress)
    except OSError as error:
        raise told_of_target(error, folder / sent.path, sent.size) from error


def clear_orphans(workspace: Workspace) -> int:
    """Remove what a crash left in the outbox before it was put on record; how many files."""
    known = {one.path for one in exchange_log.sent(workspace.store)}
    orphans = [each for each in (workspace.folder / OUTBOX).iterdir() if each.is_file() and each.name not in known]
    for each in orphans:
        each.unlink()
    return len(orphans)


def _blobs(workspace: Workspace, sending: Iterable[SignedRevision]) -> Iterator[Blob]:
    """The photos, files and reports that the revisions name and that are here, each once."""
    found: set[str] = set()
    for signed in sending:
        if signed.rev.entity == INSPECTION:
            try:
                evidence = evidence_in(answers_of(signed.rev.body))
            except (BodyUnreadable, KeyError, ValueError):
                continue  # a body of a later version: its files go with that version
            for one in evidence:
                if one.sha256 not in found and blob_name(workspace.store, one.sha256) is not None:
                    found.add(one.sha256)
                    opened = partial(opened_evidence, workspace, one.sha256)
                    yield Blob(one.sha256, one.size, opened, suffix_of(one))
        elif signed.rev.entity == REPORT:
            sha256 = str(signed.rev.body.get("pdf_sha256", ""))
            if sha256 not in found and blob_name(workspace.store, sha256) is not None:
                found.add(sha256)
                size = len(read_report(workspace, sha256))
                yield Blob(sha256, size, partial(_report, workspace, sha256), is_report=True)


def _report(workspace: Workspace, sha256: str) -> AbstractContextManager[BinaryIO]:
    return nullcontext(BytesIO(read_report(workspace, sha256)))


def _device_before(workspace: Workspace) -> str:
    """What this device was called before a restore, as the log says; "" for a store that never was another."""
    for entry in audit.entries(workspace.store, limit=1_000_000):
        if entry.act == "restored":
            return entry.about.split(" ")[0]
    return ""
