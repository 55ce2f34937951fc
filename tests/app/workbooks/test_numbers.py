"""Numbers and days as offices write them: read exactly, or named as what they are."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from app.workbooks.numbers import day_of, number_of


@pytest.mark.parametrize(
    ("cell", "number", "kinds"),
    [
        (2.6, "2.6", []),
        (3, "3", []),
        (0.1 + 0.2, "0.3", []),
        (100, "100", []),
        ("2.50", "2.50", []),
        ("８８．５", "88.5", ["number_as_text"]),
        ("95%", "95", ["number_as_text"]),
        ("1,234分", "1234", ["number_as_text"]),
        ("−2", "-2", ["number_as_text"]),
        (None, None, []),
        ("  ", None, []),
        ("约3", None, ["not_a_number"]),
        ("3/4", None, ["not_a_number"]),
        (True, None, ["not_a_number"]),
        (float("nan"), None, ["not_a_number"]),
        (1e12, None, ["not_a_number"]),
        ("#DIV/0!", None, ["cell_error"]),
        (datetime(2026, 3, 1, tzinfo=UTC), None, ["date_in_cell"]),
    ],
)
def test_a_number_is_exact_or_said_to_be_none(cell, number, kinds):
    found = []
    assert number_of(cell, found) == (None if number is None else Decimal(number))
    assert [kind for kind, _detail in found] == kinds


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (date(2026, 1, 5), date(2026, 1, 5)),
        (datetime(2026, 1, 5, 8, tzinfo=UTC), date(2026, 1, 5)),
        ("2026-1-5", date(2026, 1, 5)),
        ("2026年1月5日", date(2026, 1, 5)),
        ("２０２６．１．５", date(2026, 1, 5)),
        (20260105, date(2026, 1, 5)),
        ("2025年度", date(2025, 12, 31)),
        (2025, date(2025, 12, 31)),
        (None, None),
    ],
)
def test_a_day_is_read_however_it_is_written(cell, day):
    found = []
    assert day_of(cell, found) == day
    assert found == []


@pytest.mark.parametrize("cell", ["去年", "2026-13-01", "1月5日", 12, 1.5, True, "0000"])
def test_what_is_no_day_is_said_to_be_none(cell):
    found = []
    assert day_of(cell, found) is None
    assert [kind for kind, _detail in found] == ["bad_day"]
