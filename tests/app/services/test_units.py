"""The register: an import writes all of a plan as signed revisions, or nothing."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from openpyxl import Workbook

from app.domain.inspection import Inspector
from app.domain.unit import Unit
from app.errors import (
    ImportHasErrors,
    NoSigningKey,
    RegisterChanged,
    StoreWriteFailed,
    TargetReadOnly,
    UnitRefused,
    WrongPassphrase,
)
from app.identity.passphrase import ArgonCost
from app.identity.signer import RevisionVerifier
from app.progress import Cancelled
from app.services import saving
from app.services import units as register
from app.services.inspections import NewInspection, start_inspection
from app.services.units import (
    NewUnit,
    add_unit,
    apply_units_import,
    export_units,
    in_tree_order,
    plan_units_import,
    save_units_template,
    set_pilot,
    units_overview,
)
from app.services.workspace import FirstStart, create_workspace
from app.store import audit
from app.store import people as people_table
from app.store.revisions import revisions

PASSPHRASE = "red plum by the lotus pond"
CHEAP = ArgonCost(memory_kib=64, iterations=1, lanes=1)
NOW = datetime(2026, 1, 8, 2, 3, 4, tzinfo=UTC)


@pytest.fixture
def workspace(tmp_path):
    first = FirstStart("示例区委组织部", "district", "检查员甲", "科长", "administrator", PASSPHRASE)
    moments = (NOW + timedelta(seconds=second) for second in range(100_000))
    made, _code = create_workspace(tmp_path / "data", first, lambda: next(moments), cost=CHEAP)
    yield made
    made.close()


@pytest.fixture
def table(tmp_path):
    def write(*rows):
        book = Workbook()
        sheet = book.worksheets[0]
        sheet.append(["区", "街道", "社区名称", "区划代码", "试点"])
        for row in rows:
            sheet.append(row)
        path = tmp_path / "单位.xlsx"
        book.save(path)
        return path

    return write


LOTUS = ["示例区", "清风街道", "莲花社区", "320402001001", "是"]
WILLOW = ["示例区", "清风街道", "柳河社区", "320402001002", ""]


def imported(workspace, path):
    return apply_units_import(workspace, plan_units_import(workspace, path), PASSPHRASE)


def names(workspace):
    return [row.unit.name for row in units_overview(workspace).rows]


def test_an_import_fills_the_register_in_the_order_of_the_tree(workspace, table):
    assert imported(workspace, table(WILLOW, LOTUS)) == 4
    assert names(workspace) == ["示例区", "清风街道", "莲花社区", "柳河社区"]


def test_every_imported_unit_is_a_revision_signed_by_the_person(workspace, table):
    imported(workspace, table(LOTUS))
    certificate_author = workspace.person.author
    made = revisions(workspace.store, "unit")
    assert [signed.rev.kind for signed in made] == ["final"] * 3
    spki = workspace.signing_key(workspace.person.id, PASSPHRASE).public_spki
    verifier = RevisionVerifier(spki)
    assert all(verifier.verifies(signed) and signed.rev.author == certificate_author for signed in made)


def test_a_changed_unit_is_an_amendment_of_what_it_was(workspace, table):
    imported(workspace, table(LOTUS))
    assert imported(workspace, table([*LOTUS[:2], "莲花苑社区", *LOTUS[3:]])) == 1
    first, second = revisions(workspace.store, "unit", "320402001001")
    assert (second.rev.kind, second.rev.parents) == ("amend", (first.rev.rid,))
    assert "莲花苑社区" in names(workspace)


def test_what_a_later_table_does_not_name_stays(workspace, table):
    imported(workspace, table(LOTUS, WILLOW))
    assert imported(workspace, table([*LOTUS[:4], ""])) == 1
    assert "柳河社区" in names(workspace)


def test_nothing_is_imported_while_an_error_stands(workspace, table):
    plan = plan_units_import(workspace, table(LOTUS, [*WILLOW[:3], LOTUS[3], ""]))
    with pytest.raises(ImportHasErrors) as caught:
        apply_units_import(workspace, plan, PASSPHRASE)
    assert caught.value.count == 1
    assert names(workspace) == []


def many(count):
    return [["示例区", "清风街道", f"莲花第{n}社区", f"3204020{n:05d}", ""] for n in range(count)]


def test_a_failure_midway_leaves_nothing_half_imported(workspace, table, monkeypatch):
    plan = plan_units_import(workspace, table(*many(1200)))
    before = len(revisions(workspace.store))
    calls = []
    really = register.write_records

    def failing(*args):
        calls.append(None)
        if len(calls) == 3:
            raise OSError("the disk went away")
        return really(*args)

    monkeypatch.setattr(register, "write_records", failing)
    with pytest.raises(StoreWriteFailed):
        apply_units_import(workspace, plan, PASSPHRASE)
    assert names(workspace) == []
    assert len(revisions(workspace.store)) == before
    monkeypatch.undo()
    assert apply_units_import(workspace, plan, PASSPHRASE) == 1202


def test_stopping_midway_leaves_nothing_half_imported(workspace, table):
    plan = plan_units_import(workspace, table(*many(1200)))
    steps = []

    def stop(step):
        steps.append(step.done)
        if step.done >= 500:
            raise Cancelled

    with pytest.raises(Cancelled):
        apply_units_import(workspace, plan, PASSPHRASE, stop)
    assert steps == [0, 500]
    assert names(workspace) == []


def test_a_register_that_changed_since_the_plan_is_not_written_over(workspace, table):
    plan = plan_units_import(workspace, table(LOTUS))
    add_unit(workspace, NewUnit("样板区", "district"), PASSPHRASE)
    with pytest.raises(RegisterChanged):
        apply_units_import(workspace, plan, PASSPHRASE)
    assert names(workspace) == ["样板区"]


def test_a_wrong_passphrase_imports_nothing(workspace, table):
    plan = plan_units_import(workspace, table(LOTUS))
    with pytest.raises(WrongPassphrase):
        apply_units_import(workspace, plan, "no")
    assert names(workspace) == []


def test_nobody_at_the_keyboard_signs_nothing(workspace, table):
    plan = plan_units_import(workspace, table(LOTUS))
    workspace.person = None
    with pytest.raises(NoSigningKey):
        apply_units_import(workspace, plan, PASSPHRASE)


def test_an_import_leaves_its_trace_in_the_log(workspace, table):
    imported(workspace, table(LOTUS))
    assert ("units imported", "3") in [(entry.act, entry.about) for entry in audit.entries(workspace.store)]


def test_a_unit_is_added_with_its_path_as_id(workspace):
    district = add_unit(workspace, NewUnit("示例区", "district"), PASSPHRASE)
    unit = add_unit(workspace, NewUnit(" 莲花２社区 ", "community", district.id, class_="城市"), PASSPHRASE)
    assert (unit.name, unit.initials, unit.class_) == ("莲花2社区", "lh2sq", "城市")
    assert unit.id.startswith("u-")
    assert unit in units_overview(workspace).units


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        (NewUnit("  ", "community"), "name_missing"),
        (NewUnit("花" * 61, "community"), "name_too_long"),
        (NewUnit("莲\x00花", "community"), "name_missing"),
        (NewUnit("莲花", "community", code="编码"), "code_bad"),
        (NewUnit("莲花", "community", code="320402"), "code_twice"),
        (NewUnit("示例区", "district", code="320403"), "name_twice"),
    ],
)
def test_a_unit_that_cannot_be_kept_is_refused_with_the_reason(workspace, new, reason):
    add_unit(workspace, NewUnit("示例区", "district", code="320402"), PASSPHRASE)
    with pytest.raises(UnitRefused) as caught:
        add_unit(workspace, new, PASSPHRASE)
    assert caught.value.reason == reason


def test_a_unit_typed_twice_without_code_is_refused(workspace):
    add_unit(workspace, NewUnit("示例区", "district"), PASSPHRASE)
    with pytest.raises(UnitRefused) as caught:
        add_unit(workspace, NewUnit("示例区", "district"), PASSPHRASE)
    assert (caught.value.reason, caught.value.other) == ("name_twice", "示例区")


def test_a_pilot_is_marked_once(workspace, table):
    imported(workspace, table(WILLOW))
    assert set_pilot(workspace, WILLOW[3], True, PASSPHRASE).is_pilot
    assert set_pilot(workspace, WILLOW[3], True).is_pilot  # nothing to write, nothing to sign
    assert len(revisions(workspace.store, "unit", WILLOW[3])) == 2


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


def test_a_row_of_this_machine_alone_becomes_a_record_when_it_changes(workspace):
    from app.store.units import put_units

    put_units(workspace.store, [Unit("u-1", "community", "莲花社区", initials="lhsq")])
    set_pilot(workspace, "u-1", True, PASSPHRASE)
    assert [signed.rev.kind for signed in revisions(workspace.store, "unit", "u-1")] == ["final"]


def test_a_person_without_a_key_cannot_import(workspace, table):
    plan = plan_units_import(workspace, table(LOTUS))
    other = replace(workspace.person, id="p-other", author=None, is_local=False)
    people_table.put_person(workspace.store, other)
    workspace.person = other
    with pytest.raises(NoSigningKey):
        apply_units_import(workspace, plan, PASSPHRASE)
