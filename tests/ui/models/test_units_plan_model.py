"""What needs attention stands first."""

from app.domain.unit import Unit
from app.workbooks.findings import CellFinding
from app.workbooks.units_plan import FieldChange, PlannedUnit, UnitsPlan
from ui.models.units_plan_model import COLUMN, ROW, VALUE, WHAT, WHY, UnitsPlanModel
from ui.widgets.glyphs import State
from ui.widgets.table import CellRole


def a_plan():
    units = (
        PlannedUnit(Unit("s", "street", "清风街道"), "new", "单位", 2, "示例区", is_implied=True),
        PlannedUnit(Unit("c1", "community", "莲花社区", is_pilot=True, class_="城市"), "new", "单位", 2, "清风街道"),
        PlannedUnit(
            Unit("c2", "community", "柳河社区"), "changed", "单位", 3, "清风街道", (FieldChange("pilot", "1", "0"),)
        ),
        PlannedUnit(Unit("c3", "community", "桂园社区"), "unchanged", "单位", 4, "清风街道"),
    )
    findings = (
        CellFinding("单位", 5, "C", "社区名称", "", "name_missing"),
        CellFinding("旧表", 0, "", "", "", "sheet_hidden"),
    )
    return UnitsPlan("名册.xlsx", units, (), findings, ())


def test_errors_then_warnings_then_changes_then_news_then_the_rest(qapp):
    model = UnitsPlanModel()
    model.show_plan(a_plan())
    assert [model.index(row, WHAT).data() for row in range(model.rowCount())] == [
        "有错",
        "留意",
        "修改",
        "新",
        "新",
        "已有",
    ]


def test_each_line_says_where_what_and_why(qapp):
    model = UnitsPlanModel()
    model.show_plan(a_plan())
    first, second, changed, implied, new, _same = range(6)
    assert [model.index(first, at).data() for at in (ROW, COLUMN, WHY)] == ["5", "C 社区名称", "没有写单位名称。"]
    assert model.index(first, WHAT).data(CellRole.STATE) == State.INCOMPLETE
    assert model.index(second, ROW).data() == ""
    assert model.index(changed, WHY).data() == "试点：是 → 否"
    assert "自动建立" in model.index(implied, WHY).data()
    assert (model.index(new, VALUE).data(), model.index(new, WHY).data()) == ("莲花社区", "清风街道，社区，试点，城市")


def test_only_some_groups_can_be_shown(qapp):
    model = UnitsPlanModel()
    model.show_plan(a_plan())
    model.show_groups(("error", "warning"))
    assert model.rowCount() == 2
    assert model.line(0).group == "error"
