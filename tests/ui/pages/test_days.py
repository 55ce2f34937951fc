"""Days and moments are said as people here say them."""

from datetime import date, datetime, timedelta

import pytest

from ui.pages.days import day_words, full_moment_words, moment_words, weekday_words

NOW = datetime(2026, 1, 8, 10, 32).astimezone()


def test_a_day_has_no_leading_zeros():
    assert day_words(date(2026, 1, 8)) == "2026年1月8日"
    assert weekday_words(date(2026, 1, 8)) == "星期四"


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (NOW, "今天 10:32"),
        (NOW - timedelta(days=1), "昨天 10:32"),
        (NOW - timedelta(days=3), "1月5日 10:32"),
        (NOW - timedelta(days=10), "2025年12月29日 10:32"),
    ],
)
def test_a_moment_is_as_short_as_it_may_be(at, said):
    assert moment_words(at, NOW.date()) == said


def test_a_signature_names_the_whole_moment():
    assert full_moment_words(NOW) == "2026年1月8日 10:32"
