"""Numbers as people type and read them."""

import re
from decimal import Decimal

import pytest

from ui.numbers import half_width, parsed, written


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", "12"),
        ("１２．５", "12.5"),
        ("１２。５", "12.5"),
        ("1,200", "1200"),
        ("−1", "-1"),
        (" 3 ", "3"),
        (".5", "0.5"),
    ],
)
def test_any_width_of_digits_is_a_number(typed: str, number: str):
    assert parsed(typed) == Decimal(number)


def test_nothing_typed_is_no_number():
    assert parsed("  ") is None


@pytest.mark.parametrize("typed", ["十二", "1.2.3", "1e5", "NaN", "--1", "12人"])
def test_anything_else_is_refused(typed: str):
    with pytest.raises(ValueError, match=re.escape(typed)):
        parsed(typed)


def test_numbers_are_written_without_needless_zeros_and_with_a_true_minus():
    assert [written(Decimal(text)) for text in ("2.50", "-1", "100", "0.0")] == ["2.5", "−1", "100", "0"]
    assert written(None) == "—"


def test_digits_become_half_width():
    assert half_width("０１２３４５６７８９") == "0123456789"
