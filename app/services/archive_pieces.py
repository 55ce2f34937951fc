"""The pieces (件) of a year archive: inspections that were signed, each with its reports and evidence."""

from dataclasses import dataclass

from app.domain.evidence import Evidence, evidence_in
from app.domain.inspection import KIND_NAMES, STATE_NAMES, Inspection
from app.services.workspace import Workspace
from app.store import inspections as inspection_table
from app.store import reports as report_table
from app.store import units as unit_table
from app.store.bodies import Report
from app.store.outcome import from_e4


@dataclass(frozen=True, slots=True)
class ArchivedPiece:
    """One 件: an inspection with every report it has, oldest first, and its evidence."""

    number: str
    inspection: Inspection
    unit_name: str
    reports: tuple[Report, ...]
    evidence: tuple[Evidence, ...]


def pieces_of(workspace: Workspace, year: int) -> tuple[ArchivedPiece, ...]:
    """The inspections of a year that were signed, also void ones, in the order of their visits."""
    store = workspace.store
    frozen = [one for one in inspection_table.inspections(store) if one.is_frozen and one.visited_on.year == year]
    names = {unit.id: unit.name for unit in unit_table.all_units(store)}
    ordered = sorted(frozen, key=lambda one: (one.visited_on, names.get(one.unit_id, ""), one.id))
    return tuple(
        ArchivedPiece(
            number=f"{number:04d}",
            inspection=one,
            unit_name=names.get(one.unit_id, one.unit_id),
            reports=tuple(reversed([row.report for row in report_table.reports(store, one.id)])),
            evidence=evidence_in(inspection_table.answers(store, one.id)),
        )
        for number, one in enumerate(ordered, start=1)
    )


def title_of(piece: ArchivedPiece) -> str:
    """题名: what the piece is, of whom."""
    return f"{piece.unit_name}{KIND_NAMES[piece.inspection.kind]}报告"


def total_of(piece: ArchivedPiece) -> str:
    """The total as text, empty while there is none."""
    total = from_e4(piece.inspection.total_e4)
    return "" if total is None else str(total)


def remark_of(piece: ArchivedPiece) -> str:
    """备注: number of the report, and what is special."""
    words = [f"报告编号{report.number}" for report in piece.reports[-1:]]
    if piece.inspection.state == "void":
        words.append(STATE_NAMES["void"])
    if piece.evidence:
        words.append(f"佐证材料{len(piece.evidence)}份")
    return "；".join(words)
