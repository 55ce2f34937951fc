"""Numbers and words as they are printed."""

from datetime import date
from decimal import Decimal

import pytest

from app.reports.wording import day, difference, fixed, in_fours, ordinal, percent, trimmed


@pytest.mark.parametrize(("number", "word"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (25, "二十五")])
def test_ordinals(number: int, word: str):
    assert ordinal(number) == word


@pytest.mark.parametrize(
    ("value", "text"), [("3.50", "3.5"), ("20", "20"), ("-0.5", "−0.5"), ("0.00", "0"), ("-0.0", "0"), ("1E+2", "100")]
)
def test_marks_of_items_have_no_trailing_zeros(value: str, text: str):
    assert trimmed(Decimal(value)) == text


def test_dimensions_have_fixed_places_and_nothing_is_a_dash():
    assert fixed(Decimal(16), 2) == "16.00"
    assert fixed(Decimal("87.85"), 1) == "87.9"
    assert fixed(None, 2) == "—"
    assert trimmed(None) == "—"


def test_signs_stand_in_differences_only():
    assert difference(Decimal(3), 2) == "+3.00"
    assert difference(Decimal("-0.25"), 2) == "−0.25"
    assert difference(Decimal("0.001"), 2) == "0.00"


def test_per_cent_has_one_decimal():
    assert percent(Decimal("20.44"), Decimal(22)) == "92.9 %"
    assert percent(None, Decimal(22)) == "—"
    assert percent(Decimal(1), None) == "—"


def test_dates_and_digests():
    assert day(date(2026, 9, 6)) == "2026年9月6日"
    assert in_fours("d58f25656e632a5c", 12) == "d58f 2565 6e63"
