"""Changing the register: all of a plan as signed revisions or nothing, and what the office said is the office's."""

from dataclasses import replace
from functools import partial

import pytest

from app.domain.unit import Unit
from app.errors import (
    ImportHasErrors,
    NoSigningKey,
    RegisterChanged,
    StoreWriteFailed,
    UnitRefused,
    UnitsOfTheOffice,
    WrongPassphrase,
)
from app.identity.signer import RevisionVerifier
from app.progress import Cancelled
from app.services import unit_changes
from app.services.alarms import alarms
from app.services.certificate_requests import certificate_requests, issue_on_request
from app.services.unit_changes import NewUnit, add_unit, apply_units_import, plan_units_import, set_pilot
from app.services.units import units_overview
from app.store import audit
from app.store import people as people_table
from app.store import units as unit_table
from app.store.rebuild import differences
from app.store.revisions import revisions
from tests.app.services.registers import LOTUS, PASSPHRASE, WILLOW, a_register_office, imported, names, units_table
from tests.app.services.second_laptops import HERS, a_lone_laptop, an_office, carried, joined
from tests.app.services.second_laptops import PASSPHRASE as OFFICE_WORD


@pytest.fixture
def workspace(tmp_path):
    made = a_register_office(tmp_path / "data")
    yield made
    made.close()


@pytest.fixture
def table(tmp_path):
    return partial(units_table, tmp_path)


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
    really = unit_changes.write_records

    def failing(*args):
        calls.append(None)
        if len(calls) == 3:
            raise OSError("the disk went away")
        return really(*args)

    monkeypatch.setattr(unit_changes, "write_records", failing)
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


# A laptop that had a register of its own before it joined


@pytest.fixture
def office_and_laptop(tmp_path, table):
    """An office and a laptop, each with the street and the community of its own table; the laptop has joined."""
    desktop, laptop = an_office(tmp_path / "desktop"), a_lone_laptop(tmp_path / "laptop")
    apply_units_import(desktop, plan_units_import(desktop, table(LOTUS)), OFFICE_WORD)
    apply_units_import(laptop, plan_units_import(laptop, table([*LOTUS[:2], "莲花村社区", *LOTUS[3:4], ""])), HERS)
    joined(desktop, laptop)
    carried(laptop, HERS, desktop, OFFICE_WORD, tmp_path / "stick")
    issue_on_request(desktop, certificate_requests(desktop)[0], "inspector", OFFICE_WORD)
    carried(desktop, OFFICE_WORD, laptop, HERS, tmp_path / "stick")
    yield desktop, laptop
    desktop.close()
    laptop.close()


def test_the_offices_register_goes_before_what_a_laptop_had(office_and_laptop):
    for workspace in office_and_laptop:
        assert unit_table.unit(workspace.store, LOTUS[3]).name == "莲花社区"
        assert unit_table.unit(workspace.store, LOTUS[3]).is_pilot
        assert alarms(workspace) == ()
        assert differences(workspace.store) == ()


def test_an_inspector_changes_nothing_that_the_office_said(office_and_laptop, table):
    desktop, laptop = office_and_laptop
    with pytest.raises(UnitsOfTheOffice):
        set_pilot(laptop, LOTUS[3], False, HERS)
    plan = plan_units_import(laptop, table([*LOTUS[:2], "改了名的社区", *LOTUS[3:]], WILLOW))
    with pytest.raises(UnitsOfTheOffice) as caught:
        apply_units_import(laptop, plan, HERS)
    assert caught.value.count == 1
    assert names(laptop) == names(desktop)
    assert not set_pilot(desktop, LOTUS[3], False, OFFICE_WORD).is_pilot


def test_an_inspector_may_add_what_the_office_does_not_know(office_and_laptop, table, tmp_path):
    desktop, laptop = office_and_laptop
    assert apply_units_import(laptop, plan_units_import(laptop, table(WILLOW)), HERS) == 1
    carried(laptop, HERS, desktop, OFFICE_WORD, tmp_path / "stick")
    assert "柳河社区" in names(desktop)
    assert set_pilot(desktop, WILLOW[3], True, OFFICE_WORD).is_pilot
    carried(desktop, OFFICE_WORD, laptop, HERS, tmp_path / "stick")
    assert unit_table.unit(laptop.store, WILLOW[3]).is_pilot
