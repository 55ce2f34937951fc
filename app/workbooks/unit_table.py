"""Tables with a line for each unit: which unit each line is of, and what stands in the columns one asks for."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries

from app.domain.unit import Unit
from app.errors import WorkbookEmpty
from app.progress import Progress, Step
from app.workbooks.cells import Found, code_of, shown, text_of
from app.workbooks.columns import HEAD_WITHIN, Head, UnitField, find_head, plain_word
from app.workbooks.container import SheetFacts, require_workbook, sheet_facts, sheet_parts
from app.workbooks.findings import WARNINGS, CellFinding, FindingKind
from app.workbooks.sheets import MAX_ROWS, Cells, Rows, filled_sheets

WIDEST = 260
EXPLAINING = "填表说明"
"""The sheet of our own templates that explains them."""
_OWN: tuple[UnitField, ...] = ("name", "code", "street", "district", "parent")
_TOTALS = frozenset({"合计", "总计", "小计", "共计", "总数", "汇总", "平均", "平均分"})
_ASIDES = ("注:", "备注", "说明", "填表", "制表", "审核", "填报", "联系")

Meaning = Callable[[str], str | None]
"""What the word of a head (in its plain spelling) stands for, None for nothing that is wanted."""


@dataclass(frozen=True, slots=True)
class Column:
    """A wanted column: its key, its letter, and its word as it stands in the head."""

    key: str
    letter: str
    word: str


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A line that belongs to one unit of the register; `cells` holds raw values by key of their column.

    `uncalculated` are keys whose formula nobody has calculated.
    """

    sheet: str
    row: int
    unit: Unit
    cells: Mapping[str, object]
    columns: Mapping[str, Column]
    uncalculated: frozenset[str] = frozenset()

    def finding(self, key: str, kind: FindingKind, *detail: str) -> CellFinding:
        """A finding of one of its cells."""
        column = self.columns.get(key, Column(key, "", ""))
        return CellFinding(self.sheet, self.row, column.letter, column.word, shown(self.cells.get(key)), kind, detail)


@dataclass(frozen=True, slots=True)
class UnitTable:
    """All lines that name a unit, the words that mean nothing here, and what was found so far."""

    lines: tuple[UnitLine, ...]
    findings: tuple[CellFinding, ...]
    unread: tuple[str, ...] = ()


def read_unit_table(
    path: Path, register: Sequence[Unit], meaning: Meaning, example: str, progress: Progress
) -> UnitTable:
    """Read every visible sheet whose head names units and at least one wanted column.

    Raises the Workbook… errors for files that are none, WorkbookEmpty, Cancelled. Lines whose unit is not known, is
    one of several, or stands there twice are findings and no lines.
    """
    require_workbook(path)
    parts = sheet_parts(path)
    findings: list[CellFinding] = []
    sheets: list[_Sheet] = []
    any_rows = False
    for name, is_hidden, rows in filled_sheets(path, progress, columns=WIDEST):
        any_rows = any_rows or bool(rows)
        if is_hidden and rows:
            findings.append(CellFinding(name, 0, "", "", "", "sheet_hidden"))
        elif rows:
            facts = sheet_facts(path, parts[name], progress) if name in parts else SheetFacts()
            sheets.append(_Sheet(name, rows, facts, meaning))
    if not any_rows:
        raise WorkbookEmpty(path)
    good = [sheet for sheet in sheets if sheet.has_unit and sheet.columns]
    for sheet in sheets:
        if sheet in good or (good and sheet.name == EXPLAINING):
            continue
        kind: FindingKind = "sheet_unread" if good else "no_item_column" if sheet.has_unit else "unit_column_missing"
        findings.append(CellFinding(sheet.name, 0, "", "", "", kind, (example,)))
    known = _Known(register)
    lines: list[UnitLine] = []
    for sheet in good:
        lines.extend(sheet.lines(known, findings, progress))
    if good and not lines and not any(one.severity == "error" for one in findings):
        findings.append(CellFinding(good[0].name, 0, "", "", "", "no_rows"))
    unread = tuple(dict.fromkeys(word for sheet in good for word in sheet.unread))
    return UnitTable(tuple(lines), tuple(findings), unread)


class _Known:
    """The register, asked by code or by name."""

    def __init__(self, register: Sequence[Unit]) -> None:
        self.by_code = {unit.code: unit for unit in register if unit.code}
        self.by_id = {unit.id: unit for unit in register}
        self.by_name: dict[str, list[Unit]] = {}
        for unit in register:
            if unit.is_active:
                self.by_name.setdefault(plain_word(unit.name), []).append(unit)
        self.rows: dict[str, tuple[str, int]] = {}

    def above(self, unit: Unit) -> Iterator[str]:
        """The names of what stands above a unit."""
        parent, turns = unit.parent_id, 0
        while parent in self.by_id and turns < len("区街社网"):
            yield plain_word(self.by_id[parent].name)
            parent, turns = self.by_id[parent].parent_id, turns + 1


class _Sheet:
    """One visible sheet while it is read."""

    def __init__(self, name: str, rows: Rows, facts: SheetFacts, meaning: Meaning) -> None:
        self.name, self._rows, self._facts = name, rows, facts
        top = dict(rows[:HEAD_WITHIN])
        self.head: Head | None = find_head([top.get(number, ()) for number in range(1, HEAD_WITHIN + 1)])
        self.columns: dict[str, tuple[int, Column]] = {}
        self.unread: list[str] = []
        self._twice: list[Column] = []
        if self.head is None:
            return
        own = {self.head.columns[field] for field in _OWN if field in self.head.columns}
        for place, value in enumerate(top.get(self.head.row, ())):
            word = plain_word(value)
            if not word or place in own:
                continue
            key = meaning(word)
            column = Column(key or "", get_column_letter(place + 1), " ".join(str(value).split()))
            if key is None:
                self.unread.append(column.word)
            elif key in self.columns:
                self._twice.append(column)
            else:
                self.columns[key] = (place, column)

    @property
    def has_unit(self) -> bool:
        """Whether the lines say which unit they are of."""
        return self.head is not None and bool({"name", "code"} & self.head.columns.keys())

    def lines(self, known: _Known, findings: list[CellFinding], progress: Progress) -> Iterator[UnitLine]:
        head = self.head
        if head is None:
            return
        findings.extend(
            CellFinding(self.name, head.row, column.letter, column.word, column.word, "item_twice")
            for column in self._twice
        )
        unread = [word for word in self.unread if plain_word(word) not in ("序号", "备注")]
        if unread:
            findings.append(CellFinding(self.name, head.row, "", "", "", "columns_unread", ("、".join(unread),)))
        if len(self._rows) > MAX_ROWS:
            findings.append(CellFinding(self.name, 0, "", "", "", "too_many_rows", (str(MAX_ROWS),)))
        first, refused = self._merges(head, findings)
        filled = {number for number, _cells in self._rows}
        hidden = [number for number in self._facts.hidden_rows if number >= first and number in filled]
        if hidden:
            detail = (str(len(hidden)), "、".join(map(str, hidden[:6])))
            findings.append(CellFinding(self.name, hidden[0], "", "", "", "rows_hidden", detail))
        for done, (number, cells) in enumerate(self._rows):
            if done % 500 == 0:
                progress(Step("look_at_rows", done, len(self._rows)))
            if number >= first and number not in refused:
                line = self._line(head, number, cells, known, findings)
                if line is not None:
                    yield line

    def _merges(self, head: Head, findings: list[CellFinding]) -> tuple[int, set[int]]:
        """Merged cells below the head hide which line says what: those lines are refused."""
        first, refused = head.row + 1, set[int]()
        wanted = {place for place, _column in self.columns.values()}
        wanted |= {head.columns[field] for field in ("name", "code") if field in head.columns}
        for merged in self._facts.merged:
            try:
                left, top, right, bottom = range_boundaries(merged)
            except ValueError:
                continue
            if left is None or top is None or right is None or bottom is None or bottom < head.row:
                continue
            if top <= head.row:
                first = max(first, bottom + 1)
            elif any(left - 1 <= place < right for place in wanted):
                value = next((cells[left - 1 : left] for number, cells in self._rows if number == top), ())
                text = shown(value[0]) if value else ""
                letter = get_column_letter(left)
                findings.append(CellFinding(self.name, top, letter, "", text, "merged_refused", (merged,)))
                refused.update(range(top, bottom + 1))
        return first, refused

    def _line(
        self, head: Head, number: int, cells: Cells, known: _Known, findings: list[CellFinding]
    ) -> UnitLine | None:
        values = {key: cells[place] if place < len(cells) else None for key, (place, _column) in self.columns.items()}
        uncalculated = frozenset(
            key
            for key, (_place, column) in self.columns.items()
            if f"{column.letter}{number}" in self._facts.uncalculated
        )
        raw = {field: cells[place] for field, place in head.columns.items() if field in _OWN and place < len(cells)}
        if not uncalculated and all(value is None or value == "" for value in (*values.values(), *raw.values())):
            return None
        aside = next((plain_word(value) for value in cells if isinstance(value, str) and value.strip()), "")
        own_word = plain_word(raw.get("name"))
        if "name" in head.columns and own_word == head.words["name"]:
            return None  # the head again, as tables of several pages have it
        if own_word in _TOTALS or aside in _TOTALS or aside.startswith(_ASIDES):
            findings.append(CellFinding(self.name, number, "", "", aside[:80], "total_row"))
            return None
        unit = self._unit(head, number, raw, known, findings)
        if unit is None:
            return None
        first = known.rows.setdefault(unit.id, (self.name, number))
        if first != (self.name, number):
            column, word = head.place("name" if "name" in head.columns else "code")
            where = str(first[1]) if first[0] == self.name else f"{first[0]}!{first[1]}"
            findings.append(CellFinding(self.name, number, column, word, unit.name, "unit_twice", (where,)))
            return None
        columns = {key: column for key, (_place, column) in self.columns.items()}
        return UnitLine(self.name, number, unit, values, columns, uncalculated)

    def _unit(
        self, head: Head, number: int, raw: Mapping[UnitField, object], known: _Known, findings: list[CellFinding]
    ) -> Unit | None:
        def find(field: UnitField, value: object, kind: FindingKind, *detail: str) -> None:
            column, word = head.place(field)
            findings.append(CellFinding(self.name, number, column, word, shown(value), kind, detail))

        texts: dict[UnitField, str] = {}
        for field, value in raw.items():
            found: list[Found] = []
            texts[field] = code_of(value, found) if field == "code" else text_of(value, found)
            for kind, detail in found:
                find(field, value, kind, *detail)
            if field in ("name", "code") and any(kind not in WARNINGS for kind, _detail in found):
                return None
        code, name = texts.get("code", ""), texts.get("name", "")
        if code and code in known.by_code:
            unit = known.by_code[code]
            if name and plain_word(name) != plain_word(unit.name):
                find("name", name, "name_differs", unit.name)
            return unit
        if not name:
            find("code" if code else "name", code, "unit_unknown" if code else "name_missing")
            return None
        same = known.by_name.get(plain_word(name), [])
        named = {plain_word(texts[field]) for field in ("street", "district", "parent") if texts.get(field)}
        if len(same) > 1 and named:
            same = [unit for unit in same if named <= set(known.above(unit))] or same
        if len(same) == 1:
            return same[0]
        find("name", name, "unit_ambiguous" if same else "unit_unknown", str(len(same)))
        return None
