"""A list as the screen shows it, put down as an Excel workbook."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from app.services.saving import save_file
from app.services.workspace import Workspace
from app.store import audit

Value = str | int | Decimal | date | None


def export_list(
    workspace: Workspace, title: str, head: Sequence[tuple[str, int]], rows: Sequence[Sequence[Value]], path: Path
) -> int:
    """Write the rows under a head of words and widths in characters; returns how many. In clear: the log says so.

    A practice store says 演练 on the sheet. Raises TargetFull, TargetReadOnly, TargetFailed.
    """
    from app.workbooks.tables import Sheet, workbook_of

    shown = f"{title}（演练）" if workspace.is_demo else title
    save_file(workbook_of([Sheet(shown, head, rows)]), path)
    person = workspace.person
    audit.append(workspace.store, workspace.clock(), person.id if person else None, "list exported in clear", title)
    return len(rows)
