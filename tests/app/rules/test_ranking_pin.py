"""A printed table stays what it was; what came since is counted."""

from dataclasses import replace

from app.rules.ranking_pin import ranking_pin


def test_the_order_of_records_does_not_matter():
    assert ranking_pin(["b", "a", "b"]) == ranking_pin(["a", "b"])
    assert ranking_pin(["a"]).sha256 != ranking_pin(["a", "b"]).sha256


def test_late_arrivals_are_counted_and_change_nothing():
    pin = ranking_pin(["a", "b"])
    assert pin.arrived_since(["c", "a"]) == ("c",)
    assert pin.replaced_since(["c", "a"]) == ("b",)
    assert pin.is_whole()


def test_a_list_that_was_changed_is_found_out():
    assert not replace(ranking_pin(["a", "b"]), rids=("a",)).is_whole()
