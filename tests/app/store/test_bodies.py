"""Bodies are read strictly: what is of another form is refused by the name of its key."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.campaign import Campaign
from app.domain.inspection import TypedLater
from app.domain.person import Person
from app.domain.signing import SignatureMark
from app.store import bodies
from app.store.body_fields import BodyUnreadable


@pytest.fixture
def good(make):
    return bodies.inspection_body(
        make.inspection(), {"items": {}}, {"items": {"1.1": {"marks": "3", "state": "scored"}}}, complete=True
    )


@pytest.mark.parametrize(
    ("key", "value", "part"),
    [
        ("campaign_id", None, "campaign_id"),
        ("kind", "visit", "kind"),
        ("ordinal", True, "ordinal"),
        ("ordinal", "1", "ordinal"),
        ("visited_on", "8.1.2026", "visited_on"),
        ("started_at", "yesterday", "started_at"),
        ("started_at", "2026-01-08T10:00:00", "started_at"),
        ("inspectors", {}, "inspectors"),
        ("inspectors", ["王芳"], "person_id"),
        ("complete", 1, "complete"),
        ("typed_later", [], "typed_later"),
        ("typed_later", {}, "on"),
        ("typed_later", {"on": "2026-01-08", "by": 3}, "by"),
        ("result", [], "result"),
        ("result", {"items": {"1.1": []}}, "1.1"),
        ("result", {"items": {"1.1": {"marks": "three", "state": ""}}}, "marks"),
        ("result", {"total": 3}, "total"),
        ("result", {"total": "0.00001"}, "total"),
    ],
)
def test_an_inspection_of_another_form_is_refused(good, key, value, part):
    with pytest.raises(BodyUnreadable) as caught:
        bodies.inspection_of("i-1", good | {key: value})
    assert caught.value.part == part


@pytest.mark.parametrize(("answers", "part"), [([], "answers"), ({"items": []}, "items")])
def test_answers_of_another_form_are_refused(good, answers, part):
    with pytest.raises(BodyUnreadable) as caught:
        bodies.answers_of(good | {"answers": answers})
    assert caught.value.part == part


def test_answers_without_notes_are_read(good):
    assert bodies.answers_of(good) == {"items": {}}


@pytest.mark.parametrize("strokes", [[[[1, 2]]], [[[1, 2, "x"]]], [[[1, 2, None]]], [[7]], [7], "x"])
def test_strokes_of_another_form_are_refused(make, strokes):
    body = bodies.signature_body("i-1", SignatureMark("f", "drawn", "王芳", "", make.start))
    with pytest.raises(BodyUnreadable):
        bodies.signature_of(body | {"strokes": strokes})


def test_marks_and_moments_are_what_they_were(good, make):
    inspection, scores = bodies.inspection_of("i-1", good)
    assert scores == (("1.1", 30_000, "scored"),)
    assert (inspection.state, inspection.checked, inspection.started_at) == ("complete", 1, make.start)


def test_people_and_campaigns_come_back():
    person = Person("p-1", "王芳", "科员", "区委", "leader", "c" * 64)
    assert bodies.person_of("p-1", bodies.person_body(person)) == person
    campaign = Campaign("c-1", "26A", "年度", "a" * 64)
    assert bodies.campaign_of("c-1", bodies.campaign_body(campaign)) == campaign


def test_a_body_written_before_there_was_typing_later_is_read(good):
    assert "typed_later" not in good
    assert bodies.inspection_of("i-1", good)[0].typed_later is None
    assert bodies.inspection_of("i-1", good | {"typed_later": None})[0].typed_later is None


def test_who_typed_it_and_when_goes_there_and_back(make):
    typed = TypedLater(date(2026, 1, 12), "录入员丁")
    body = bodies.inspection_body(replace(make.inspection(), typed_later=typed), {}, {}, complete=True)
    assert bodies.inspection_of("i-1", body)[0].typed_later == typed
