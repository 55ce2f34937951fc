"""What to do next: the counts and lists of 工作台."""

from dataclasses import dataclass
from datetime import date

from app.rules.coverage import Coverage, Share, coverage, coverage_by_parent
from app.services.inspections import inspection_rows
from app.services.opened import InspectionRow
from app.services.workspace import Workspace
from app.store import units as unit_table


@dataclass(frozen=True, slots=True)
class StreetCoverage:
    """How many communities of a street are inspected."""

    name: str
    share: Share


@dataclass(frozen=True, slots=True)
class HomeView:
    """The day's work; `coverage` counts the active communities, and only inspections by the district itself."""

    today: date
    next_up: InspectionRow | None
    drafts: tuple[InspectionRow, ...]
    ready_to_sign: tuple[InspectionRow, ...]
    signed: tuple[InspectionRow, ...]
    provisional: tuple[InspectionRow, ...]
    coverage: Coverage
    streets: tuple[StreetCoverage, ...]


def home_view(workspace: Workspace) -> HomeView:
    """Look at everything once."""
    rows = inspection_rows(workspace)
    units = unit_table.all_units(workspace.store)
    communities = [unit for unit in units if unit.kind == "community" and unit.is_active]
    inspections = [row.inspection for row in rows]
    drafts = tuple(row for row in rows if not row.inspection.is_frozen)
    signed = tuple(row for row in rows if row.inspection.state == "signed")
    names = {unit.id: unit.name for unit in units}
    return HomeView(
        today=workspace.today(),
        next_up=drafts[0] if drafts else None,
        drafts=drafts,
        ready_to_sign=tuple(row for row in drafts if row.items and row.inspection.checked == row.items),
        signed=signed,
        provisional=tuple(row for row in signed if row.inspection.is_provisional),
        coverage=coverage(communities, inspections),
        streets=tuple(
            StreetCoverage(names.get(parent or "", ""), Share(found.inspected, found.of))
            for parent, found in coverage_by_parent(communities, inspections)
        ),
    )
