"""Tables with a line for each unit: every line finds its unit, or says why it does not."""

import zipfile

import pytest
from openpyxl import load_workbook

from app.domain.unit import Unit
from app.errors import (
    WorkbookDamaged,
    WorkbookEmpty,
    WorkbookNotExcel,
    WorkbookOldFormat,
    WorkbookTooLarge,
)
from app.progress import no_progress
from app.workbooks.unit_table import read_unit_table

REGISTER = (
    Unit("d", "district", "示例区"),
    Unit("s1", "street", "清风街道", parent_id="d"),
    Unit("s2", "street", "平湖街道", parent_id="d"),
    Unit("u1", "community", "莲花社区", "329901001", "s1"),
    Unit("u2", "community", "红梅社区", None, "s1"),
    Unit("u3", "community", "红梅社区", None, "s2"),
    Unit("u4", "community", "旧社区", None, "s2", is_active=False),
)
HEAD = ("社区名称", "所属街道", "区划代码", "得分")


def read(path):
    return read_unit_table(path, REGISTER, lambda word: "marks" if word == "得分" else None, "5.4 综治", no_progress)


def kinds(table):
    return [(one.kind, one.row) for one in table.findings]


def test_lines_are_known_by_code_by_name_or_by_name_and_street(book):
    path = book(HEAD, ("莲花", None, "329901001", 1), ("莲 花社区", None, None, 2), ("红梅社区", "平湖街道", None, 3))
    table = read(path)
    assert [(line.unit.id, line.cells["marks"]) for line in table.lines] == [("u1", 1), ("u3", 3)]
    assert kinds(table) == [("name_differs", 2), ("spaces", 3), ("unit_twice", 3)]


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (("红梅社区", None, None, 1), "unit_ambiguous"),
        (("旧社区", None, None, 1), "unit_unknown"),
        ((None, None, "999999999", 1), "unit_unknown"),
        ((None, None, None, 1), "name_missing"),
        (("合计", None, None, 1), "total_row"),
        (("注：以上为2025年", None, None, None), "total_row"),
        ((45000.5, None, None, 1), "number_in_cell"),
    ],
)
def test_a_line_whose_unit_is_not_certain_is_told_and_not_read(book, row, kind):
    table = read(book(HEAD, row, ("莲花社区", None, None, 1)))
    assert (kind, 2) in kinds(table)
    assert [line.unit.id for line in table.lines] == ["u1"]


def test_a_title_above_and_columns_that_mean_nothing_do_no_harm(book):
    table = read(book(("2025年综治得分",), (*HEAD, "联系人", "序号"), ("莲花社区", None, None, 2, "某人", 1)))
    assert len(table.lines) == 1
    assert [(one.kind, one.detail) for one in table.findings] == [("columns_unread", ("联系人",))]


def test_merged_cells_below_the_head_hide_lines(book):
    path = book(HEAD, ("莲花社区", None, None, 2), ("红梅社区", "清风街道", None, None), shape=_merge)
    table = read(path)
    assert table.lines == ()
    assert ("merged_refused", 2) in kinds(table)


def _merge(sheet):
    sheet.merge_cells("D2:D3")


def test_hidden_rows_and_sheets_are_told(book):
    path = book(HEAD, ("莲花社区", None, None, 2))
    made = load_workbook(path)
    made.worksheets[0].row_dimensions[2].hidden = True
    other = made.create_sheet("旧数据")
    other.append(HEAD)
    other.sheet_state = "hidden"
    made.create_sheet("说明").append(("怎么填",))
    made.save(path)
    assert kinds(read(path)) == [("sheet_hidden", 0), ("sheet_unread", 0), ("rows_hidden", 2)]


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        ([("甲", "乙"), (1, 2)], "unit_column_missing"),
        ([("社区名称", "电话"), ("莲花社区", 2)], "no_item_column"),
        ([HEAD], "no_rows"),
        ([("社区名称", "得分", "得分"), ("莲花社区", 1, 2)], "item_twice"),
    ],
)
def test_a_sheet_without_what_is_needed_says_what_is_missing(book, rows, kind):
    table = read(book(*rows))
    assert kind in [one.kind for one in table.findings]
    assert any(one.severity == "error" for one in table.findings)


def test_files_that_are_no_workbook_are_refused_by_name(book, tmp_path):
    def bad(name, data):
        (tmp_path / name).write_bytes(data)
        return tmp_path / name

    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 300 * 1024 * 1024)
    whole = book(HEAD, ("莲花社区", None, None, 2)).read_bytes()
    for path, error in (
        (bad("a.xlsx", b"no"), WorkbookNotExcel),
        (bad("b.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600), WorkbookOldFormat),
        (bad("c.xlsx", whole[: len(whole) // 2]), WorkbookDamaged),
        (bomb, WorkbookTooLarge),
        (book(name="leer.xlsx"), WorkbookEmpty),
    ):
        with pytest.raises(error):
            read(path)
