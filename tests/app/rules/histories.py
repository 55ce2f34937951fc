"""Offices and laptops that write, hand over sticks and decide, on the very functions that the program uses."""

import hashlib
import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from app.domain.draft_fields import HEADER, LINK, body_with, fields_of
from app.domain.hlc import HybridClock
from app.domain.lineage import Node, ancestors
from app.domain.register import (
    RECEIPT,
    REGISTER,
    KeyEntry,
    Receipt,
    Register,
    Revocation,
    Vouch,
    receipt_body,
    receipt_id,
    register_body,
    register_id,
)
from app.domain.revision import AMEND, DRAFT, FINAL, RESOLVE, VOID, Revision
from app.rules.bundle_gaps import BundleSeen
from app.rules.import_plan import plan_import
from app.rules.record_views import RecordView, Views, node_of, views_of

START = datetime(2026, 1, 8, tzinfo=UTC)
INSPECTION = "inspection"
REALM = "office:model"


def author(name: str) -> str:
    """The author id of an invented key."""
    return hashlib.sha256(name.encode()).hexdigest()


OFFICE, CITY = author("office"), author("city")
ADMINISTRATOR = author("administrator")


@dataclass(frozen=True)
class Stick:
    """A bundle on its way: what bag-info says, and the revisions."""

    seen: BundleSeen
    revisions: tuple[Revision, ...]


@dataclass
class Machine:
    """One store: a set that grows, a clock, and the bundles it sent and got."""

    number: int
    anchor: str | None
    revisions: dict[str, Revision] = field(default_factory=dict)
    clock: HybridClock = field(default_factory=HybridClock)
    sent: list[Stick] = field(default_factory=list)
    got: list[BundleSeen] = field(default_factory=list)
    minutes: int = 0
    seen: tuple[int, Views | None] = (-1, None)

    @property
    def device(self) -> str:
        return f"{self.number:08x}"

    @property
    def inspector(self) -> str:
        return author(f"inspector {self.number}")

    def views(self) -> Views:
        if self.seen[0] != len(self.revisions):  # the set only grows
            self.seen = len(self.revisions), views_of(self.revisions.values(), self.anchor)
        return self.seen[1]

    def view(self, id_: str) -> RecordView | None:
        return self.views().records.get((INSPECTION, id_))

    def write(self, who: str, entity: str, id_: str, kind: str, parents: Iterable[str], body: Mapping[str, Any]) -> str:
        """Make a revision of this machine; its rid."""
        self.minutes += 1
        self.clock = self.clock.next(START + timedelta(minutes=self.minutes), self.device)
        made = Revision(
            entity, id_, tuple(sorted(set(parents))), kind, who, self.device, self.clock.stamp, REALM, dict(body)
        )
        self.revisions[made.rid] = made
        return made.rid

    # What people do with an inspection.

    def change(self, id_: str, place: tuple[str, str], value: Any) -> None:
        """Go on with the draft as it is seen here, and put one value into it (None takes it away)."""
        view = self.view(id_)
        if view is not None and (view.standing.is_final or view.body is None):
            return
        fields = fields_of(view.body) if view is not None else {}
        if value is None:
            fields.pop(place, None)
        else:
            fields[place] = value
            if place[0] == LINK:
                fields["file", place[1].partition("/")[0]] = {"name": "a.jpg"}
        parents = () if view is None else view.merge.parents if view.merge else view.standing.heads
        self.write(self.inspector, INSPECTION, id_, DRAFT, parents, body_with(fields, {"unit_id": f"u-{id_}"}))
        if view is not None and view.merge is not None:
            asked = {one.place for one in view.merge.choices} - {place}
            now = self.view(id_).merge
            assert asked <= {one.place for one in now.choices} if now else not asked, "a choice was lost by going on"

    def choose(self, id_: str, which: int) -> None:
        """Decide every open choice of the drafts; the saved revision names all heads."""
        view = self.view(id_)
        if view is None or view.merge is None or not view.merge.choices:
            return
        chosen = {one.place: one.options[which % len(one.options)].rid for one in view.merge.choices}
        body = body_with(view.merge.decided(chosen), view.body)
        self.write(self.inspector, INSPECTION, id_, DRAFT, view.merge.heads, body)

    def sign(self, id_: str) -> None:
        view = self.view(id_)
        if view is None or view.standing.is_final or view.body is None:
            return
        parents = view.merge.parents if view.merge else view.standing.heads
        draft = self.write(self.inspector, INSPECTION, id_, DRAFT, parents, view.body)
        self.write(self.inspector, INSPECTION, id_, FINAL, [draft], view.body)

    def amend(self, id_: str, text: str) -> None:
        view = self.view(id_)
        if view is None or not view.standing.is_final or view.standing.is_contested or view.is_void:
            return
        body = {**view.body, "doc_number": text, "reason": "更正"}
        self.write(self.inspector, INSPECTION, id_, AMEND, [view.standing.head.rid], body)

    def void(self, id_: str, who: str) -> None:
        view = self.view(id_)
        if view is None or not view.standing.is_final or view.is_void:
            return
        self.write(who, INSPECTION, id_, VOID, (node.rid for node in view.standing.values), {"reason": "作废"})

    def resolve(self, id_: str, who: str, which: int) -> None:
        view = self.view(id_)
        if view is None or not view.standing.is_contested:
            return
        heads = sorted(node.rid for node in view.standing.values)
        body = {"chosen": heads[which % len(heads)], "reason": "裁定"}
        self.write(who, INSPECTION, id_, RESOLVE, heads, body)

    def scribble(self, id_: str, who: str, kind: str, seed: int) -> None:
        """Something no program of ours would write: any kind, on any parents."""
        chance = random.Random(seed)  # noqa: S311 - drawn by hypothesis
        there = sorted(rid for rid, one in self.revisions.items() if (one.entity, one.id) == (INSPECTION, id_))
        parents = chance.sample(there, min(len(there), chance.randrange(4)))
        body = {"unit_id": "u", "answers": {"items": {"1": {"n": seed % 3}}}}
        if kind == RESOLVE and there:
            body = {"chosen": chance.choice(there)}
        before = self.views()
        self.write(who, INSPECTION, id_, kind, parents, body)
        assert_values_stay(before, self.views())

    def overreach(self, id_: str, who: str, kind: str) -> None:
        """Take the place of everything signed, right or not."""
        view = self.view(id_)
        if view is None or not view.standing.is_final:
            return
        heads = sorted(node.rid for node in view.standing.values)
        before = self.views()
        self.write(who, INSPECTION, id_, kind, heads, {"chosen": heads[0], "reason": "自作主张"})
        assert_values_stay(before, self.views())

    # What the office does.

    def register(self, change: Mapping[str, Any], *, is_fork: bool = False) -> None:
        """The next version of the office's register, or another one of the same number."""
        now = self.views().trust
        known = now.registers.get(OFFICE, Register(OFFICE, "天宁区委组织部", "district", 0))
        stated = [one for one in self.revisions.values() if (one.entity, one.author) == (REGISTER, OFFICE)]
        highest = max((one.body["version"] for one in stated), default=0)
        version = max(1, highest if is_fork else highest + 1)
        body = register_body(replace(known, version=version, **change))
        parents = sorted(one.rid for one in stated if one.body["version"] < version)
        self.write(OFFICE, REGISTER, register_id(OFFICE), FINAL if version == 1 else AMEND, parents[-1:], body)

    def admit(self, machines: Iterable["Machine"]) -> None:
        """Give everybody a certificate."""
        keys = tuple(KeyEntry(one.inspector, f"p-{one.number}", "王芳", "", "inspector") for one in machines)
        self.register({"keys": (*keys, KeyEntry(ADMINISTRATOR, "p-a", "李强", "", "administrator"))})

    def revoke(self, who: str, device: str, seq: int) -> None:
        known = self.views().trust.registers.get(OFFICE)
        revocations = known.revocations if known else ()
        self.register({"revocations": (*revocations, Revocation(who, device, seq))})

    def vouch_for_city(self) -> None:
        self.register({"vouched": (Vouch(CITY, "市委组织部", "city"),)})

    def acknowledge(self, stick: Stick) -> None:
        """Answer a bundle with a receipt."""
        seen = stick.seen
        receipt = Receipt(seen.device, seen.seq, seen.sha256, tuple(one.rid for one in stick.revisions))
        id_ = receipt_id(seen.device, seen.seq, seen.sha256)
        if not any((one.entity, one.id) == (RECEIPT, id_) for one in self.revisions.values()):
            self.write(OFFICE, RECEIPT, id_, FINAL, (), receipt_body(receipt))

    # Sticks.

    def export(self, part: int | None = None) -> Stick:
        """Everything here, or what a seed picks of it, as the next bundle of this device."""
        rids = sorted(self.revisions)
        if part is not None:
            chance = random.Random(part)  # noqa: S311
            rids = [rid for rid in rids if chance.random() < 0.6]
        seq = len(self.sent) + 1
        previous = self.sent[-1].seen.sha256 if self.sent else ""
        sha256 = hashlib.sha256(repr((self.device, seq, previous, rids)).encode()).hexdigest()
        stick = Stick(BundleSeen(self.device, seq, sha256, previous), tuple(self.revisions[rid] for rid in rids))
        self.sent.append(stick)
        return stick

    def take(self, stick: Stick, *, is_looked_at: bool = True) -> None:
        """Import a bundle, and hold its plan against what comes of it."""
        here = dict(self.revisions)
        before = self.views() if is_looked_at else None
        for one in stick.revisions:
            self.revisions.setdefault(one.rid, one)
            self.clock = self.clock.receive(one.hlc, START + timedelta(minutes=self.minutes))
        self.got.append(stick.seen)
        assert here.keys() <= self.revisions.keys(), "P4"
        if before is None:
            return
        after = self.views()
        plan = plan_import(stick.revisions, here, after.trust)
        assert set(plan.new) == self.revisions.keys() - here.keys()
        assert set(plan.known) == {one.rid for one in stick.revisions} & here.keys()
        assert set(plan.waiting) == set(plan.new) & after.waiting
        assert set(plan.released) == before.waiting - after.waiting
        named = {(one.entity, one.id) for one in plan.conflicts if one.kind == "finals"}
        if before.trust == after.trust:
            contested = {key for key, one in after.records.items() if one.standing.is_contested}
            then = {key: one.standing.values for key, one in before.records.items() if one.standing.is_contested}
            assert named == {key for key in contested if then.get(key) != after.records[key].standing.values}
            assert_values_stay(before, after)


def assert_values_stay(before: Views, after: Views) -> None:
    """P10: a value is left only for an amend, a void or a resolve, or is contested when a second final comes.

    A contest ends only by a void or a resolve of somebody with the right.
    """
    trust = after.trust
    for key, view in before.records.items():
        if not view.standing.is_final:
            continue
        now = after.records[key].standing
        known = {node.rid: node for node in now.found}
        assert now.is_final
        for value in view.standing.values:
            if value in now.values:
                continue
            follow = [one for one in now.values if value.rid in ancestors([one], known)]
            assert follow, "P10: a final was lost"
            assert {one.kind for one in follow} <= {AMEND, VOID, RESOLVE}, "P10"
            decisions = [one for one in follow if one.kind in (VOID, RESOLVE)]
            assert all(trust.may_decide(one.author, []) for one in decisions), "decided without the right"
        for one in now.values:
            line = ancestors([one], known)
            passed = [value for value in view.standing.values if value.rid in line]
            if len(passed) > 1:
                deciders = {
                    known[rid].author
                    for rid in {*line, one.rid}
                    if known[rid].kind in (VOID, RESOLVE) and trust.may_decide(known[rid].author, [])
                }
                assert deciders, "R7: a contest ended without a decision"


def assert_nothing_lost(machine: Machine) -> None:
    """No statement of a draft head that no other head has seen is missing from the merged view.

    Held against the revisions alone: whatever a head says that no revision before a head of another mind said.
    """
    for (entity, _id), view in machine.views().records.items():
        if entity != INSPECTION or view.merge is None:
            continue
        known = {node.rid: node for node in view.standing.found}
        said = {rid: fields_of(machine.revisions[rid].body) for rid in known}
        offered = {
            (one.place, option.is_absent, str(option.value)) for one in view.merge.choices for option in one.options
        }
        merged = view.merge.fields
        for head in view.standing.values:
            for place, value in said[head.rid].items():
                others = [one for one in view.standing.values if said[one.rid].get(place) != value]
                seen = {rid for other in others for rid in ancestors([other], known)}
                if place[0] in (HEADER, "items", LINK) and all(said[rid].get(place) != value for rid in seen):
                    there = merged.get(place) == value or (place, False, str(value)) in offered
                    assert there, f"{place} of {head.rid[:8]} is lost"
            assert_removals_kept(view, head, said, offered)


def assert_removals_kept(view: RecordView, head: Node, said: Mapping[str, Any], offered: set[Any]) -> None:
    """What a head took away, and no head that still has it knows to be taken away, is away or to be chosen."""
    known = {node.rid: node for node in view.standing.found}

    def removes(rid: str, place: Any) -> bool:
        return place not in said[rid] and any(place in said[one] for one in ancestors([known[rid]], known))

    for place in {place for one in said.values() for place in one if place[0] in (HEADER, "items")}:
        if not removes(head.rid, place):
            continue
        others = [one for one in view.standing.values if place in said[one.rid]]
        if not any(removes(rid, place) for other in others for rid in ancestors([other], known)):
            assert place not in view.merge.fields or (place, True, "None") in offered, f"removal of {place} is lost"


def assert_agree(machines: Iterable[Machine]) -> None:
    """P9, P11: after a full exchange all of one anchor see the same."""
    views = [machine.views() for machine in machines]
    assert all(one == views[0] for one in views[1:])


def nodes_of(revisions: Iterable[Revision]) -> tuple[Node, ...]:
    return tuple(node_of(one) for one in revisions)
