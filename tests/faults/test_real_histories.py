"""Machines with real stores exchange real bundles in any order, and show the same in the end (P1 to P9, P11, P12)."""

import random
import shutil
import sys
from collections import Counter
from pathlib import Path

import pytest

from app.errors import AppError
from app.store.revisions import count_waiting
from tests.faults import real_offices
from tests.faults.grounds import share
from tests.faults.real_offices import FRESH, MOST, Machine, damaged, machines

HISTORIES = 50
STEPS = 48
seen: Counter[str] = Counter()


@pytest.fixture(scope="module")
def base(ground) -> Path:
    folder = ground.folder / "real offices"
    folder.mkdir()
    real_offices.found(folder)
    return folder


def test_whatever_order_bundles_go_in_all_machines_show_the_same(base, ground, tally, capsys):
    histories, wrong = share(HISTORIES, least=5), []
    for seed in range(histories):
        chance = random.Random(f"history {seed}")  # noqa: S311 - the same in every run
        numbers = [0, *chance.sample(range(1, MOST), chance.randint(1, MOST - 1))]
        with ground.place() as folder, machines(base, folder, numbers) as offices:
            lived = live(offices, chance, folder)
            wrong += [f"history {seed}: {each}" for each in (*lived, *settle(offices, chance, base, folder))]
            seen["refused acts"] += sum(len(one.refused) for one in offices)
    tally("histories through bundles and stores, exchange", histories, seen["bundles"], wrong)
    with capsys.disabled():
        sys.stdout.write(f"\n{histories} histories through real bundles and stores: {dict(sorted(seen.items()))}\n")
    assert wrong == []
    assert seen["contests"] > 0
    assert seen["choices"] > 0
    assert seen["imports that leave something waiting"] > 0


def live(offices: list[Machine], chance: random.Random, folder: Path) -> list[str]:
    """Acts in any order; what an import must never do (P1, P4, P5)."""
    wrong, sticks = [], []
    for _ in range(STEPS):
        machine = chance.choice(offices)
        what = chance.choice(("act", "act", "act", "export", "export", "take", "take"))
        if what == "act":
            machine.act(chance)
        elif what == "export" or not sticks:
            path = machine.export(chance)
            if path is not None:
                sticks.append(path)
                seen["bundles"] += 1
        else:
            path, before = chance.choice(sticks), machine.rids
            if chance.random() < 0.2:
                try:
                    machine.take(damaged(path, chance, folder / "damaged.wyb"))
                except AppError:
                    seen["damaged ones refused"] += 1
                else:
                    wrong.append("P5: a damaged bundle came in")
                wrong += [] if machine.rids == before else ["P5: a damaged bundle changed the set"]
            machine.take(path)
            once = machine.rids
            seen["imports that leave something waiting"] += count_waiting(machine.workspace.store) > 0
            wrong += [] if before <= once else ["P4: an import took something away"]
            if chance.random() < 0.2:
                views = machine.views()
                machine.take(path)
                wrong += [] if (machine.rids, machine.views()) == (once, views) else ["P1: twice is not once"]
            seen["imports"] += 1
    return wrong


def settle(offices: list[Machine], chance: random.Random, base: Path, folder: Path) -> list[str]:
    """A full exchange, each taking everything in an order of its own: then all agree (P2, P6, P7, P9, P11, P12).

    In half of the histories every stick of before is lost: that costs nothing (R9). The desktop sends everything, the
    laptops what the office has not said to have.
    """
    wrong, held, old = [], [one.rids for one in offices], sorted(offices[0].stick.glob("*.wyb"))
    are_lost = chance.random() < 0.5
    last = [path for one in offices[1:] if (path := one.export()) is not None] + ([] if are_lost else old)
    last.append(real_offices.everything(offices[0].workspace, offices[0].name, offices[0].stick))
    seen["histories whose earlier sticks are lost"] += are_lost
    for one in offices:
        order = list(last)
        chance.shuffle(order)
        for path in order:
            one.take(path)
    whole = frozenset().union(*(one.rids for one in offices))
    views = offices[0].views()
    seen["contests"] += len(views["contests"])
    seen["choices"] += sum(len(each) for each in views["choices"].values())
    for one, before in zip(offices, held, strict=True):
        wrong += [] if before <= one.rids else [f"P4: machine {one.number} lost something"]
        wrong += (
            [] if one.rids == whole else [f"P9: machine {one.number} lacks {len(whole - one.rids)} of {len(whole)}"]
        )
        here = one.views()
        wrong += [f"P2: machine {one.number} shows other {part}" for part in views if here[part] != views[part]]
        wrong += [f"P12: {table} of machine {one.number} would be rebuilt otherwise" for table in one.wrong()]
    wrong += [] if not views["waiting"] else ["something waits for ever"]
    return wrong + passed_on(offices, base, folder, chance)


def passed_on(offices: list[Machine], base: Path, folder: Path, chance: random.Random) -> list[str]:
    """What a laptop that knew nothing shows after one bundle with everything (P8), passed on by any machine (P3)."""
    sender = chance.choice(offices)
    (folder / "fresh").mkdir()
    path = real_offices.everything(sender.workspace, sender.name, folder / "fresh")
    shutil.copytree(base / str(FRESH), folder / str(FRESH), ignore=shutil.ignore_patterns("*.lock"))
    fresh = Machine(FRESH, folder / str(FRESH), sender.key, sender.stick)
    try:
        own = fresh.rids
        fresh.take(path)
        views, here = sender.views(), fresh.views()
        wrong = [f"P8: a new laptop shows other {part}" for part in views if here[part] != views[part]]
        wrong += [] if fresh.rids == sender.rids | own else ["P3: something was not passed on"]
        return wrong + [f"P12: {table} of the new laptop" for table in fresh.wrong()]
    finally:
        fresh.workspace.close()
