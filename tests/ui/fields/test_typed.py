"""Numbers, counts and days in the ways offices write them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.fields.typed import NotRead, chinese_day, plain, read_count, read_day, read_number


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [
        ("88", "", "88"),
        ("８８．５", "", "88.5"),
        (" 91.50 ", "%", "91.50"),
        ("88%", "%", "88"),
        ("88％", "%", "88"),
        ("40平方米", "平方米", "40"),
        ("40 平方米", "平方米", "40"),
        ("1,234", "", "1234"),
        ("１，２３４．５", "", "1234.5"),
        ("3。5", "", "3.5"),
        (".5", "", "0.5"),
        ("2分", "", "2"),
        ("+3", "", "3"),
    ],
)
def test_a_number_is_read_as_it_was_meant(text: str, unit: str, number: str) -> None:
    assert read_number(text, unit) == Decimal(number)


@pytest.mark.parametrize("text", ["abc", "1,23", "1.2.3", "八十八", "--1", "1e5", "NaN", "Infinity", "1.1234567"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(NotRead) as refused:
        read_number(text)
    assert refused.value.fault == "not_a_number"


def test_faults_are_told_apart() -> None:
    for text, fault in (("-1", "negative"), ("9" * 20, "too_large")):
        with pytest.raises(NotRead) as refused:
            read_number(text)
        assert refused.value.fault == fault
    with pytest.raises(NotRead) as refused:
        read_count("1.5")
    assert refused.value.fault == "not_whole"
    assert read_number("-1", signed=True) == Decimal(-1)
    assert read_number("−2.5", signed=True) == Decimal("-2.5")


def test_nothing_typed_is_nothing() -> None:
    assert read_number("  ") is None
    assert read_count("") is None
    assert read_day(" ") is None


@given(st.decimals(min_value=0, max_value=10**9, places=3))
def test_a_plain_number_reads_back_as_itself(number: Decimal) -> None:
    text = plain(number)
    assert read_number(text) == number
    assert plain(text) == text
    assert not text.endswith(".")
    assert "E" not in text


@pytest.mark.parametrize(
    "text",
    [
        "2004-2-15",
        "2004-02-15",
        "2004.2.15",
        "2004/02/15",
        "20040215",
        "2004年2月15日",
        "2004年02月15日",
        "２００４－２－１５",
        "2004 年 2 月 15 日",
    ],
)
def test_a_day_is_read_in_every_usual_way(text: str) -> None:
    assert read_day(text) == date(2004, 2, 15)


@pytest.mark.parametrize("text", ["2004-2-30", "2004-13-1", "04-2-15", "2月15日", "20042015", "昨天", "0000-1-1"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(NotRead) as refused:
        read_day(text)
    assert refused.value.fault == "not_a_day"


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2099, 12, 31)))
def test_a_day_as_it_is_shown_reads_back_as_itself(day: date) -> None:
    assert read_day(chinese_day(day)) == day
    assert read_day(f"{day:%Y%m%d}") == day
