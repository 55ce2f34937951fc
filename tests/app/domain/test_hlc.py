from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.hlc import STAMP, HybridClock, NotAStamp, moment_of

NOW = datetime(2026, 1, 8, 2, 3, 4, 567_891, UTC)


def test_a_stamp_is_utc_milliseconds_counter_and_device():
    assert HybridClock().next(NOW, "0a1b2c3d").stamp == "2026-01-08T02:03:04.567Z-0000-0a1b2c3d"
    shanghai = NOW.astimezone(timezone(timedelta(hours=8)))
    assert HybridClock().next(shanghai, "0a1b2c3d99").stamp == "2026-01-08T02:03:04.567Z-0000-0a1b2c3d"


def test_the_same_millisecond_counts_up_and_then_moves_on():
    clock = HybridClock("2026-01-08T02:03:04.567Z-fffe-0a1b2c3d").next(NOW, "0a1b2c3d")
    assert clock.stamp == "2026-01-08T02:03:04.567Z-ffff-0a1b2c3d"
    assert clock.next(NOW, "0a1b2c3d").stamp == "2026-01-08T02:03:04.568Z-0000-0a1b2c3d"


def test_a_clock_set_back_does_not_run_backwards():
    clock = HybridClock().next(NOW, "0a1b2c3d")
    assert clock.next(NOW - timedelta(days=400), "0a1b2c3d").stamp == "2026-01-08T02:03:04.567Z-0001-0a1b2c3d"


def test_a_received_stamp_moves_the_clock_unless_it_is_more_than_a_day_ahead():
    clock = HybridClock().next(NOW, "0a1b2c3d")
    near = HybridClock().next(NOW + timedelta(hours=23), "ffffffff").stamp
    far = HybridClock().next(NOW + timedelta(hours=25), "ffffffff").stamp
    assert clock.receive(near, NOW).stamp == near
    assert clock.receive(near, NOW).next(NOW, "0a1b2c3d").stamp > near
    assert clock.receive(far, NOW) == clock
    assert clock.receive("2025-01-08T02:03:04.567Z-0000-ffffffff", NOW) == clock


@given(st.lists(st.tuples(st.integers(-(10**8), 10**8), st.sampled_from(["00000000", "7fffffff", "ffffffff"]))))
def test_stamps_only_grow_and_keep_their_width(steps):
    clock = HybridClock()
    for milliseconds, device in steps:
        after = clock.next(NOW + timedelta(milliseconds=milliseconds), device)
        assert after.stamp > clock.stamp
        assert STAMP.fullmatch(after.stamp)
        clock = after


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "2026-01-08T02:03:04.567Z-0000-0A1B2C3D",
        "2026-13-08T02:03:04.567Z-0000-0a1b2c3d",
        "2026-01-08",
        "٢026-01-08T02:03:04.567Z-0000-0a1b2c3d",
    ],
)
def test_other_text_is_no_stamp(text):
    with pytest.raises(NotAStamp):
        moment_of(text)
    with pytest.raises(NotAStamp):
        HybridClock(text)
    with pytest.raises(NotAStamp):
        HybridClock().receive(text, NOW)
