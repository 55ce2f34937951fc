"""How values stand in columns: moments as fixed-width UTC text, JSON as canonical text."""

import json
from datetime import UTC, date, datetime
from typing import Any

from app.domain.canonical import JsonValue, canonical_json, nfc


def text_of_moment(moment: datetime) -> str:
    """ISO 8601 in UTC with microseconds, so that text order is time order."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def moment_of_text(text: str) -> datetime:
    """The aware UTC moment."""
    return datetime.fromisoformat(text).astimezone(UTC)


def text_of_day(day: date | None) -> str | None:
    """ISO 8601."""
    return None if day is None else day.isoformat()


def day_of_text(text: str | None) -> date | None:
    """The day."""
    return None if text is None else date.fromisoformat(text)


def text_of_json(value: JsonValue) -> str:
    """Canonical JSON of `value` with its strings in NFC; NotCanonical where it has no spelling (floats)."""
    return canonical_json(nfc(value)).decode()


def json_of_text(text: str) -> Any:
    """The value."""
    return json.loads(text)
