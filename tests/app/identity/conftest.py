"""Cheap keys for tests of identity."""

from datetime import UTC, datetime

import pytest

from app.identity.passphrase import ArgonCost


@pytest.fixture
def cheap():
    """A slow key that is not slow."""
    return ArgonCost(memory_kib=16, iterations=1, lanes=2)


@pytest.fixture
def now():
    """A moment of the inspection season."""
    return datetime(2026, 1, 8, 2, 3, 4, tzinfo=UTC)
