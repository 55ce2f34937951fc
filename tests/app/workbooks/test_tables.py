"""Plain tables: what goes in comes out, as text or number."""

import io
from datetime import date
from decimal import Decimal

from openpyxl import load_workbook

from app.workbooks.tables import Sheet, workbook_of


def test_texts_stay_texts_and_numbers_numbers():
    rows = [("=1+1", Decimal("87.9"), date(2026, 1, 8), None), ("第一行\n第二行\x00", 3, None, "0123")]
    data = workbook_of([Sheet("成绩汇总", (("单位", 20), ("总分", 8), ("日期", 12), ("编号", 8)), rows)])
    sheet = load_workbook(io.BytesIO(data))["成绩汇总"]
    found = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert found[0] == ["单位", "总分", "日期", "编号"]
    assert (found[1][0], float(found[1][1]), found[1][2].date(), found[1][3]) == ("=1+1", 87.9, date(2026, 1, 8), None)
    assert found[2] == ["第一行\n第二行", 3, None, "0123"]
    assert sheet["A2"].data_type == "s"
    assert sheet.column_dimensions["A"].width == 20
