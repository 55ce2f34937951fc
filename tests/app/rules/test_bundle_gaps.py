"""A gap names the missing stick, and what has no receipt goes out again."""

from app.domain.register import Receipt
from app.rules.bundle_gaps import BundleComplaint, BundleSeen, bundle_complaints, device_before, outbox

ONE, TWO, THREE = BundleSeen("d", 1, "1"), BundleSeen("d", 2, "2", "1"), BundleSeen("d", 3, "3", "2")


def test_a_whole_row_in_any_order_is_without_complaint():
    assert bundle_complaints([THREE, ONE, TWO, ONE]) == ()
    assert bundle_complaints([]) == ()


def test_a_missing_stick_is_named():
    assert bundle_complaints([THREE]) == (BundleComplaint("d", 1, "missing"), BundleComplaint("d", 2, "missing"))
    assert bundle_complaints([ONE, THREE]) == (BundleComplaint("d", 2, "missing"),)


def test_two_bundles_of_one_number_are_told():
    again = BundleSeen("d", 2, "x", "1")
    assert bundle_complaints([ONE, TWO, again]) == (BundleComplaint("d", 2, "doubled"),)


def test_a_bundle_that_follows_another_one_is_told():
    assert bundle_complaints([ONE, BundleSeen("d", 2, "2", "x")]) == (BundleComplaint("d", 2, "broken"),)
    assert bundle_complaints([BundleSeen("d", 1, "1", "x")]) == (BundleComplaint("d", 1, "broken"),)


def test_devices_do_not_mix_and_a_new_one_names_the_old():
    new = BundleSeen("e", 1, "9", replaces="d")
    assert bundle_complaints([ONE, new]) == ()
    assert device_before([new, ONE, BundleSeen("e", 2, "8", "9", replaces="x")]) == {"e": "d"}


def test_whatever_has_no_receipt_is_owed():
    owed = outbox(["a", "b", "c"], [ONE, TWO], [Receipt("d", 1, "1", ("a",))], believed=["c"])
    assert owed.rids == ("b",)
    assert owed.bundles == (TWO,)
    assert not owed.is_empty
    assert outbox(["a"], [ONE], [Receipt("d", 1, "1", ("a",))]).is_empty


def test_a_receipt_for_another_bundle_of_the_same_number_does_not_count():
    assert outbox([], [ONE], [Receipt("d", 1, "x", ())]).bundles == (ONE,)
