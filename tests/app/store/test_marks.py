"""What people leave in the places to sign."""

from app.domain.signing import SignatureMark
from app.store.bodies import signature_body
from app.store.marks import clear_mark, marks, put_mark
from app.store.revisions import add_revision


def a_mark(make, field="inspector_1", **more):
    strokes = (((0.1, 0.25, 0.02), (0.12345, 1.0, 0.5)), ((0.0, 0.0, 0.1),))
    return SignatureMark(field, "drawn", "王芳", "科员", make.start, **({"strokes": strokes} | more))


def test_a_mark_comes_back_to_a_ten_thousandth_of_the_area(store, make):
    put_mark(store, "i-1", a_mark(make))
    [kept] = marks(store, "i-1")
    assert kept.strokes == (((0.1, 0.25, 0.02), (0.1234, 1.0, 0.5)), ((0.0, 0.0, 0.1),))
    assert (kept.field, kept.manner, kept.name, kept.at) == ("inspector_1", "drawn", "王芳", make.start)


def test_a_mark_is_replaced_and_cleared_before_it_is_signed(store, make):
    put_mark(store, "i-1", a_mark(make))
    put_mark(store, "i-1", a_mark(make, strokes=(), reason="改在纸上签"))
    assert [mark.reason for mark in marks(store, "i-1")] == ["改在纸上签"]
    clear_mark(store, "i-1", "inspector_1")
    assert marks(store, "i-1") == ()


def test_a_mark_that_a_revision_holds_stays(store, make):
    put_mark(store, "i-1", a_mark(make))
    body = signature_body("i-1", a_mark(make))
    add_revision(store, make.signed(store, "signature", "s:inspector_1", body))
    clear_mark(store, "i-1", "inspector_1")
    assert len(marks(store, "i-1")) == 1
    put_mark(store, "i-1", a_mark(make))
    clear_mark(store, "i-1", "inspector_1")
    assert len(marks(store, "i-1")) == 1
