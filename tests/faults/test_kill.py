"""Whatever moment the program is killed at, every answer that was acknowledged is there afterwards."""

import os
import random
import sys
from pathlib import Path

import pytest

from app.domain.inspection import Inspector
from app.services.demo import create_demo_workspace
from app.services.inspections import NewInspection, open_inspection, start_inspection
from app.services.people import people
from app.services.workspace import open_workspace
from app.store.integrity import check
from app.store.units import find_units

TIMES = int(os.environ.get("WUYOU_FAULTS", "50"))

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")


def test_no_acknowledged_answer_is_lost_when_the_program_is_killed(bench, kill, tally):
    moments = random.Random(20260108)  # noqa: S311 - the same moments in every run
    acknowledged, wrong = 0, []
    for n in range(TIMES):
        # Most kills fall into the answering; every fifth anywhere from the start of the process on.
        answers = None if n % 5 == 4 else moments.randrange(120)
        after = moments.uniform(0, 0.4 if answers is None else 0.01)
        acknowledged = kill(bench.start(), after, answers=answers, acknowledged=acknowledged)
        wrong += bench.lost(acknowledged, whole_file=n % 10 == 9)
    tally("program killed, answering", TIMES, acknowledged, wrong)
    assert acknowledged > TIMES
    assert wrong == []


@pytest.fixture
def practice(tmp_path: Path):
    """The practice district with an open inspection; its folder and the inspection's id."""
    workspace = create_demo_workspace(tmp_path / "demo")
    person = people(workspace)[0]
    team = (Inspector(person.id, person.name, person.post, person.office),)
    unit = find_units(workspace.store, "红梅社区")[0]
    new = NewInspection(unit.id, "district", team, person.id, workspace.today())
    inspection_id = start_inspection(workspace, new).id
    workspace.close()
    return workspace.folder, inspection_id


def test_an_inspection_in_the_window_loses_nothing_and_its_marks_are_those_of_its_answers(
    practice, inspecting, kill, tally
):
    folder, inspection_id = practice
    times = max(10, TIMES // 5)
    moments = random.Random(20260109)  # noqa: S311 - the same moments in every run
    acknowledged, wrong = 0, []
    for _ in range(times):
        program = inspecting.start(str(folder), inspection_id)
        answers, after = moments.randrange(1, 40), moments.uniform(0, 0.02)
        acknowledged = kill(program, after, answers=answers, acknowledged=acknowledged)
        workspace = open_workspace(folder)
        last = inspecting.program.last_seq(workspace, inspection_id)
        wrong += ["lost"] * max(0, acknowledged - last)
        wrong += inspecting.log_is_wrong(workspace.store, inspection_id, inspecting.program.is_undo)
        wrong += check(workspace.store)
        shown = open_inspection(workspace, inspection_id)
        kept = shown.inspection
        if last and (kept.grade, kept.is_provisional) != (shown.result.grade, shown.result.provisional):
            wrong.append("the grade is not that of the answers")
        if last and kept.total_e4 != (None if shown.result.total is None else int(shown.result.total * 10_000)):
            wrong.append("the total is not that of the answers")
        workspace.close()
    tally("program killed, inspecting", times, acknowledged, wrong)
    assert acknowledged > times
    assert wrong == []
