"""Which inspections are found, and what each cell says."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt

from app.domain.inspection import Inspection, Inspector
from app.services.inspection_rows import InspectionRow
from ui.models.inspections_model import (
    CHECKED,
    DAY,
    DRAFT,
    GRADE,
    KIND,
    PROVISIONAL,
    READY,
    SIGNED,
    STATE,
    TEAM,
    TOTAL,
    UNIT,
    VOID,
    InspectionsFilter,
    InspectionsModel,
    found_inspections,
)
from ui.widgets.glyphs import State
from ui.widgets.table import CellRole

NOW = datetime(2026, 1, 8, tzinfo=UTC)
ONE, TWO = Inspector("p1", "检查员甲", "科长", "组织部"), Inspector("p2", "检查员乙", "科员", "组织部")


def a_row(name, kind="district", state="draft", checked=0, day=8, total=None, team=(ONE, TWO), **more):
    inspection = Inspection(
        f"i-{name}-{kind}", "daily", f"u-{name}", kind, "h", date(2026, 1, day), NOW, NOW, state=state,
        checked=checked, inspectors=team, leader_id="p1", **more,
    )  # fmt: skip
    return InspectionRow(inspection, name, "清风街道", "检查员甲", None if total is None else Decimal(total), 29)


DRAFT_ROW = a_row("莲花社区", checked=20, total="58.1", day=5)
SELF_ROW = a_row("莲花社区", "self", checked=29, total="90")
SIGNED_ROW = a_row("柳河社区", state="signed", checked=29, total="87.9", grade="达标", is_provisional=False)
OPEN_ROW = a_row("桂园社区", state="signed", checked=29, total="81.6", doc_number="示组发〔2026〕3号")
VOID_ROW = a_row("石桥社区", state="void", checked=29, total="70")
ROWS = (DRAFT_ROW, SELF_ROW, SIGNED_ROW, OPEN_ROW, VOID_ROW)
INITIALS = {"u-莲花社区": "lhsq", "u-柳河社区": "lhsq", "u-桂园社区": "gysq", "u-石桥社区": "sqsq"}


def found(**wanted):
    rows = found_inspections(ROWS, InspectionsFilter(**wanted), INITIALS)
    return [(one.row.unit_name, one.row.inspection.kind) for one in rows]


def test_void_ones_stay_out_until_they_are_asked_for():
    assert ("石桥社区", "district") not in found()
    assert found(groups=frozenset({VOID})) == [("石桥社区", "district")]
    assert found(text="石桥") == [("石桥社区", "district")]


@pytest.mark.parametrize(("group", "count"), [(DRAFT, 2), (READY, 1), (SIGNED, 2), (PROVISIONAL, 1)])
def test_groups_of_states(group, count):
    assert len(found(groups=frozenset({group}))) == count


def test_kinds_are_kept_apart():
    assert found(kinds=frozenset({"self"})) == [("莲花社区", "self")]


@pytest.mark.parametrize(("text", "count"), [("lh", 3), ("2026〕3", 1), ("检查员乙", 5), ("zzz", 0)])
def test_units_numbers_and_people_are_found(text, count):
    assert len(found(text=text)) == count


@pytest.fixture
def model(qapp):
    made = InspectionsModel()
    made.show_found(found_inspections(ROWS, InspectionsFilter(text="lh"), INITIALS))
    return made


def cells(model, row, *columns):
    return [model.index(row, column).data() for column in columns]


def test_each_cell_says_its_part(model):
    assert cells(model, 0, UNIT, KIND, DAY, TEAM, STATE, CHECKED, TOTAL) == [
        "莲花社区",
        "区级检查",
        "2026年1月5日",
        "检查员甲等2人",
        "草稿",
        "20 / 29",
        "58.1",
    ]
    assert cells(model, 2, STATE, GRADE) == ["已签字", "达标"]
    assert model.index(2, STATE).data(CellRole.STATE) == State.PASSED
    assert model.index(0, UNIT).data(CellRole.HITS) == [(0, 2)]
    assert model.index(0, TEAM).data(Qt.ItemDataRole.ToolTipRole) == "检查员甲、检查员乙"


def test_nothing_is_scored_before_something_is_checked(qapp):
    model = InspectionsModel()
    empty = a_row("莲花社区", total="0", team=())
    alone = replace(empty, inspection=replace(empty.inspection, inspectors=(ONE,), id="i-2"))
    model.show_found(found_inspections([empty, alone], InspectionsFilter(), {}))
    assert cells(model, 0, TOTAL, GRADE, TEAM) == ["—", "—", "—"]
    assert cells(model, 1, TEAM) == ["检查员甲"]


@pytest.mark.parametrize("column", range(9))
def test_every_column_sorts_both_ways_and_the_mark_stays(model, column):
    mark = QPersistentModelIndex(model.index(2, UNIT))
    for order in Qt.SortOrder:
        model.sort(column, order)
        assert mark.data() == "柳河社区"
        assert model.rowCount() == 3


def test_totals_sort_as_numbers(model):
    model.sort(TOTAL, Qt.SortOrder.DescendingOrder)
    assert [model.index(row, TOTAL).data() for row in range(3)] == ["90", "87.9", "58.1"]
