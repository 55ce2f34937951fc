"""Text in columns keeps order and spelling."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.canonical import NotCanonical
from app.store.columns import day_of_text, json_of_text, moment_of_text, text_of_day, text_of_json, text_of_moment

MOMENTS = st.datetimes(datetime(1970, 1, 1), datetime(2199, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(MOMENTS, MOMENTS)
def test_the_order_of_texts_is_the_order_of_moments(one, other):
    assert moment_of_text(text_of_moment(one)) == one
    assert (text_of_moment(one) < text_of_moment(other)) == (one < other)


def test_a_moment_elsewhere_is_kept_in_utc():
    there = datetime(2026, 1, 8, 10, tzinfo=timezone(timedelta(hours=8)))
    assert text_of_moment(there) == "2026-01-08T02:00:00.000000+00:00"


def test_days_and_values_come_back():
    assert day_of_text(text_of_day(date(2026, 1, 8))) == date(2026, 1, 8)
    assert day_of_text(text_of_day(None)) is None
    assert json_of_text(text_of_json({"b": [1, None], "a": "e\u0301"})) == {"a": "é", "b": [1, None]}
    with pytest.raises(NotCanonical):
        text_of_json(0.5)
