"""Every row that screens read can be made again from the revisions, with equal content."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.campaign import Campaign, Document
from app.domain.inspection import Change
from app.domain.person import Person
from app.domain.signing import SignatureMark
from app.errors import InspectionFrozen
from app.services.demo import create_demo_workspace, do_main_job
from app.store.bodies import (
    Report,
    campaign_body,
    inspection_body,
    person_body,
    report_body,
    scheme_body,
    signature_body,
    unit_body,
)
from app.store.campaigns import campaigns
from app.store.database import create_store
from app.store.inspections import (
    Outcome,
    answers,
    basis_of,
    contested,
    inspection,
    inspections,
    item_scores,
    new_inspection,
    save_change,
    save_header,
    set_result,
)
from app.store.integrity import check
from app.store.marks import marks, put_mark
from app.store.people import people, put_signing_key
from app.store.rebuild import differences, rebuild_projections
from app.store.reports import reports
from app.store.revisions import add_revision, add_revisions
from app.store.schemes import schemes
from app.store.units import all_units

RESULT = {
    "items": {
        "1.1": {"marks": "3.5", "state": "scored", "trace": ["缺一次,扣0.5分"]},
        "1.2": {"marks": None, "state": "unchecked", "trace": []},
    },
    "total": "87.9",
    "grade": "达标",
    "provisional": False,
}
ANSWERS = {"unit": {"class": "城市"}, "items": {"1.1": {"facts": {"a": {"n": 1}}}}}


def body_of_inspection(make, complete=True, **more):
    header = make.inspection(**more)
    return inspection_body(header, ANSWERS, RESULT, complete=complete) | {"notes": {"remark": "无"}}


def final(store, make, parents=(), kind="final", id_="i-1", **more):
    return make.signed(store, "inspection", id_, body_of_inspection(make, **more), kind=kind, parents=parents)


def test_a_final_freezes_the_open_draft(store, make):
    new_inspection(store, make.inspection())
    save_change(store, "i-1", Change("items", "1.1", {"facts": {"a": {"n": 1}}}), make.start, None)
    one = final(store, make)
    add_revision(store, one)
    kept = inspection(store, "i-1")
    assert (kept.state, kept.total_e4, kept.grade, kept.is_provisional, kept.checked) == (
        "signed",
        879_000,
        "达标",
        False,
        1,
    )
    assert basis_of(store, "i-1") == one.rev.rid
    assert item_scores(store, "i-1") == {"1.1": (35_000, "scored"), "1.2": (None, "unchecked")}
    assert answers(store, "i-1")["items"] == ANSWERS["items"]
    assert answers(store, "i-1")["notes"] == {"remark": "无"}
    for change in (
        lambda: save_change(store, "i-1", Change("items", "1.1", None), make.start, None),
        lambda: save_header(store, make.inspection(doc_number="1")),
        lambda: set_result(store, "i-1", Outcome()),
    ):
        with pytest.raises(InspectionFrozen):
            change()
    assert differences(store) == ()


def test_two_finals_are_contested_until_somebody_decides(store, make):
    left = final(store, make, doc_number="甲")
    right = final(store, make, doc_number="乙")
    add_revisions(store, [left, right])
    assert contested(store) == {"i-1"}
    assert inspection(store, "i-1").doc_number == "乙"
    both = tuple(sorted((left.rev.rid, right.rev.rid)))
    add_revision(store, final(store, make, parents=both, kind="resolve", doc_number="甲"))
    assert contested(store) == frozenset()
    assert inspection(store, "i-1").doc_number == "甲"
    assert differences(store) == ()


def test_a_draft_made_from_a_final_does_not_take_its_place_and_an_amend_does(store, make):
    first = final(store, make, doc_number="甲")
    draft = final(store, make, parents=(first.rev.rid,), kind="draft", doc_number="稿")
    add_revisions(store, [first, draft])
    assert inspection(store, "i-1").doc_number == "甲"
    add_revision(store, final(store, make, parents=(draft.rev.rid,), kind="amend", doc_number="乙"))
    assert inspection(store, "i-1").doc_number == "乙"
    assert contested(store) == frozenset()


def test_a_void_inspection_still_says_what_it_was(store, make):
    first = final(store, make, doc_number="甲")
    gone = make.signed(store, "inspection", "i-1", {"reason": "重复"}, kind="void", parents=(first.rev.rid,))
    again = make.signed(store, "inspection", "i-1", {"reason": "仍重复"}, kind="void", parents=(gone.rev.rid,))
    add_revisions(store, [first, gone, again])
    kept = inspection(store, "i-1")
    assert (kept.state, kept.doc_number, kept.total_e4) == ("void", "甲", 879_000)
    assert answers(store, "i-1")["items"] == ANSWERS["items"]
    assert differences(store) == ()


def test_a_received_draft_becomes_an_open_one_when_it_is_changed(store, make):
    received = final(store, make, kind="draft", complete=False)
    add_revision(store, received)
    assert inspection(store, "i-1").state == "draft"
    assert basis_of(store, "i-1") == received.rev.rid
    save_change(store, "i-1", Change("items", "1.2", {"facts": {}}), make.later(5), None)
    assert basis_of(store, "i-1") is None
    assert set(answers(store, "i-1")["items"]) == {"1.1", "1.2"}
    assert differences(store) == ()


def test_an_open_draft_is_untouched_by_received_drafts_and_by_a_rebuild(store, make):
    new_inspection(store, make.inspection(doc_number="本机"))
    save_change(store, "i-1", Change("items", "9.9", {"facts": {}}), make.start, Outcome(10_000, None, True, 1, ()))
    put_mark(store, "i-1", SignatureMark("inspector_1", "drawn", "王芳", "科员", make.start))
    before = inspection(store, "i-1"), answers(store, "i-1"), marks(store, "i-1")
    add_revision(store, final(store, make, kind="draft", doc_number="外来"))
    rebuild_projections(store)
    assert (inspection(store, "i-1"), answers(store, "i-1"), marks(store, "i-1")) == before


def test_a_changed_row_is_seen_and_put_right(store, make):
    add_revision(store, make.signed(store, "unit", "u-1", unit_body(make.unit("u-1"))))
    with store.atomic():
        store.execute("UPDATE unit SET name = 'x'")
    assert differences(store) == ("unit",)
    assert all_units(store)[0].name == "x"
    rebuild_projections(store)
    assert all_units(store) == (make.unit("u-1"),)


def test_a_unit_without_initials_gets_them(store, make):
    body = unit_body(make.unit("u-1", initials=""))
    add_revision(store, make.signed(store, "unit", "u-1", body))
    assert all_units(store)[0].initials == "hmsq"


def test_who_opens_this_store_survives_a_rebuild(store, make):
    wang = Person("p-1", "王芳", "科员", "天宁区委组织部", author="c" * 64)
    add_revision(store, make.signed(store, "person", "p-1", person_body(wang)))
    put_signing_key(store, "p-1", b"{}")
    rebuild_projections(store)
    assert people(store) == (replace(wang, is_local=True),)


def test_what_a_later_program_wrote_is_kept_and_leaves_the_row_alone(store, make, caplog):
    first = make.signed(store, "unit", "u-1", unit_body(make.unit("u-1")))
    odd = make.signed(store, "unit", "u-1", unit_body(make.unit("u-1", kind="province")), parents=(first.rev.rid,))
    unknown = make.signed(store, "satellite", "s-1", {"orbit": 1})
    orphan = make.signed(store, "inspection", "i-9", {"reason": "x"}, kind="void")
    assert add_revisions(store, [first, odd, unknown, orphan]) == 4
    assert all_units(store) == (make.unit("u-1"),)
    assert inspections(store) == ()
    assert {message.split(": ")[1] for message in caplog.messages} == {"kind is unreadable", "parents is unreadable"}
    caplog.clear()
    assert differences(store) == ()


KINDS = st.sampled_from(["unit", "person", "campaign", "scheme", "inspection", "report", "signature"])
STEPS = st.lists(st.tuples(KINDS, st.integers(0, 2), st.integers(0, 5), st.booleans()), min_size=1, max_size=14)


def a_body(make, entity, number, variant):
    """A body of this entity that differs by `variant`."""
    text = f"名{variant}"
    if entity == "unit":
        return unit_body(make.unit(f"u-{number}", text, is_pilot=variant % 2 == 0, class_="城市"))
    if entity == "person":
        return person_body(Person(f"p-{number}", text, "科员", "区委", author=f"{number:064x}"))
    if entity == "campaign":
        documents = (Document(text, "1号"),) * (variant % 3)
        return campaign_body(Campaign(f"c-{number}", "RC", text, "a" * 64, documents, date(2026, 1, 1 + variant)))
    if entity == "scheme":
        return scheme_body(f'{{"n":{variant}}}', "issued" if variant % 2 else "draft")
    if entity == "inspection":
        return body_of_inspection(make, id_=f"i-{number}", doc_number=text, complete=variant % 2 == 0)
    if entity == "report":
        signers = ({"field": "f", "name": text, "person_id": ""},)
        pdf = f"{variant:064x}"
        return report_body(Report("r", f"i-{number}", "a" * 64, pdf, "RC-1", variant, (), signers, make.start))
    strokes = (((0.1, variant / 10, 0.5),),)
    return signature_body(f"i-{number}", SignatureMark(f"f{number}", "drawn", text, "", make.start, strokes))


@settings(max_examples=60)
@given(STEPS)
def test_rebuilt_rows_equal_the_live_ones(tmp_path_factory, key, make, steps):
    with create_store(tmp_path_factory.mktemp("s"), key=key, realm="changzhou", clock=lambda: make.start) as store:
        latest = {}
        for entity, number, variant, follows in steps:
            record = (entity, f"{entity}-{number}")
            parents = (latest[record],) if follows and record in latest else ()
            kind = "draft" if entity == "inspection" and variant % 3 == 0 else "final"
            made = make.signed(store, *record, a_body(make, entity, number, variant), parents=parents, kind=kind)
            add_revision(store, made)
            latest[record] = made.rev.rid
        shown = [read(store) for read in (all_units, people, campaigns, schemes, inspections, reports)]
        assert differences(store) == ()
        rebuild_projections(store)
        assert [read(store) for read in (all_units, people, campaigns, schemes, inspections, reports)] == shown


def test_the_rows_of_a_signed_inspection_are_those_of_its_revisions(tmp_path):
    workspace = create_demo_workspace(tmp_path / "demo")
    do_main_job(workspace)
    assert differences(workspace.store) == ()
    rebuild_projections(workspace.store)
    assert check(workspace.store) == ()
    assert {one.state for one in inspections(workspace.store)} == {"draft", "signed"}
    workspace.close()
