"""Take a bundle in: opened and checked whole, planned, and then all of it at once or nothing (rules R2, R11)."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

from app.domain.joining import may_be_joined
from app.domain.register import RECEIPT, REGISTER, Receipt, receipt_body, receipt_id
from app.domain.revision import FINAL, SignedRevision
from app.errors import NoSigningKey, SealedFileDamaged
from app.exchange.bundle_profile import BundleInfo, Counts
from app.exchange.bundle_reader import Bundle, open_bundle
from app.exchange.line_spool import line_spool
from app.identity.age import AgeKey
from app.identity.certificates import Certificate, Holder
from app.identity.derive import seal_stream, sealed_name
from app.progress import Progress, Step, no_progress
from app.rules.import_plan import ImportPlan, Quarantined
from app.services.arriving import Arrived, SetAside, sorted_out
from app.services.backups import back_up
from app.services.certificates import keep_office_certificates
from app.services.import_plan import inspections_touched, planned
from app.services.merging import revise_open_drafts
from app.services.outbox import settle_receipts
from app.services.records import Pen, write_records
from app.services.workspace import Workspace
from app.store import exchange_log
from app.store import people as people_table
from app.store.evidence import sealed_draft
from app.store.exchange_log import BundlePlace, ReceivedBundle
from app.store.failures import translated
from app.store.realms import bundle_realms
from app.store.reports import blob_name, put_blob
from app.store.revisions import add_revisions
from app.store.sealed_files import FOLDER_NAME

_MIME = {"jpg": "image/jpeg", "png": "image/png", "heic": "image/heic", "pdf": "application/pdf"}


@dataclass(frozen=True, slots=True)
class Came:
    """What an import did: the plan as it was carried out, and what came with it."""

    plan: ImportPlan
    blobs: int
    is_known: bool


@dataclass(slots=True)
class Incoming:
    """An opened bundle with what its import would do; nothing is changed before `apply`.

    The words of its `revisions`, and of what is kept `aside`, lie on the disk until they are asked for
    (app.exchange.line_spool).
    """

    workspace: Workspace
    bundle: Bundle
    sha256: str
    revisions: tuple[SignedRevision, ...]
    aside: tuple[SetAside, ...]
    certificates: tuple[Certificate, ...]
    plan: ImportPlan
    progress: Progress = field(repr=False, default=no_progress)

    @property
    def info(self) -> BundleInfo:
        """Who sends which bundle to whom."""
        return self.bundle.info

    @property
    def counts(self) -> Counts:
        """What it holds."""
        return self.bundle.counts

    @property
    def sender(self) -> Holder:
        """Whom the certificate of the bundle's signer names."""
        return self.bundle.signer.holder

    @property
    def is_known(self) -> bool:
        """Whether this very bundle was imported before."""
        return bool(exchange_log.received(self.workspace.store, self.sha256))

    def apply(self, passphrase: str | None) -> Came:
        """Back up, keep the photos and reports, then take all of it in at once; the receipt is made with it.

        Raises BackupNotMade, NoSigningKey, WrongPassphrase, SealedFileDamaged, the store's errors and Cancelled: then
        the store is as it was.
        """
        workspace, store, person = self.workspace, self.workspace.store, self.workspace.person
        if person is None:
            raise NoSigningKey("")
        pen = Pen(workspace.signing_key(person.id, passphrase))
        known = self.is_known
        if not workspace.is_demo:
            back_up(workspace, only_if_changed=True)
        kept = list(self._keep_blobs())
        info, now = self.info, workspace.clock()
        place = BundlePlace(
            info.device, info.sequence, self.sha256, info.bundle_id, info.previous, info.previous_device
        )
        rids = [signed.rev.rid for signed in self.revisions]
        with store.atomic():
            done = self.plan
            if revise_open_drafts(workspace, pen, inspections_touched(self.plan)):
                done = planned(workspace, (one.rev for one in self.revisions), self.plan.quarantined)
            for one in self.certificates:
                people_table.put_certificate(store, one.author, "person", one.der, now)
            for sha256, name, size, mime in kept:
                put_blob(store, sha256, name, size, mime)
            add_revisions(store, self.revisions)
            if any(signed.rev.entity == REGISTER for signed in self.revisions):
                keep_office_certificates(workspace)
            exchange_log.put_received(store, ReceivedBundle(place, info.sender, now), rids)
            exchange_log.put_aside(store, (one.kept(self.sha256) for one in self.aside))
            if not known:
                receipt = Receipt(info.device, info.sequence, self.sha256, tuple(sorted(rids)))
                name = receipt_id(info.device, info.sequence, self.sha256)
                write_records(workspace, pen, ((RECEIPT, name, FINAL, receipt_body(receipt)),))
            exchange_log.log_exchange(
                store,
                now,
                person.id,
                "known already" if known else "imported",
                place,
                {
                    "new": len(done.new),
                    "known": len(done.known),
                    "waiting": len(done.waiting),
                    "aside": len(self.aside),
                },
            )
        settle_receipts(workspace)
        return Came(done, len(kept), known)

    def _keep_blobs(self) -> Iterator[tuple[str, str, int, str]]:
        """Seal what is not here yet: (SHA-256, sealed name, size, kind)."""
        workspace = self.workspace
        for number, blob in enumerate(self.bundle.blobs()):
            self.progress(Step("blobs", number, self.counts.evidence + self.counts.reports))
            name = sealed_name(workspace.key, blob.sha256)
            if blob_name(workspace.store, blob.sha256) is None or not (workspace.folder / FOLDER_NAME / name).exists():
                with sealed_draft(workspace.folder) as draft:
                    source = _Hashing(blob.opened())
                    seal_stream(workspace.key, cast(BinaryIO, source), draft.file)
                    if source.sha256 != blob.sha256:
                        raise SealedFileDamaged
                    draft.keep(name)
            yield blob.sha256, name, blob.size, _MIME.get(blob.suffix, "application/octet-stream")


@contextmanager
def incoming(
    workspace: Workspace, path: Path, keys: Sequence[AgeKey], progress: Progress = no_progress
) -> Iterator[Incoming]:
    """Open the bundle at `path` with whichever of `keys` fits, read all of it, and plan; for the time of the block.

    Raises BundleRefused with every complaint, AgeFileForOthers, AgeFileDamaged, FileUnreadable, the store's errors and
    Cancelled; nothing of the store is changed.
    """
    scratch = workspace.folder / FOLDER_NAME
    realms = bundle_realms(workspace.store)
    with (
        translated(scratch),
        open_bundle(path, keys, scratch, realms, progress=progress) as bundle,
        line_spool(scratch) as spool,
    ):
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        # A joining may come after what it lets in.
        takes = may_be_joined if may_be_joined(workspace.realm) else (lambda _realm: False)
        arrived = Arrived()
        for line in bundle.revisions(progress=progress, takes_realm=takes):
            arrived.take(line, spool)
        revisions, aside = sorted_out(workspace.store, arrived)
        certificates = tuple(arrived.certificates.values())
        quarantined = [Quarantined(one.place, one.reason) for one in aside]
        plan = planned(workspace, (one.rev for one in revisions), quarantined)
        yield Incoming(workspace, bundle, sha256, revisions, aside, certificates, plan, progress)


class _Hashing:
    """Hashes what is read on the way."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._sha256 = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._sha256.update(data)
        return data

    @property
    def sha256(self) -> str:
        return self._sha256.hexdigest()
