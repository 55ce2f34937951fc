"""Tables as people bring them."""

import pytest
from openpyxl import Workbook


@pytest.fixture
def book(tmp_path):
    """Write rows as a workbook; `shape(sheet)` may change it before it is saved. Returns the path."""

    def write(*rows, shape=None, name="单位.xlsx", title="单位"):
        made = Workbook()
        sheet = made.worksheets[0]
        sheet.title = title
        for row in rows:
            sheet.append(row)
        if shape:
            shape(sheet)
        path = tmp_path / name
        made.save(path)
        return path

    return write


@pytest.fixture
def found():
    """The findings of a plan as short tuples."""

    def short(plan):
        return [(finding.kind, finding.row, finding.column) for finding in plan.findings]

    return short
