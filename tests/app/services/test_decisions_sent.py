"""What the office decides, and what a laptop corrects, comes to every laptop whole, with its reports."""

import pytest

from app.domain.inspection import Change, Inspector
from app.domain.revision import RESOLVE
from app.services.certificate_requests import certificate_requests, issue_on_request
from app.services.correcting import begin_correction, former_reports
from app.services.demo import job_of_the_demonstration
from app.services.inspections import NewInspection, answer, open_inspection, start_inspection
from app.services.merging import contests, resolve_contest
from app.services.reports import report_pdf
from app.services.signing import sign_digitally, signing_view
from app.services.unit_changes import NewUnit, add_unit
from app.services.workspace import FirstStart, create_workspace
from app.store import inspections as inspection_table
from app.store import reports as report_table
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


def test_a_correction_goes_from_its_laptop_through_the_office_to_the_other(office, laptops, tmp_path):
    (hers, her_word), (his, his_word) = ((laptops[name], word) for name, word in WORDS.items())
    wanted = signed(hers, her_word)
    carried(hers, her_word, office, PASSPHRASE, tmp_path / "stick")
    carried(office, PASSPHRASE, his, his_word, tmp_path / "stick", "everything")
    first = report_pdf(his, wanted)
    draft = begin_correction(hers, wanted, hers.person.id, "台账数错了一类").inspection_id
    opened = answer(hers, open_inspection(hers, draft), Change("notes", "remark", "复核以后更正"))
    place = next(place for place in signing_view(hers, draft).places if place.person_id == hers.person.id)
    sign_digitally(hers, draft, place.field, hers.person.id, her_word)
    assert opened.correction is not None
    carried(hers, her_word, office, PASSPHRASE, tmp_path / "stick")
    carried(office, PASSPHRASE, his, his_word, tmp_path / "stick", "everything")
    for workspace in (office, his):
        last = revisions(workspace.store, "inspection", wanted)[-1].rev
        assert (last.kind, last.body["reason"]) == ("amend", "台账数错了一类")
        assert open_inspection(workspace, wanted).answers["notes"]["remark"] == "复核以后更正"
        assert report_table.latest(workspace.store, wanted).number.endswith("更1")
        assert report_pdf(workspace, wanted) == report_pdf(hers, wanted) != first
        assert len(former_reports(workspace, wanted)) == 1
        assert contests(workspace) == ()
        assert differences(workspace.store) == ()


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
