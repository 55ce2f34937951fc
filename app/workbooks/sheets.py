"""The filled rows of the sheets of a workbook, read as plain values."""

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from app.errors import WorkbookDamaged
from app.progress import Progress, Step
from app.workbooks.columns import MAX_COLUMNS
from app.workbooks.container import BROKEN

MAX_ROWS = 100_000

_OPENPYXL_FAILS = (*BROKEN, InvalidFileException, TypeError, AttributeError, IndexError, OverflowError)

Cells = tuple[Any, ...]
Rows = list[tuple[int, Cells]]


def filled_sheets(path: Path, progress: Progress, *, columns: int = MAX_COLUMNS) -> Iterator[tuple[str, bool, Rows]]:
    """Name, whether it is hidden, and the rows that are not blank, of every sheet. Raises WorkbookDamaged, Cancelled.

    The file has been through `require_workbook` before.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns about styles and extensions that we do not read
        try:
            with path.open("rb") as file:
                book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
                try:
                    for sheet in book.worksheets:
                        yield sheet.title, sheet.sheet_state != "visible", _rows(sheet, columns, progress)
                finally:
                    book.close()
        except _OPENPYXL_FAILS as error:
            raise WorkbookDamaged(path) from error


def _rows(sheet: Any, columns: int, progress: Progress) -> Rows:
    """Rows that are not blank, with their numbers; a sheet that claims a million rows costs only those it has."""
    sheet.reset_dimensions()
    rows: Rows = []
    for number, cells in enumerate(sheet.iter_rows(max_col=columns, values_only=True), start=1):
        if any(cell is not None and cell != "" for cell in cells):
            rows.append((number, cells))
            if len(rows) > MAX_ROWS:
                break
        if number % 500 == 0:
            progress(Step("read_rows", len(rows), 0))
    return rows
