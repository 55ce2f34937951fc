"""Numbers as people type and read them."""

from decimal import Decimal

import pytest

from ui.numbers import half_width, written


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("０１２３４５６７８９", "0123456789"),
        ("１２．５", "12.5"),
        ("１２。５", "12.5"),
        ("1,200", "1200"),
        ("−1", "-1"),
        (" 3 ", "3"),
    ],
)
def test_digits_points_and_signs_become_half_width(typed: str, plain: str):
    assert half_width(typed) == plain


def test_numbers_are_written_without_needless_zeros_and_with_a_true_minus():
    assert [written(Decimal(text)) for text in ("2.50", "-1", "100", "0.0")] == ["2.5", "−1", "100", "0"]
    assert written(None) == "—"
