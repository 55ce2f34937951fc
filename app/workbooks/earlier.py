"""Workbooks of earlier results: a line for each unit, its total and grade, marks and reasons of items."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from app.domain.earlier import EarlierKind, EarlierResult
from app.domain.unit import Unit
from app.progress import Progress
from app.workbooks.cells import Found, shown, text_of
from app.workbooks.columns import plain_word
from app.workbooks.findings import CellFinding
from app.workbooks.numbers import day_of, number_of
from app.workbooks.tables import Sheet, workbook_of
from app.workbooks.unit_table import EXPLAINING, UnitLine, read_unit_table

TOTAL, GRADE, DAY, REASON = "总分", "等次", "检查日期", "原因"
LONGEST_REASON = 500
_FIXED = {
    TOTAL: frozenset(
        {"总分", "总得分", "得分", "总成绩", "考评总分", "考核得分", "考评得分", "最终得分", "自评总分", "自评得分"}
    ),
    GRADE: frozenset({"等次", "等级", "档次", "评定等次", "考评等次", "评定结果"}),
    DAY: frozenset({"检查日期", "日期", "检查时间", "考评日期", "自查日期", "年度", "年份"}),
}
_REASONS = ("扣分原因", "扣分理由", "存在问题", "扣分说明", "原因", "问题", "说明")
_CODE = re.compile(r"[0-9A-Za-z]+(?:\.[0-9A-Za-z]+)*")
_YEAR = re.compile(r"((?:19|20)\d\d)(?:年|\D|$)")


@dataclass(frozen=True, slots=True)
class EarlierColumn:
    """An item of the scheme that a column may be about."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class ReadEarlier:
    """A result as a line gives it, of no kind yet, and where the line stands."""

    unit: Unit
    day: date
    total: Decimal | None
    grade: str
    marks: dict[str, Decimal]
    reasons: dict[str, str]
    sheet: str
    row: int

    def of_kind(self, kind: EarlierKind) -> EarlierResult:
        """The result, said to be of this kind."""
        return EarlierResult(self.unit.id, kind, self.day, self.total, self.grade, self.marks, self.reasons)


@dataclass(frozen=True, slots=True)
class EarlierTable:
    """Everything that a workbook says, and everything that is wrong with it."""

    file_name: str
    results: tuple[ReadEarlier, ...]
    findings: tuple[CellFinding, ...]


def read_earlier(
    path: Path, register: Sequence[Unit], items: Sequence[EarlierColumn], progress: Progress
) -> EarlierTable:
    """Read a workbook of earlier results. Columns that mean nothing are listed and left. Raises as `read_unit_table`.

    Where no column says the day, a year in the name of the sheet or of the file stands for its last day.
    """
    table = read_unit_table(path, register, lambda word: _meaning(word, items), TOTAL, progress)
    findings = list(table.findings)
    results = []
    for line in table.lines:
        found = _of_line(line, items, path.stem, findings)
        if found is not None:
            results.append(found)
    findings.sort(key=lambda one: (one.severity != "error", one.sheet, one.row))
    return EarlierTable(path.name, tuple(results), tuple(findings))


def earlier_template(units: Iterable[tuple[Unit, str]], items: Sequence[EarlierColumn]) -> bytes:
    """A workbook with a line for each unit and columns for total, grade, marks and reasons, to be filled in."""
    head: list[tuple[str, int]] = [
        ("单位编码", 18),
        ("单位名称", 24),
        ("所属街道", 18),
        (DAY, 14),
        (TOTAL, 10),
        (GRADE, 10),
    ]
    for item in items:
        head += [(f"{item.code} {item.title}", max(12, len(item.title) * 2)), (f"{item.code}{_REASONS[0]}", 24)]
    blank = [None] * (len(head) - 3)
    rows = [(unit.code or "", unit.name, street, *blank) for unit, street in units]
    said = (
        "每行一个单位，单位编码或者单位名称能认出就行。列的顺序不限，用不着的列可以删，没有的空着。",
        "“检查日期”写哪一天；只知道年份的写年份。整张表是同一年的，也可以把年份写在工作表名或者文件名里。",
        "只有总分的，填总分就行；各项得分和扣分原因，检查时显示在那一项旁边。",
        "导入的成绩只用来对照，不算检查，不计入普查覆盖。",
    )
    explained = [(line,) for line in said]
    return workbook_of((Sheet("上次结果", head, rows), Sheet(EXPLAINING, [("怎么填", 96)], explained)))


def _meaning(word: str, items: Sequence[EarlierColumn]) -> str | None:
    for key, words in _FIXED.items():
        if word in words:
            return key
    ending = next((end for end in _REASONS if word.endswith(end)), None)
    code = _item(word if ending is None else word.removesuffix(ending), items)
    if code is None:
        return None
    return code if ending is None else f"{REASON}|{code}"


def _item(word: str, items: Sequence[EarlierColumn]) -> str | None:
    code = _CODE.match(word)
    if code:
        return next((item.code for item in items if item.code == code.group()), None)
    named = sorted((item for item in items if plain_word(item.title) in word), key=lambda item: -len(item.title))
    if not named or (len(named) > 1 and len(named[0].title) == len(named[1].title)):
        return None
    return named[0].code


def _of_line(
    line: UnitLine, items: Sequence[EarlierColumn], file_stem: str, findings: list[CellFinding]
) -> ReadEarlier | None:
    before = len(findings)
    total = _number(line, TOTAL, findings)
    marks = {item.code: value for item in items if (value := _number(line, item.code, findings)) is not None}
    reasons = {item.code: text for item in items if (text := _text(line, f"{REASON}|{item.code}", findings))}
    grade = _text(line, GRADE, findings)
    if len(findings) == before and total is None and not (marks or reasons or grade):
        return None  # a unit without a result
    day = _day(line, file_stem, findings)
    if day is None or any(one.severity == "error" for one in findings[before:]):
        return None
    return ReadEarlier(line.unit, day, total, grade, marks, reasons, line.sheet, line.row)


def _number(line: UnitLine, key: str, findings: list[CellFinding]) -> Decimal | None:
    if key not in line.columns:
        return None
    if key in line.uncalculated:
        findings.append(line.finding(key, "formula_without_value"))
        return None
    found: list[Found] = []
    number = number_of(line.cells.get(key), found)
    findings.extend(line.finding(key, kind, *detail) for kind, detail in found)
    return number


def _text(line: UnitLine, key: str, findings: list[CellFinding]) -> str:
    value = line.cells.get(key)
    if key not in line.columns or value is None:
        return ""
    found: list[Found] = []
    text = text_of(shown(value) if isinstance(value, int | float) and not isinstance(value, bool) else value, found)
    findings.extend(line.finding(key, kind, *detail) for kind, detail in found if kind not in ("spaces", "full_width"))
    if len(text) > LONGEST_REASON:
        findings.append(line.finding(key, "too_long", str(LONGEST_REASON), str(len(text))))
    return text


def _day(line: UnitLine, file_stem: str, findings: list[CellFinding]) -> date | None:
    found: list[Found] = []
    day = day_of(line.cells.get(DAY), found)
    findings.extend(line.finding(DAY, kind, *detail) for kind, detail in found)
    if day is not None or found:
        return day
    for name in (line.sheet, file_stem):
        if match := _YEAR.search(name):
            return date(int(match.group(1)), 12, 31)
    findings.append(line.finding(DAY, "day_missing"))
    return None
