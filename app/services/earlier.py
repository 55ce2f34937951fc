"""上次结果 out of a workbook: planned, kept as references to compare with, taken back; never inspections."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from app.domain.campaign import DAILY_CAMPAIGN_ID
from app.domain.earlier import EarlierKind, EarlierResult
from app.errors import FiguresChanged, ImportHasErrors
from app.progress import Progress, no_progress
from app.services.saving import save_file
from app.services.units import in_tree_order
from app.services.workbook_plan import WorkbookPlan
from app.services.workspace import Workspace
from app.store import audit
from app.store import campaigns as campaign_table
from app.store import earlier as earlier_table
from app.store import units as unit_table
from app.store.earlier import EarlierImport

if TYPE_CHECKING:
    from app.workbooks.earlier import EarlierColumn, EarlierTable, ReadEarlier

EarlierAction = Literal["new", "changed", "same"]


@dataclass(frozen=True, slots=True)
class EarlierPlan(WorkbookPlan):
    """Everything about one import before it happens; `known` is what it is compared with, by unit, kind and day."""

    table: "EarlierTable"
    known: Mapping[tuple[str, str, date], EarlierResult]

    def actions(self, kind: EarlierKind) -> tuple[tuple["ReadEarlier", EarlierAction], ...]:
        """What becomes of each line when the table holds results of this kind."""
        return tuple((read, self._action(read.of_kind(kind))) for read in self.table.results)

    def to_write(self, kind: EarlierKind) -> tuple[EarlierResult, ...]:
        """The results that are new or otherwise than those kept."""
        return tuple(read.of_kind(kind) for read, action in self.actions(kind) if action != "same")

    def without_errors(self) -> "EarlierPlan":
        """The same plan without the lines that have errors."""
        broken = {(one.sheet, one.row) for one in self.errors}
        kept = tuple(one for one in self.table.results if (one.sheet, one.row) not in broken)
        return EarlierPlan(replace(self.table, results=kept, findings=self.warnings), self.known)

    def _action(self, result: EarlierResult) -> EarlierAction:
        kept = self.known.get((result.unit_id, result.kind, result.day))
        return "new" if kept is None else "same" if kept == result else "changed"


def plan_earlier_import(workspace: Workspace, path: Path, progress: Progress = no_progress) -> EarlierPlan:
    """Read a workbook and compare it with what is kept; nothing is written. Raises the Workbook… errors, Cancelled."""
    from app.workbooks.earlier import read_earlier

    register = unit_table.all_units(workspace.store)
    return EarlierPlan(
        read_earlier(path, register, _items(workspace), progress), earlier_table.all_earlier(workspace.store)
    )


def apply_earlier_import(workspace: Workspace, plan: EarlierPlan, kind: EarlierKind) -> int:
    """Keep the results of the plan as last inspections or as self-checks, or none; returns how many.

    A backup is made before (not of a 演练 store). Raises ImportHasErrors, FiguresChanged when others came in
    meanwhile, BackupNotMade, and the store's errors; nothing is imported then.
    """
    from app.services.backups import back_up

    if plan.errors:
        raise ImportHasErrors(len(plan.errors))
    if not workspace.is_demo:
        back_up(workspace, only_if_changed=True)
    store, now, wanted = workspace.store, workspace.clock(), plan.to_write(kind)
    made = EarlierImport("e-" + secrets.token_hex(8), kind, plan.table.file_name, now, len(wanted))
    with store.atomic():
        if earlier_table.all_earlier(store) != dict(plan.known):
            raise FiguresChanged
        earlier_table.put_import(store, made, wanted)
        audit.append(store, now, _actor(workspace), "earlier results imported", str(len(wanted)))
    return len(wanted)


def last_earlier_import(workspace: Workspace) -> EarlierImport | None:
    """The latest import that can be taken back."""
    return earlier_table.last_import(workspace.store)


def undo_earlier_import(workspace: Workspace, import_id: str) -> None:
    """Take an import back; what stood there before stands again."""
    with workspace.store.atomic():
        earlier_table.take_back(workspace.store, import_id, workspace.clock())
        audit.append(workspace.store, workspace.clock(), _actor(workspace), "earlier results taken back", import_id)


def save_earlier_template(workspace: Workspace, path: Path) -> int:
    """Put a workbook with every unit in scope and every item at `path`; returns how many units it lists.

    Raises TargetFull, TargetReadOnly, TargetFailed.
    """
    from app.workbooks.earlier import earlier_template

    campaign = campaign_table.campaign(workspace.store, DAILY_CAMPAIGN_ID)
    kinds = workspace.scheme(campaign.scheme_hash).scheme.unit_kinds
    units = unit_table.all_units(workspace.store)
    names = {unit.id: unit.name for unit in units}
    wanted = [unit for unit in in_tree_order(units) if unit.is_active and unit.kind in kinds]
    lines = [(unit, names.get(unit.parent_id or "", "")) for unit in wanted]
    save_file(earlier_template(lines, _items(workspace)), path)
    return len(wanted)


def _items(workspace: Workspace) -> tuple["EarlierColumn", ...]:
    from app.workbooks.earlier import EarlierColumn

    campaign = campaign_table.campaign(workspace.store, DAILY_CAMPAIGN_ID)
    scheme = workspace.scheme(campaign.scheme_hash).scheme
    return tuple(EarlierColumn(item.code, item.title) for item in scheme.items)


def _actor(workspace: Workspace) -> str | None:
    return workspace.person.id if workspace.person else None
