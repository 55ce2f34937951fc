"""Open a store of an earlier version: it is brought up to this one, and work goes on in it."""

import json
import shutil
from pathlib import Path

from app.services.inspections import open_inspection
from app.services.workspace import open_workspace
from app.store.backups import counts
from app.store.memos import memo, put_memo
from tests.faults.acting import ROOT, Line
from tests.faults.judging import Verdict, saved, wrong_with
from tests.faults.stage import Said

MOST = 1
SPAN = 0.06
PAST = ROOT / "tests" / "past"


def prepare(root: Path) -> None:
    """The practice store of the oldest version that is kept."""
    shutil.copytree(min(PAST.glob("*/practice")), root / "store")


def act(said: Said, root: Path, rounds: int = 3) -> None:
    """Open it again and again, each time with something that is remembered."""
    said("open")
    for number in range(rounds):
        workspace = open_workspace(root / "store")
        put_memo(workspace.store, "faults", str(number))
        said("saved", number)
        workspace.close()


def judge(root: Path, lines: list[Line]) -> Verdict:
    """It opens with everything that it held before, and what was remembered since."""
    acknowledged = saved(lines)
    facts = json.loads((min(PAST.glob("*/facts.json"))).read_text(encoding="utf-8"))["practice"]
    workspace = open_workspace(root / "store")
    wrong = wrong_with(workspace)
    held = counts(workspace.store).to_json()
    wrong += [f"{name}: {held[name]}, not {count}" for name, count in facts["counts"].items() if held[name] != count]
    opened = open_inspection(workspace, facts["inspection"])
    if (str(opened.result.total), opened.result.grade) != (facts["total"], facts["grade"]):
        wrong.append("the result is another one")
    if acknowledged and int(memo(workspace.store, "faults") or -1) < acknowledged[-1]:
        wrong.append("what was remembered is lost")
    workspace.close()
    return Verdict(len(acknowledged), wrong)
