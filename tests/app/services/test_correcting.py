"""A signed inspection is corrected with a reason: the old one counts until the new one is signed, and stays."""

import pytest

from app.domain.inspection import Change
from app.errors import DecisionNotYours, InspectionFrozen, NothingToDecide, ReasonMissing
from app.services.correcting import begin_correction, give_up_correction, may_correct
from app.services.demo import do_main_job
from app.services.inspection_rows import inspection_rows
from app.services.inspections import answer, open_inspection, undo
from app.services.merging import revise_open_drafts, void_inspection
from app.services.people import people
from app.services.records import Pen
from app.services.reports import pages_to_show, report_pdf, verify_pdf_bytes
from app.services.signing import sign_digitally, signing_view
from app.store import reports as report_table
from app.store.bodies import INSPECTION
from app.store.corrections import correction_of, open_correction
from app.store.inspections import basis_of, inspection, inspections
from app.store.rebuild import differences
from app.store.revisions import revisions
from tests.app.services.test_merging import govern

CHANGED = Change("items", "1.3", {"facts": {"b": {"missing": 2}}, "reason": "复核台账，缺两类。"})


@pytest.fixture
def signed(demo):
    """A signed inspection; its id."""
    return do_main_job(demo).opened.inspection.id


@pytest.fixture
def begun(demo, signed):
    return begin_correction(demo, signed, demo.person.id, "台账数错了一类")


def sign_again(demo, draft_id):
    place = next(one for one in signing_view(demo, draft_id).places if one.person_id == demo.person.id)
    return sign_digitally(demo, draft_id, place.field, demo.person.id, None)


def test_while_it_is_filled_in_the_signed_one_goes_on_to_count(demo, signed, begun):
    before = inspection(demo.store, signed)
    opened = open_inspection(demo, begun.inspection_id)
    assert opened.correction == begun
    assert opened.result.total == open_inspection(demo, signed).result.total
    after = answer(demo, opened, CHANGED)
    assert after.result.total != opened.result.total
    assert inspection(demo.store, signed) == before
    assert undo(demo, after).answers == opened.answers
    assert not undo(demo, after).can_undo
    assert begun.inspection_id not in {one.id for one in inspections(demo.store)}
    assert begun.inspection_id in {row.inspection.id for row in inspection_rows(demo)}
    with pytest.raises(InspectionFrozen):
        answer(demo, open_inspection(demo, signed), CHANGED)


def test_signed_anew_it_takes_the_place_and_the_former_report_stays(demo, signed, begun):
    former, first = basis_of(demo.store, signed), report_table.latest(demo.store, signed)
    opened = answer(demo, open_inspection(demo, begun.inspection_id), CHANGED)
    view = sign_again(demo, begun.inspection_id)
    assert view.opened.inspection.id == signed
    assert view.is_frozen
    assert view.report.number == f"{first.number}更1"
    assert len(view.marks) == 1
    last = revisions(demo.store, INSPECTION, signed)[-1].rev
    assert (last.kind, last.parents, last.body["reason"]) == ("amend", (former,), "台账数错了一类")
    assert basis_of(demo.store, signed) == last.rid
    assert open_inspection(demo, signed).result.total == opened.result.total
    assert {row.report.number for row in report_table.reports(demo.store, signed)} == {first.number, view.report.number}
    verdict = verify_pdf_bytes(report_pdf(demo, signed), demo)
    assert not verdict.complaints
    assert begun.inspection_id not in {row.inspection.id for row in inspection_rows(demo)}
    assert open_correction(demo.store, signed) is None
    assert differences(demo.store) == ()


def test_the_other_signers_go_on_with_the_corrected_report(demo, signed, begun):
    sign_again(demo, begun.inspection_id)
    view = signing_view(demo, signed)
    other = next(one for one in view.open_places if one.person_id not in (None, demo.person.id))
    assert len(sign_digitally(demo, signed, other.field, other.person_id, None).marks) == 2


def test_a_second_correction_is_numbered_on(demo, signed, begun):
    sign_again(demo, begun.inspection_id)
    second = begin_correction(demo, signed, demo.person.id, "日期写错")
    assert (second.number, second.inspection_id != begun.inspection_id) == (2, True)
    assert sign_again(demo, second.inspection_id).report.number.endswith("更2")
    assert differences(demo.store) == ()


def test_the_report_says_that_it_corrects_and_why(demo, begun):
    from app.services.pages import content_of

    view = signing_view(demo, begun.inspection_id)
    content = content_of(demo, view.opened, view.places, view.marks, rid="0" * 64)
    assert any("台账数错了一类" in one.text for one in (*content.narrative, *content.narrative_after))
    assert content.number.endswith("更1")
    assert not pages_to_show(demo, begun.inspection_id).is_signed


def test_a_reason_is_asked_for_and_one_correction_at_a_time(demo, signed):
    with pytest.raises(ReasonMissing):
        begin_correction(demo, signed, demo.person.id, "  ")
    first = begin_correction(demo, signed, demo.person.id, "数错了")
    assert begin_correction(demo, signed, demo.person.id, "再来一次") == first


def test_it_can_be_given_up_and_begun_again(demo, signed, begun):
    give_up_correction(demo, signed)
    give_up_correction(demo, signed)
    assert open_correction(demo.store, signed) is None
    assert correction_of(demo.store, begun.inspection_id) == begun
    again = begin_correction(demo, signed, demo.person.id, "还是要改")
    assert (again.number, again.inspection_id == begun.inspection_id) == (1, False)


def test_what_was_withdrawn_meanwhile_is_not_corrected(demo, signed, begun):
    void_inspection(demo, signed, demo.person.id, None, "查错了社区")
    with pytest.raises(NothingToDecide):
        sign_again(demo, begun.inspection_id)
    give_up_correction(demo, signed)
    with pytest.raises(NothingToDecide):
        begin_correction(demo, signed, demo.person.id, "再改")


def test_a_draft_is_no_matter_of_correction(demo):
    from tests.app.services.several_versions import started

    with pytest.raises(NothingToDecide):
        begin_correction(demo, started(demo), demo.person.id, "改")


def test_its_draft_never_goes_out_as_an_inspection(demo, begun):
    assert revise_open_drafts(demo, Pen(demo.signing_key(demo.person.id, None)), (begun.inspection_id,)) == ()
    assert not revisions(demo.store, INSPECTION, begun.inspection_id)


def test_once_there_is_a_register_only_its_inspectors_correct(demo, signed):
    govern(demo, signed, [])
    team = {one.person_id for one in inspection(demo.store, signed).inspectors}
    stranger = next(one for one in people(demo) if one.author and one.id not in team)
    assert not may_correct(demo, signed, stranger.id)
    with pytest.raises(DecisionNotYours):
        begin_correction(demo, signed, stranger.id, "我来改")
    assert may_correct(demo, signed, next(iter(team)))
