"""Tables that the program writes can be filled in and come back."""

from openpyxl import load_workbook

from app.domain.unit import Unit
from app.workbooks.units import plan_units
from app.workbooks.units_table import write_units, write_units_template

DISTRICT = Unit("320402", "district", "示例区", "320402", initials="slq")
STREET = Unit("320402001", "street", "清风街道", "320402001", "320402", initials="qfjd")
LOTUS = Unit("320402001001", "community", "莲花社区", "320402001001", "320402001", "城市", True, True, "lhsq")
SITE = Unit("u-1", "website", "=1+1网站", None, "320402001001", is_active=False, initials="=1+1wz")


def test_a_filled_template_is_imported_without_a_word(tmp_path):
    path = tmp_path / "模板.xlsx"
    write_units_template(path)
    book = load_workbook(path)
    sheet = book["单位表"]
    for place, value in enumerate(
        ["莲花社区", "社区", "320402001001", "示例区", "清风街道", "城市", "是", ""], start=1
    ):
        sheet.cell(2, place).value = value
    book.save(path)
    plan = plan_units(path, ())
    assert [finding.kind for finding in plan.findings] == ["sheet_unread"]
    assert [planned.unit.name for planned in plan.units] == ["示例区", "清风街道", "莲花社区"]
    assert plan.units[-1].unit.is_pilot


def test_an_empty_template_is_nothing_to_import(tmp_path):
    path = tmp_path / "模板.xlsx"
    write_units_template(path)
    assert "no_rows" in {finding.kind for finding in plan_units(path, ()).errors}


def test_the_exported_register_comes_back_unchanged(tmp_path):
    path = tmp_path / "单位.xlsx"
    register = (DISTRICT, STREET, LOTUS)
    assert write_units(path, register, register) == 3
    plan = plan_units(path, register)
    assert plan.findings == ()
    assert plan.to_write == ()


def test_a_name_that_looks_like_a_formula_stays_a_name(tmp_path):
    path = tmp_path / "单位.xlsx"
    write_units(path, [SITE], (DISTRICT, STREET, LOTUS, SITE))
    sheet = load_workbook(path).worksheets[0]
    assert sheet["A2"].value == "=1+1网站"
    assert sheet["A2"].data_type == "s"
    assert sheet["E2"].value == "清风街道"
