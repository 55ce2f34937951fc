"""Workbooks of units that the program writes: an empty table to fill in, and the register as a table."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from app.domain.unit import UNIT_KIND_NAMES, Unit

HEAD: tuple[tuple[str, int], ...] = (
    ("单位名称", 26),
    ("单位类别", 11),
    ("区划代码", 18),
    ("辖市区", 16),
    ("所属街道", 18),
    ("城乡类别", 11),
    ("示范点试点", 12),
    ("启用", 8),
)
TEMPLATE_ROWS = 1_000
TEXT = "@"
EXPLAINED = (
    "每行一个单位。只有“单位名称”必填；名称里没有“社区”“村”“街道”“镇”的，请填“单位类别”。",
    "区划代码按文本填写（本表已设为文本格式），没有的可以空着；空着的按“区/街道/社区”的名称认单位。",
    "社区、村要填“所属街道”；表里和单位库里都没有的街道会自动建立，导入前能看到。",
    "试点填“是”，不是的空着；“启用”空着算启用，停用的填“否”。",
    "请不要合并单元格，不要隐藏行。导入前会先列出要新增、修改什么，有错一个也不导入。",
)


def write_units_template(path: Path) -> None:
    """An empty units table with its columns as text, choices to pick from, and a sheet that explains them."""
    book, sheet = _new_book("单位表")
    _write_head(sheet)
    for place in range(1, len(HEAD) + 1):
        for row in range(2, TEMPLATE_ROWS + 2):
            sheet.cell(row, place).number_format = TEXT
    _offer(sheet, "B", list(UNIT_KIND_NAMES.values()))
    _offer(sheet, "F", ["城市", "农村"])
    _offer(sheet, "G", ["是"])
    _offer(sheet, "H", ["是", "否"])
    note = book.create_sheet("填表说明")
    note.column_dimensions["A"].width = 92
    for row, line in enumerate(EXPLAINED, start=1):
        cell = note.cell(row, 1, f"{row}. {line}")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    book.save(path)


def write_units(path: Path, units: Iterable[Unit], register: Sequence[Unit]) -> int:
    """Write `units` as a table that can be imported again; `register` names their parents. Returns the rows written."""
    book, sheet = _new_book("单位表")
    _write_head(sheet)
    by_id = {unit.id: unit for unit in register}
    count = 0
    for row, unit in enumerate(units, start=2):
        street, district = _above(unit, by_id)
        values = (
            unit.name,
            UNIT_KIND_NAMES[unit.kind],
            unit.code or "",
            district,
            street,
            unit.class_ or "",
            "是" if unit.is_pilot else "",
            "是" if unit.is_active else "否",
        )
        for place, value in enumerate(values, start=1):
            cell = sheet.cell(row, place, value)
            cell.number_format = TEXT
            cell.data_type = "s"  # a name that begins with = stays a name
        count += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(HEAD))}{count + 1}"
    book.save(path)
    return count


def _above(unit: Unit, by_id: dict[str, Unit]) -> tuple[str, str]:
    """Names of the street and the district above a unit, empty where there is none."""
    street = district = ""
    above = by_id.get(unit.parent_id or "")
    for _level in range(4):
        if above is None:
            break
        if above.kind == "district":
            district = above.name
        elif above.kind in ("street", "township"):
            street = above.name
        above = by_id.get(above.parent_id or "")
    return street, district


def _new_book(title: str) -> tuple[Workbook, Worksheet]:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    return book, sheet


def _write_head(sheet: Worksheet) -> None:
    rule = Side(style="thin", color="8A847A")
    for place, (word, width) in enumerate(HEAD, start=1):
        cell = sheet.cell(1, place, word)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="F1EEE8")
        cell.border = Border(bottom=rule)
        cell.alignment = Alignment(vertical="center")
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.row_dimensions[1].height = 24
    sheet.freeze_panes = "A2"


def _offer(sheet: Worksheet, column: str, choices: Sequence[str]) -> None:
    offered = DataValidation(type="list", formula1='"' + ",".join(choices) + '"', allow_blank=True)
    sheet.add_data_validation(offered)
    offered.add(f"{column}2:{column}{TEMPLATE_ROWS + 1}")
