"""Take bundles in, one after another: each of them wholly or not at all."""

import hashlib
from pathlib import Path

from app.domain.register import RECEIPT, receipt_of
from app.errors import AppError
from app.services.exporting import export_bundle
from app.services.workspace import Workspace
from app.store import exchange_log
from app.store.revisions import revisions
from tests.faults import offices
from tests.faults.acting import Line
from tests.faults.judging import Verdict, saved, wrong_with
from tests.faults.offices import PASSPHRASE
from tests.faults.stage import Said

MOST = 3
SPAN = 0.2


def prepare(root: Path) -> None:
    """A desktop, and three bundles of a laptop: each brings something that was not in the one before."""
    desktop = offices.office(root / "store")
    offices.second_machine(desktop, root / "laptop")
    desktop.close()
    laptop = offices.opened(root / "laptop")
    (root / "stick").mkdir()
    for number, community in enumerate(offices.COMMUNITIES):
        offices.inspected(laptop, community, signs=number < 2)
        done = export_bundle(laptop, PASSPHRASE, root / "stick")
        (root / f"{done.path.name}.rids").write_text("\n".join(sorted(offices.rids(laptop))), encoding="ascii")
    laptop.close()


def act(said: Said, root: Path, tries: int = 2) -> None:
    """Import what lies on the stick; what refused is tried again."""
    desktop = offices.opened(root / "store")
    said("open")
    for path in offices.bundles(root / "stick"):
        for _ in range(tries):
            said("about", path.name)
            try:
                offices.taken_in(desktop, path)
            except AppError as error:
                said("refused", path.name, error)
            else:
                said("saved", path.name)
                break
    desktop.close()


def judge(root: Path, lines: list[Line]) -> Verdict:
    """The set is what it was before or after a bundle, with its receipt; all of them again lead to the same set."""
    acknowledged = saved(lines)
    desktop = offices.opened(root / "store")
    wrong = wrong_with(desktop) + half_in(root, desktop)
    got = {one.place.sha256 for one in exchange_log.received(desktop.store)}
    for name in acknowledged:
        if sha256_of(root / "stick" / name) not in got:
            wrong.append(f"{name} was said to be in")
    for path in offices.bundles(root / "stick"):
        offices.taken_in(desktop, path)
    wrong += [f"afterwards: {each}" for each in (*wrong_with(desktop), *half_in(root, desktop))]
    if len(exchange_log.received(desktop.store)) != len(offices.COMMUNITIES):
        wrong.append("a bundle did not come in at last")
    desktop.close()
    return Verdict(len(acknowledged), wrong)


def half_in(root: Path, desktop: Workspace) -> list[str]:
    """What is in besides whole bundles, and receipts without a bundle or bundles without a receipt."""
    receipts = [one.rev for one in revisions(desktop.store, RECEIPT)]
    there = offices.rids(desktop) - {one.rid for one in receipts}
    got = {one.place.sha256: one for one in exchange_log.received(desktop.store)}
    wanted = {one.rev.rid for one in revisions(desktop.store) if one.rev.device == desktop.store.device}
    wanted -= {one.rid for one in receipts}
    for path in offices.bundles(root / "stick"):
        if sha256_of(path) in got:
            wanted |= set((root / f"{path.name}.rids").read_text(encoding="ascii").split())
    wrong = [] if there == wanted else [f"half in: {len(there - wanted)} too many, {len(wanted - there)} too few"]
    if sorted(receipt_of(one.body).bundle_sha256 for one in receipts) != sorted(got):
        wrong.append("receipts and bundles are not the same")
    return wrong


def sha256_of(path: Path) -> str:
    """What the log of exchange calls a bundle."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
