"""Workbooks of 外部数据: a template filled with units and items, and reading what came back."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from app.domain.figures import Figure, FigureKind, Place
from app.domain.unit import Unit
from app.progress import Progress
from app.workbooks.cells import Found, text_of
from app.workbooks.columns import plain_word
from app.workbooks.findings import WARNINGS, CellFinding
from app.workbooks.numbers import day_of, number_of
from app.workbooks.tables import Sheet, workbook_of
from app.workbooks.unit_table import EXPLAINING, UnitLine, read_unit_table

SOURCE, DAY = "来源", "日期"
_SOURCES = frozenset({"来源", "数据来源", "评分单位", "出处", "评分部门"})
_DAYS = frozenset({"日期", "评分日期", "数据日期", "截止日期"})
NOT_TAKING_PART = frozenset({"不参加", "不参评", "不参与", "/", "—", "-", "–", "无"})
LONGEST_SOURCE = 60
_CODE = re.compile(r"[0-9A-Za-z]+(?:\.[0-9A-Za-z]+)*")


@dataclass(frozen=True, slots=True)
class FigureColumn:
    """A figure that others supply: its item and rule, and between which bounds (None: none) it lies.

    `is_only` tells that the item has no other such rule, so that its code alone names the column. `classes` are the
    classes of units that the item is for, None for all.
    """

    code: str
    rule: str
    kind: FigureKind
    title: str
    text: str
    low: Decimal | None = None
    high: Decimal | None = None
    scored_by: str = ""
    classes: tuple[str, ...] | None = None
    is_only: bool = True

    @property
    def key(self) -> str:
        """Its key among the columns of a table."""
        return f"{self.code}|{self.rule}"

    @property
    def word(self) -> str:
        """Its word in the head of the template."""
        name = self.code if self.is_only else f"{self.code}({self.rule})"
        return f"{name} {self.title}"

    def is_for(self, unit: Unit) -> bool:
        """Whether the unit's table has the item."""
        return self.classes is None or unit.class_ in self.classes


@dataclass(frozen=True, slots=True)
class ReadFigure:
    """A figure as a cell gives it, and where that cell stands."""

    figure: Figure
    unit_name: str
    column: FigureColumn
    sheet: str
    row: int
    letter: str


@dataclass(frozen=True, slots=True)
class FigureTable:
    """Everything that a workbook says, and everything that is wrong with it."""

    file_name: str
    figures: tuple[ReadFigure, ...]
    findings: tuple[CellFinding, ...]


def read_figures(
    path: Path,
    register: Sequence[Unit],
    columns: Sequence[FigureColumn],
    kinds: frozenset[str],
    progress: Progress,
) -> FigureTable:
    """Read a workbook of figures; `kinds` are the kinds of units that are inspected. Raises as `read_unit_table`."""
    by_key = {column.key: column for column in columns}
    example = columns[0].word if columns else "5.4"
    table = read_unit_table(path, register, lambda word: _meaning(word, columns), example, progress)
    findings = list(table.findings)
    figures: list[ReadFigure] = []
    for line in table.lines:
        figures.extend(_of_line(line, by_key, kinds, findings))
    findings.sort(key=lambda one: (one.severity != "error", one.sheet, one.row))
    return FigureTable(path.name, tuple(figures), tuple(findings))


def figures_template(units: Iterable[tuple[Unit, str]], columns: Sequence[FigureColumn]) -> bytes:
    """A workbook with a line for each unit (with its street) and a column for each figure, to be filled in."""
    head: list[tuple[str, int]] = [("单位编码", 18), ("单位名称", 24), ("所属街道", 18)]
    head += [(column.word, max(14, len(column.word) * 2)) for column in columns]
    head += [(SOURCE, 24), (DAY, 14)]
    rows = [(unit.code or "", unit.name, street, *[None] * (len(columns) + 2)) for unit, street in units]
    explained = [(line,) for line in _explained(columns)]
    return workbook_of((Sheet("外部数据", head, rows), Sheet(EXPLAINING, [("怎么填", 96)], explained)))


def _explained(columns: Sequence[FigureColumn]) -> Iterator[str]:
    yield "每行一个单位，单位编码或者单位名称能认出就行。列的顺序不限，用不着的列可以删，没有数的格子空着。"
    yield "“来源”写哪个部门的哪份材料；几项的来源不一样的，加一列，列名写编号加“来源”，例如“5.4来源”。日期也一样。"
    for column in columns:
        bounds = ""
        if column.low is not None and column.high is not None:
            bounds = f"，{column.low}到{column.high}之间"
        what = "得分" if column.kind == "external" else "各单位的数，用来和其他单位比；不参加比较的写“不参加”"
        yield f"{column.word}：填{what}{bounds}。评分标准：{column.text}"
    yield "请不要合并单元格，不要隐藏行。导入前会先列出每一格会怎样。"


def _meaning(word: str, columns: Sequence[FigureColumn]) -> str | None:
    """Which column a word of a head is: the code in front, or the title; 来源 and 日期 alone or with a code."""
    for words, key in ((_SOURCES, SOURCE), (_DAYS, DAY)):
        if word in words:
            return key
        ending = next((end for end in words if word.endswith(end)), None)
        if ending is not None:
            found = _column(word.removesuffix(ending), columns)
            return f"{key}|{found.key}" if found else None
    found = _column(word, columns)
    return found.key if found else None


def _column(word: str, columns: Sequence[FigureColumn]) -> FigureColumn | None:
    named = [column for column in columns if word.startswith(f"{column.code}({column.rule})")]
    code = _CODE.match(word)
    if not named and code:
        named = [column for column in columns if column.is_only and column.code == code.group()]
    if not named:
        named = [column for column in columns if column.is_only and plain_word(column.title) in word]
        named.sort(key=lambda column: -len(column.title))
        if len(named) > 1 and len(named[0].title) == len(named[1].title):
            return None
    return named[0] if named else None


def _of_line(
    line: UnitLine, by_key: Mapping[str, FigureColumn], kinds: frozenset[str], findings: list[CellFinding]
) -> Iterator[ReadFigure]:
    for key, column in by_key.items():
        value = line.cells.get(key)
        if key not in line.columns:
            continue
        if key in line.uncalculated:
            findings.append(line.finding(key, "formula_without_value"))
            continue
        if value is None or (isinstance(value, str) and not value.strip()):
            continue
        if line.unit.kind not in kinds or not column.is_for(line.unit):
            findings.append(line.finding(key, "unit_out_of_scope"))
            continue
        is_out = column.kind == "peer" and plain_word(value) in NOT_TAKING_PART
        found: list[Found] = []
        number = None if is_out else number_of(value, found)
        if number is not None and not _is_within(number, column):
            found = [("out_of_range", (str(column.low or 0), str(column.high)))]
        findings.extend(line.finding(key, kind, *detail) for kind, detail in found)
        broken = any(kind not in WARNINGS for kind, _detail in found)
        source, day = _source(line, column, findings), _day(line, column, findings)
        if broken or (number is None and not is_out):
            continue
        figure = Figure(Place(line.unit.id, column.code, column.rule), column.kind, number, source, day)
        yield ReadFigure(figure, line.unit.name, column, line.sheet, line.row, line.columns[key].letter)


def _is_within(number: Decimal, column: FigureColumn) -> bool:
    return (column.low is None or number >= column.low) and (column.high is None or number <= column.high)


def _own_key(line: UnitLine, key: str, column: FigureColumn) -> str:
    own = f"{key}|{column.key}"
    return own if own in line.columns else key


def _source(line: UnitLine, column: FigureColumn, findings: list[CellFinding]) -> str:
    key = _own_key(line, SOURCE, column)
    value = line.cells.get(key)
    found: list[Found] = []
    text = text_of(str(value) if isinstance(value, int | float) else value, found)
    findings.extend(line.finding(key, kind, *detail) for kind, detail in found if kind not in ("spaces", "full_width"))
    if len(text) > LONGEST_SOURCE:
        findings.append(line.finding(key, "too_long", str(LONGEST_SOURCE), str(len(text))))
    return text or column.scored_by


def _day(line: UnitLine, column: FigureColumn, findings: list[CellFinding]) -> date | None:
    key = _own_key(line, DAY, column)
    found: list[Found] = []
    day = day_of(line.cells.get(key), found)
    for kind, detail in found:
        finding = line.finding(key, kind, *detail)
        if finding not in findings:
            findings.append(finding)
    return day
