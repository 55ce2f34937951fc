"""What an import found in a workbook, cell by cell, as facts."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]
FindingKind = Literal[
    # of the sheet
    "no_header",
    "column_missing",
    "column_twice",
    "columns_unread",
    "sheet_hidden",
    "sheet_unread",
    "rows_hidden",
    "too_many_rows",
    "merged_filled",
    "merged_refused",
    "no_rows",
    # of a cell
    "cell_error",
    "date_in_cell",
    "number_in_cell",
    "number_as_code",
    "code_rounded",
    "formula_without_value",
    "control_character",
    "spaces",
    "full_width",
    "too_long",
    "bad_code",
    "name_missing",
    "not_yes_or_no",
    "kind_unknown",
    "kind_missing",
    "total_row",
    # between rows
    "code_twice",
    "name_twice",
    "parent_not_found",
    "parent_ambiguous",
    "parent_missing",
    "parent_wrong_level",
    "parent_cycle",
    "code_differs",
    "unit_ambiguous",
    "name_of_another",
    # of tables with one line for each unit: figures of others, earlier results
    "unit_column_missing",
    "no_item_column",
    "item_twice",
    "unit_unknown",
    "unit_twice",
    "unit_out_of_scope",
    "name_differs",
    "not_a_number",
    "number_as_text",
    "out_of_range",
    "bad_day",
    "day_missing",
]

WARNINGS: frozenset[FindingKind] = frozenset(
    {
        "column_twice",
        "columns_unread",
        "sheet_hidden",
        "sheet_unread",
        "rows_hidden",
        "merged_filled",
        "number_as_code",
        "spaces",
        "full_width",
        "total_row",
        "parent_missing",
        "unit_out_of_scope",
        "name_differs",
        "number_as_text",
    }
)
"""Findings that change nothing for the worse: shown, but the import may go on."""


@dataclass(frozen=True, slots=True)
class CellFinding:
    """One finding: where it is, what stands there, and what kind of thing it is.

    `row` is 1-based, 0 for the sheet as a whole; `column` is the letter of the column ("" for the row or sheet) and
    `header` the word above it. `detail` holds what the sentence needs besides: a range, another row, the words known.
    """

    sheet: str
    row: int
    column: str
    header: str
    value: str
    kind: FindingKind
    detail: tuple[str, ...] = ()

    @property
    def severity(self) -> Severity:
        """Whether it stops the import."""
        return "warning" if self.kind in WARNINGS else "error"
