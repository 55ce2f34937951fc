"""Numbers are read strictly, rounded once away from zero, and shown so that a person can check them."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.scoring.exact import decimal_of, plain, read_number, read_whole, rounded, shown, signed


@pytest.mark.parametrize(("raw", "value"), [("0.5", "0.5"), ("-3", "-3"), (4, "4"), ("007", "7"), ("1.50", "1.50")])
def test_a_decimal_text_is_a_number(raw, value):
    assert read_number(raw) == Decimal(value)


@pytest.mark.parametrize(
    "raw", [0.5, "1e3", "１", " 1", "1\n", "+1", ".5", "5.", "", True, None, "9" * 16, 10**15, "NaN"]
)
def test_anything_else_is_none(raw):
    assert read_number(raw) is None


def test_a_whole_number_has_no_fraction():
    assert (read_whole("12"), read_whole(3), read_whole("3.0"), read_whole("3.5"), read_whole(3.0)) == (
        12,
        3,
        3,
        None,
        None,
    )


@given(st.fractions(), st.integers(0, 4))
def test_rounding_agrees_with_decimal_half_up(value, places):
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    if Fraction(exact) == value:
        assert rounded(value, places) == exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    assert abs(Fraction(rounded(value, places)) - value) <= Fraction(1, 2 * 10**places)


@pytest.mark.parametrize(
    ("value", "places", "result"), [("2.125", 2, "2.13"), ("-2.125", 2, "-2.13"), ("-0.001", 2, "0")]
)
def test_halves_go_away_from_zero(value, places, result):
    assert plain(rounded(Fraction(value), places)) == result


def test_plain_has_no_exponent_and_no_trailing_zero():
    assert [plain(Decimal(x)) for x in ("1E+2", "16.00", "0.50", "-0.0", "100", "1E-7")] == [
        "100",
        "16",
        "0.5",
        "0",
        "100",
        "0.0000001",
    ]


def test_a_long_fraction_is_cut_and_marked():
    assert [shown(Fraction(x)) for x in ("1/3", "-25/6", "0.0625", "-1.5", "0.00001")] == [
        "0.3333…",
        "−4.1666…",
        "0.0625",
        "−1.5",
        "0.0000…",
    ]
    assert (shown(Decimal("-2.50")), signed(Fraction(2)), signed(Fraction(-2)), signed(Fraction(0))) == (
        "−2.5",
        "＋2",
        "−2",
        "0",
    )
    assert decimal_of(Fraction(3, 2)) == Decimal("1.5")
