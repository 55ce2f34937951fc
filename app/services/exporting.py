"""Send a bundle: made in the outbox, on record before it leaves, then copied to the stick and read back there."""

import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.domain.revision import SignedRevision
from app.errors import NoRecipients, NoSigningKey, NothingToExport
from app.exchange.bundle_delivery import deliver
from app.exchange.bundle_profile import KEY_SUFFIX, OPEN_SUFFIX, SUFFIX, BundleInfo
from app.exchange.bundle_stream import BundleStream, Sender
from app.exchange.bundle_writer import FirstDayKey, Written, write_bundle
from app.identity.age import AgeKey, require_recipient
from app.identity.office_key import new_password
from app.progress import Progress, Step, no_progress
from app.services.bundle_keys import own_recipients
from app.services.certificates import credentials
from app.services.merging import revise_open_drafts
from app.services.records import Pen
from app.services.saving import read_file, save_file, told_of_target
from app.services.sending import What, blobs_of, chosen, expected_size
from app.services.workspace import Workspace
from app.store import audit, exchange_log
from app.store.exchange_log import BundlePlace, SentBundle
from app.store.failures import translated
from app.store.whole_files import make_folder

OUTBOX = "outbox"


@dataclass(frozen=True, slots=True)
class Exported:
    """A bundle that lies whole on the stick and in the outbox: read back from both.

    `key_file` is the key of the first day beside it and `password` opens that; both only where one was asked for.
    """

    path: Path
    seq: int
    sha256: str
    size: int
    revisions: int
    evidence: int
    reports: int
    key_file: Path | None = None
    password: str = field(default="", repr=False)


def export_bundle(
    workspace: Workspace,
    passphrase: str | None,
    folder: Path,
    recipients: Sequence[str] = (),
    progress: Progress = no_progress,
    *,
    what: What = "owed",
    device: str = "",
    first_day: bool = False,
) -> Exported:
    """Export `what` (`device` for receipts) to `recipients` (age keys) and to the own office, into `folder`.

    With `first_day` a fresh key joins the recipients; it lies beside the bundle under a generated password, for an
    office whose own key is not yet known. `public` material goes unencrypted, to nobody in particular, and the log
    says so. Open drafts become revisions first. The bundle is made and read back in the outbox and put on record; then
    it is copied to `folder` and read back there. What fails before that leaves nothing on record; what fails in
    copying leaves the bundle in the outbox, to be copied again with `deliver_again`. Raises NoSigningKey,
    WrongPassphrase, NoRecipients, AgeKeyMalformed, NothingToExport, TargetTooSmall, TargetFull, TargetReadOnly,
    TargetFailed, the store's errors, and Cancelled.
    """
    person, store = workspace.person, workspace.store
    if person is None:
        raise NoSigningKey("")
    key = workspace.signing_key(person.id, passphrase)
    fresh = FirstDayKey(AgeKey.new(), new_password()) if first_day and what != "public" else None
    to = _recipients(workspace, recipients, fresh, what)
    if what != "public":
        revise_open_drafts(workspace, Pen(key))
    sending = chosen(workspace, what, device)
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
        recipients=to,
        realm=workspace.realm,
        previous_device=_device_before(workspace) if seq == 1 else "",
    )
    written = _write(workspace, info, Sender(key, mine.certificate, mine.chain), sending, fresh, progress)
    place = BundlePlace(store.device, seq, written.sha256, info.bundle_id, previous, info.previous_device)
    counts = written.counts
    with store.atomic():
        exchange_log.put_sent(store, SentBundle(place, written.size, written.path.name, workspace.clock()))
        exchange_log.log_exchange(
            store,
            workspace.clock(),
            person.id,
            "exported in clear" if info.is_open else "exported",
            place,
            {"revisions": counts.revisions, "evidence": counts.evidence, "reports": counts.reports},
        )
    path = deliver_again(workspace, seq, folder, progress)
    return Exported(
        path,
        seq,
        written.sha256,
        written.size,
        counts.revisions,
        counts.evidence,
        counts.reports,
        key_file_of(path) if fresh else None,
        fresh.passphrase if fresh else "",
    )


def deliver_again(workspace: Workspace, seq: int, folder: Path, progress: Progress = no_progress) -> Path:
    """Copy a bundle of the outbox to `folder` and read it back there; the same bundle that is there already stays.

    A key of the first day goes with it. Raises NothingToExport when there is no copy of it any more, TargetTooSmall,
    TargetFull, TargetReadOnly, TargetFailed, Cancelled; nothing with the name of a bundle is left then.
    """
    device = workspace.store.device
    sent = next(
        (one for one in exchange_log.sent(workspace.store) if (one.place.device, one.place.seq) == (device, seq)), None
    )
    outbox = workspace.folder / OUTBOX
    if sent is None or not sent.path or not (outbox / sent.path).is_file():
        raise NothingToExport
    key_file = key_file_of(outbox / sent.path)
    beside = folder / key_file.name
    is_new = key_file.is_file() and not beside.exists()
    if is_new:
        save_file(read_file(key_file), beside)
    try:
        return deliver(outbox / sent.path, folder, sent.place.sha256, sent.size, progress)
    except BaseException as error:
        if is_new:
            with suppress(OSError):  # a pulled stick has nothing to remove
                beside.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise told_of_target(error, folder / sent.path, sent.size) from error
        raise


def key_file_of(bundle: Path) -> Path:
    """Where the key of the first day lies that belongs to a bundle of this name."""
    for suffix in (SUFFIX, OPEN_SUFFIX):
        if bundle.name.endswith(suffix):
            return bundle.with_name(bundle.name.removesuffix(suffix) + KEY_SUFFIX)
    return bundle.with_name(bundle.name + KEY_SUFFIX)


def clear_orphans(workspace: Workspace) -> int:
    """Remove what a crash left in the outbox before it was put on record; how many files."""
    outbox = workspace.folder / OUTBOX
    bundles = {one.path for one in exchange_log.sent(workspace.store) if one.path}
    known = bundles | {key_file_of(outbox / name).name for name in bundles}
    orphans = [each for each in outbox.iterdir() if each.is_file() and each.name not in known]
    for each in orphans:
        each.unlink()
    return len(orphans)


def _recipients(
    workspace: Workspace, recipients: Sequence[str], fresh: FirstDayKey | None, what: What
) -> tuple[str, ...]:
    """Whom it is encrypted to, nobody for public material; raises AgeKeyMalformed, NoRecipients."""
    if what == "public":
        return ()
    asked = {require_recipient(one) for one in recipients}
    to = asked | set(own_recipients(workspace)) | ({fresh.key.recipient} if fresh else set())
    if not to:
        raise NoRecipients
    return tuple(sorted(to))


def _write(
    workspace: Workspace,
    info: BundleInfo,
    sender: Sender,
    sending: Sequence[SignedRevision],
    fresh: FirstDayKey | None,
    progress: Progress,
) -> Written:
    """Write it into the outbox; progress is told in bytes."""
    blobs = tuple(blobs_of(workspace, sending))
    expected = expected_size(sending, blobs)
    stream = BundleStream(
        info=info,
        sender=sender,
        lines=(signed.line() for signed in sending),
        blobs=blobs,
        progress=lambda _step: progress(Step("write", min(stream.size, expected), expected, unit="bytes")),
    )
    outbox = workspace.folder / OUTBOX
    with translated(outbox):
        make_folder(outbox, 0o700)
        clear_orphans(workspace)
        return write_bundle(
            outbox,
            workspace.office.code or "office",
            stream,
            expected_size=expected,
            first_day=fresh,
            progress=lambda step: progress(replace(step, total=stream.size, unit="bytes")),
        )


def _device_before(workspace: Workspace) -> str:
    """What this device was called before a restore, as the log says; "" for a store that never was another."""
    for entry in audit.entries(workspace.store, limit=1_000_000):
        if entry.act == "restored":
            return entry.about.split(" ")[0]
    return ""
