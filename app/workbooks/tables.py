"""Plain tables as WPS and Excel show them: a head, texts as texts, numbers as numbers."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

Value = str | int | Decimal | date | None
_HEAD_FILL = "F1EEE8"
_LONGEST_CELL = 32_767
"""Characters that one cell holds."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its title (at most 31 characters), its head as words and widths in characters, and its rows."""

    title: str
    head: Sequence[tuple[str, int]]
    rows: Iterable[Sequence[Value]]


def workbook_of(sheets: Iterable[Sheet]) -> bytes:
    """The workbook as a file. A text that begins with = stays a text; characters XML cannot hold are left out."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        page = book.create_sheet(sheet.title)
        page.freeze_panes = "A2"
        for place, (_word, width) in enumerate(sheet.head, start=1):
            page.column_dimensions[get_column_letter(place)].width = width
        head = [WriteOnlyCell(page, word) for word, _width in sheet.head]
        for cell in head:
            cell.font = Font(bold=True)
            cell.fill = PatternFill("solid", fgColor=_HEAD_FILL)
        page.append(head)
        for row in sheet.rows:
            page.append([_cell(page, value) if isinstance(value, str) else value for value in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _cell(page: WriteOnlyWorksheet, text: str) -> Cell:
    shown = "".join(character for character in text if character >= " " or character in "\n\t")[:_LONGEST_CELL]
    cell = WriteOnlyCell(page, shown)
    cell.data_type = "s"
    return cell
