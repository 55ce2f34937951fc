"""What an inspection is compared with: self-check and last inspection; one made here goes before an imported one."""

from collections.abc import Mapping
from typing import Any

from app.domain.earlier import EarlierResult
from app.domain.inspection import Inspection
from app.services.opened import Comparison
from app.services.workspace import Workspace
from app.store import earlier as earlier_table
from app.store import inspections as inspection_table
from app.store.outcome import from_e4


def self_check_of(workspace: Workspace, inspection: Inspection) -> Comparison | None:
    """The unit's self-check in the same campaign; without one, the one that was imported."""
    if inspection.kind == "self":
        return None
    found = inspection_table.inspections(
        workspace.store, campaign_id=inspection.campaign_id, unit_id=inspection.unit_id, kind="self"
    )
    candidates = [other for other in found if other.state != "void" and other.checked]
    if candidates:
        return comparison(workspace, candidates[0])
    imported = earlier_table.latest(workspace.store, inspection.unit_id, "self")
    return imported_comparison(imported) if imported else None


def previous_of(workspace: Workspace, inspection: Inspection) -> Comparison | None:
    """The latest signed inspection by the district from before this one; without one, the one that was imported."""
    found = inspection_table.inspections(workspace.store, unit_id=inspection.unit_id, kind="district")
    earlier = [
        other
        for other in found
        if other.id != inspection.id
        and other.is_frozen
        and other.state != "void"
        and (other.visited_on, other.started_at) < (inspection.visited_on, inspection.started_at)
    ]
    latest = max(earlier, key=lambda other: (other.visited_on, other.started_at), default=None)
    if latest is not None:
        return comparison(workspace, latest)
    imported = earlier_table.latest(workspace.store, inspection.unit_id, "previous", inspection.visited_on)
    return imported_comparison(imported) if imported else None


def comparison(workspace: Workspace, other: Inspection) -> Comparison:
    """The marks and reasons of another inspection, as they were scored then."""
    answers = inspection_table.answers(workspace.store, other.id)
    items: Mapping[str, Any] = answers.get("items") or {}
    scores = inspection_table.item_scores(workspace.store, other.id)
    return Comparison(
        inspection_id=other.id,
        visited_on=other.visited_on,
        total=from_e4(other.total_e4),
        item_marks={code: from_e4(marks) for code, (marks, _state) in scores.items()},
        item_reasons={code: str(given.get("reason") or "") for code, given in items.items() if given},
    )


def imported_comparison(result: EarlierResult) -> Comparison:
    """A result out of a workbook, said to be imported."""
    return Comparison(
        inspection_id="",
        visited_on=result.day,
        total=result.total,
        item_marks={code: result.marks.get(code) for code in {*result.marks, *result.reasons}},
        item_reasons=dict(result.reasons),
        is_imported=True,
    )
