"""工作台 counts in the database what the rule counts in memory."""

from dataclasses import replace

import pytest

from app.domain.inspection import Inspection, inspection_id
from app.domain.unit import Unit
from app.rules.coverage import coverage, coverage_by_parent
from app.services.campaigns import current_campaign
from app.services.demo import do_main_job, fill_in, job_of_the_demonstration
from app.services.home import FIRST, home_view
from app.services.inspections import inspection_rows, remember_place
from app.services.workspace import Workspace
from app.store import inspections as inspection_table
from app.store import units as unit_table
from app.store.inspection_rows import put_row


def put_inspection(workspace: Workspace, unit_id: str, kind: str, state: str, ordinal: int = 1) -> None:
    """A row as a revision would have left it."""
    campaign, now = current_campaign(workspace), workspace.clock()
    inspection = Inspection(
        id=inspection_id(campaign.id, unit_id, kind, ordinal),
        campaign_id=campaign.id,
        unit_id=unit_id,
        kind=kind,
        scheme_hash=campaign.scheme_hash,
        visited_on=workspace.today(),
        started_at=now,
        updated_at=now,
        ordinal=ordinal,
        state=state,
    )
    with workspace.store.atomic():
        put_row(workspace.store, inspection, basis=None)


@pytest.fixture
def surveyed(demo: Workspace) -> Workspace:
    """Inspections of every sort, one community closed, one hanging on no street."""
    units = [unit for unit in unit_table.all_units(demo.store) if unit.kind == "community"]
    put_inspection(demo, units[0].id, "district", "signed")
    put_inspection(demo, units[0].id, "district", "reported", 2)
    put_inspection(demo, units[1].id, "district", "received")
    put_inspection(demo, units[2].id, "district", "void")
    put_inspection(demo, units[3].id, "self", "signed")
    put_inspection(demo, units[4].id, "district", "draft")
    put_inspection(demo, units[5].id, "district", "signed")
    loose = Unit("x-loose", "community", "漂着的社区", None, None, initials="pzdsq")
    unit_table.put_units(demo.store, [replace(units[5], is_active=False), loose])
    return demo


def test_the_survey_is_counted_as_the_rule_counts_it(surveyed: Workspace):
    communities = [unit for unit in unit_table.all_units(surveyed.store) if unit.kind == "community"]
    inspections = inspection_table.inspections(surveyed.store)
    wanted = coverage(communities, inspections)
    found = home_view(surveyed).coverage
    assert (found.pilots, found.others) == (wanted.pilots, wanted.others)
    assert (found.inspected, found.of, found.owed) == (2, wanted.of, len(wanted.owed))
    street_by_street = sorted(wanted.owed, key=lambda unit: (unit.parent_id or "", unit.id))
    assert found.first_owed == tuple(unit.name for unit in street_by_street[:FIRST])


def test_every_street_is_counted_as_the_rule_counts_it(surveyed: Workspace):
    units = unit_table.all_units(surveyed.store)
    names = {unit.id: unit.name for unit in units}
    communities = [unit for unit in units if unit.kind == "community"]
    wanted = coverage_by_parent(communities, inspection_table.inspections(surveyed.store))
    found = {street.name: (street.share.inspected, street.share.of) for street in home_view(surveyed).streets}
    assert found == {names.get(parent or "", ""): (one.inspected, one.of) for parent, one in wanted}


def test_an_empty_register_owes_nothing(office: Workspace):
    view = home_view(office)
    assert (view.coverage.of, view.coverage.owed, view.coverage.first_owed) == (0, 0, ())
    assert (view.next_up, view.streets, view.signed, view.provisional.count) == (None, (), 0, 0)


def test_what_lies_open_comes_first(demo: Workspace):
    do_main_job(demo)
    opened = fill_in(demo, {"unit": job_of_the_demonstration("job")["unit"], "answers": {}}, "mutual")
    remember_place(demo, opened.inspection.id, "1.2")
    view = home_view(demo)
    assert view.next_up is not None
    assert (view.next_up.inspection.id, view.next_up.inspection.at_item) == (opened.inspection.id, "1.2")
    assert (view.next_up.unit_name, view.next_up.street_name) == (opened.unit.name, opened.parent.name)
    assert view.next_up.leader_name == opened.inspection.inspectors[0].name
    assert view.next_up.items == len(opened.scheme.items)
    assert {row.inspection.kind for row in view.ready_to_sign} == {"self"}
    assert view.signed == 1


def test_provisional_ones_are_counted_all_and_named_some(demo: Workspace):
    units = [unit for unit in unit_table.all_units(demo.store) if unit.kind == "community"][: FIRST + 2]
    for unit in units:
        put_inspection(demo, unit.id, "district", "signed")
    view = home_view(demo)
    assert (view.signed, view.provisional.count, len(view.provisional.first)) == (FIRST + 2, FIRST + 2, FIRST)


def test_the_outline_is_that_of_the_scheme(demo: Workspace):
    wanted = current_campaign(demo).scheme_hash
    outline, scheme = demo.scheme_outline(wanted), demo.scheme(wanted)
    assert outline.is_reference == scheme.is_reference
    assert list(outline.item_titles.items()) == [(item.code, item.title) for item in scheme.scheme.items]


def test_rows_come_latest_first_and_can_be_limited(surveyed: Workspace):
    rows = inspection_rows(surveyed)
    assert len(rows) == 7
    assert [row.inspection.updated_at for row in rows] == sorted((r.inspection.updated_at for r in rows), reverse=True)
    assert inspection_rows(surveyed, limit=2) == rows[:2]
    assert {row.inspection.state for row in inspection_rows(surveyed, states=("draft",))} == {"draft"}
