"""Looking at the register: in the order of its tree, with what is inspected, and out of it as a table."""

from datetime import date
from functools import partial

import pytest

from app.domain.inspection import Inspector
from app.domain.unit import Unit
from app.errors import TargetReadOnly
from app.services import saving
from app.services.inspections import NewInspection, start_inspection
from app.services.unit_changes import plan_units_import
from app.services.units import export_units, in_tree_order, save_units_template, units_overview
from tests.app.services.registers import LOTUS, WILLOW, a_register_office, imported, units_table


@pytest.fixture
def workspace(tmp_path):
    made = a_register_office(tmp_path / "data")
    yield made
    made.close()


@pytest.fixture
def table(tmp_path):
    return partial(units_table, tmp_path)


def a_visit(workspace, unit_id, kind="district", **more):
    person = workspace.person
    team = (Inspector(person.id, person.name, person.post, person.office),)
    return start_inspection(workspace, NewInspection(unit_id, kind, team, person.id, date(2026, 1, 8), **more))


def test_the_overview_shows_the_districts_inspection_and_no_other_kind(workspace, table):
    imported(workspace, table(LOTUS, WILLOW))
    a_visit(workspace, WILLOW[3], "self")
    begun = a_visit(workspace, LOTUS[3])
    rows = {row.unit.name: row for row in units_overview(workspace).rows}
    assert rows["莲花社区"].inspection.id == begun.id
    assert rows["莲花社区"].items == 29
    assert rows["莲花社区"].is_owed
    assert rows["柳河社区"].inspection is None
    assert not rows["清风街道"].is_owed
    assert rows["柳河社区"].is_inspected


def test_coverage_counts_pilots_apart(workspace, table):
    imported(workspace, table(LOTUS, WILLOW))
    found = units_overview(workspace).coverage
    assert (found.pilots.of, found.others.of, found.inspected) == (1, 1, 0)


def test_units_in_a_circle_are_not_lost():
    a, b = Unit("a", "street", "甲", parent_id="b"), Unit("b", "street", "乙", parent_id="a")
    lone = Unit("c", "community", "丙", parent_id="gone")
    assert in_tree_order([a, b, lone]) == (lone, a, b)


def test_the_exported_table_comes_back_unchanged(workspace, table, tmp_path):
    imported(workspace, table(LOTUS, WILLOW))
    path = tmp_path / "导出.xlsx"
    assert export_units(workspace, units_overview(workspace).units, path) == 4
    plan = plan_units_import(workspace, path)
    assert plan.findings == ()
    assert plan.to_write == ()


def test_a_template_that_cannot_be_written_says_so(tmp_path, monkeypatch):
    def refused(self, target):
        raise PermissionError(13, "no")

    monkeypatch.setattr(saving.Path, "replace", refused)
    with pytest.raises(TargetReadOnly):
        save_units_template(tmp_path / "模板.xlsx")
    assert list(tmp_path.iterdir()) == []
