"""The unit register: look at it, and take it out as a table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from app.domain.campaign import DAILY_CAMPAIGN_ID
from app.domain.inspection import Inspection, InspectionKind
from app.domain.unit import Unit, UnitKind
from app.rules.coverage import FINAL_STATES, Coverage, coverage
from app.services.saving import save_file
from app.services.workspace import Workspace
from app.store import campaigns as campaign_table
from app.store import inspections as inspection_table
from app.store import units as unit_table
from app.store.earlier import latest_totals
from app.store.outcome import from_e4

if TYPE_CHECKING:
    pass

GRASS_ROOTS: frozenset[UnitKind] = frozenset({"community", "village"})


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


def initials_by_unit(workspace: Workspace) -> dict[str, str]:
    """The pinyin initials of every unit's name, by id."""
    return {unit.id: unit.initials for unit in unit_table.all_units(workspace.store)}
