"""Hybrid logical time: stamps whose text order is the order of events, even when laptop clocks disagree."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z-[0-9a-f]{4}-[0-9a-f]{8}", re.ASCII)
"""`2026-01-08T02:03:04.567Z-0000-<device 8 hex>`: UTC milliseconds, a hexadecimal counter, the device."""
LEAP_AHEAD = timedelta(hours=24)
"""A received stamp further ahead of our clock than this is kept with its record but does not move our clock."""

_MILLISECOND = timedelta(milliseconds=1)
_LAST_COUNT = 0xFFFF


class NotAStamp(ValueError):  # noqa: N818 - names the fact, as all errors here do
    """Text that is no hybrid time stamp."""


def moment_of(stamp: str) -> datetime:
    """The wall-clock part of `stamp`, aware UTC; raises NotAStamp."""
    if not STAMP.fullmatch(stamp):
        raise NotAStamp(stamp)
    try:
        return datetime.fromisoformat(stamp[:24])
    except ValueError as error:
        raise NotAStamp(stamp) from error


@dataclass(frozen=True, slots=True)
class HybridClock:
    """A clock that never runs backwards; `stamp` is the greatest stamp it gave or accepted ("" before the first)."""

    stamp: str = ""

    def __post_init__(self) -> None:
        """Refuse text that is no stamp (NotAStamp)."""
        if self.stamp:
            moment_of(self.stamp)

    def next(self, now: datetime, device: str) -> "HybridClock":
        """The clock after one more event on `device` (its first eight hex digits count); read its `stamp`."""
        moment, count = _whole_milliseconds(now), 0
        if self.stamp:
            last, last_count = moment_of(self.stamp), int(self.stamp[25:29], 16)
            if last >= moment:
                moment, count = (last, last_count + 1) if last_count < _LAST_COUNT else (last + _MILLISECOND, 0)
        text = f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"
        return HybridClock(f"{text}-{count:04x}-{device[:8]}")

    def receive(self, other: str, now: datetime) -> "HybridClock":
        """The clock after a record stamped `other` came in; raises NotAStamp."""
        if moment_of(other) - now > LEAP_AHEAD or other <= self.stamp:
            return self
        return HybridClock(other)


def _whole_milliseconds(now: datetime) -> datetime:
    utc = now.astimezone(UTC)
    return utc.replace(microsecond=utc.microsecond // 1000 * 1000)
