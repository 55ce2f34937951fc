"""Which inspection somebody means who writes its id, or the number that is printed on its report."""

from app.services.workspace import Workspace
from app.store import inspections as inspection_table
from app.store import reports as report_table


def inspection_of(workspace: Workspace, written: str) -> str:
    """The id of the inspection; of several reports under one number, that of the newest. Raises InspectionUnknown."""
    wanted = written.strip()
    for row in report_table.reports(workspace.store):
        if row.report.number == wanted:
            return row.report.inspection_id
    return inspection_table.inspection(workspace.store, wanted).id
