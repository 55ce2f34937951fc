"""Marks are whole ten-thousandths in the store and plain decimals outside."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store.outcome import from_e4, text_of, to_e4


@given(st.integers(-(10**12), 10**12))
def test_marks_come_back_exactly(marks_e4):
    assert to_e4(from_e4(marks_e4)) == marks_e4
    assert to_e4(text_of(marks_e4)) == marks_e4
    assert "E" not in text_of(marks_e4)


@pytest.mark.parametrize(
    ("marks_e4", "text"), [(43_500, "4.35"), (30_000, "3"), (0, "0"), (-5_000, "-0.5"), (None, None)]
)
def test_text_has_no_trailing_zeros(marks_e4, text):
    assert text_of(marks_e4) == text
    assert to_e4(None if text is None else Decimal(text)) == marks_e4


@pytest.mark.parametrize("marks", ["0.00001", "x", "", "NaN", "Infinity", "1e999999999"])
def test_what_has_no_exact_place_is_refused(marks):
    with pytest.raises(ValueError, match=r"marks|places"):
        to_e4(marks)
