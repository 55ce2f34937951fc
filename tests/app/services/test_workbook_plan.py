"""What stops an import and what is only pointed out, whatever the workbook holds."""

from dataclasses import dataclass
from types import SimpleNamespace

import pytest

from app.services.workbook_plan import WorkbookPlan


@dataclass(frozen=True, slots=True)
class Plan(WorkbookPlan):
    table: SimpleNamespace


def plan(*findings):
    made = [SimpleNamespace(severity=severity, row=row, kind=kind) for severity, row, kind in findings]
    return Plan(SimpleNamespace(findings=tuple(made)))


def test_errors_and_warnings_are_kept_apart():
    made = plan(("error", 3, "not_a_number"), ("warning", 4, "spaces"))
    assert [one.row for one in made.errors] == [3]
    assert [one.row for one in made.warnings] == [4]
    assert len(made.findings) == 2


@pytest.mark.parametrize(
    ("finding", "can"),
    [(("error", 3, "not_a_number"), True), (("error", 0, "sheet"), False), (("error", 3, "item_twice"), False)],
)
def test_lines_with_errors_can_be_left_out_when_each_error_has_its_line(finding, can):
    assert plan(finding).can_leave_out is can
