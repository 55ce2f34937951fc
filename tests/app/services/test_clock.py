"""A clock that ran ahead for a day does not stop signing for a year."""

from datetime import UTC, datetime, timedelta

import pytest

from app.errors import ClockBehind
from app.services.clock import logged_ahead, put_clock_right
from app.store import audit


@pytest.fixture
def ahead(demo):
    """Something was logged while the clock stood a year ahead."""
    at = datetime.now(UTC) + timedelta(days=365)
    audit.append(demo.store, at, None, "opened")
    return at


def test_a_clock_in_order_has_nothing_to_put_right(demo):
    assert logged_ahead(demo) is None
    put_clock_right(demo)
    assert audit.CLOCK_PUT_RIGHT not in {one.act for one in audit.entries(demo.store)}


def test_signing_goes_on_once_somebody_says_that_the_clock_is_right(demo, ahead):
    with pytest.raises(ClockBehind):
        demo.signing_key(demo.person.id, None)
    assert abs(logged_ahead(demo) - ahead) < timedelta(seconds=1)
    put_clock_right(demo)
    assert logged_ahead(demo) is None
    assert demo.signing_key(demo.person.id, None)
    newest = audit.entries(demo.store)[0]
    assert (newest.act, newest.person_id) == (audit.CLOCK_PUT_RIGHT, demo.person.id)
    assert any(one.at > datetime.now(UTC) for one in audit.entries(demo.store)), "what was logged stays"


def test_a_clock_set_back_afterwards_is_found_again(demo, ahead, monkeypatch):
    put_clock_right(demo)
    monkeypatch.setattr(demo, "clock", lambda: datetime.now(UTC) - timedelta(days=2))
    with pytest.raises(ClockBehind):
        demo.signing_key(demo.person.id, None)
