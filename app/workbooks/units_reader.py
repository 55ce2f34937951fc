"""Rows of units out of a workbook, with everything that is wrong with its cells."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries

from app.errors import WorkbookEmpty
from app.progress import Progress, Step
from app.workbooks.cells import Found, code_of, shown, text_of
from app.workbooks.columns import (
    ACTIVE,
    INACTIVE,
    KIND_WORDS,
    NO,
    YES,
    Head,
    UnitField,
    find_head,
    plain_word,
)
from app.workbooks.container import SheetFacts, require_workbook, sheet_facts, sheet_parts
from app.workbooks.findings import WARNINGS, CellFinding, FindingKind
from app.workbooks.sheets import MAX_ROWS, Cells, Rows, filled_sheets

LONGEST = 60
FILLED_FROM_A_MERGE: frozenset[UnitField] = frozenset(
    {"kind", "parent", "parent_code", "street", "district", "class", "pilot"}
)
"""What many rows share; a name or a code never is, so a merge there hides something."""

_TOP = 200
_TOTALS = frozenset({"合计", "总计", "小计", "共计", "总数", "汇总"})
_ASIDES = ("注:", "备注", "说明", "填表", "制表", "审核", "填报", "联系")


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row: clean texts by field, "" where the cell is blank, nothing where it was refused; ticks are `1` or `0`."""

    sheet: str
    row: int
    head: Head
    values: Mapping[UnitField, str]
    is_broken: bool = False

    def get(self, field: UnitField) -> str:
        """The text of a field, empty where there is none."""
        return self.values.get(field, "")


@dataclass(frozen=True, slots=True)
class ReadTable:
    """All rows of all sheets that hold units, and all findings so far."""

    rows: tuple[ReadRow, ...]
    findings: tuple[CellFinding, ...]


def read_units(path: Path, progress: Progress) -> ReadTable:
    """Read every visible sheet with a head that names units.

    Raises the Workbook… errors for files that are none, WorkbookEmpty for one with nothing in it, Cancelled.
    """
    require_workbook(path)
    parts = sheet_parts(path)
    sheets: list[_Sheet] = []
    findings: list[CellFinding] = []
    for name, is_hidden, rows in filled_sheets(path, progress):
        if is_hidden:
            if rows:
                findings.append(_of_sheet(name, "sheet_hidden"))
        elif rows:
            facts = sheet_facts(path, parts[name], progress) if name in parts else SheetFacts()
            sheets.append(_Sheet(name, rows, facts))
    if not sheets:
        if findings:
            return ReadTable((), (*findings, _of_sheet(findings[0].sheet, "no_rows")))
        raise WorkbookEmpty(path)
    named = [sheet for sheet in sheets if sheet.head is not None and "name" in sheet.head.columns]
    for sheet in sheets:
        if sheet in named:
            continue
        if named:
            findings.append(_of_sheet(sheet.name, "sheet_unread"))
        elif sheet.head is None:
            findings.append(_of_sheet(sheet.name, "no_header"))
        else:
            seen = "、".join(sheet.head.words.values())
            findings.append(CellFinding(sheet.name, sheet.head.row, "", "", "", "column_missing", (seen,)))
    read: list[ReadRow] = []
    for sheet in named:
        read.extend(sheet.read(findings, progress))
    if named and not read and not any(finding.severity == "error" for finding in findings):
        findings.append(_of_sheet(named[0].name, "no_rows"))
    return ReadTable(tuple(read), tuple(findings))


def _of_sheet(sheet: str, kind: FindingKind, *detail: str) -> CellFinding:
    return CellFinding(sheet, 0, "", "", "", kind, detail)


class _Sheet:
    """One visible sheet while it is read."""

    def __init__(self, name: str, rows: Rows, facts: SheetFacts) -> None:
        self.name = name
        self._rows = rows
        self._facts = facts
        top = dict(rows[:_TOP])
        last = max(top)
        self.head = find_head([top.get(number, ()) for number in range(1, min(last, _TOP) + 1)])
        self._filled: dict[tuple[int, int], Any] = {}
        self._refused_rows: set[int] = set()

    def read(self, findings: list[CellFinding], progress: Progress) -> Iterator[ReadRow]:
        head = self.head
        if head is None:
            return
        findings.extend(self._of_columns(head))
        first = self._look_at_merges(head, findings)
        self._look_at_hidden_rows(first, findings)
        if len(self._rows) > MAX_ROWS:
            findings.append(_of_sheet(self.name, "too_many_rows", str(MAX_ROWS)))
        for done, (number, cells) in enumerate(self._rows):
            if number < first or number in self._refused_rows:
                continue
            if done % 500 == 0:
                progress(Step("look_at_rows", done, len(self._rows)))
            row = self._row(head, number, cells, findings)
            if row is not None:
                yield row

    def _of_columns(self, head: Head) -> Iterator[CellFinding]:
        for place, word in head.twice:
            yield CellFinding(self.name, head.row, get_column_letter(place + 1), word, word, "column_twice")
        unread = [word for word in head.unread if word not in ("序号", "备注")]
        if unread:
            yield CellFinding(self.name, head.row, "", "", "", "columns_unread", ("、".join(unread),))

    def _look_at_merges(self, head: Head, findings: list[CellFinding]) -> int:
        """Fill what merges share, refuse what they hide; returns the first row below the head."""
        first = head.row + 1
        values = dict(self._rows)
        field_at = {place: field for field, place in head.columns.items()}
        for merged in self._facts.merged:
            try:
                left, top, right, bottom = range_boundaries(merged)
            except ValueError:
                continue
            if left is None or top is None or right is None or bottom is None or bottom < head.row:
                continue
            if top <= head.row:
                first = max(first, bottom + 1)
                continue
            used = [place for place in range(left - 1, right) if place in field_at]
            if not used:
                continue
            column, word = head.place(field_at[used[0]])
            value = (values.get(top) or ())[left - 1 : left]
            text = shown(value[0]) if value else ""
            is_shared = used == [left - 1] and field_at[used[0]] in FILLED_FROM_A_MERGE
            kind: FindingKind = "merged_filled" if is_shared else "merged_refused"
            findings.append(CellFinding(self.name, top, column, word, text, kind, (merged,)))
            if is_shared:
                self._filled.update(
                    {(number, left - 1): value[0] if value else None for number in range(top, bottom + 1)}
                )
            else:
                self._refused_rows.update(range(top, bottom + 1))
        return first

    def _look_at_hidden_rows(self, first: int, findings: list[CellFinding]) -> None:
        filled = {number for number, _cells in self._rows}
        hidden = [number for number in self._facts.hidden_rows if number >= first and number in filled]
        if hidden:
            detail = (str(len(hidden)), spans(hidden))
            findings.append(CellFinding(self.name, hidden[0], "", "", "", "rows_hidden", detail))

    def _row(self, head: Head, number: int, cells: Cells, findings: list[CellFinding]) -> ReadRow | None:
        raw: dict[UnitField, Any] = {}
        for field, place in head.columns.items():
            raw[field] = self._filled.get((number, place), cells[place] if place < len(cells) else None)
        own = [cells[place] for place in head.columns.values() if place < len(cells)]
        coordinates = {field: f"{get_column_letter(place + 1)}{number}" for field, place in head.columns.items()}
        uncalculated = {field for field, where in coordinates.items() if where in self._facts.uncalculated}
        if not uncalculated and all(value is None or not str(value).strip() for value in own):
            return None
        if plain_word(raw["name"]) == head.words["name"]:
            return None  # the head again, as tables of several pages have it
        aside = next((plain_word(value) for value in cells if isinstance(value, str) and value.strip()), "")
        if plain_word(raw["name"]) in _TOTALS or aside in _TOTALS or aside.startswith(_ASIDES):
            column, word = head.place("name")
            findings.append(CellFinding(self.name, number, column, word, aside[:80], "total_row"))
            return None
        values: dict[UnitField, str] = {}
        is_broken = False
        for field, value in raw.items():
            found: list[Found] = [("formula_without_value", ())] if field in uncalculated else []
            text = "" if found else field_text(field, value, found)
            column, word = head.place(field)
            findings.extend(
                CellFinding(self.name, number, column, word, shown(value), kind, detail) for kind, detail in found
            )
            if any(kind not in WARNINGS for kind, _detail in found):
                is_broken = True
            else:
                values[field] = text
        if not values.get("name", "missing"):
            column, word = head.place("name")
            findings.append(CellFinding(self.name, number, column, word, "", "name_missing"))
            is_broken = True
        return ReadRow(self.name, number, head, values, is_broken)


def field_text(field: UnitField, value: Any, found: list[Found]) -> str:
    """The clean text of one field's cell; what is wrong with it is added to `found`."""
    if field in ("code", "parent_code"):
        return code_of(value, found)
    if field in ("pilot", "active", "inactive"):
        return _tick(field, value, found)
    text = text_of(value, found)
    if len(text) > LONGEST:
        found.append(("too_long", (str(LONGEST), str(len(text)))))
    if field == "kind" and text:
        kind = KIND_WORDS.get(plain_word(text))
        if kind is None:
            found.append(("kind_unknown", ()))
        return kind or ""
    return text


def _tick(field: UnitField, value: Any, found: list[Found]) -> str:
    text = str(int(value)) if isinstance(value, bool | int | float) and value in (0, 1) else text_of(value, found)
    word = plain_word(text).lower()
    if not word:
        return ""
    if word in YES or (field == "active" and word in ACTIVE) or (field == "inactive" and word in INACTIVE):
        return "1"
    if word in NO or (field == "active" and word in INACTIVE) or (field == "inactive" and word in ACTIVE):
        return "0"
    found.append(("not_yes_or_no", ()))
    return ""


def spans(numbers: Sequence[int]) -> str:
    """`5–9、12`, at most six spans."""
    out: list[list[int]] = []
    for number in sorted(numbers):
        if out and out[-1][1] == number - 1:
            out[-1][1] = number
        else:
            out.append([number, number])
    words = [str(a) if a == b else f"{a}–{b}" for a, b in out]
    return "、".join(words[:6]) + ("…" if len(words) > 6 else "")
