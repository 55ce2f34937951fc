"""Every cell that Excel or a hand has spoilt is named with its sheet, row, column and value."""

from datetime import date

import pytest

from app.errors import WorkbookEmpty
from app.progress import no_progress
from app.workbooks.units import plan_units
from app.workbooks.units_reader import read_units, spans

HEAD = ["区", "街道", "社区名称", "区划代码"]
ROW = ["示例区", "清风街道", "莲花社区", "320402001001"]


def kinds(path):
    return [finding.kind for finding in plan_units(path, ()).findings]


def with_code(value):
    return [*ROW[:3], value]


def test_the_head_is_found_below_a_title(book):
    path = book(["示例区社区名册"], ["2026年1月"], [], ["序号", *HEAD], [1, *ROW])
    [row] = read_units(path, no_progress).rows
    assert (row.row, row.get("name"), row.get("code")) == (5, "莲花社区", "320402001001")


def test_head_words_may_carry_stars_brackets_and_line_breaks(book):
    path = book(["*社区名称（必填）", "区划\n代码：", "所属街道（镇）"], ["莲花社区", "320402001001", "清风街道"])
    [row] = read_units(path, no_progress).rows
    assert dict(row.values) == {"name": "莲花社区", "code": "320402001001", "street": "清风街道"}


def test_a_sheet_without_any_known_head_is_refused(book):
    assert kinds(book(["姓名", "电话"], ["张三", "1"])) == ["no_header"]


def test_a_missing_name_column_is_told_with_the_columns_there_are(book):
    [finding] = plan_units(book(["街道", "区划代码"], ["清风街道", "320402001001"]), ()).findings
    assert (finding.kind, finding.detail) == ("column_missing", ("街道、区划代码",))


def test_columns_that_nothing_is_read_from_are_named(book):
    [finding] = plan_units(book([*HEAD, "书记", "电话", "备注"], [*ROW, "某人", "1", ""]), ()).findings
    assert (finding.kind, finding.detail) == ("columns_unread", ("书记、电话",))


def test_of_two_columns_for_one_thing_the_better_word_counts(book):
    path = book(["社区名称", "编号", "统计用区划代码", "街道"], ["莲花社区", "7", "320402001001", "清风街道"])
    table = read_units(path, no_progress)
    assert table.rows[0].get("code") == "320402001001"
    assert [(finding.kind, finding.column) for finding in table.findings] == [("column_twice", "B")]


def test_leibie_means_kind_or_class_as_its_values_say(book):
    kind = read_units(book(["单位名称", "类别"], ["莲花", "社区"]), no_progress).rows[0]
    assert kind.get("kind") == "community"
    class_ = read_units(book(["社区名称", "类别"], ["莲花社区", "城市"]), no_progress).rows[0]
    assert class_.get("class") == "城市"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (320402001001, "number_as_code"),
        (320402001001.0, "number_as_code"),
        (212, "number_in_cell"),
        (-320402, "number_in_cell"),
        (3.204020010015e11, "code_rounded"),
        (3204020010010010000, "code_rounded"),
        ("3.20402E+11", "code_rounded"),
        (date(2026, 1, 2), "date_in_cell"),
        ("1月2日", "date_in_cell"),
        ("2026-01-02", "date_in_cell"),
        (True, "bad_code"),
        ("３２０４０２００１００１", "full_width"),
        (" 320402001001", "spaces"),
        ("32 04", "spaces"),
        ("编码1", "bad_code"),
        ("u-1", "bad_code"),
        ("1" * 41, "bad_code"),
        ("#N/A", "cell_error"),
    ],
)
def test_a_code_that_excel_or_a_hand_has_spoilt_is_named(book, value, expected):
    assert expected in kinds(book(HEAD, with_code(value)))


def test_a_number_that_excel_cannot_have_changed_is_taken_with_a_warning(book):
    plan = plan_units(book(HEAD, with_code(320402001001)), ())
    assert plan.can_apply
    assert plan.units[-1].unit.id == "320402001001"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("莲花社区\n", "spaces"),
        ("莲　花 社区", "spaces"),
        ("莲花社区\u200b", "spaces"),
        ("莲花２号社区", "full_width"),
        ("莲花\x7f社区", "control_character"),
        ("花" * 61, "too_long"),
        (5, "number_in_cell"),
        (date(2026, 1, 2), "date_in_cell"),
        ("#REF!", "cell_error"),
    ],
)
def test_a_name_that_a_hand_has_spoilt_is_named(book, name, expected):
    assert expected in kinds(book(HEAD, [*ROW[:2], name, ROW[3]]))


def test_blanks_go_and_the_name_is_what_was_meant(book):
    row = read_units(book(HEAD, [*ROW[:2], " 莲　花２号 社区 ", ROW[3]]), no_progress).rows[0]
    assert row.get("name") == "莲花2号社区"


def test_a_word_that_is_neither_yes_nor_no_is_refused(book):
    assert kinds(book(["社区名称", "街道", "试点"], ["莲花社区", "清风街道", "可能"])) == ["not_yes_or_no"]


def test_a_merged_street_is_filled_downwards_with_a_warning(book):
    def merge(sheet):
        sheet.merge_cells("B2:B3")

    path = book(HEAD, ROW, ["示例区", None, "柳河社区", "320402001002"], shape=merge)
    table = read_units(path, no_progress)
    assert [row.get("street") for row in table.rows] == ["清风街道", "清风街道"]
    [finding] = table.findings
    assert (finding.kind, finding.detail, finding.value) == ("merged_filled", ("B2:B3",), "清风街道")


@pytest.mark.parametrize("merged", ["C2:C3", "D2:D3", "A2:D2", "B2:C2"])
def test_a_merge_that_hides_names_or_codes_is_refused_with_its_range(book, merged):
    def merge(sheet):
        sheet.merge_cells(merged)

    path = book(HEAD, ROW, ["示例区", "清风街道", "柳河社区", "320402001002"], shape=merge)
    refused = [finding for finding in plan_units(path, ()).findings if finding.kind == "merged_refused"]
    assert [finding.detail for finding in refused] == [(merged,)]


def test_a_head_of_two_rows_is_skipped_whole(book):
    def merge(sheet):
        for column in "ABD":
            sheet.merge_cells(f"{column}1:{column}2")

    path = book(HEAD, [None, None, "（全称）", None], ROW, shape=merge)
    assert [row.row for row in read_units(path, no_progress).rows] == [3]


def test_hidden_rows_are_read_and_pointed_out(book):
    def hide(sheet):
        sheet.row_dimensions[2].hidden = True
        sheet.row_dimensions[9].hidden = True

    table = read_units(book(HEAD, ROW, shape=hide), no_progress)
    assert len(table.rows) == 1
    assert [(finding.kind, finding.detail) for finding in table.findings] == [("rows_hidden", ("1", "2"))]


def test_a_hidden_sheet_is_not_read_and_pointed_out(book):
    def hide(sheet):
        other = sheet.parent.create_sheet("旧表")
        other.append(["社区名称"])
        other.append(["旧社区"])
        other.sheet_state = "hidden"

    table = read_units(book(HEAD, ROW, shape=hide), no_progress)
    assert len(table.rows) == 1
    assert [(finding.kind, finding.sheet) for finding in table.findings] == [("sheet_hidden", "旧表")]


def test_only_hidden_sheets_are_nothing_to_import(book):
    def hide(sheet):
        sheet.parent.create_sheet("空")
        sheet.sheet_state = "hidden"

    assert kinds(book(HEAD, ROW, shape=hide)) == ["no_rows", "sheet_hidden"]


def test_a_second_sheet_without_units_is_pointed_out(book):
    def more(sheet):
        sheet.parent.create_sheet("说明").append(["请按要求填写"])

    assert kinds(book(HEAD, ROW, shape=more)) == ["sheet_unread"]


def test_a_formula_that_nobody_calculated_is_named(book):
    [finding] = plan_units(book(HEAD, [*ROW[:2], '="莲花"&"社区"', ROW[3]]), ()).errors
    assert (finding.kind, finding.row, finding.column) == ("formula_without_value", 2, "C")


def test_totals_and_notes_at_the_foot_are_left_out(book):
    path = book(HEAD, ROW, [None, None, "合计", None], ["注：按2025年底统计", None, None, None])
    table = read_units(path, no_progress)
    assert len(table.rows) == 1
    assert [finding.kind for finding in table.findings] == ["total_row", "total_row"]


def test_a_head_repeated_on_the_next_page_is_no_unit(book):
    path = book(HEAD, ROW, HEAD, ["示例区", "清风街道", "柳河社区", "320402001002"])
    table = read_units(path, no_progress)
    assert [row.get("name") for row in table.rows] == ["莲花社区", "柳河社区"]


def test_a_head_alone_is_nothing_to_import(book):
    assert kinds(book(HEAD)) == ["no_rows"]


def test_a_workbook_with_nothing_in_it_is_called_empty(book):
    with pytest.raises(WorkbookEmpty):
        plan_units(book(), ())


def test_rows_far_below_cost_nothing(book):
    def far(sheet):
        sheet["C200000"] = "桂园社区"
        sheet["B200000"] = "清风街道"
        sheet["XFD2"] = "x"

    table = read_units(book(HEAD, ROW, shape=far), no_progress)
    assert [row.row for row in table.rows] == [2, 200000]


def test_spans_are_told_short():
    assert spans([5, 6, 7, 12]) == "5–7、12"
    assert spans(range(1, 40, 2)).endswith("…")
