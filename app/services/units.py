"""The unit register: look at it, import it, add to it, mark pilots."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from app.domain.campaign import DAILY_CAMPAIGN_ID
from app.domain.inspection import Inspection, InspectionKind
from app.domain.pinyin import initials_of
from app.domain.revision import AMEND, FINAL
from app.domain.unit import Unit, UnitKind, unit_id
from app.errors import ImportHasErrors, NoSigningKey, RegisterChanged, UnitRefused
from app.progress import Progress, Step, no_progress
from app.rules.coverage import FINAL_STATES, Coverage, coverage
from app.services.records import Pen, Record, write_records
from app.services.saving import save_file
from app.services.workspace import Workspace
from app.store import audit
from app.store import campaigns as campaign_table
from app.store import inspections as inspection_table
from app.store import units as unit_table
from app.store.bodies import UNIT, unit_body
from app.store.earlier import latest_totals
from app.store.outcome import from_e4
from app.store.revisions import head_rids

if TYPE_CHECKING:
    from app.workbooks.units_plan import PlannedUnit, UnitsPlan

GRASS_ROOTS: frozenset[UnitKind] = frozenset({"community", "village"})
LONGEST_NAME = 60
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One line of the register. `inspection` is the campaign's inspection by the district, the latest not void one.

    `items` is how many items its scheme has; `last_total` that of the latest signed one before it. `is_inspected`:
    the campaign's scheme is for units of this kind. `imported_last`: day and total of the latest result out of a
    workbook; it is no inspection and counts nowhere.
    """

    unit: Unit
    parent_name: str
    inspection: Inspection | None = None
    items: int = 0
    last_total: Decimal | None = None
    is_inspected: bool = False
    imported_last: tuple[date, Decimal] | None = None

    @property
    def is_owed(self) -> bool:
        """Whether the general survey still lacks this unit."""
        if not self.is_inspected or not self.unit.is_active:
            return False
        return self.inspection is None or self.inspection.state not in FINAL_STATES


@dataclass(frozen=True, slots=True)
class UnitsOverview:
    """The whole register with the state of one campaign; rows in the order of the tree."""

    rows: tuple[UnitRow, ...]
    coverage: Coverage

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units alone."""
        return tuple(row.unit for row in self.rows)


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit typed by hand; `code` may be empty."""

    name: str
    kind: UnitKind
    parent_id: str | None = None
    code: str = ""
    class_: str = ""
    is_pilot: bool = False


def units_overview(workspace: Workspace, campaign_id: str = DAILY_CAMPAIGN_ID) -> UnitsOverview:
    """Every unit with its inspection by the district in this campaign; inactive ones too."""
    units = in_tree_order(unit_table.all_units(workspace.store))
    names = {unit.id: unit.name for unit in units}
    campaign = campaign_table.campaign(workspace.store, campaign_id)
    kinds = frozenset(workspace.scheme(campaign.scheme_hash).scheme.unit_kinds)
    inspections = inspection_table.inspections(workspace.store, kind="district")
    current: dict[str, Inspection] = {}
    signed: dict[str, list[Inspection]] = {}
    for inspection in inspections:
        if inspection.state == "void":
            continue
        if inspection.state in FINAL_STATES:
            signed.setdefault(inspection.unit_id, []).append(inspection)
        known = current.get(inspection.unit_id)
        if inspection.campaign_id == campaign_id and (known is None or inspection.ordinal > known.ordinal):
            current[inspection.unit_id] = inspection
    imported = latest_totals(workspace.store)
    rows = []
    for unit in units:
        now = current.get(unit.id)
        earlier = [one for one in signed.get(unit.id, ()) if now is None or one.id != now.id]
        last = max(earlier, key=lambda one: (one.visited_on, one.started_at), default=None)
        rows.append(
            UnitRow(
                unit=unit,
                parent_name=names.get(unit.parent_id or "", ""),
                inspection=now,
                items=len(workspace.scheme(now.scheme_hash).scheme.items) if now else 0,
                last_total=from_e4(last.total_e4) if last else None,
                is_inspected=unit.kind in kinds,
                imported_last=imported.get(unit.id),
            )
        )
    scope = [unit for unit in units if unit.kind in kinds]
    here = [inspection for inspection in inspections if inspection.campaign_id == campaign_id]
    return UnitsOverview(tuple(rows), coverage(scope, here))


def in_tree_order(units: Sequence[Unit]) -> tuple[Unit, ...]:
    """Each unit before those below it, brothers by code, then by name; a unit in a circle stands at the end."""
    below: dict[str | None, list[Unit]] = {}
    known = {unit.id for unit in units}
    for unit in sorted(units, key=lambda unit: (unit.code is None, unit.code or "", unit.name, unit.id)):
        below.setdefault(unit.parent_id if unit.parent_id in known else None, []).append(unit)
    ordered: dict[str, Unit] = {}
    waiting = list(reversed(below.get(None, [])))
    while waiting:
        unit = waiting.pop()
        ordered[unit.id] = unit
        waiting.extend(reversed(below.get(unit.id, [])))
    return (*ordered.values(), *(unit for unit in units if unit.id not in ordered))


def visits(
    workspace: Workspace, unit_id: str, kind: InspectionKind, campaign_id: str = DAILY_CAMPAIGN_ID
) -> tuple[Inspection, ...]:
    """The inspections of one kind that a unit has in a campaign, void ones too, in the order of their ordinals."""
    found = inspection_table.inspections(workspace.store, campaign_id=campaign_id, unit_id=unit_id, kind=kind)
    return tuple(sorted(found, key=lambda inspection: inspection.ordinal))


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

    A backup is made before (not of a 演练 store). Raises ImportHasErrors, RegisterChanged when the register is no
    longer what the plan was made from, NoSigningKey, WrongPassphrase, ClockBehind, BackupNotMade, the store's errors,
    and Cancelled: after each of them nothing was imported.
    """
    from app.services.backups import back_up

    if plan.errors:
        raise ImportHasErrors(len(plan.errors))
    pen = _pen(workspace, passphrase)
    if not workspace.is_demo:
        back_up(workspace, only_if_changed=True)
    wanted = plan.to_write
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
    """Add one unit. Raises UnitRefused, and what `apply_units_import` raises for the key."""
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
    """Mark a unit as a pilot (示范点试点) or no longer; unchanged when it is so already."""
    unit = unit_table.unit(workspace.store, wanted)
    if unit.is_pilot == is_pilot:
        return unit
    changed = replace(unit, is_pilot=is_pilot)
    _write(workspace, changed, AMEND, "pilot marked" if is_pilot else "pilot unmarked", passphrase)
    return changed


def export_units(workspace: Workspace, units: Iterable[Unit], path: Path) -> int:
    """Write units as an Excel table that can be imported again. Raises TargetFull, TargetReadOnly, TargetFailed."""
    from app.workbooks.units_table import write_units

    with TemporaryDirectory() as folder:
        draft = Path(folder) / "units.xlsx"
        count = write_units(draft, units, unit_table.all_units(workspace.store))
        save_file(draft.read_bytes(), path)
    return count


def save_units_template(path: Path) -> None:
    """Put an empty units table at `path`. Raises TargetFull, TargetReadOnly, TargetFailed."""
    from app.workbooks.units_table import write_units_template

    with TemporaryDirectory() as folder:
        draft = Path(folder) / "template.xlsx"
        write_units_template(draft)
        save_file(draft.read_bytes(), path)


def _records(workspace: Workspace, planned: Iterable["PlannedUnit"]) -> Iterator[Record]:
    for one in planned:
        yield _record(workspace, one.unit, FINAL if one.action == "new" else AMEND)


def _record(workspace: Workspace, unit: Unit, kind: str) -> Record:
    """An amendment needs something to amend: a row of this machine alone becomes a record with its first revision."""
    is_first = kind == AMEND and not head_rids(workspace.store, UNIT, unit.id)
    return UNIT, unit.id, FINAL if is_first else kind, unit_body(unit)


def _write(workspace: Workspace, unit: Unit, kind: str, act: str, passphrase: str | None) -> None:
    pen = _pen(workspace, passphrase)
    with workspace.store.atomic():
        write_records(workspace, pen, (_record(workspace, unit, kind),))
        audit.append(workspace.store, workspace.clock(), _actor(workspace), act, unit.id)


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


def initials_by_unit(workspace: Workspace) -> dict[str, str]:
    """The pinyin initials of every unit's name, by id."""
    return {unit.id: unit.initials for unit in unit_table.all_units(workspace.store)}
