"""What a bundle would carry: what has no receipt, everything, receipts for one device, or public material alone."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import BinaryIO, Literal

from app.domain.evidence import Evidence, evidence_in
from app.domain.register import RECEIPT, REGISTER, Receipt, RegisterUnreadable, receipt_of
from app.domain.revision import SignedRevision
from app.exchange.bundle_stream import Blob
from app.services.archiving import suffix_of
from app.services.evidence import opened_evidence
from app.services.office_key import office_key
from app.services.receipts import received_by_the_office
from app.services.vault import read_report
from app.services.workspace import Workspace
from app.store import exchange_log
from app.store.bodies import INSPECTION, PERSON, REPORT, SCHEME, SIGNATURE, UNIT, answers_of
from app.store.body_fields import BodyUnreadable
from app.store.filed import filed
from app.store.reports import blob_name, blob_size
from app.store.revisions import revisions
from app.store.trust import trust

What = Literal["owed", "everything", "receipts", "public"]
"""`owed`: the office is not known to have it. `receipts`: those for one device, with the keys they are checked by."""
PUBLIC = (SCHEME, UNIT)
"""Records that anybody may read: they name no person and no result of an inspection."""
_AROUND_A_LINE = 200


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What a bundle would carry, and about how many bytes; `seq` is the number it would have."""

    seq: int
    revisions: int
    evidence: int
    reports: int
    size: int


def outgoing(workspace: Workspace, what: What = "owed", device: str = "") -> Outgoing:
    """Count what would go; nothing is changed. An open draft goes as well, as one more record."""
    sending = chosen(workspace, what, device)
    blobs = tuple(blobs_of(workspace, sending))
    reports = sum(blob.is_report for blob in blobs)
    seq, _previous = exchange_log.next_place(workspace.store)
    return Outgoing(seq, len(sending), len(blobs) - reports, reports, expected_size(sending, blobs))


def chosen(workspace: Workspace, what: What, device: str = "") -> tuple[SignedRevision, ...]:
    """The revisions to send, in the order they came, their words in the store; `device` is whose receipts are meant."""
    if what == "owed":
        return without_receipt(workspace)
    everything = filed(workspace.store)
    if what == "everything":
        return everything
    if what == "public":
        return tuple(signed for signed in everything if signed.rev.entity in PUBLIC)
    receipts = {
        signed.rev.rid: signed
        for signed in revisions(workspace.store, RECEIPT)
        if (receipt := _receipt_of(signed)) is not None and receipt.device == device
    }
    writers = {signed.rev.author for signed in receipts.values()}
    return tuple(
        signed
        for signed in everything
        if signed.rev.rid in receipts
        or signed.rev.entity == REGISTER
        or (signed.rev.entity == PERSON and signed.rev.body.get("author") in writers)
    )


def without_receipt(workspace: Workspace) -> tuple[SignedRevision, ...]:
    """Everything that the office is not known to have, in the order it came: a lost stick costs nothing (rule R9)."""
    received = received_by_the_office(workspace)
    every = filed(workspace.store)
    owed = {signed.rev.rid for signed in every if signed.rev.rid not in received}
    if office_key(workspace) is not None:
        owed |= _stood_on(every, owed)
    return tuple(signed for signed in every if signed.rev.rid in owed)


def _stood_on(every: Iterable[SignedRevision], owed: Collection[str]) -> set[str]:
    """The versions of inspections that owed ones were made from, with their signatures and reports.

    An office's decision goes to laptops of which each has only its own side: without the other it would wait there.
    """
    known = {signed.rev.rid: signed.rev for signed in every}
    ahead = [known[rid] for rid in owed if known[rid].entity == INSPECTION]
    found: set[str] = set()
    while ahead:
        for parent in ahead.pop().parents:
            if parent in known and parent not in found and parent not in owed:
                found.add(parent)
                ahead.append(known[parent])
    about = {
        rev.rid
        for rev in known.values()
        if (rev.entity == REPORT and rev.body.get("rid") in found)
        or (rev.entity == SIGNATURE and rev.id.partition(":")[0] in found)
    }
    return found | about


def believed_receipts(workspace: Workspace) -> tuple[Receipt, ...]:
    """The receipts that settle what this machine sent, in the order they came.

    To a laptop only the office answers: a colleague's laptop is not the office. To the office every certified laptop.
    """
    store = workspace.store
    believed, is_office = trust(store), office_key(workspace) is not None
    issued = [
        one
        for one in revisions(store, RECEIPT)
        if believed.standing(one.rev.rid, one.rev.author) == "issued"
        and (is_office or believed.speaks_for_office(one.rev.author))
    ]
    return tuple(receipt for one in issued if (receipt := _receipt_of(one)) is not None)


def blobs_of(workspace: Workspace, sending: Iterable[SignedRevision]) -> Iterator[Blob]:
    """The photos, files and reports that the revisions name and that are here, each once."""
    found: set[str] = set()
    for signed in sending:
        if signed.rev.entity == INSPECTION:
            for one in _evidence_of(signed):
                if one.sha256 not in found and blob_name(workspace.store, one.sha256) is not None:
                    found.add(one.sha256)
                    opened = partial(opened_evidence, workspace, one.sha256)
                    yield Blob(one.sha256, one.size, opened, suffix_of(one))
        elif signed.rev.entity == REPORT:
            sha256 = str(signed.rev.body.get("pdf_sha256", ""))
            size = blob_size(workspace.store, sha256)
            if sha256 not in found and size is not None:
                found.add(sha256)
                yield Blob(sha256, size, partial(_report, workspace, sha256), is_report=True)


def expected_size(sending: Iterable[SignedRevision], blobs: Iterable[Blob]) -> int:
    """About how many bytes the bundle will have: rather too many than too few."""
    return sum(blob.size for blob in blobs) + sum(one.rev.size + _AROUND_A_LINE for one in sending)


def _evidence_of(signed: SignedRevision) -> tuple[Evidence, ...]:
    try:
        return evidence_in(answers_of(signed.rev.body))
    except (BodyUnreadable, KeyError, ValueError):
        return ()  # a body of a later version: its files go with that version


def _receipt_of(signed: SignedRevision) -> Receipt | None:
    try:
        return receipt_of(signed.rev.body)
    except RegisterUnreadable:
        return None


def _report(workspace: Workspace, sha256: str) -> AbstractContextManager[BinaryIO]:
    return nullcontext(BytesIO(read_report(workspace, sha256)))
