"""What every planned import of a workbook says of its findings, whatever the workbook holds."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.workbooks.findings import CellFinding


class WorkbookPlan:
    """A plan over a `table` that was read with findings."""

    __slots__ = ()
    table: Any

    @property
    def findings(self) -> tuple["CellFinding", ...]:
        """All findings of the workbook."""
        found: tuple[CellFinding, ...] = self.table.findings
        return found

    @property
    def errors(self) -> tuple["CellFinding", ...]:
        """Findings that stop the import, unless their lines are left out."""
        return tuple(one for one in self.findings if one.severity == "error")

    @property
    def warnings(self) -> tuple["CellFinding", ...]:
        """Findings that are only pointed out."""
        return tuple(one for one in self.findings if one.severity == "warning")

    @property
    def can_leave_out(self) -> bool:
        """Whether every error belongs to a line, so that the other lines can go without it."""
        return all(one.row and one.kind not in ("item_twice", "merged_refused") for one in self.errors)
