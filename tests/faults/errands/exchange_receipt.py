"""The receipt goes back and is taken in: then only what is new goes out."""

from pathlib import Path

from app.domain.register import RECEIPT
from app.errors import AppError
from app.services.exporting import OUTBOX, export_bundle
from app.services.office_key import office_age_key
from app.services.sending import without_receipt
from tests.faults import offices
from tests.faults.acting import Line
from tests.faults.judging import Verdict, saved, wrong_with
from tests.faults.offices import PASSPHRASE, Numbers
from tests.faults.stage import Said

MOST = 4
SPAN = 0.15


def prepare(root: Path) -> None:
    """A laptop whose first bundle the desktop has taken in; the stick is empty again."""
    desktop = offices.office(root / "desktop")
    offices.second_machine(desktop, root / "store")
    laptop = offices.opened(root / "store")
    (root / "stick").mkdir()
    (root / "open").write_text(offices.inspected(laptop, "莲花社区", signs=False), encoding="utf-8")
    done = export_bundle(laptop, PASSPHRASE, root / "stick")
    offices.taken_in(desktop, done.path)
    done.path.unlink()
    laptop.close()
    desktop.close()


def act(said: Said, root: Path, tries: int = 2) -> None:
    """The desktop exports its receipt, the laptop takes it in, types on and exports, the desktop takes that in."""
    desktop, laptop, stick = offices.opened(root / "desktop"), offices.opened(root / "store"), root / "stick"
    inspection = (root / "open").read_text(encoding="utf-8")
    acts = {
        "back": lambda: export_bundle(desktop, PASSPHRASE, stick),
        "taken in": lambda: offices.in_turn(laptop, stick),
        "typed": lambda: offices.noted(laptop, inspection, "回执收到以后补记"),
        "out": lambda: export_bundle(laptop, PASSPHRASE, stick),
        "in": lambda: offices.in_turn(desktop, stick),
    }
    said("open")
    for name, what in acts.items():
        for _ in range(tries):
            said("about", name)
            try:
                what()
            except AppError as error:
                said("refused", name, error)
            else:
                said("saved", name)
                break
    desktop.close()
    laptop.close()


def judge(root: Path, lines: list[Line]) -> Verdict:
    """Both stores are whole, no number stands for two bundles, and one more round leaves nothing owed."""
    acknowledged = saved(lines)
    desktop, laptop, stick = offices.opened(root / "desktop"), offices.opened(root / "store"), root / "stick"
    inspection = (root / "open").read_text(encoding="utf-8")
    both, outboxes = (desktop, laptop), (root / "desktop" / OUTBOX, root / "store" / OUTBOX)
    wrong = [each for one in both for each in (*wrong_with(one), *offices.wrong_in_outbox(one, stick, lines))]
    key, numbers = office_age_key(laptop, PASSPHRASE), Numbers()
    wrong += offices.torn(offices.bundles(stick, *outboxes), key, laptop)
    numbers.seen_files(offices.bundles(stick))
    if "taken in" in acknowledged and "back" in acknowledged:
        left = {one.rev.entity for one in without_receipt(laptop) if one.rev.device != laptop.store.device}
        wrong += [] if left <= {RECEIPT} else [f"a receipt was taken in, and still owed: {left}"]
    if "typed" in acknowledged and offices.note(laptop, inspection) != "回执收到以后补记":
        wrong.append("what was typed is lost")
    export_bundle(laptop, PASSPHRASE, stick)
    offices.in_turn(desktop, stick)
    export_bundle(desktop, PASSPHRASE, stick)
    offices.in_turn(laptop, stick)
    numbers.seen_files(offices.bundles(stick))
    for one in both:
        numbers.seen_in(one)
    left = {one.rev.entity for one in without_receipt(laptop)}
    wrong += numbers.wrong + offices.parts(stick) + [each for one in both for each in wrong_with(one)]
    wrong += [] if left <= {RECEIPT} else [f"still owed after one more round: {left}"]
    wrong += [] if offices.rids(desktop) <= offices.rids(laptop) else ["the laptop lacks something"]
    wrong += [] if offices.note(desktop, inspection) == offices.note(laptop, inspection) else ["they read two things"]
    desktop.close()
    laptop.close()
    return Verdict(len(acknowledged), wrong)
