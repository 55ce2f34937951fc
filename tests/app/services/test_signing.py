"""Signing: drawn marks first, then digital ones in turn; nothing changes when something is refused."""

import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.domain.inspection import Change
from app.domain.signing import SignatureMark
from app.errors import (
    CharactersWithoutFont,
    ClockBehind,
    NoSigningKey,
    NotComplete,
    PlaceTaken,
    ReportNotSigned,
    StoreFull,
    TooLateToDraw,
    WrongPassphrase,
)
from app.identity.passphrase import ArgonCost
from app.services import vault
from app.services.demo import do_main_job, fill_in, job_of_the_demonstration
from app.services.inspections import answer, open_inspection
from app.services.opened import OpenInspection
from app.services.people import add_person, people
from app.services.places import sign_places
from app.services.reports import feedback_slip_pdf, pages_to_show, report_pdf, sign_off_page_pdf, verify_pdf_bytes
from app.services.signing import clear_mark, record_mark, sign_digitally, signing_view
from app.services.workspace import Workspace
from app.store import audit
from app.store.rebuild import differences, rebuild_projections
from app.store.revisions import revisions

MEMBER, LEADER, UNIT_HEAD = "sign-1-1", "sign-2-1", "sign-3-1"


@pytest.fixture
def opened(demo: Workspace) -> OpenInspection:
    return fill_in(demo, job_of_the_demonstration("job"), "district")


def a_drawn_mark(field: str = UNIT_HEAD, manner: str = "drawn") -> SignatureMark:
    strokes = (((0.1, 0.2, 0.03), (0.5, 0.6, 0.04), (0.9, 0.3, 0.03)),)
    return SignatureMark(field, manner, "陈书记", "社区党委书记", datetime.now(UTC), strokes)  # type: ignore[arg-type]


def signer_of(opened: OpenInspection, field: str) -> str:
    leader = opened.inspection.leader_id
    assert leader is not None
    return (
        leader if field == LEADER else next(p.person_id for p in opened.inspection.inspectors if p.person_id != leader)
    )


def test_two_sign_in_turn_and_the_report_is_genuine(demo: Workspace, tmp_path: Path):
    view = do_main_job(demo)
    assert view.is_frozen
    assert {mark.field for mark in view.marks.values()} == {MEMBER, LEADER}
    pdf = report_pdf(demo, view.opened.inspection.id)
    verdict = verify_pdf_bytes(pdf, demo)
    assert verdict.is_genuine
    assert [one.issued_by_office for one in verdict.signatures] == [True, True]
    path = tmp_path / "r.pdf"
    path.write_bytes(pdf)
    told = subprocess.run(["pdfsig", path], capture_output=True, text=True).stdout
    assert told.count("Signature is Valid") == 2


def test_signing_freezes_facts_marks_and_trace_in_a_revision_that_the_pages_name(
    demo: Workspace, opened: OpenInspection
):
    view = sign_digitally(demo, opened.inspection.id, LEADER, signer_of(opened, LEADER), None)
    assert view.report is not None
    found = revisions(demo.store, "inspection", opened.inspection.id)
    assert [one.rev.kind for one in found] == ["draft", "final"]
    assert found[1].rev.parents == (found[0].rev.rid,)
    assert found[1].rev.rid == view.report.rid
    assert found[1].rev.body["answers"]["items"] == opened.answers["items"]  # type: ignore[index,call-overload]
    assert found[1].rev.body["result"] == opened.result.to_json()
    assert view.opened.inspection.state == "signed"
    assert view.report.check_codes[0]


def test_everything_a_signature_left_can_be_rebuilt_from_its_revisions(demo: Workspace):
    view = do_main_job(demo)
    assert differences(demo.store) == ()
    rebuild_projections(demo.store)
    again = signing_view(demo, view.opened.inspection.id)
    assert again.report == view.report
    assert again.marks == view.marks
    assert again.opened.result == view.opened.result


def test_a_drawn_signature_is_kept_until_the_pages_are_made_and_can_be_taken_back(
    demo: Workspace, opened: OpenInspection
):
    wanted = opened.inspection.id
    assert UNIT_HEAD in record_mark(demo, wanted, a_drawn_mark()).marks
    with pytest.raises(PlaceTaken):
        record_mark(demo, wanted, a_drawn_mark())
    assert clear_mark(demo, wanted, UNIT_HEAD).marks == {}
    record_mark(demo, wanted, a_drawn_mark(manner="refused"))
    view = sign_digitally(demo, wanted, LEADER, signer_of(opened, LEADER), None)
    assert set(view.marks) == {UNIT_HEAD, LEADER}
    with pytest.raises(TooLateToDraw):
        record_mark(demo, wanted, a_drawn_mark(MEMBER))
    with pytest.raises(TooLateToDraw):
        clear_mark(demo, wanted, UNIT_HEAD)


def test_nobody_signs_twice_in_one_place(demo: Workspace, opened: OpenInspection):
    sign_digitally(demo, opened.inspection.id, LEADER, signer_of(opened, LEADER), None)
    with pytest.raises(PlaceTaken):
        sign_digitally(demo, opened.inspection.id, LEADER, signer_of(opened, LEADER), None)


def test_somebody_else_signing_in_a_place_is_shown_as_acting_for_its_owner(demo: Workspace, opened: OpenInspection):
    member = signer_of(opened, MEMBER)
    view = sign_digitally(demo, opened.inspection.id, LEADER, member, None, reason="组长外出")
    assert "甲" in view.marks[LEADER].on_behalf_of


def test_what_is_not_complete_cannot_be_signed_in_any_way(demo: Workspace, opened: OpenInspection):
    less = answer(demo, opened, Change("items", "1.1", None))
    with pytest.raises(NotComplete) as refused:
        sign_digitally(demo, less.inspection.id, LEADER, signer_of(opened, LEADER), None)
    assert refused.value.missing == 1
    with pytest.raises(NotComplete):
        record_mark(demo, less.inspection.id, a_drawn_mark())
    assert not signing_view(demo, less.inspection.id).is_frozen


def test_a_character_without_a_font_is_named_before_anything_is_frozen(demo: Workspace, opened: OpenInspection):
    odd = answer(demo, opened, Change("notes", "remark", "好"))
    strange = {**odd.answers["items"]["1.1"], "reason": "缺额\U0010fffd"}
    odd = answer(demo, odd, Change("items", "1.1", strange))
    with pytest.raises(CharactersWithoutFont) as refused:
        sign_digitally(demo, odd.inspection.id, LEADER, signer_of(opened, LEADER), None)
    assert refused.value.characters == ("\U0010fffd",)
    assert not open_inspection(demo, odd.inspection.id).inspection.is_frozen
    assert revisions(demo.store, "inspection", odd.inspection.id) == ()


def test_a_full_disk_while_the_report_is_kept_leaves_the_draft_as_it_was(
    demo: Workspace, opened: OpenInspection, monkeypatch: pytest.MonkeyPatch
):
    def full(*_args: object) -> None:
        raise StoreFull(demo.folder)

    with monkeypatch.context() as patched:
        patched.setattr(vault, "write_sealed", full)
        with pytest.raises(StoreFull):
            sign_digitally(demo, opened.inspection.id, LEADER, signer_of(opened, LEADER), None)
    again = signing_view(demo, opened.inspection.id)
    assert (again.is_frozen, again.report, again.marks) == (False, None, {})
    assert sign_digitally(demo, opened.inspection.id, LEADER, signer_of(opened, LEADER), None).is_frozen


def test_the_clock_before_the_last_entry_stops_a_signature(demo: Workspace, opened: OpenInspection):
    last = audit.last_entry_at(demo.store)
    assert last is not None
    demo.clock = lambda: last - timedelta(milliseconds=1)
    with pytest.raises(ClockBehind):
        sign_digitally(demo, opened.inspection.id, LEADER, signer_of(opened, LEADER), None)


def test_a_wrong_passphrase_or_no_key_signs_nothing(office: Workspace):
    cheap = ArgonCost(memory_kib=64, iterations=1, lanes=1)
    assert office.person is not None
    with pytest.raises(WrongPassphrase):
        office.signing_key(office.person.id, "不是这个口令啊")
    guest = add_person(office, "赵敏", "组织委员", "清风街道", cost=cheap)
    with pytest.raises(NoSigningKey):
        office.signing_key(guest.id, "随便什么口令都不行")


def test_before_signing_there_are_pages_to_look_at_but_no_report(demo: Workspace, opened: OpenInspection):
    shown = pages_to_show(demo, opened.inspection.id)
    assert (shown.is_signed, shown.pages) == (False, len(shown.check_codes))
    with pytest.raises(ReportNotSigned):
        report_pdf(demo, opened.inspection.id)


def test_the_sign_off_page_alone_carries_the_code_it_has_in_the_report(demo: Workspace, tmp_path: Path):
    view = do_main_job(demo)
    assert view.report is not None
    path = tmp_path / "s.pdf"
    path.write_bytes(sign_off_page_pdf(demo, view.opened.inspection.id))
    text = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True).stdout.replace("-", "")
    assert any(code in text for code in view.report.check_codes)
    assert "签署" in text


def test_the_kept_report_gives_away_nothing_in_clear(demo: Workspace):
    view = do_main_job(demo)
    names = [view.opened.unit.name, *(person.name for person in people(demo))]
    for path in demo.folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert b"%PDF" not in data
            assert not any(name.encode() in data for name in names), path


def test_the_feedback_slip_lists_what_was_found_so_far(demo: Workspace, opened: OpenInspection, tmp_path: Path):
    path = tmp_path / "f.pdf"
    path.write_bytes(feedback_slip_pdf(demo, opened.inspection.id))
    text = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True).stdout
    assert "现场检查反馈单" in text
    assert "集贸市场有正式党员" in "".join(text.split())


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ((), ("检查组成员", "检查组长")),
        (("被检查单位负责人", "区委组织部(盖章)"), ("检查组成员", "检查组长", "被检查单位负责人", "区委组织部(盖章)")),
        (("检查人员", "被检查单位负责人"), ("检查人员", "被检查单位负责人")),
    ],
)
def test_inspectors_sign_even_where_the_scheme_asks_nobody_to(opened: OpenInspection, given, wanted):
    scheme = replace(opened.scheme, sign_off=given)
    assert scheme.signing_lines == wanted
    expected = {one.person_id for one in opened.inspection.inspectors}
    assert {place.person_id for place in sign_places(scheme.signing_lines, opened.inspection)} >= expected
