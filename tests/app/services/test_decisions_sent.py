"""The office's decision between two laptops comes to each of them whole, though each has only its own side."""

import pytest

from app.domain.inspection import Change, Inspector
from app.domain.revision import RESOLVE
from app.services.certificate_requests import certificate_requests, issue_on_request
from app.services.demo import job_of_the_demonstration
from app.services.inspections import NewInspection, answer, open_inspection, start_inspection
from app.services.merging import contests, resolve_contest
from app.services.reports import report_pdf
from app.services.signing import sign_digitally, signing_view
from app.services.units import NewUnit, add_unit
from app.services.workspace import FirstStart, create_workspace
from app.store import inspections as inspection_table
from app.store import units as unit_table
from app.store.rebuild import differences
from app.store.revisions import count_waiting, revisions
from tests.app.services.second_laptops import CHEAP, PASSPHRASE, an_office, carried, invitation_of

WORDS = {"李秀英": "第一台电脑的口令", "赵志强": "第二台电脑的口令"}


@pytest.fixture
def office(tmp_path):
    workspace = an_office(tmp_path / "office")
    street = add_unit(workspace, NewUnit("清风街道", "street"), PASSPHRASE)
    add_unit(workspace, NewUnit("莲花社区", "community", street.id), PASSPHRASE)
    yield workspace
    workspace.close()


@pytest.fixture
def laptops(office, tmp_path):
    """Two laptops of the office, by their inspectors; both know its units."""
    made = {}
    for name, word in WORDS.items():
        invitation = invitation_of(office)
        first = FirstStart("钟楼区委组织部", "district", name, "科员", "inspector", word, invitation=invitation)
        made[name], _code = create_workspace(tmp_path / name, first, cost=CHEAP)
        carried(made[name], word, office, PASSPHRASE, tmp_path / "stick")
    for request in certificate_requests(office):
        issue_on_request(office, request, "inspector", PASSPHRASE)
    for name, laptop in made.items():
        carried(office, PASSPHRASE, laptop, WORDS[name], tmp_path / "stick")
    yield made
    for laptop in made.values():
        laptop.close()


def signed(workspace, word):
    me = workspace.person
    unit = next(unit for unit in unit_table.all_units(workspace.store) if unit.kind == "community")
    team = (Inspector(me.id, me.name, me.post, me.office),)
    begun = start_inspection(workspace, NewInspection(unit.id, "district", team, me.id, workspace.today()))
    opened = open_inspection(workspace, begun.id)
    for section in ("items", "bonus", "penalties", "vetoes", "notes"):
        for code, value in (job_of_the_demonstration("job")["answers"].get(section) or {}).items():
            opened = answer(workspace, opened, Change(section, code, value))
    answer(workspace, opened, Change("notes", "remark", me.name))
    place = next(place for place in signing_view(workspace, begun.id).places if place.person_id == me.id)
    sign_digitally(workspace, begun.id, place.field, me.id, word)
    return begun.id


def test_each_laptop_gets_the_decision_with_the_other_side_and_its_report(office, laptops, tmp_path):
    for name, laptop in laptops.items():
        wanted = signed(laptop, WORDS[name])
        carried(laptop, WORDS[name], office, PASSPHRASE, tmp_path / "stick")
    [contest] = contests(office)
    chosen = next(head for head in contest.contest.heads if contest.names[head.author] == "赵志强")
    resolve_contest(office, wanted, chosen.rid, office.person.id, PASSPHRASE, "乙组材料齐全")
    for name, laptop in laptops.items():
        carried(office, PASSPHRASE, laptop, WORDS[name], tmp_path / "stick")
        assert count_waiting(laptop.store) == 0, name
        there = revisions(laptop.store, "inspection", wanted)
        assert RESOLVE in {one.rev.kind for one in there}
        assert {one.rev.rid for one in there} == {one.rev.rid for one in revisions(office.store, "inspection", wanted)}
        row = inspection_table.inspection(laptop.store, wanted)
        assert (row.state, row.inspectors[0].name) == ("signed", "赵志强")
        assert report_pdf(laptop, wanted) == report_pdf(office, wanted)
        assert differences(laptop.store) == ()
