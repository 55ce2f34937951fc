"""Type, and export what was typed to a stick, over and over."""

from pathlib import Path

from app.errors import AppError
from app.services.exporting import OUTBOX, export_bundle
from app.services.office_key import office_age_key
from tests.faults import offices
from tests.faults.acting import Line
from tests.faults.judging import Verdict, saved, wrong_with
from tests.faults.offices import PASSPHRASE, Numbers
from tests.faults.stage import Said

MOST = 6
SPAN = 0.12
ROUNDS = 3


def prepare(root: Path) -> None:
    """A desktop; a laptop with a signed inspection and an open one; an empty stick."""
    desktop = offices.office(root / "desktop")
    offices.second_machine(desktop, root / "store")
    desktop.close()
    laptop = offices.opened(root / "store")
    offices.inspected(laptop, "莲花社区", signs=True)
    (root / "open").write_text(offices.inspected(laptop, "清泉社区", signs=False), encoding="utf-8")
    laptop.close()
    (root / "stick").mkdir()


def act(said: Said, root: Path, rounds: int = ROUNDS, tries: int = 2, stick: str = "") -> None:
    """Each round types a sentence and exports; what refused is tried again."""
    laptop = offices.opened(root / "store")
    inspection = (root / "open").read_text(encoding="utf-8")
    said("open")
    for number in range(rounds):
        text = f"第{number}次补记"
        said("about", [text])
        try:
            offices.noted(laptop, inspection, text)
        except AppError as error:
            said("refused", [text], error)
        else:
            said("saved", [text])
        for _ in range(tries):
            try:
                done = export_bundle(laptop, PASSPHRASE, Path(stick) if stick else root / "stick")
            except AppError as error:
                said("refused", [text, ""], error)
            else:
                said("saved", [text, done.path.name, done.sha256])
                break
    laptop.close()


def judge(root: Path, lines: list[Line]) -> Verdict:
    """Whole bundles alone; those said to be out are there; and a further export brings everything to the desktop."""
    acknowledged = saved(lines)
    laptop, stick, outbox = offices.opened(root / "store"), root / "stick", root / "store" / OUTBOX
    key, numbers = office_age_key(laptop, PASSPHRASE), Numbers()
    wrong = wrong_with(laptop) + offices.wrong_in_outbox(laptop, stick, lines)
    wrong += offices.torn(offices.bundles(stick, outbox), key, laptop)
    there = {path.name for path in offices.bundles(stick)}
    for _text, name, sha256 in (each for each in acknowledged if len(each) == 3):
        numbers.seen("-".join(name.split("-")[1:3]), sha256)
        wrong += [] if name in there else [f"{name} was said to be on the stick"]
    numbers.seen_files(offices.bundles(stick))
    numbers.seen_in(laptop)
    inspection = (root / "open").read_text(encoding="utf-8")
    typed, texts = offices.note(laptop, inspection), [each[0] for each in acknowledged if len(each) == 1]
    if texts and texts.index(texts[-1]) > _number(typed):
        wrong.append(f"what was typed last is {typed!r} and not {texts[-1]!r}")
    done = export_bundle(laptop, PASSPHRASE, stick)
    numbers.seen_files(offices.bundles(stick, outbox))
    wrong += numbers.wrong + offices.parts(stick) + offices.parts(outbox)
    wrong += offices.torn([done.path], key, laptop)
    desktop = offices.opened(root / "desktop")
    offices.taken_in(desktop, done.path)
    wrong += ["the desktop lacks something"] if offices.rids(laptop) - offices.rids(desktop) else []
    wrong += [] if offices.note(desktop, inspection) == typed else ["the desktop reads something else"]
    wrong += wrong_with(desktop)
    desktop.close()
    laptop.close()
    return Verdict(len(acknowledged), wrong)


def _number(text: str) -> int:
    """Which of the sentences this is; -1 for what stood there before."""
    return next((number for number in range(ROUNDS) if text == f"第{number}次补记"), -1)
