"""Whose revisions may form heads, and who may decide: a pure view of the registers, the receipts and the anchor."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from app.domain.canonical import canonical_json
from app.domain.issuing import Equivocation, Issue, issued
from app.domain.register import (
    KeyEntry,
    OfficeLevel,
    Receipt,
    Register,
    RegisterUnreadable,
    receipt_of,
    register_id,
    register_of,
)

Standing = Literal["issued", "unissued", "revoked", "invalid"]
STANDING_NAMES: dict[Standing, str] = {
    "issued": "已由机关签发",
    "unissued": "未经机关签发",
    "revoked": "未受信任",
    "invalid": "无效",
}
Position = tuple[str, int]
"""Device and sequence of a bundle."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A standing revision of a register or a receipt, with its body."""

    rid: str
    author: str
    id: str
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Holder:
    """A key's entry in the register of the office `issuer` (its key's author id)."""

    issuer: str
    entry: KeyEntry


@dataclass(frozen=True, slots=True)
class Trust:
    """What the registers say, seen from one anchor.

    `offices` are the trusted office keys with their office's name and level, the anchor among them once it has a
    register. `accepted` has the revoked keys, each with the last bundle of each device that is still believed;
    `reported` says in which bundles revisions came, by receipts, as far as a revoked key makes it matter.
    `invalid` are register revisions that speak for another key than their author's.
    """

    anchor: str | None = None
    offices: Mapping[str, tuple[str, OfficeLevel]] = field(default_factory=dict)
    holders: Mapping[str, Holder] = field(default_factory=dict)
    accepted: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    reported: Mapping[str, frozenset[Position]] = field(default_factory=dict)
    invalid: frozenset[str] = frozenset()
    registers: Mapping[str, Register] = field(default_factory=dict)
    alarms: tuple[Equivocation, ...] = ()

    @property
    def is_governed(self) -> bool:
        """Whether there is a register: before it, everybody is 未经机关签发 and may do everything on the own store."""
        return bool(self.offices)

    def standing(self, rid: str, author: str) -> Standing:
        """How a revision of this author is seen."""
        if rid in self.invalid:
            return "invalid"
        last = self.accepted.get(author)
        if last is not None and not any(seq <= last.get(device, -1) for device, seq in self.reported.get(rid, ())):
            return "revoked"
        return "issued" if author in self.holders or author in self.offices else "unissued"

    def may_form_head(self, rid: str, author: str) -> bool:
        """Whether a revision may be a head of its record (rule R3)."""
        return self.standing(rid, author) in ("issued", "unissued")

    def office_of(self, author: str) -> str | None:
        """The office key that stands for this author, None for one without a certificate."""
        if author in self.offices:
            return author
        holder = self.holders.get(author)
        return None if holder is None else holder.issuer

    def speaks_for_office(self, author: str) -> bool:
        """Whether what this author says is said by a trusted office: its key, or an administrator of it."""
        holder = self.holders.get(author)
        return author in self.offices or (holder is not None and holder.entry.role == "administrator")

    def may_report(self, author: str) -> bool:
        """Whether receipts of this author say in which bundles revisions came: a revoked administrator's do not."""
        return author in self.offices or (self.speaks_for_office(author) and author not in self.accepted)

    def may_decide(self, author: str, among: Iterable[str]) -> bool:
        """Whether this author may decide between finals of the authors `among`, or void one.

        The administrator of their office, or the holder of its key; authors without a certificate belong to whoever
        administers an office that is trusted here. Before there is a register: everybody.
        """
        if not self.is_governed:
            return True
        if not self.speaks_for_office(author):
            return False
        offices = {self.office_of(one) for one in among} - {None}
        return offices <= {self.office_of(author)}


def trust_of(anchor: str | None, registers: Iterable[Claim], receipts: Iterable[Claim]) -> Trust:
    """Read the current registers from the anchor outwards, and the receipts where somebody is revoked.

    The anchor's register vouches for other offices; of these, a city office vouches for further ones.
    """
    stated, invalid = _stated(registers)
    results = issued(issue for issue, _register in stated.values())
    currents = {key[0]: stated[one.current.rid][1] for key, one in results.items() if one.current is not None}
    offices = _trusted_offices(anchor, currents)
    trusted = {issuer: currents[issuer] for issuer in offices if issuer in currents}
    holders: dict[str, Holder] = {}
    for issuer, register in trusted.items():
        for entry in register.keys:
            holders.setdefault(entry.author, Holder(issuer, entry))
    accepted = _accepted(anchor, trusted, holders)
    writers = offices.keys() | {
        author for author, holder in holders.items() if holder.entry.role == "administrator" and author not in accepted
    }
    return Trust(
        anchor=anchor,
        offices=offices,
        holders=holders,
        accepted=accepted,
        reported=_reported(receipts, writers) if accepted else {},
        invalid=invalid,
        registers=trusted,
        alarms=tuple(alarm for one in results.values() for alarm in one.alarms),
    )


def _stated(registers: Iterable[Claim]) -> tuple[dict[str, tuple[Issue, Register]], frozenset[str]]:
    stated: dict[str, tuple[Issue, Register]] = {}
    invalid: set[str] = set()
    for claim in registers:
        try:
            register = register_of(claim.body)
        except RegisterUnreadable:
            invalid.add(claim.rid)
            continue
        if register.issuer != claim.author or claim.id != register_id(register.issuer):
            invalid.add(claim.rid)
            continue
        content = hashlib.sha256(canonical_json(dict(claim.body))).hexdigest()
        issue = Issue(register.issuer, claim.id, register.version, content, claim.rid)
        stated[claim.rid] = issue, register
    return stated, frozenset(invalid)


def _trusted_offices(anchor: str | None, currents: Mapping[str, Register]) -> dict[str, tuple[str, OfficeLevel]]:
    if anchor is None or anchor not in currents:
        return {}
    own = currents[anchor]
    revoked = {one.author for one in own.revocations}
    offices = {anchor: (own.office, own.level)}
    ahead = [anchor]
    while ahead:
        issuer = ahead.pop(0)
        if issuer not in currents or (issuer != anchor and offices[issuer][1] != "city"):
            continue
        for vouch in sorted(currents[issuer].vouched, key=lambda one: one.author):
            if vouch.author not in offices and vouch.author not in revoked:
                offices[vouch.author] = (vouch.office, vouch.level)
                ahead.append(vouch.author)
    return offices


def _accepted(
    anchor: str | None, trusted: Mapping[str, Register], holders: Mapping[str, Holder]
) -> dict[str, Mapping[str, int]]:
    """Revocations by the office of the key, or by the anchor; where both speak, only what both believe is believed."""
    accepted: dict[str, dict[str, int]] = {}
    for issuer, register in trusted.items():
        last: dict[str, dict[str, int]] = defaultdict(dict)
        for one in register.revocations:
            holder = holders.get(one.author)
            if issuer == anchor or holder is None or holder.issuer == issuer:
                last[one.author][one.device] = max(one.seq, last[one.author].get(one.device, 0))
        for author, devices in last.items():
            known = accepted.get(author, devices)
            accepted[author] = {device: min(known[device], devices[device]) for device in known.keys() & devices}
    return {author: dict(sorted(devices.items())) for author, devices in sorted(accepted.items())}


def _reported(receipts: Iterable[Claim], writers: Iterable[str]) -> dict[str, frozenset[Position]]:
    believed = frozenset(writers)
    positions: dict[str, set[Position]] = defaultdict(set)
    for claim in receipts:
        if claim.author not in believed:
            continue
        try:
            receipt: Receipt = receipt_of(claim.body)
        except RegisterUnreadable:
            continue
        for rid in receipt.rids:
            positions[rid].add((receipt.device, receipt.seq))
    return {rid: frozenset(found) for rid, found in sorted(positions.items())}
