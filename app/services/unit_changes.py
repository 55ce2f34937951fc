"""Change the unit register: import it, add to it, mark pilots."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.pinyin import initials_of
from app.domain.revision import AMEND, FINAL
from app.domain.unit import Unit, UnitKind, unit_id
from app.errors import ImportHasErrors, NoSigningKey, RegisterChanged, UnitRefused, UnitsOfTheOffice
from app.progress import Progress, Step, no_progress
from app.services.records import Pen, Record, write_records
from app.services.workspace import Workspace
from app.store import audit
from app.store import units as unit_table
from app.store.bodies import UNIT, unit_body
from app.store.filed import filed_of
from app.store.revisions import head_rids
from app.store.trust import trust

if TYPE_CHECKING:
    from app.workbooks.units_plan import PlannedUnit, UnitsPlan

LONGEST_NAME = 60
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit typed by hand; `code` may be empty."""

    name: str
    kind: UnitKind
    parent_id: str | None = None
    code: str = ""
    class_: str = ""
    is_pilot: bool = False


def plan_units_import(workspace: Workspace, path: Path, progress: Progress = no_progress) -> "UnitsPlan":
    """Read a workbook and compare it with the register; nothing is written.

    Raises the Workbook… errors, FileUnreadable, Cancelled.
    """
    from app.workbooks.units import plan_units

    return plan_units(path, unit_table.all_units(workspace.store), progress)


def apply_units_import(
    workspace: Workspace, plan: "UnitsPlan", passphrase: str | None, progress: Progress = no_progress
) -> int:
    """Write every new and changed unit of the plan as signed revisions, or none; returns how many.

    A backup is made before (not of a 演练 store). Raises ImportHasErrors, UnitsOfTheOffice, RegisterChanged when the
    register is no longer what the plan was made from, NoSigningKey, WrongPassphrase, ClockBehind, BackupNotMade, the
    store's errors, and Cancelled: after each of them nothing was imported.
    """
    from app.services.backups import back_up

    if plan.errors:
        raise ImportHasErrors(len(plan.errors))
    pen, wanted = _pen(workspace, passphrase), plan.to_write
    _require_right(workspace, pen, [one.unit.id for one in wanted])
    if not workspace.is_demo:
        back_up(workspace, only_if_changed=True)
    with workspace.store.atomic():
        if unit_table.all_units(workspace.store) != plan.register:
            raise RegisterChanged
        for start in range(0, len(wanted), _AT_ONCE):
            progress(Step("write_units", start, len(wanted)))
            write_records(workspace, pen, _records(workspace, wanted[start : start + _AT_ONCE]))
        audit.append(workspace.store, workspace.clock(), _actor(workspace), "units imported", str(len(wanted)))
        progress(Step("write_units", len(wanted), len(wanted)))
    return len(wanted)


def add_unit(workspace: Workspace, new: NewUnit, passphrase: str | None = None) -> Unit:
    """Add one unit. Raises UnitRefused, UnitsOfTheOffice, and what `apply_units_import` raises for the key."""
    register = unit_table.all_units(workspace.store)
    unit = checked_unit(new, register)
    _write(workspace, unit, FINAL, "unit added", passphrase)
    return unit


def checked_unit(new: NewUnit, register: Iterable[Unit]) -> Unit:
    """The unit that would be added; raises UnitRefused with the reason."""
    from app.workbooks.cells import Found, code_of, text_of
    from app.workbooks.findings import WARNINGS

    found: list[Found] = []
    name = text_of(new.name, found)
    if not name or any(kind not in WARNINGS for kind, _detail in found):
        raise UnitRefused("name_missing")
    if len(name) > LONGEST_NAME:
        raise UnitRefused("name_too_long")
    found.clear()
    code = code_of(new.code, found)
    if any(kind not in WARNINGS for kind, _detail in found):
        raise UnitRefused("code_bad")
    units = tuple(register)
    path = [*_path(new.parent_id, {unit.id: unit for unit in units}), name]
    wanted = unit_id(code or None, path)
    for unit in units:
        if (code and unit.code == code) or unit.id == wanted:
            raise UnitRefused("code_twice" if code else "name_twice", unit.name)
        if unit.parent_id == new.parent_id and unit.name == name:
            raise UnitRefused("name_twice", unit.name)
    return Unit(
        id=wanted,
        kind=new.kind,
        name=name,
        code=code or None,
        parent_id=new.parent_id,
        class_=new.class_.strip() or None,
        is_pilot=new.is_pilot,
        initials=initials_of(name),
    )


def set_pilot(workspace: Workspace, wanted: str, is_pilot: bool, passphrase: str | None = None) -> Unit:
    """Mark a unit as a pilot (示范点试点) or no longer; unchanged when it is so already.

    Raises UnitsOfTheOffice, and what `apply_units_import` raises for the key.
    """
    unit = unit_table.unit(workspace.store, wanted)
    if unit.is_pilot == is_pilot:
        return unit
    changed = replace(unit, is_pilot=is_pilot)
    _write(workspace, changed, AMEND, "pilot marked" if is_pilot else "pilot unmarked", passphrase)
    return changed


def _records(workspace: Workspace, planned: Iterable["PlannedUnit"]) -> Iterator[Record]:
    for one in planned:
        yield _record(workspace, one.unit, FINAL if one.action == "new" else AMEND)


def _record(workspace: Workspace, unit: Unit, kind: str) -> Record:
    """An amendment needs something to amend: a row of this machine alone becomes a record with its first revision."""
    is_first = kind == AMEND and not head_rids(workspace.store, UNIT, unit.id)
    return UNIT, unit.id, FINAL if is_first else kind, unit_body(unit)


def _write(workspace: Workspace, unit: Unit, kind: str, act: str, passphrase: str | None) -> None:
    pen = _pen(workspace, passphrase)
    _require_right(workspace, pen, [unit.id])
    with workspace.store.atomic():
        write_records(workspace, pen, (_record(workspace, unit, kind),))
        audit.append(workspace.store, workspace.clock(), _actor(workspace), act, unit.id)


def _require_right(workspace: Workspace, pen: Pen, ids: Iterable[str]) -> None:
    """Raises UnitsOfTheOffice where the office has spoken of one of these units and who holds the pen is not it."""
    believed = trust(workspace.store)
    if not believed.is_governed or believed.speaks_for_office(pen.key.author):
        return
    said = filed_of(workspace.store, {(UNIT, id_) for id_ in ids})
    theirs = {one.rev.id for one in said if believed.speaks_for_office(one.rev.author)}
    if theirs:
        raise UnitsOfTheOffice(len(theirs))


def _pen(workspace: Workspace, passphrase: str | None) -> Pen:
    if workspace.person is None:
        raise NoSigningKey("")
    return Pen(workspace.signing_key(workspace.person.id, passphrase))


def _actor(workspace: Workspace) -> str | None:
    return workspace.person.id if workspace.person else None


def _path(parent_id: str | None, by_id: dict[str, Unit]) -> list[str]:
    path: list[str] = []
    seen: set[str] = set()
    while parent_id in by_id and parent_id not in seen:
        seen.add(parent_id)
        path.insert(0, by_id[parent_id].name)
        parent_id = by_id[parent_id].parent_id or ""
    return path
