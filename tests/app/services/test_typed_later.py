"""补录: a paper form typed afterwards is kept, asked for, printed with its scans, and survives a rebuild."""

import io
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image

from app.domain.evidence import PAPER_FORM
from app.domain.inspection import Change, Inspector, TypedLater
from app.errors import InspectionFrozen
from app.services.annex import annex_of
from app.services.demo import fill_in, job_of_the_demonstration
from app.services.evidence import add_evidence
from app.services.inspections import NewInspection, answer, change_header, open_inspection, start_inspection
from app.services.opened import OpenInspection
from app.services.pages import content_of
from app.services.people import people
from app.services.reports import pages_to_show
from app.services.signing import sign_digitally
from app.services.workspace import Workspace
from app.store import inspections as inspection_table
from app.store.rebuild import differences, rebuild_projections
from app.store.units import all_units


@pytest.fixture
def opened(demo: Workspace) -> OpenInspection:
    """A whole inspection, visited three days ago and switched to 补录 afterwards."""
    filled = fill_in(demo, job_of_the_demonstration("job"), "district")
    typed = TypedLater(demo.today(), "录入员丁")
    return change_header(demo, filled, typed_later=typed, visited_on=demo.today() - timedelta(days=3))


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "原表第1页.jpg"
    Image.new("RGB", (1700, 2400), "white").save(path)
    return path


def asked(opened: OpenInspection) -> bool:
    return any(gap.kind == "paper_form_missing" for gap in opened.completeness.look)


def told(workspace: Workspace, opened: OpenInspection) -> str:
    content = content_of(workspace, opened, (), {}, rid="0" * 64)
    return "".join(one.text for one in content.narrative_after)


def test_it_is_begun_with_the_day_of_typing_and_who_typed(demo: Workspace):
    person = people(demo)[0]
    unit = next(unit for unit in all_units(demo.store) if unit.kind == "community")
    team = (Inspector(person.id, person.name, person.post, person.office),)
    visited = demo.today() - timedelta(days=9)
    new = NewInspection(unit.id, "district", team, person.id, visited, is_typed_later=True, typed_by=" 录入员丁 ")
    begun = start_inspection(demo, new)
    assert begun.typed_later == TypedLater(demo.today(), "录入员丁")
    assert inspection_table.inspection(demo.store, begun.id) == begun
    assert begun.visited_on == visited


def test_an_ordinary_inspection_is_asked_for_no_paper(demo: Workspace):
    filled = fill_in(demo, job_of_the_demonstration("job"), "district")
    assert filled.inspection.typed_later is None
    assert not asked(filled)
    assert "补录" not in told(demo, filled)
    assert PAPER_FORM not in dict(filled.evidence_places)


def test_the_scan_is_asked_for_once_and_a_reason_answers(demo: Workspace, opened: OpenInspection):
    assert asked(opened)
    assert opened.completeness.is_complete
    explained = answer(demo, opened, Change("notes", "paper_form", "原表交街道存档"))
    assert not asked(explained)
    day = demo.today()
    assert f"{day.year}年{day.month}月{day.day}日补录，录入人录入员丁。原表没有附上：原表交街道存档。" in told(
        demo, explained
    )


def test_the_scan_is_printed_on_a_page_of_its_own(demo: Workspace, opened: OpenInspection, scan: Path):
    before = pages_to_show(demo, opened.inspection.id).pages
    came = add_evidence(demo, opened.inspection.id, PAPER_FORM, [scan])
    assert not came.refused
    now = open_inspection(demo, opened.inspection.id)
    assert not asked(now)
    [photo] = annex_of(demo, now)
    assert (photo.codes, photo.number) == ((PAPER_FORM,), 1)
    with Image.open(io.BytesIO(photo.data)) as image:
        assert max(image.size) == 2000
    assert pages_to_show(demo, opened.inspection.id).pages == before + 1
    assert "原表扫描件见附件1。" in told(demo, now)


def test_it_survives_signing_and_a_rebuild(demo: Workspace, opened: OpenInspection, scan: Path):
    add_evidence(demo, opened.inspection.id, PAPER_FORM, [scan])
    leader = opened.inspection.leader_id or ""
    sign_digitally(demo, opened.inspection.id, "sign-2-1", leader, None)
    assert differences(demo.store) == ()
    rebuild_projections(demo.store)
    again = open_inspection(demo, opened.inspection.id)
    assert again.inspection.typed_later == opened.inspection.typed_later
    assert again.answers["evidence"]
    with pytest.raises(InspectionFrozen):
        change_header(demo, again, typed_later=None)


def test_it_can_be_taken_back_while_it_is_a_draft(demo: Workspace, opened: OpenInspection):
    after = change_header(demo, opened, typed_later=None)
    assert after.inspection == replace(opened.inspection, typed_later=None, updated_at=after.inspection.updated_at)
    assert not asked(after)
