"""Import units from Excel: the whole table or nothing of it, with a backup before."""

from pathlib import Path

from app.domain.pinyin import initials_of
from app.domain.unit import Unit, unit_id
from app.errors import AppError
from app.services.unit_changes import apply_units_import, plan_units_import
from app.services.workspace import create_workspace, open_workspace
from app.store.units import all_units
from tests.faults.acting import Line
from tests.faults.errands.founding import first_start
from tests.faults.errands.people import CHEAP, FIRST, secret
from tests.faults.judging import Verdict, saved, wrong_with
from tests.faults.stage import Said

MOST = 3
SPAN = 0.33
STREETS, COMMUNITIES = 10, 70


def units(group: int) -> list[Unit]:
    """The units of one table."""
    found: list[Unit] = []
    for street in range(STREETS):
        name, code = f"第{group}区第{street}街道", f"{320000000 + group * 1000 + street}"
        above = Unit(unit_id(code, ()), "street", name, code, None, initials=initials_of(name))
        found.append(above)
        for community in range(COMMUNITIES):
            name, code = f"{street}街第{community}社区", f"{320000000 + group * 1000 + street}{community:03}"
            found.append(Unit(unit_id(code, ()), "community", name, code, above.id, initials=initials_of(name)))
    return found


def prepare(root: Path) -> None:
    """An office without units, and three tables of them."""
    from app.workbooks.units_table import write_units

    workspace, _code = create_workspace(root / "store", first_start(), cost=CHEAP)
    workspace.close()
    for group in range(3):
        write_units(root / f"{group}.xlsx", units(group), units(group))


def act(said: Said, root: Path, tries: int = 2) -> None:
    """Import one table after the other."""
    workspace = open_workspace(root / "store", secret(FIRST, 0))
    said("open")
    for table in sorted(root.glob("*.xlsx")):
        for _ in range(tries):
            try:
                plan = plan_units_import(workspace, table)
                said("planned", table.name)
                apply_units_import(workspace, plan, secret(FIRST, 0))
            except AppError as error:
                said("refused", table.name, error)
            else:
                said("saved", table.name)
                break
    workspace.close()


def judge(root: Path, lines: list[Line]) -> Verdict:
    """The register holds whole tables, and those that were said to be in."""
    acknowledged = saved(lines)
    workspace = open_workspace(root / "store", secret(FIRST, 0))
    wrong = wrong_with(workspace)
    there = {unit.id for unit in all_units(workspace.store)}
    workspace.close()
    for group in range(3):
        table = {unit.id for unit in units(group)}
        if f"{group}.xlsx" in acknowledged and not table <= there:
            wrong.append(f"units of table {group} are lost")
        if table & there and not table <= there:
            wrong.append(f"half of table {group} is in")
    return Verdict(len(acknowledged), wrong)
