"""What time it is, given to whoever needs it so that tests can choose it."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Returns an aware UTC datetime."""


def system_clock() -> datetime:
    """The machine's clock in UTC."""
    return datetime.now(UTC)
