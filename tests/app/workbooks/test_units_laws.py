"""Laws of the import, whatever somebody typed into the cells."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.exceptions import IllegalCharacterError

from app.workbooks.units import plan_units

HEADS = [
    "社区名称",
    "单位名称",
    "区划代码",
    "单位类别",
    "所属街道",
    "上级",
    "上级编码",
    "辖市区",
    "试点",
    "停用",
    "城乡类别",
    "书记",
    "",
]
NAMES = [
    "莲花社区",
    "柳河村",
    "清风街道",
    "青石镇",
    "示例区",
    "莲 花",
    "２号社区",
    "=1+1",
    "合计",
    "注：",
    "\u200b",
    "x" * 70,
]
CODES = ["320402001001", "320402001", 320402001001, 3.2e11 + 0.5, "3.2E+11", "u-1", "", "1001", "1002"]
CELLS = st.one_of(
    st.none(),
    st.sampled_from(NAMES),
    st.sampled_from(CODES),
    st.sampled_from(["社区", "街道", "是", "√", "否", 1, 0, True, -1.5, date(2026, 1, 2)]),
    st.text(max_size=6),
)
TABLES = st.lists(st.lists(CELLS, min_size=1, max_size=6), min_size=1, max_size=6)


def written(tmp_path_factory, head, rows):
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(head)
    for place, row in enumerate(rows, start=2):
        for column, value in enumerate(row, start=1):
            try:
                sheet.cell(place, column).value = value
            except IllegalCharacterError:
                continue
    path = tmp_path_factory.mktemp("law") / "t.xlsx"
    book.save(path)
    return path


@settings(max_examples=60)
@given(
    head=st.lists(st.sampled_from(HEADS), min_size=1, max_size=6).map(lambda head: ["单位名称", *head]),
    rows=TABLES,
)
def test_any_table_gives_a_plan_and_what_it_imports_is_then_known(tmp_path_factory, head, rows):
    plan = plan_units(written(tmp_path_factory, head, rows), ())
    ids = [planned.unit.id for planned in plan.units]
    assert len(ids) == len(set(ids))
    if plan.errors:
        assert not plan.can_apply
        return
    known = set()
    for planned in plan.units:  # parents before children
        assert planned.unit.parent_id is None or planned.unit.parent_id in known
        assert len(planned.unit.initials) == len(planned.unit.name)
        known.add(planned.unit.id)
    again = plan_units(written(tmp_path_factory, head, rows), tuple(planned.unit for planned in plan.units))
    assert again.errors == ()
    assert again.to_write == ()
    assert again.absent == ()


@settings(max_examples=40)
@given(order=st.permutations(range(6)))
def test_the_order_of_the_rows_does_not_change_the_plan(tmp_path_factory, order):
    rows = [
        ["示例区", "辖市区", "320402", None],
        ["清风街道", "街道", "320402001", "320402"],
        ["莲花社区", "社区", "320402001001", "320402001"],
        ["柳河社区", "社区", None, "320402001"],
        ["青石镇", "乡镇", None, "320402"],
        ["莲花网站", "子网站", None, "320402001001"],
    ]
    head = ["单位名称", "单位类别", "编码", "上级编码"]
    plan = plan_units(written(tmp_path_factory, head, [rows[place] for place in order]), ())
    assert plan.findings == ()
    assert {(planned.unit.id, planned.unit.parent_id) for planned in plan.units} == {
        (planned.unit.id, planned.unit.parent_id)
        for planned in plan_units(written(tmp_path_factory, head, rows), ()).units
    }


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["示例区", "样板区", None]),
        st.sampled_from(["清风街道", "青石镇", "平湖街道", None]),
        st.sampled_from(["莲花社区", "柳河社区", "清风街道", "柳河村", "示例区"]),
        st.sampled_from([None, None, None, "1001", "1002", "1003"]),
    ),
    min_size=1,
    max_size=7,
    unique=True,
)


@settings(max_examples=60)
@given(rows=ROWS, later=ROWS)
def test_whatever_was_imported_first_the_second_time_changes_nothing(tmp_path_factory, rows, later):
    head = ["辖市区", "所属街道", "单位名称", "区划代码"]
    register = ()
    for table in (rows, later):
        plan = plan_units(written(tmp_path_factory, head, table), register)
        if plan.errors:
            continue
        merged = {unit.id: unit for unit in register} | {planned.unit.id: planned.unit for planned in plan.units}
        register = tuple(merged.values())
        names = [(unit.parent_id, unit.name) for unit in register]
        assert len(names) == len(set(names))
        codes = [unit.code for unit in register if unit.code]
        assert len(codes) == len(set(codes))
        again = plan_units(written(tmp_path_factory, head, table), register)
        ambiguous = [finding for finding in again.errors if finding.kind in ("unit_ambiguous", "parent_ambiguous")]
        assert again.errors == tuple(ambiguous)  # the table itself brought a second unit of the name
        assert ambiguous or again.to_write == ()
