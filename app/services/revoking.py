"""吊销证书: from when on a key is no longer believed; what it signed before stays, what comes later is 未受信任."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.domain.register import (
    RECEIPT,
    KeyEntry,
    Receipt,
    RegisterUnreadable,
    Revocation,
    receipt_body,
    receipt_id,
    receipt_of,
)
from app.domain.revision import FINAL
from app.errors import NotCertified, ReasonMissing
from app.services.office_key import opened_office, put_register
from app.services.records import Pen, write_records
from app.services.workspace import Workspace
from app.store import audit, exchange_log
from app.store.revisions import revisions
from app.store.trust import trust


@dataclass(frozen=True, slots=True)
class KeyUse:
    """How far a key came here: the bundles of each device with something of it, and how many revisions there are."""

    bundles: tuple[tuple[str, int], ...]
    revisions: int


@dataclass(frozen=True, slots=True)
class CertifiedKey:
    """An entry of the office's own register, and whether it was taken back."""

    entry: KeyEntry
    is_revoked: bool


def certified_keys(workspace: Workspace) -> tuple[CertifiedKey, ...]:
    """Whose keys one's own office certified, by name; those that were taken back come last."""
    believed = trust(workspace.store)
    register = believed.registers.get(believed.anchor or "")
    found = [CertifiedKey(one, one.author in believed.accepted) for one in (register.keys if register else ())]
    return tuple(sorted(found, key=lambda one: (one.is_revoked, one.entry.name, one.entry.author)))


def use_of_key(workspace: Workspace, author: str) -> KeyUse:
    """What was received so far of what this key signed."""
    rids = _rids(workspace, author)
    positions = {place for places in _reported(workspace, rids).values() for place in places}
    return KeyUse(tuple(sorted(positions)), len(rids))


def revoke_certificate(
    workspace: Workspace,
    author: str,
    passphrase: str,
    reason: str,
    *,
    last: Mapping[str, int] | None = None,
) -> None:
    """Write into the register that this key is no longer believed.

    `last` names the last bundle of each device that still counts, an empty mapping none at all; without it everything
    that is here now counts: a receipt of the office's own names what no bundle brought, such as what was signed on
    this machine. Nothing is deleted. Raises NotCertified, ReasonMissing, OfficeKeyMissing, OfficeKeyNotHeld,
    OnlyAdministrators, WrongPassphrase.
    """
    office, store = opened_office(workspace, passphrase), workspace.store
    if not reason.strip():
        raise ReasonMissing
    known = {one.author for one in office.register.keys}
    if author not in known or author in {one.author for one in office.register.revocations}:
        raise NotCertified
    now = workspace.clock()
    with store.atomic():
        accepted = dict(last) if last is not None else _all_that_is_here(workspace, Pen(office.key), author)
        if not accepted:
            accepted = {store.device: 0}
        added = tuple(Revocation(author, device, seq, reason.strip()) for device, seq in sorted(accepted.items()))
        register = replace(office.register, revocations=(*office.register.revocations, *added))
        put_register(workspace, office.key, register)
        audit.append(store, now, workspace.person.id if workspace.person else None, "certificate revoked", author)


def is_revoked(workspace: Workspace, author: str | None) -> bool:
    """Whether a trusted office took the key's certificate back."""
    return author is not None and author in trust(workspace.store).accepted


def _all_that_is_here(workspace: Workspace, pen: Pen, author: str) -> dict[str, int]:
    """The last bundle of each device with something of the key; what no bundle brought gets a receipt of its own.

    That receipt stands under this device's last bundle: no later bundle of it can be taken for one that counts.
    """
    rids = _rids(workspace, author)
    reported = _reported(workspace, rids)
    accepted: dict[str, int] = {}
    for places in reported.values():
        for device, seq in places:
            accepted[device] = max(seq, accepted.get(device, 0))
    rest = sorted(rid for rid in rids if not reported.get(rid))
    if rest:
        device, seq = workspace.store.device, exchange_log.next_place(workspace.store)[0] - 1
        digest = hashlib.sha256("\n".join(rest).encode()).hexdigest()
        receipt = Receipt(device, seq, digest, tuple(rest))
        name = receipt_id(device, seq, digest)
        write_records(workspace, pen, ((RECEIPT, name, FINAL, receipt_body(receipt)),))
        accepted[device] = max(seq, accepted.get(device, 0))
    return accepted


def _rids(workspace: Workspace, author: str) -> tuple[str, ...]:
    return tuple(
        rid for (rid,) in workspace.store.rows("SELECT rid FROM revision WHERE author = ? ORDER BY rid", (author,))
    )


def _reported(workspace: Workspace, rids: tuple[str, ...]) -> dict[str, list[tuple[str, int]]]:
    """In which bundles revisions came, by receipts of the office and its administrators, as trust reads them."""
    wanted, believed = set(rids), trust(workspace.store)
    found: dict[str, list[tuple[str, int]]] = {}
    for signed in revisions(workspace.store, RECEIPT):
        if not believed.may_report(signed.rev.author):
            continue
        try:
            receipt = receipt_of(signed.rev.body)
        except RegisterUnreadable:
            continue
        for rid in wanted.intersection(receipt.rids):
            found.setdefault(rid, []).append((receipt.device, receipt.seq))
    return found
