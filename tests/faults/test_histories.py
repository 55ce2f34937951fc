"""Offices that work apart and exchange sticks in any order lose nothing and agree in the end."""

import os
import random
import sys

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from app.domain.register import RECEIPT, receipt_of
from app.domain.revision import KINDS
from app.rules.bundle_gaps import bundle_complaints, outbox
from app.rules.record_views import views_of
from tests.app.rules.histories import (
    ADMINISTRATOR,
    OFFICE,
    Machine,
    Stick,
    assert_agree,
    assert_nothing_lost,
    author,
)

HISTORIES = 40 * int(os.environ["WUYOU_FAULTS"]) if "WUYOU_FAULTS" in os.environ else 200

WHICH = st.integers(0, 6)
RECORDS = st.sampled_from(["i-1", "i-2"])
DRAFTS = st.sampled_from(["i-1", "i-2", "i-3", "i-3"])  # nobody ever signs the third
PLACES = st.sampled_from(
    [("items", "1"), ("items", "2"), ("header", "doc_number"), ("link", "a" * 8 + "/1"), ("link", "a" * 8 + "/2")]
)
VALUES = st.sampled_from([1, 2, 3, None])
SEEDS = st.integers(0, 1000)
DECIDERS = st.sampled_from([ADMINISTRATOR, OFFICE, author("inspector 1")])


class Exchange(RuleBasedStateMachine):
    """Two to seven machines of one anchor; machine 0 stands in the office."""

    run = 0
    merges = 0
    contests = 0

    def __init__(self):
        super().__init__()
        self.machines: list[Machine] = []
        self.sticks: list[Stick] = []
        self.looked_at: dict[int, int] = {}

    @initialize(count=st.integers(2, 7), has_register=st.booleans())
    def found(self, count, has_register):
        type(self).run += 1
        self.machines = [Machine(number, OFFICE) for number in range(count)]
        if has_register:
            self.machines[0].admit(self.machines)
            stick = self.machines[0].export()
            for machine in self.machines[1:]:
                machine.take(stick)

    def machine(self, which) -> Machine:
        return self.machines[which % len(self.machines)]

    @rule(which=WHICH, id_=DRAFTS, place=PLACES, value=VALUES)
    def answer(self, which, id_, place, value):
        if value is not None:
            value = True if place[0] == "link" else f"{value}号" if place[0] == "header" else {"n": value}
        self.machine(which).change(id_, place, value)

    @rule(which=WHICH, id_=DRAFTS, place=PLACES, value=st.integers(1, 3), other=WHICH)
    def answer_and_visit(self, which, id_, place, value, other):
        """An answer, and the stick goes straight to a colleague."""
        self.answer(which, id_, place, value)
        self.machine(other).take(self.machine(which).export())

    @rule(
        who=st.lists(WHICH, min_size=2, max_size=4),
        said=st.lists(st.tuples(PLACES, VALUES), min_size=2, max_size=6),
        then=st.tuples(PLACES, VALUES),
        is_chosen=st.booleans(),
        is_shared=st.booleans(),
    )
    def fall_out(self, who, said, then, is_chosen, is_shared):
        """Several answer the same questions apart, all sticks come to the last one, who goes on or chooses."""
        if is_shared:  # all but the last know the first answers
            self.answer(who[0], "i-3", ("items", "1"), 1)
            self.answer(who[0], "i-3", ("items", "2"), 1)
            for which in who[1:-1]:
                self.machine(which).take(self.machine(who[0]).export())
        for number, (place, value) in enumerate(said):
            self.answer(who[number % len(who)], "i-3", place, value)
        last = self.machine(who[-1])
        for which in who[:-1]:
            last.take(self.machine(which).export())
        self.answer(who[-1], "i-3", *then)
        if is_chosen:
            last.choose("i-3", len(said))

    @rule(
        which=WHICH,
        other=WHICH,
        id_=st.sampled_from(["c-1", "c-2", "c-3"]),
        who=DECIDERS,
        kinds=st.lists(st.sampled_from(sorted(KINDS - {"draft"})), min_size=1, max_size=3),
    )
    def contest(self, which, other, id_, who, kinds):
        """Two sign the same inspection apart; then somebody takes the place of both, with the right or without."""
        for one in (which, other):
            self.answer(one, id_, ("items", "1"), 1 + one % 3)
            self.machine(one).sign(id_)
        machine = self.machine(other)
        machine.take(self.machine(which).export())
        for kind in kinds:
            machine.overreach(id_, who, kind)

    @rule(which=WHICH, id_=DRAFTS, option=WHICH)
    def choose(self, which, id_, option):
        self.machine(which).choose(id_, option)

    @rule(which=WHICH, id_=RECORDS)
    def sign(self, which, id_):
        self.machine(which).sign(id_)

    @rule(which=WHICH, id_=RECORDS, text=st.sampled_from(["甲", "乙"]))
    def amend(self, which, id_, text):
        self.machine(which).amend(id_, text)

    @rule(which=WHICH, id_=RECORDS, who=DECIDERS)
    def void(self, which, id_, who):
        self.machine(which).void(id_, who)

    @rule(which=WHICH, id_=RECORDS, who=DECIDERS, option=WHICH)
    def resolve(self, which, id_, who, option):
        self.machine(which).resolve(id_, who, option)

    @rule(which=WHICH, id_=RECORDS, who=DECIDERS, kind=st.sampled_from(sorted(KINDS)), seed=SEEDS)
    def scribble(self, which, id_, who, kind, seed):
        self.machine(which).scribble(id_, who, kind, seed)

    @rule(is_fork=st.booleans(), seed=SEEDS)
    def register(self, is_fork, seed):
        office = self.machines[0]
        if seed % 3 == 0:
            office.vouch_for_city()
        elif is_fork:
            office.register({"office": f"天宁区委组织部{seed}"}, is_fork=True)
        else:
            office.admit(self.machines)

    @rule(which=WHICH, seq=st.integers(0, 3))
    def revoke(self, which, seq):
        whose = self.machine(which)
        self.machines[0].revoke(whose.inspector, whose.device, seq)

    @rule(which=WHICH, part=st.none() | SEEDS)
    def export(self, which, part):
        self.sticks.append(self.machine(which).export(part))

    @precondition(lambda self: self.sticks)
    @rule(which=WHICH, stick=SEEDS, is_acknowledged=st.booleans())
    def take(self, which, stick, is_acknowledged):
        machine, chosen = self.machine(which), self.sticks[stick % len(self.sticks)]
        machine.take(chosen)
        views = machine.views()
        machine.take(chosen)
        assert views_of(machine.revisions.values(), machine.anchor) == views, "P1"
        if is_acknowledged and machine is self.machines[0]:
            machine.acknowledge(chosen)

    @precondition(lambda self: self.sticks)
    @rule(which=WHICH, first=SEEDS, second=SEEDS, cut=SEEDS)
    def take_in_pieces(self, which, first, second, cut):
        """P6: joined with another one, cut into two pieces that overlap, in any order."""
        machine = self.machine(which)
        one, other = (self.sticks[n % len(self.sticks)] for n in (first, second))
        joined = [*one.revisions, *other.revisions, *one.revisions[:2]]
        random.Random(cut).shuffle(joined)  # noqa: S311
        at = cut % (len(joined) + 1)
        pieces = (joined[: at + 1], joined[at:])
        whole = views_of([*machine.revisions.values(), *joined], machine.anchor)
        for piece in pieces if cut % 2 else reversed(pieces):
            machine.take(Stick(one.seen, tuple(piece)))
        assert machine.views() == whole, "P6"

    @invariant()
    def nothing_is_lost(self):
        for machine in self.machines:
            if self.looked_at.get(machine.number) != len(machine.revisions):
                self.looked_at[machine.number] = len(machine.revisions)
                assert_nothing_lost(machine)

    def teardown(self):
        if not self.machines:
            return
        last = [machine.export() for machine in self.machines]
        for number, machine in enumerate(self.machines):
            order = [*last, *self.sticks]
            random.Random(number).shuffle(order)  # noqa: S311
            for stick in order:  # P2: everyone takes everything in an order of their own; P7: old ones after new ones
                machine.take(stick, is_looked_at=False)
        assert_agree(self.machines)
        office = self.machines[0]
        shuffled = list(office.revisions.values())
        random.Random(7).shuffle(shuffled)  # noqa: S311
        assert views_of(shuffled, OFFICE) == office.views(), "P12: made again from the set"
        empty = Machine(99, OFFICE)
        empty.take(office.export())
        assert empty.views() == office.views(), "P8"
        assert_agree([empty, passed_on(self.machines[-1], office), office])  # P3
        self.count_and_settle(last)

    def count_and_settle(self, last):
        office, views = self.machines[0], self.machines[0].views()
        type(self).contests += sum(one.standing.is_contested for one in views.records.values())
        type(self).merges += sum(one.merge is not None for one in views.records.values())
        for stick in [*self.sticks, *last]:
            office.acknowledge(stick)
        receipts = [receipt_of(one.body) for one in office.revisions.values() if one.entity == RECEIPT]
        for machine, stick in zip(self.machines[1:], last[1:], strict=True):
            own = [rid for rid, one in machine.revisions.items() if one.device == machine.device]
            sent = [one.seen for one in machine.sent if one is stick or one in self.sticks]
            assert outbox(own, sent, receipts).is_empty, "R9: everything was received"
            seen = [one for one in office.got if one.device == machine.device]
            assert all(one.kind != "broken" for one in bundle_complaints(seen)), "R9"


def passed_on(source: Machine, target: Machine) -> Machine:
    """P3: what comes through two offices in between, piece by piece, is what came at once."""
    between, end = Machine(97, OFFICE), Machine(98, OFFICE)
    rids = sorted(source.revisions.keys() | target.revisions.keys())
    both = {**source.revisions, **target.revisions}
    for piece in (rids[::2], rids[1::2]):
        between.take(Stick(source.export().seen, tuple(both[rid] for rid in piece)))
        end.take(between.export())
    return end


def test_nothing_is_lost_and_all_agree(capsys):
    Exchange.run = Exchange.merges = Exchange.contests = 0
    run_state_machine_as_test(
        Exchange,
        settings=settings(
            max_examples=HISTORIES,
            stateful_step_count=25,
            derandomize=True,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    with capsys.disabled():
        sys.stdout.write(
            f"\n{Exchange.run} histories of 2 to 7 offices exchanged, "
            f"{Exchange.merges} drafts merged, {Exchange.contests} contests left open, 0 lost\n"
        )
    assert Exchange.run >= HISTORIES
    assert Exchange.merges > 0
    assert Exchange.contests > 0
